"""安全管理 / 安全教育活动."""

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
    Number,
    Ref,
    RequiredIf,
    RowCheck,
    SumOf,
    Text,
    Whole,
    WithinPeriod,
)
from zhijiao.modules.safety import judgements


class SafetyActivity(AnnualRecord):
    """安全管理 / 安全教育活动: lessons, talks and drills on safety, one row each.

    Themes follow 中小学公共安全教育指导纲要 (国办发〔2007〕9号), forms JY/T 1001 AQJXXS.
    Regulations are cited from knowledge; nobody has compared the items with their wording.
    """

    number = Text(
        "活动编号",
        max_length=20,
        note="学校自编，本学年内不重复，如学年加流水号",
        example="AH2020001",
        source="项目扩展",
    )
    name = Text(
        "活动名称",
        max_length=80,
        search=True,
        note="与活动方案一致，写明主题，不只写“安全教育”",
        example="全校消防疏散演练",
        source="教育部令第23号",
    )
    themes = Codes(
        "教育主题",
        "safety_theme",
        note="可多选，按活动的实际内容选，综合性活动最多选三项",
        example="消防安全",
        source="国办发〔2007〕9号",
    )
    activity_form = Code(
        "活动形式",
        "safety_education_form",
        note="讲座、报告会选“专题报告”；疏散、救护等实际操作的选“应急演练”",
        example="应急演练",
        source="JY/T 1001-2012 AQJXXS",
    )
    scope = Code(
        "组织范围",
        "activity_scope",
        note="参加对象所属的最大范围；几个年级参加的选“年级”",
        example="全校",
        source="项目扩展",
    )
    department = Ref(
        "组织机构",
        "general.Department",
        note="负责策划和组织的校内机构，填机构号",
        example="12",
        source="教育部令第23号",
    )
    leader = Ref(
        "活动负责人",
        "general.Teacher",
        note="对活动安全负责的教师，填工号",
        example="js002",
        source="教育部令第23号",
    )
    held = Date(
        "活动日期",
        before="today",
        note="活动当天；持续几天的填第一天，须在所填学年内",
        example="2020-11-09",
        source="项目扩展",
    )
    ended = Date(
        "结束日期",
        blank=True,
        after="held",
        before="today",
        note="持续几天的填最后一天，当天结束的不填",
        source="项目扩展",
    )
    hours = Number(
        "活动学时",
        digits=5,
        places=1,
        min=0.5,
        max=200,
        unit="学时",
        note="按45分钟折算1学时，不足半学时的按0.5填",
        example=1,
        source="国办发〔2007〕9号",
    )
    place = Text(
        "活动地点",
        max_length=60,
        note="校内写具体场所，校外写单位名称和地点",
        example="田径场、各教学楼",
        source="项目扩展",
    )
    off_campus = Flag(
        "是否校外活动",
        note="离开学校场地组织的选“是”",
        example="否",
        source="教育部令第23号",
    )
    plan = Text(
        "安全预案或审批文号",
        max_length=60,
        blank=True,
        note="校外活动必须填写：活动安全预案的名称，或上级批准、备案的文号",
        example="2020年秋季消防疏散演练方案",
        source="教育部令第23号",
    )
    speaker = Text(
        "主讲人或指挥人",
        max_length=36,
        blank=True,
        note="讲课、报告的人或演练总指挥，多人用顿号分隔",
        example="黄志刚",
        source="项目扩展",
    )
    speaker_from = Text(
        "主讲人所在单位",
        max_length=60,
        blank=True,
        note="外请人员填工作单位全称，本校教职工不填",
        example="云州市青秀区消防救援大队",
        source="项目扩展",
    )
    expected = Count(
        "应参加学生数",
        unit="人",
        note="活动方案要求参加的学生，没有学生参加的填0",
        example=2860,
        source="项目扩展",
    )
    students = Count(
        "参加学生数",
        unit="人",
        note="实际到场的学生，不得多于应参加学生数",
        example=2812,
        source="教育部令第23号",
    )
    staff = Count(
        "参加教职工数",
        unit="人",
        note="实际到场的教职工，包括组织和值勤人员，没有的填0",
        example=176,
        source="教育部令第23号",
    )
    others = Count(
        "参加家长及校外人员数",
        unit="人",
        note="家长、消防、公安等校外人员，没有的填0",
        example=12,
        source="教育部令第23号",
    )
    total = Count(
        "参加总人数",
        unit="人",
        note="等于学生、教职工与家长及校外人员之和",
        example=3000,
        source="项目扩展",
    )
    evacuation = Whole(
        "疏散用时",
        min=1,
        max=7200,
        unit="秒",
        blank=True,
        note="应急演练从警报响起到最后一人到达集合点的秒数，不疏散的演练和其他形式不填",
        example=235,
        source="中小学幼儿园应急疏散演练指南（教基一厅〔2014〕2号）",
    )
    injured = Count(
        "受伤人数",
        unit="人",
        note="活动中受伤需要就医的人数，没有的填0",
        example=0,
        source="学生伤害事故处理办法（教育部令第12号）",
    )
    content = LongText(
        "活动内容",
        note="二百字以内：教了什么、练了什么、怎样组织",
        example="模拟教学楼二层起火，各班按路线疏散至田径场，消防员讲解灭火器使用",
        source="项目扩展",
    )
    problems = LongText(
        "发现的问题",
        blank=True,
        note="活动总结中提出、需要整改的问题，没有的不填",
        example="三号楼东侧楼梯拥挤，疏散超时",
        source="教基一厅〔2014〕2号",
    )
    measures = LongText(
        "整改措施",
        blank=True,
        note="对发现的问题采取的措施和完成时间",
        example="调整高一疏散路线，11月底前复演",
        source="教基一厅〔2014〕2号",
    )
    materials = Text(
        "存档材料",
        max_length=120,
        blank=True,
        note="方案、签到、照片、总结等的文件名或档案号，多件用顿号分隔",
        example="AQ2020-11-演练总结",
        source="教育部令第23号",
    )

    class Meta:
        verbose_name = "安全教育活动"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "themes", "activity_form", "scope", "held", "students", "total"]
        filters = ["name", "number", "themes", "activity_form", "department", "held"]
        ordering = ["-held", "number"]
        sections = {
            "活动": "number",
            "时间与地点": "held",
            "主讲": "speaker",
            "参加人数": "expected",
            "演练与安全": "evacuation",
            "内容与总结": "content",
        }
        checks = [
            WithinPeriod("held"),
            NotLess("expected", "students"),
            SumOf("total", ["students", "staff", "others"]),
            NotLess("total", "injured"),
            RequiredIf("plan", "off_campus", equals=True),
            RequiredIf("measures", "problems"),
            RowCheck(
                ["activity_form", "evacuation"],
                judgements.only_drills_evacuate,
                "只有应急演练填写疏散用时",
                "请核对活动形式，或清空疏散用时",
            ),
        ]
