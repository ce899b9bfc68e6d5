"""综合信息 / 国家职业教育改革试验区."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Date,
    Declaration,
    Flag,
    LongText,
    Money,
    NotLess,
    Record,
    Ref,
    RequiredIf,
    SumOf,
    Text,
)
from zhijiao.modules.general.models.figures import amount, count

REFORM = "国发〔2019〕4号"


def _amount(label: str, note: str, example: float) -> Money:
    """Money of the project so far."""
    return amount(label, note, example, "项目扩展")


def _count(label: str, unit: str, note: str, example: int) -> Count:
    """A number since the project began."""
    return count(label, unit, note, example, "项目扩展")


class ReformPilotZone(Record):
    """综合信息 / 国家职业教育改革试验区: reform projects of the state that it takes part in (guide).

    After 国家职业教育改革实施方案 (国发〔2019〕4号) and the notices of the single pilots; cited from
    knowledge, not compared with their wording. Standing, because a project lasts for years; figures are
    those up to the end of the year filed.
    """

    number = Text(
        "改革项目编号",
        max_length=20,
        note="立项文件的编号，没有的学校自编，不重复",
        example="GG01",
        source="项目扩展",
    )
    name = Text(
        "改革项目名称",
        max_length=100,
        search=True,
        note="与立项文件一致，写全称；省级及以下项目不填本表",
        example="1+X证书制度试点（网络系统建设与运维）",
        source="填报指南 第三部分",
    )
    kind = Code(
        "改革项目类别",
        "reform_project_kind",
        note="按立项文件选一项；学校地处试验区但未承担任务的不填",
        example="1+X证书制度试点",
        source=REFORM,
    )
    zone = Text(
        "试验区（高地）名称",
        max_length=80,
        blank=True,
        note="属于试验区或高地建设任务的填其名称，其他项目不填",
        source="填报指南 第三部分",
    )
    role = Code(
        "本校角色",
        "reform_role",
        note="按立项文件或任务书选择",
        example="独立承担单位",
        source="项目扩展",
    )
    leader = Text(
        "牵头单位",
        max_length=80,
        blank=True,
        note="本校参与的填牵头单位全称，本校牵头或独立承担的不填",
        source="项目扩展",
    )
    approver = Text(
        "批准部门",
        max_length=80,
        note="立项文件的发文机关，联合发文的填第一个",
        example="教育部",
        source=REFORM,
    )
    document = Text(
        "立项文号",
        max_length=60,
        note="公布立项名单的文件文号，便于核查",
        example="教职所〔2019〕141号",
        source=REFORM,
    )
    approved = Date(
        "批准日期",
        before="today",
        note="立项文件的落款日期，分批立项的填本校所在批次",
        example="2019-09-17",
        source=REFORM,
    )
    started = Date(
        "实施开始日期",
        after="approved",
        note="任务书写明的开始日期，未写明的与批准日期相同",
        example="2019-10-01",
        source="项目扩展",
    )
    planned_end = Date(
        "计划完成日期",
        after="started",
        note="任务书写明的完成日期，延期的填批准后的新日期",
        example="2022-12-31",
        source="项目扩展",
    )
    department = Ref(
        "承担机构",
        "general.Department",
        note="具体实施项目的校内机构，填机构号",
        example="03",
        source="项目扩展",
    )
    head = Ref(
        "项目负责人",
        "general.Teacher",
        note="填工号；任务书上的本校负责人，更换后及时修改",
        example="js002",
        source="项目扩展",
    )
    major = Ref(
        "主要涉及专业",
        "general.Major",
        blank=True,
        note="填本校专业编号，面向全校的不填",
        example="123-123",
        source="项目扩展",
    )
    tasks = LongText(
        "本校承担任务",
        max_length=1000,
        note="任务书中由本校完成的任务和指标，分条写，不照抄方案",
        example="建设考核站点1个；三年内组织两个年级学生参加初级证书考核，通过率不低于70%",
        source="填报指南 第三部分",
    )
    status = Code(
        "项目状态",
        "reform_status",
        note="以主管部门最近的检查、验收结论为准",
        example="建设中",
        source="项目扩展",
    )
    ended = Date(
        "验收（终止）日期",
        blank=True,
        after="started",
        before="today",
        note="验收结论或终止决定的日期，仍在建设的不填",
        source="项目扩展",
    )
    budget = _amount("计划总投入", "任务书列明的资金合计", 60)
    total = _amount("累计到位资金", "等于中央、地方、学校与其他资金之和", 42)
    central = _amount("中央财政资金", "中央财政安排并已到账的", 20)
    local = _amount("地方财政资金", "省、市、县财政安排并已到账的", 12)
    own = _amount("学校自筹资金", "学校自有资金实际安排的", 10)
    other = _amount("企业及其他资金", "企业和社会投入并已到账的", 0)
    spent = _amount("累计支出", "已列支的项目资金，不大于累计到位资金", 35)
    students = _count("受益学生数", "人", "立项以来直接参加项目的学生累计，同一学生只计一次", 420)
    teachers = _count("参与教师数", "人", "立项以来承担项目任务的教师累计", 16)
    outputs = _count("形成成果数", "项", "标准、课程、教材、制度等可推广的成果", 7)
    adopted = _count("被采用推广成果数", "项", "被其他学校、企业或主管部门采用的，包含在形成成果数内", 2)
    reported = Flag(
        "是否按期报送进展",
        note="最近一次年度或中期报告已按要求报送的选“是”",
        example="是",
        source="项目扩展",
    )
    progress = LongText(
        "主要进展与成效",
        note="截至学年末可以核实的进展，对照承担任务写",
        example="建成考核站点，2020学年96名学生参加考核，通过率82%",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="延期、调整任务、资金未到位等需要说明的情况",
        example="2020年春季考核因疫情推迟到秋季",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "国家职业教育改革试验区"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "role", "approved", "head", "status", "total"]
        filters = ["name", "kind", "role", "status", "major"]
        sections = {
            "项目": "number",
            "立项": "approver",
            "实施": "department",
            "状态": "status",
            "资金（万元）": "budget",
            "成效": "students",
        }
        checks = [
            RequiredIf("zone", "kind", equals=("01", "02")),
            RequiredIf("leader", "role", equals=("2", "4")),
            RequiredIf("ended", "status", equals=("4", "5", "6")),
            SumOf("total", ["central", "local", "own", "other"]),
            NotLess("total", "spent"),
            NotLess("outputs", "adopted"),
        ]
