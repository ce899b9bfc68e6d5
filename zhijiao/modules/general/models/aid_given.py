"""综合信息 / 职教扶贫 / 帮扶情况."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Codes,
    Count,
    Date,
    Declaration,
    Flag,
    LongText,
    NotLess,
    Ref,
    Region,
    RequiredIf,
    SumOf,
    Text,
)
from zhijiao.modules.general.models.figures import amount, count

PLAN = "教发〔2016〕18号"
DEEP = "教发〔2018〕1号"


def _count(label: str, note: str, example: int, source: str, unit: str = "人") -> Count:
    """A number of the school year, of people unless a unit is given."""
    return count(label, unit, note, example, source)


class AidGiven(AnnualRecord):
    """综合信息 / 职教扶贫 / 帮扶情况: whom the school has helped in a school year, and with what.

    After 教育脱贫攻坚“十三五”规划 (教发〔2016〕18号) and 深度贫困地区教育脱贫攻坚实施方案（2018—2020年）
    (教发〔2018〕1号), cited from knowledge, not compared with their wording. Help between east and west
    that falls under the plan of cooperation is filed under 东西协作.
    """

    number = Text(
        "帮扶编号",
        max_length=20,
        note="学校自编，同一受援单位各学年用同一编号",
        example="BF01",
        source="项目扩展",
    )
    name = Text(
        "帮扶项目名称",
        max_length=80,
        search=True,
        note="协议或任务文件上的名称，没有的写“对口帮扶”加受援单位简称",
        example="对口帮扶隆安县职业教育中心",
        source="项目扩展",
    )
    basis = Code(
        "帮扶关系来源",
        "aid_basis",
        note="按确定帮扶关系的文件选一项；属于东西协作计划的另填“东西协作”各表",
        example="省内对口帮扶",
        source=PLAN,
    )
    partner = Text(
        "受援单位名称",
        max_length=60,
        note="写全称；一次帮扶几个单位的分行填报",
        example="隆安县职业教育中心",
        source=PLAN,
    )
    partner_kind = Code(
        "受援单位类别",
        "aid_partner_kind",
        note="按单位性质选择；帮扶到村的选“村”，不选所属乡镇",
        example="中等职业学校",
        source=PLAN,
    )
    region = Region(
        "受援单位所在地",
        note="选到县（市、区）一级，以帮扶时的行政区划为准",
        example="450123",
        source="GB/T 2260",
    )
    economy = Code(
        "受援地区经济属性",
        "county_economy",
        note="按建立帮扶关系时的名单填写，已经摘帽的县不改",
        example="国家级贫困县",
        source="JY/T 1001-2012 SZDQJJSX",
    )
    content = Codes(
        "帮扶内容",
        "aid_content",
        note="本学年实际开展的，可多选；只签协议未开展的不选",
        example="专业建设、师资培训与交流",
        source=PLAN,
    )
    agreement = Flag(
        "是否签订帮扶协议",
        note="有双方盖章的协议或上级任务书的选“是”",
        example="是",
        source=PLAN,
    )
    document = Text(
        "任务文件文号",
        max_length=40,
        blank=True,
        note="上级下达帮扶任务的文件文号，自主结对的不填",
        example="云教职成〔2018〕12号",
        source="项目扩展",
    )
    started = Date(
        "帮扶开始日期",
        before="today",
        note="协议生效或任务下达的日期，续签的填首次日期",
        example="2018-09-01",
        source="项目扩展",
    )
    ended = Date(
        "帮扶终止日期",
        blank=True,
        after="started",
        note="协议写明的终止日期，没有期限的不填",
        example="2021-08-31",
        source="项目扩展",
    )
    department = Ref(
        "负责机构",
        "general.Department",
        note="具体组织帮扶的校内机构，填机构号",
        example="03",
        source="项目扩展",
    )
    head = Ref(
        "帮扶负责人",
        "general.Teacher",
        note="填工号；联系受援单位并对台账负责的教师",
        example="js002",
        source="项目扩展",
    )
    major = Ref(
        "对口建设专业",
        "general.Major",
        blank=True,
        note="填本校专业编号，几个的填投入最多的一个；与专业无关的不填",
        example="123-123",
        source=DEEP,
    )
    teachers_sent = _count("派出教师人数", "本学年到受援单位支教、挂职、驻村一个月以上的本校教职工", 3, PLAN)
    teachers_received = _count("接收跟岗人数", "受援单位来校跟岗学习、挂职的教师和管理人员", 4, PLAN)
    teachers_trained = _count("培训受援教师人次", "为受援单位举办的集中培训、送培上门", 46, PLAN, "人次")
    students_received = _count(
        "接收受援地区学生数", "本学年在本校就读、由该帮扶项目招收的学历教育学生", 38, DEEP
    )
    poor_students = _count(
        "其中建档立卡学生数", "包含在接收受援地区学生数内，以扶贫系统比对结果为准", 21, DEEP
    )
    graduates_placed = _count("推荐就业人数", "本学年推荐受援地区毕业生和劳动力就业、已签合同的", 15, DEEP)
    trained = _count("技能培训人次", "面向受援地区劳动力的培训，每期每人计一次", 120, DEEP, "人次")
    poor_trained = _count(
        "其中建档立卡劳动力人次", "包含在技能培训人次内，以培训名册比对结果为准", 85, DEEP, "人次"
    )
    households = _count("结对联系户数", "教职工结对的建档立卡户，已脱贫仍联系的计入", 12, PLAN, "户")
    majors_built = _count("帮助建设专业数", "本学年指导修订方案、共建课程的受援学校专业", 1, PLAN, "个")
    courses_shared = _count("共享数字课程数", "开放给受援学校师生使用的网络课程", 6, PLAN, "门")
    total = amount("投入折合总额", "本学年投入，等于资金、设备、物资和消费帮扶之和", 26.5, PLAN)
    money = amount("资金投入", "拨付受援单位或直接用于帮扶项目的资金", 10, PLAN)
    equipment = amount("捐赠设备折价", "捐赠教学设备按移交时的评估价或账面净值", 12, PLAN)
    goods = amount("捐赠物资折价", "图书、衣物、办公用品等按购置价", 1.5, PLAN)
    purchases = amount("消费帮扶金额", "食堂和工会采购受援地区农产品的金额", 3, PLAN)
    result = LongText(
        "帮扶成效",
        note="写可以核实的结果，如通过验收的专业、脱贫的户数、取得的证书",
        example="指导建成汽车运用与维修专业，受援学校学生首次获省赛三等奖",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="帮扶对象调整、提前终止等需要说明的情况",
        example="2021年起转为乡村振兴帮扶",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "帮扶情况"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "partner", "partner_kind", "region", "teachers_sent", "trained", "total"]
        filters = ["name", "partner", "partner_kind", "basis", "content", "region"]
        sections = {
            "帮扶项目": "number",
            "协议与负责人": "agreement",
            "人员": "teachers_sent",
            "培训与联系": "trained",
            "投入（万元）": "total",
            "成效": "result",
        }
        checks = [
            NotLess("students_received", "poor_students"),
            NotLess("trained", "poor_trained"),
            SumOf("total", ["money", "equipment", "goods", "purchases"]),
            RequiredIf("document", "basis", equals=("1", "2", "3", "4")),
        ]
