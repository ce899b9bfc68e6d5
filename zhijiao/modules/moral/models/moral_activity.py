"""德育工作 / 德育活动."""

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
    Number,
    Ref,
    RequiredIf,
    SumOf,
    Text,
    WithinPeriod,
)


class MoralActivity(AnnualRecord):
    """德育工作 / 德育活动: ceremonies, class meetings, practice and other activities, one row each.

    Themes follow the contents of 中等职业学校德育大纲 (2014), forms 中小学德育工作指南 (教基〔2017〕8号), cited from
    knowledge.
    """

    number = Text(
        "活动编号",
        max_length=20,
        note="学校自编，本学年内不重复，如学年加流水号",
        example="DH2020001",
        source="项目扩展",
    )
    name = Text(
        "活动名称",
        max_length=80,
        search=True,
        note="与活动方案一致，写明主题，不只写“主题班会”",
        example="“劳模进校园”工匠精神报告会",
        source="中等职业学校德育大纲（2014年修订）",
    )
    themes = Codes(
        "活动主题",
        "moral_theme",
        note="可多选，按活动的实际内容选，最多选三项",
        example="劳动与工匠精神教育、职业生涯教育",
        source="中等职业学校德育大纲（2014年修订）",
    )
    activity_form = Code(
        "活动形式",
        "moral_activity_form",
        note="一次活动含几种形式的，选占时间最多的一种",
        example="讲座与报告",
        source="教基〔2017〕8号",
    )
    scope = Code(
        "组织范围",
        "activity_scope",
        note="参加对象所属的最大范围；几个年级参加的选“年级”",
        example="年级",
        source="项目扩展",
    )
    department = Ref(
        "组织机构",
        "general.Department",
        note="负责策划和组织的校内机构，填机构号；附设中职班填中职学生的活动",
        example="09",
        source="教基〔2017〕8号",
    )
    club = Ref(
        "承办社团",
        "moral.StudentClub",
        blank=True,
        note="由学生社团承办的填社团编号，其他不填",
        source="项目扩展",
    )
    leader = Ref(
        "活动负责人",
        "general.Teacher",
        note="对活动负责的教师，填工号",
        example="js002",
        source="教基〔2017〕8号",
    )
    held = Date(
        "活动日期",
        before="today",
        note="活动当天；持续几天的填第一天，须在所填学年内",
        example="2021-04-28",
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
        max=500,
        unit="学时",
        note="按45分钟折算1学时，整天的按8学时计，不足半学时的按0.5填",
        example=2,
        source="教基〔2017〕8号",
    )
    place = Text(
        "活动地点",
        max_length=60,
        note="校内写具体场所，校外写单位名称和地点",
        example="学术报告厅",
        source="项目扩展",
    )
    off_campus = Flag(
        "是否校外活动",
        note="离开学校场地组织的选“是”",
        example="否",
        source="教基〔2017〕8号",
    )
    plan = Text(
        "安全预案或审批文号",
        max_length=60,
        blank=True,
        note="校外活动必须填写：活动安全预案的名称，或上级批准、备案的文号",
        source="教育部令第23号",
    )
    partner = Text(
        "合作单位",
        max_length=100,
        blank=True,
        note="共同组织的企业、社区、政法机关等单位全称，多个用顿号分隔",
        example="云州市总工会",
        source="教基〔2017〕8号",
    )
    speaker = Text(
        "主讲人",
        max_length=36,
        blank=True,
        note="报告、讲座须填写，写姓名；校外人员在合作单位中写所在单位",
        example="黄志刚",
        source="项目扩展",
    )
    classes = Count(
        "参加班级数", unit="个", note="组织参加的班级个数，按社团参加的填0", example=22, source="项目扩展"
    )
    expected = Count(
        "应参加学生数",
        unit="人",
        note="活动方案要求参加的学生，自愿参加的填报名人数",
        example=930,
        source="项目扩展",
    )
    students = Count(
        "参加学生数",
        unit="人",
        note="实际参加的学生，不得多于应参加学生数",
        example=905,
        source="教基〔2017〕8号",
    )
    staff = Count(
        "参加教职工数", unit="人", note="实际参加的教职工，没有的填0", example=30, source="教基〔2017〕8号"
    )
    parents = Count(
        "参加家长数", unit="人", note="到场或在线参加的家长，没有的填0", example=0, source="教基〔2017〕8号"
    )
    others = Count(
        "参加校外人员数", unit="人", note="家长以外的校外人员，没有的填0", example=5, source="项目扩展"
    )
    total = Count(
        "参加总人数",
        unit="人",
        note="等于学生、教职工、家长与校外人员之和",
        example=940,
        source="项目扩展",
    )
    cost = Money(
        "活动支出",
        digits=10,
        max=100_000_000,
        note="学校实际支出的金额，没有支出的填0；不得向学生摊派",
        example=1500,
        source="教基〔2017〕8号",
    )
    content = LongText(
        "活动内容",
        note="二百字以内：目的、过程，学生做了什么",
        example="三位市级劳模讲述岗位成才经历，与学生互动问答，各班会后撰写感想",
        source="项目扩展",
    )
    outcome = LongText(
        "活动成效",
        blank=True,
        note="作品、志愿服务时数、评比结果、学生反馈等可核实的成效",
        example="收到学生感想867篇，评出优秀作品30篇",
        source="教基〔2017〕8号",
    )
    publicity = Text(
        "宣传报道",
        max_length=120,
        blank=True,
        note="报道的媒体和标题，只有校内报道的写校园网，没有的不填",
        example="云州晚报《劳模走进职校课堂》",
        source="项目扩展",
    )
    materials = Text(
        "存档材料",
        max_length=120,
        blank=True,
        note="方案、照片、总结等的文件名或档案号，多件用顿号分隔",
        example="DH2020-001-总结",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "德育活动"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "themes", "activity_form", "scope", "held", "students", "total"]
        filters = ["name", "number", "themes", "activity_form", "department", "held"]
        ordering = ["-held", "number"]
        sections = {
            "活动": "number",
            "时间与地点": "held",
            "合作": "partner",
            "参加人数": "classes",
            "内容与成效": "cost",
        }
        checks = [
            WithinPeriod("held"),
            NotLess("expected", "students"),
            SumOf("total", ["students", "staff", "parents", "others"]),
            RequiredIf("plan", "off_campus", equals=True),
            RequiredIf("speaker", "activity_form", equals="08"),
        ]
