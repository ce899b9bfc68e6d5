"""综合信息 / 东西协作 / 东西协作全覆盖行动."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Codes,
    Count,
    Date,
    Declaration,
    Flag,
    LongText,
    Money,
    NotLess,
    Ref,
    Region,
    RequiredIf,
    SumOf,
    Text,
    check_school_code,
)
from zhijiao.modules.general.models.figures import amount, count

PLAN = "教发〔2016〕15号"


def _count(label: str, unit: str, note: str, example: int) -> Count:
    """A number of the school year."""
    return count(label, unit, note, example, PLAN)


def _amount(label: str, note: str, example: float) -> Money:
    """What the east gave in the school year."""
    return amount(label, note, example, PLAN)


class EastWestCoverage(AnnualRecord):
    """综合信息 / 东西协作 / 东西协作全覆盖行动: a row per partner school in a school year.

    After 职业教育东西协作行动计划（2016—2020年） (教发〔2016〕15号) and its carrying out in 滇西, cited
    from knowledge, not compared with their wording. Both sides file, each from its own standpoint.
    """

    number = Text(
        "协作编号",
        max_length=20,
        note="学校自编，同一协作院校各学年用同一编号",
        example="DX01",
        source="项目扩展",
    )
    role = Code(
        "本校角色",
        "east_west_role",
        note="按协作协议选择；双向协作的按本校所在省份选择",
        example="西部受援方",
        source=PLAN,
    )
    partner = Text(
        "协作院校名称",
        max_length=60,
        search=True,
        note="对方院校或职教集团的全称，与协议一致",
        example="东海市机电职业技术学校",
        source=PLAN,
    )
    partner_code = Text(
        "协作院校标识码",
        max_length=10,
        blank=True,
        check=check_school_code,
        note="对方的10位学校（机构）标识码，职教集团和政府部门不填",
        example="3644010021",
        source="JY/T 1005-2012 ZZXX0101 XXDM",
    )
    partner_kind = Code(
        "协作单位类别",
        "aid_partner_kind",
        note="按单位性质选择，集团牵头的选“职业教育集团”",
        example="中等职业学校",
        source=PLAN,
    )
    region = Region(
        "协作单位所在地",
        note="选到县（市、区）一级，以对方注册地为准",
        example="440106",
        source="GB/T 2260",
    )
    economy = Code(
        "受援地区经济属性",
        "county_economy",
        note="西部一方所在县的属性，按签约时的名单填写，已经摘帽的不改",
        example="国家级贫困县",
        source="JY/T 1001-2012 SZDQJJSX",
    )
    group = Text(
        "所属职教集团",
        max_length=60,
        blank=True,
        note="协作由职教集团组织的填集团全称，不是的不填",
        example="东海装备制造职业教育集团",
        source=PLAN,
    )
    agreed = Date(
        "协议签订日期",
        before="today",
        note="现行协议的签订日期，续签后更新",
        example="2018-10-12",
        source=PLAN,
    )
    agreed_until = Date(
        "协议终止日期",
        blank=True,
        after="agreed",
        note="现行协议写明的终止日期，未写明的不填",
        example="2021-10-11",
        source=PLAN,
    )
    document = Text(
        "结对文件文号",
        max_length=40,
        blank=True,
        note="教育行政部门确定结对关系的文件文号，自主结对的不填",
        example="云教职成〔2018〕40号",
        source=PLAN,
    )
    head = Ref(
        "本校负责人",
        "general.Teacher",
        note="填工号；负责协作事务和台账的教师",
        example="js002",
        source="项目扩展",
    )
    content = Codes(
        "协作内容",
        "east_west_content",
        note="本学年实际开展的，可多选；写进协议未开展的不选",
        example="共建专业、师资培养培训",
        source=PLAN,
    )
    major = Ref(
        "本校协作专业",
        "general.Major",
        blank=True,
        note="填本校专业编号，几个的填协作最多的一个；与专业无关的不填",
        example="123-123",
        source=PLAN,
    )
    majors = _count("共建专业数", "个", "双方共同修订方案、共建课程的专业", 1)
    bases = _count("共建实训基地数", "个", "一方出资或捐设备、在受援学校建成的基地", 1)
    courses = _count("共享课程数", "门", "由支援方开放、受援方师生使用的数字课程", 5)
    east_teachers = _count("东部派出教师人数", "人", "到西部学校支教、挂职一个月以上的教师和干部", 2)
    west_teachers = _count("西部跟岗教师人数", "人", "到东部学校跟岗学习、挂职的教师和干部", 6)
    trained = _count("培训西部教师人次", "人次", "支援方举办的集中培训和送培，每期每人计一次", 40)
    exchange_students = _count("学生交流人次", "人次", "一方学生到另一方短期学习、实训、参赛的人次", 15)
    joint_students = _count("联合培养学生数", "人", "按协议由双方分段培养的在籍学生", 36)
    poor_students = _count("其中建档立卡学生数", "人", "包含在联合培养学生数内，以扶贫系统比对结果为准", 19)
    employed = _count("推荐到东部就业人数", "人", "由支援方推荐、已签合同的受援学校毕业生", 12)
    total = _amount("支援投入合计", "本学年支援方投入受援方的，等于资金与设备、物资折价之和", 32)
    money = _amount("支援资金", "实际拨付到受援方的资金", 20)
    equipment = _amount("设备折价", "移交的教学设备，按评估价或账面净值", 12)
    goods = _amount("图书物资折价", "图书、软件和其他物资，按移交清单价格", 0)
    reported = Flag(
        "是否纳入省级台账",
        note="已录入省级教育部门东西协作台账的选“是”",
        example="是",
        source="项目扩展",
    )
    result = LongText(
        "协作成效",
        note="写可以核实的结果，如通过验收的专业、取得的证书、获奖",
        example="共建数控技术应用专业，受援学校教师6人取得技师证书",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="协议到期未续、协作对象调整等需要说明的情况",
        example="2021年续签协议正在报批",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "东西协作全覆盖行动"

    class Filing(Declaration):
        key = ["number"]
        title = ["partner"]
        listing = [
            "number",
            "role",
            "partner",
            "partner_kind",
            "region",
            "content",
            "joint_students",
            "total",
        ]
        filters = ["partner", "role", "partner_kind", "region", "content", "major"]
        sections = {
            "协作单位": "number",
            "协议": "agreed",
            "协作内容": "content",
            "人员交流": "east_teachers",
            "联合培养与就业": "joint_students",
            "投入（万元）": "total",
            "成效": "reported",
        }
        checks = [
            NotLess("joint_students", "poor_students"),
            SumOf("total", ["money", "equipment", "goods"]),
            RequiredIf("group", "partner_kind", equals="4"),
        ]
