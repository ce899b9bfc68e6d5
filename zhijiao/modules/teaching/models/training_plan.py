"""教学管理 / 专业建设 / 专业人才培养方案."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Date,
    Declaration,
    File,
    Flag,
    LongText,
    Month,
    NotLess,
    Number,
    Record,
    Ref,
    RequiredIf,
    SumOf,
    Text,
    YearNo,
)


class TrainingPlan(Record):
    """教学管理 / 专业建设 / 专业人才培养方案: the plan by which a grade of a major is taught.

    Shares of hours are those of 教职成〔2019〕13号, from knowledge: a plan below them is let in and a rule asks why.
    """

    number = Text(
        "方案编号",
        max_length=20,
        note="学校自编，启用后不改；一个专业一个年级一个方案",
        example="FA2020-01",
        source="JY/T 1005-2012 ZZJX0301 JHBH",
    )
    name = Text(
        "方案名称",
        max_length=80,
        search=True,
        note="与发布文件一致，如“2020级计算机应用专业人才培养方案”",
        example="2020级计算机应用专业人才培养方案",
        source="教职成〔2019〕13号",
    )
    major = Ref(
        "专业",
        "general.Major",
        note="填本校专业编号，须先在“专业设置”中录入",
        example="01",
        source="JY/T 1005-2012 ZZJX0301 JHZYMC",
    )
    grade = YearNo(
        "适用年级",
        note="按入学年份填写，如2020级填2020；几个年级通用的填最早的一级",
        example=2020,
        source="JY/T 1005-2012 ZZJX0301 JHNJ",
    )
    length = Number(
        "适用学制",
        digits=3,
        places=1,
        min=1,
        unit="年",
        max=6,
        note="与专业设置的学制一致",
        example=3,
        source="JY/T 1005-2012 ZZJX0301 SYXZ",
    )
    target = Code(
        "招生对象",
        "enrollment_target",
        note="方案面向人数最多的一类",
        example="应届初中毕业生",
        source="教职成〔2019〕13号",
    )
    goal = LongText(
        "培养目标",
        note="三百字以内，写明职业面向和规格，不照抄专业简介",
        example="培养面向中小企业信息化岗位，能从事计算机操作、网络维护和数字媒体制作的技能人才",
        source="JY/T 1005-2012 ZZJX0301 PYMB",
    )
    jobs = Text(
        "职业面向",
        max_length=200,
        note="所属行业、对应职业和主要岗位，用顿号分隔",
        example="网络管理员、办公软件应用员、数字媒体制作员",
        source="教职成〔2019〕13号",
    )
    certificates = Text(
        "对应职业技能等级证书",
        max_length=200,
        blank=True,
        note="方案列入的证书，用顿号分隔，没有的不填",
        example="网络系统建设与运维（初级）",
        source="教职成〔2019〕13号",
    )
    hours = Count(
        "总学时",
        unit="学时",
        min=1,
        note="三年制一般不少于3000学时",
        example=3240,
        source="教职成〔2019〕13号",
    )
    basic_hours = Count(
        "公共基础课学时",
        unit="学时",
        note="一般不少于总学时的三分之一",
        example=1134,
        source="教职成〔2019〕13号",
    )
    major_hours = Count(
        "专业（技能）课学时",
        unit="学时",
        note="含实习实训和岗位实习折算的学时；与公共基础课、选修课学时之和等于总学时",
        example=1746,
        source="教职成〔2019〕13号",
    )
    elective_hours = Count(
        "选修课学时",
        unit="学时",
        note="占总学时的比例一般不少于10%",
        example=360,
        source="教职成〔2019〕13号",
    )
    practice_hours = Count(
        "其中实践性教学学时",
        unit="学时",
        note="包含在总学时内，一般不少于总学时的50%",
        example=1690,
        source="教职成〔2019〕13号",
    )
    internship_months = Number(
        "岗位实习时间",
        digits=3,
        places=1,
        min=0,
        unit="月",
        max=12,
        note="一般为6个月，可集中或分阶段安排",
        example=6,
        source="教职成〔2019〕13号",
    )
    ideology_hours = Count(
        "其中思想政治课学时",
        unit="学时",
        note="四门必修课合计，包含在公共基础课学时内，一般不少于144学时",
        example=144,
        source="中等职业学校思想政治课程标准（2020年版）",
    )
    labour_hours = Count(
        "其中劳动教育学时",
        unit="学时",
        note="劳动专题教育，包含在总学时内，一般不少于16学时",
        example=16,
        source="教材〔2020〕4号",
    )
    credits = Number(
        "总学分要求",
        digits=6,
        places=1,
        min=1,
        unit="学分",
        note="毕业应取得的学分；未实行学分制的按16至18学时1学分折算",
        example=180,
        source="JY/T 1005-2012 ZZJX0301 ZXFYQ",
    )
    courses = Count(
        "课程门数",
        unit="门",
        min=1,
        note="方案列出的全部课程",
        example=32,
        source="JY/T 1005-2012 ZZJX0303 KCH",
    )
    core_courses = Count(
        "其中专业核心课程门数",
        unit="门",
        note="包含在课程门数内，一般6至8门",
        example=7,
        source="教职成〔2019〕13号",
    )
    company = Flag(
        "企业是否参与制订",
        note="有行业企业专家参加论证并有记录的选“是”",
        example="是",
        source="教职成〔2019〕13号",
    )
    reviewed = Date(
        "论证日期",
        before="today",
        blank=True,
        note="专业建设委员会论证通过的日期；企业是否参与制订为“是”时填写",
        example="2020-05-12",
        source="教职成〔2019〕13号",
    )
    approved = Date(
        "党组织会议审定日期",
        before="today",
        after="reviewed",
        note="提交学校党组织会议审定的日期，审定后方可实施",
        example="2020-06-18",
        source="教职成〔2019〕13号",
    )
    published = Date(
        "发布日期",
        before="today",
        after="approved",
        note="向社会公开的日期",
        example="2020-07-01",
        source="教职成〔2019〕13号",
    )
    address = Text(
        "公开网址",
        max_length=200,
        pattern=(r"https?://\S+", "网址应以 http:// 或 https:// 开头，请从浏览器地址栏复制"),
        blank=True,
        note="学校网站上的网页地址",
        example="https://www.school.example.cn/plans/2020-01",
        source="教职成〔2019〕13号",
    )
    filed = Flag(
        "是否报主管部门备案",
        note="已报上级教育行政部门备案的选“是”",
        example="是",
        source="教职成〔2019〕13号",
    )
    head = Ref(
        "负责人",
        "general.Teacher",
        note="填工号；专业负责人或教务负责人",
        example="js002",
        source="项目扩展",
    )
    active = Flag(
        "是否可用",
        note="被新方案替代、不再执行的选“否”，记录保留",
        example="是",
        source="JY/T 1005-2012 ZZJX0301 SFKY",
    )
    replaced = Month(
        "停用年月",
        blank=True,
        note="是否可用为“否”时必填，写最后一个执行该方案的年级离校或改用新方案的年月",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="动态修订、特殊安排等情况",
        source="项目扩展",
    )

    full_text = File(
        "方案全文",
        accepts=("pdf", "docx"),
        most=1,
        blank=True,
        note="正式发布的方案全文，与学校网站公开的一致；修订后换成新的文件",
        source="JY/T 1005-2012 ZZJX0301 FJ",
    )

    class Meta:
        verbose_name = "专业人才培养方案"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "major", "grade", "hours", "practice_hours", "published", "active"]
        filters = ["number", "name", "major", "grade", "active"]
        sections = {
            "方案": "number",
            "培养目标": "target",
            "学时与学分": "hours",
            "课程": "courses",
            "论证与发布": "company",
            "状态": "active",
        }
        checks = [
            SumOf("hours", ["basic_hours", "major_hours", "elective_hours"]),
            NotLess("hours", "practice_hours"),
            NotLess("basic_hours", "ideology_hours"),
            NotLess("hours", "labour_hours"),
            NotLess("courses", "core_courses"),
            RequiredIf("reviewed", "company", equals=True),
            RequiredIf("replaced", "active", equals=False),
            RequiredIf("reviewed", "company", equals=True),
        ]
