"""综合信息 / 职教扶贫 / 被帮扶情况."""

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
    SumOf,
    Text,
)
from zhijiao.modules.general.models.figures import amount, count

PLAN = "教发〔2016〕18号"
DEEP = "教发〔2018〕1号"


def _count(label: str, note: str, example: int, source: str, unit: str = "人") -> Count:
    """A number of the school year, of people unless a unit is given."""
    return count(label, unit, note, example, source)


class AidReceived(AnnualRecord):
    """综合信息 / 职教扶贫 / 被帮扶情况: who has helped the school in a school year, and what came of it.

    The other side of 帮扶情况, after the same plans (教发〔2016〕18号, 教发〔2018〕1号), cited from
    knowledge, not compared with their wording.
    """

    number = Text(
        "受援编号",
        max_length=20,
        note="学校自编，同一帮扶单位各学年用同一编号",
        example="SY01",
        source="项目扩展",
    )
    name = Text(
        "受援项目名称",
        max_length=80,
        search=True,
        note="协议或任务文件上的名称，没有的写帮扶单位简称加“对口帮扶”",
        example="粤港机械学校对口帮扶",
        source="项目扩展",
    )
    basis = Code(
        "帮扶关系来源",
        "aid_basis",
        note="按确定帮扶关系的文件选一项，不清楚的向主管教育部门核实",
        example="教育部门组织的结对",
        source=PLAN,
    )
    helper = Text(
        "帮扶单位名称",
        max_length=60,
        note="写全称；几个单位共同帮扶的分行填报",
        example="东海市机械高级技工学校",
        source=PLAN,
    )
    helper_kind = Code(
        "帮扶单位类别",
        "aid_partner_kind",
        note="按单位性质选择；由集团统一组织的选“职业教育集团”",
        example="中等职业学校",
        source=PLAN,
    )
    region = Region(
        "帮扶单位所在地",
        note="选到县（市、区）一级；跨省的以注册地为准",
        example="440106",
        source="GB/T 2260",
    )
    content = Codes(
        "帮扶内容",
        "aid_content",
        note="本学年实际得到的，可多选；协议写明但未开展的不选",
        example="学校管理指导、师资培训与交流",
        source=PLAN,
    )
    agreement = Flag(
        "是否签订帮扶协议",
        note="有双方盖章的协议或上级任务书的选“是”",
        example="是",
        source=PLAN,
    )
    started = Date(
        "帮扶开始日期",
        before="today",
        note="协议生效或任务下达的日期，续签的填首次日期",
        example="2019-03-01",
        source="项目扩展",
    )
    ended = Date(
        "帮扶终止日期",
        blank=True,
        after="started",
        note="协议写明的终止日期，没有期限的不填",
        example="2022-02-28",
        source="项目扩展",
    )
    department = Ref(
        "对接机构",
        "general.Department",
        note="与帮扶单位日常联系的校内机构，填机构号",
        example="03",
        source="项目扩展",
    )
    head = Ref(
        "对接负责人",
        "general.Teacher",
        note="填工号；落实帮扶任务、保管台账的本校教师",
        example="js002",
        source="项目扩展",
    )
    major = Ref(
        "受援专业",
        "general.Major",
        blank=True,
        note="填本校专业编号，几个的填投入最多的一个；与专业无关的不填",
        example="123-123",
        source=DEEP,
    )
    experts = _count("接收支教挂职人数", "帮扶单位派来一个月以上的教师和管理干部", 2, PLAN)
    expert_months = _count("支教挂职人月数", "上述人员在校工作月数合计，不足半月的不计", 12, PLAN, "人月")
    teachers_sent = _count("派出跟岗人数", "本校到帮扶单位跟岗学习、挂职的教职工", 5, PLAN)
    teachers_trained = _count(
        "受训教师人次", "由帮扶单位举办或出资的教师培训，每期每人计一次", 32, PLAN, "人次"
    )
    students_sent = _count("赴帮扶单位就读学生数", "按联合培养协议在帮扶单位就读的本校学籍学生", 20, DEEP)
    poor_students = _count(
        "其中建档立卡学生数", "包含在赴帮扶单位就读学生数内，以扶贫系统比对结果为准", 11, DEEP
    )
    graduates_placed = _count("帮助就业毕业生数", "由帮扶单位或其合作企业接收、已签合同的毕业生", 18, DEEP)
    aided_students = _count("受资助学生数", "得到帮扶单位奖学金、助学金或生活补助的学生", 30, DEEP)
    majors_built = _count("帮助建设专业数", "帮扶单位指导修订方案、共建课程的本校专业", 1, PLAN, "个")
    bases_built = _count("帮助建设实训基地数", "由帮扶单位出资、捐赠设备建成或改造的", 1, PLAN, "个")
    courses_shared = _count("获得共享数字课程数", "帮扶单位开放给本校师生使用的网络课程", 8, PLAN, "门")
    total = amount("接受帮扶折合总额", "本学年到账，等于资金、设备和物资之和", 35, PLAN)
    money = amount("资金", "实际到账的帮扶资金，与经费收入的捐赠或拨款口径一致", 20, PLAN)
    equipment = amount("设备折价", "已办理入账的捐赠设备，按入账价值", 14, PLAN)
    goods = amount("物资折价", "图书、软件、生活物资等按移交清单价格", 1, PLAN)
    result = LongText(
        "受援成效",
        note="写可以核实的变化，如新开专业、教师证书、就业率",
        example="数控专业两名教师取得高级工证书，车间管理制度修订完成",
        source="项目扩展",
    )
    difficulties = LongText(
        "存在困难与需求",
        blank=True,
        note="希望下一学年得到的帮助，供主管部门协调",
        example="缺少工业机器人方向专业教师",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="帮扶单位更换、提前终止等需要说明的情况",
        example="2020年下半年因疫情跟岗改为线上",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "被帮扶情况"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = [
            "number",
            "name",
            "helper",
            "helper_kind",
            "region",
            "experts",
            "teachers_trained",
            "total",
        ]
        filters = ["name", "helper", "helper_kind", "basis", "content", "region"]
        sections = {
            "受援项目": "number",
            "协议与负责人": "agreement",
            "人员": "experts",
            "教学建设": "majors_built",
            "投入（万元）": "total",
            "成效与需求": "result",
        }
        checks = [
            NotLess("students_sent", "poor_students"),
            SumOf("total", ["money", "equipment", "goods"]),
            NotLess("expert_months", "experts", "支教挂职人月数少于人数", "支教挂职须一个月以上，请核对"),
        ]
