"""德育工作 / 共青团组织 / 团组织机构."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Date,
    Declaration,
    Flag,
    LongText,
    Moment,
    Money,
    Month,
    NotLess,
    OneOf,
    Record,
    Ref,
    RequiredIf,
    SumOf,
    Text,
    Whole,
)


class YouthLeagueOrganisation(Record):
    """德育工作 / 共青团组织 / 团组织机构: the league committee of the school and each branch below it.

    After 中国共产主义青年团章程 (2018), 中国共产主义青年团基层组织选举规则 and 中学共青团改革实施方案 (2016), cited
    from knowledge. Members themselves are summed up in 团员信息.
    """

    number = Text(
        "团组织编号",
        max_length=20,
        note="学校自编，可用“智慧团建”系统中的组织编码；撤销后不再使用",
        example="TZ01",
        source="项目扩展",
    )
    name = Text(
        "团组织名称",
        max_length=80,
        search=True,
        note="批复文件中的名称，班级团支部写班级全名",
        example="共青团云州市工业职业技术学校委员会",
        source="中国共产主义青年团章程",
    )
    kind = Code(
        "团组织类别",
        "youth_league_kind",
        note="以批复文件为准，社团、宿舍的功能型团支部选“社团团支部”",
        example="团委",
        source="中国共产主义青年团章程",
    )
    parent = Ref(
        "隶属上级团组织",
        "moral.YouthLeagueOrganisation",
        blank=True,
        note="校内的上级团组织，填编号；学校最高一级的团组织不填",
        source="中国共产主义青年团章程",
    )
    department = Ref(
        "所在机构",
        "general.Department",
        blank=True,
        note="团组织设在哪个校内机构，填机构号；班级团支部填班级所属机构",
        example="02",
        source="项目扩展",
    )
    school_class = Ref(
        "所在班级",
        "general.SchoolClass",
        blank=True,
        note="班级团支部必填，填班号；其他团组织不填",
        source="项目扩展",
    )
    established = Month(
        "成立年月",
        note="上级团组织批复成立的年月，改建、更名的不改",
        example="2012-10",
        source="中国共产主义青年团章程",
    )
    party_organisation = Text(
        "领导的党组织",
        max_length=80,
        note="同级党组织的名称，班级团支部填所在系部党组织",
        example="中共云州市工业职业技术学校委员会",
        source="中国共产主义青年团章程",
    )
    secretary_teacher = Ref(
        "书记（教职工）",
        "general.Teacher",
        blank=True,
        note="书记是教职工的填工号，学生担任的填下一项",
        example="js002",
        source="中国共产主义青年团章程",
    )
    secretary_student = Ref(
        "书记（学生）",
        "general.Student",
        blank=True,
        note="书记是学生的填学号，班级团支部书记一般填本项",
        source="中国共产主义青年团章程",
    )
    secretary_kind = Flag(
        "书记是否专职",
        note="不兼任教学或其他行政工作的选“是”，学生书记选“否”",
        example="是",
        source="中学共青团改革实施方案",
    )
    adviser = Ref(
        "指导教师",
        "general.Teacher",
        blank=True,
        note="班级团支部一般填班主任，团委可以不填",
        source="项目扩展",
    )
    committee = Count(
        "委员人数",
        unit="人",
        note="委员会成员含书记；团员不足7人只设书记、未设委员会的填0",
        example=7,
        source="共青团基层组织选举规则",
        doubt="7人的界限凭知识，未见章程原文",
    )
    student_committee = Count(
        "其中学生委员人数",
        unit="人",
        note="包含在委员人数内，没有的填0",
        example=4,
        source="中学共青团改革实施方案",
    )
    branches = Count(
        "下设团支部数",
        unit="个",
        note="团委、团总支填所属团支部个数，团支部填0",
        example=66,
        source="中国共产主义青年团章程",
        moment=Moment.FILING,
    )
    members = Count(
        "团员人数",
        unit="人",
        note="等于学生团员与教职工团员之和；团委、团总支填所属团支部合计",
        example=912,
        source="中国共产主义青年团章程",
        moment=Moment.FILING,
    )
    student_members = Count(
        "学生团员人数",
        unit="人",
        note="组织关系在本校的学生团员，没有的填0",
        example=896,
        source="中学共青团改革实施方案",
        moment=Moment.FILING,
    )
    staff_members = Count(
        "教职工团员人数",
        unit="人",
        note="年满28周岁未担任团内职务的不再计入，没有的填0",
        example=16,
        source="中国共产主义青年团章程",
        moment=Moment.FILING,
    )
    women = Count(
        "其中女团员人数",
        unit="人",
        note="包含在团员人数内，没有的填0",
        example=437,
        source="项目扩展",
        moment=Moment.FILING,
    )
    recruited = Count(
        "本学年发展团员人数",
        unit="人",
        note="本学年经上级团组织批准入团并有发展团员编号的人数，没有的填0",
        example=128,
        source="发展团员工作细则（2016年）",
    )
    recommended = Count(
        "本学年推优入党人数",
        unit="人",
        note="经团组织推荐为入党积极分子或发展对象的团员，没有的填0",
        example=6,
        source="中学共青团改革实施方案",
    )
    volunteers = Count(
        "注册志愿者人数",
        unit="人",
        note="团员中在志愿服务信息系统注册的人数，没有的填0",
        example=905,
        source="志愿服务条例（国务院令第685号）",
    )
    elected = Date(
        "最近换届日期",
        before="today",
        note="团员大会或代表大会选举本届班子的日期，新成立未选举的填批复日期",
        example="2020-05-08",
        source="共青团基层组织选举规则",
    )
    term = Whole(
        "任期",
        min=1,
        max=5,
        unit="年",
        note="班级团支部一年，团总支二至三年，团委三至五年，以批复为准",
        example=3,
        source="中国共产主义青年团章程",
    )
    due = Date(
        "应换届日期",
        after="elected",
        note="本届任期届满的日期，已批准延期的填延期后的日期",
        example="2023-05-08",
        source="共青团基层组织选举规则",
    )
    fees = Money(
        "本学年收缴团费",
        digits=12,
        max=10_000_000,
        note="本学年团员实际交纳的团费合计，由上级统一收缴的填0",
        example=2150,
        source="关于中国共产主义青年团团费收缴、使用和管理的规定",
    )
    honours = Text(
        "获得称号",
        max_length=120,
        blank=True,
        note="五四红旗团委（团支部）等称号、授予单位和年份，没有的不填",
        example="云州市五四红旗团委（2020年）",
        source="项目扩展",
    )
    in_use = Flag("是否有效", note="班级毕业或团组织撤销的选“否”，记录保留", example="是", source="项目扩展")
    abolished = Month(
        "撤销年月",
        blank=True,
        after="established",
        note="撤销或班级毕业的年月，有效的不填",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="书记空缺、与其他班联合建立等情况",
        example="与少先队工作合署",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "团组织机构"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "parent", "school_class", "members", "due", "in_use"]
        filters = ["name", "number", "kind", "department", "school_class", "in_use"]
        sections = {
            "组织": "number",
            "班子": "secretary_teacher",
            "团员": "branches",
            "换届与团费": "elected",
            "有效性": "in_use",
        }
        checks = [
            OneOf("secretary_teacher", "secretary_student"),
            SumOf("members", ["student_members", "staff_members"]),
            NotLess("members", "women"),
            NotLess("members", "recommended"),
            NotLess("members", "volunteers"),
            NotLess("committee", "student_committee"),
            RequiredIf("school_class", "kind", equals="3"),
            RequiredIf("abolished", "in_use", equals=False),
        ]
