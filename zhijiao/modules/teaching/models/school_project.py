"""教学管理 / 学校项目."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Date,
    Declaration,
    LongText,
    Money,
    NotLess,
    Record,
    Ref,
    RequiredIf,
    SumOf,
    Text,
)


class SchoolProject(Record):
    """教学管理 / 学校项目: projects given to the school by authorities; research of teachers stands with them."""

    number = Text(
        "项目编号",
        max_length=30,
        note="立项文件上的编号，没有编号的由学校自编，不重复",
        example="XM2019-03",
        source="项目扩展",
    )
    name = Text(
        "项目名称",
        max_length=100,
        search=True,
        note="与立项文件一致，含年度或批次",
        example="智能制造专业群建设项目",
        source="项目扩展",
    )
    kind = Code(
        "项目类别",
        "school_project_kind",
        note="基础能力、专业群、实训基地、课程资源等建设项目；教师课题填“教科研项目”",
        example="优质专业（群）建设",
        source="项目扩展",
    )
    level = Code(
        "项目级别",
        "award_level",
        note="按立项文件盖章单位的级别选择",
        example="省（自治区、直辖市）级",
        source="JY/T 1001-2012 JB",
    )
    body = Text(
        "立项部门",
        max_length=100,
        note="发文机关全称",
        example="云岭省教育厅",
        source="项目扩展",
    )
    document = Text(
        "立项文号",
        max_length=40,
        note="下达项目的通知上的文号，便于核查",
        example="云教职成〔2019〕20号",
        source="项目扩展",
    )
    approved = Date(
        "立项日期",
        before="today",
        note="立项通知落款的日期，不是申报日期",
        example="2019-09-10",
        source="项目扩展",
    )
    started = Date(
        "建设开始日期",
        note="任务书或建设方案写明的起始日",
        example="2019-10-01",
        source="项目扩展",
    )
    planned_end = Date(
        "计划完成日期",
        after="started",
        note="任务书写明的日期，延期的填批准后的日期",
        example="2022-12-31",
        source="项目扩展",
    )
    department = Ref(
        "承担机构",
        "general.Department",
        note="填机构号；牵头建设、管理经费的处室或专业部",
        example="03",
        source="项目扩展",
    )
    head = Ref(
        "项目负责人",
        "general.Teacher",
        note="填工号；任务书上的项目负责人，换人后更新",
        example="js002",
        source="项目扩展",
    )
    major = Ref(
        "涉及专业",
        "general.Major",
        blank=True,
        note="填本校专业编号，面向全校的不填",
        example="01",
        source="项目扩展",
    )
    status = Code(
        "项目状态",
        "reform_status",
        note="以主管部门最近的检查、验收结论为准",
        example="建设中",
        source="项目扩展",
    )
    accepted = Date(
        "验收日期",
        after="approved",
        before="today",
        blank=True,
        note="项目状态为验收合格、验收优秀的必填，以验收文件的日期为准",
        source="项目扩展",
    )
    budget = Money(
        "计划总投入",
        unit="万元",
        note="任务书列明的资金合计，没有的填0",
        example=300,
        source="项目扩展",
    )
    total = Money(
        "累计到位资金",
        unit="万元",
        note="等于中央、地方、学校与其他资金之和，没有的填0",
        example=240,
        source="项目扩展",
    )
    central = Money(
        "中央财政资金",
        unit="万元",
        note="已到账，没有的填0",
        example=0,
        source="JY/T 1001-2012 JFLY",
    )
    local = Money(
        "地方财政资金",
        unit="万元",
        note="省、市、县已到账合计，没有的填0",
        example=200,
        source="JY/T 1001-2012 JFLY",
    )
    own = Money(
        "学校自筹资金",
        unit="万元",
        note="实际安排，没有的填0",
        example=40,
        source="JY/T 1001-2012 JFLY",
    )
    other = Money(
        "企业及其他资金",
        unit="万元",
        note="实际到账，没有的填0",
        example=0,
        source="JY/T 1001-2012 JFLY",
    )
    spent = Money(
        "累计支出",
        unit="万元",
        note="不大于累计到位资金，没有的填0",
        example=180,
        source="项目扩展",
    )
    students = Count(
        "受益学生数",
        unit="人",
        note="立项以来直接使用项目成果的学生，同一学生只计一次，没有的填0",
        example=860,
        source="项目扩展",
    )
    content = LongText(
        "主要建设内容",
        note="三百字以内，按任务书写建设目标和分项任务",
        example="建设智能制造实训中心，开发6门核心课程资源，组建教师团队",
        source="项目扩展",
    )
    results = LongText(
        "主要成果",
        blank=True,
        note="验收合格、验收优秀的必填，写可核实的标准、课程、设备和获奖",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "学校项目"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "level", "approved", "head", "status", "total"]
        filters = ["name", "kind", "level", "status", "department", "major"]
        sections = {
            "项目": "number",
            "实施": "department",
            "资金（万元）": "budget",
            "内容与成果": "content",
        }
        checks = [
            SumOf("total", ["central", "local", "own", "other"]),
            NotLess("total", "spent"),
            RequiredIf("accepted", "status", equals=("4", "5")),
            RequiredIf("results", "status", equals=("4", "5")),
        ]
