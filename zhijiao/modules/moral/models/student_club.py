"""德育工作 / 社团组织 / 社团基础信息."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Date,
    Declaration,
    Flag,
    LongText,
    Moment,
    Money,
    NotLess,
    Phone,
    Record,
    Ref,
    RequiredIf,
    SumOf,
    Text,
)


class StudentClub(Record):
    """德育工作 / 社团组织 / 社团基础信息: the clubs of students (JY/T 1005 ZZXS1201).

    Leader and adviser are references, so that 学生信息 and 教师信息 must have them (guide: 教师、学生等须存在且匹配).
    Classes of clubs follow 高校学生社团建设管理办法 (教党〔2020〕13号), which schools use for want of their own;
    regulations are cited from knowledge.
    """

    number = Text(
        "社团编号",
        max_length=20,
        note="学校自编，社团获奖、德育活动用它引用；注销后不再使用",
        example="ST01",
        source="JY/T 1005-2012 ZZXS1201 STBH",
    )
    name = Text(
        "社团名称",
        max_length=30,
        search=True,
        note="批准成立时的名称，更名的填现名并在备注说明",
        example="机器人社",
        source="JY/T 1005-2012 ZZXS1201 STMC",
    )
    kind = Code(
        "社团性质",
        "student_club_kind",
        note="按主要活动内容选一类，以专业技能训练为主的选“专业技能类”",
        example="专业技能类",
        source="JY/T 1005-2012 ZZXS1201 STXZ",
    )
    founded = Date(
        "成立日期",
        before="today",
        note="批准成立的日期，只记得年月的填当月1日",
        example="2016-10-15",
        source="JY/T 1005-2012 ZZXS1201 CLRQ",
    )
    purpose = Text(
        "成立目的",
        max_length=60,
        blank=True,
        note="章程中的宗旨，六十字以内",
        example="培养智能装备装调兴趣与团队协作能力",
        source="JY/T 1005-2012 ZZXS1201 CLMD",
    )
    activity_form = Text(
        "主要活动形式",
        max_length=60,
        note="如训练、展演、讲座、志愿服务，六十字以内",
        example="每周训练两次，每学期校内展示一次，参加技能竞赛",
        source="JY/T 1005-2012 ZZXS1201 ZYHDXS",
    )
    founder = Text(
        "创始人",
        max_length=36,
        note="发起成立的学生或教师姓名，多人填第一发起人",
        example="黄子轩",
        source="JY/T 1005-2012 ZZXS1201 CSR",
    )
    approver = Text(
        "批准部门",
        max_length=30,
        note="批准成立的校内部门，一般为团委或学生科",
        example="校团委",
        source="JY/T 1005-2012 ZZXS1201 PZBM",
    )
    department = Ref(
        "业务指导机构",
        "general.Department",
        note="负责指导和管理的校内机构，填机构号",
        example="04",
        source="教党〔2020〕13号",
    )
    adviser = Ref(
        "指导教师",
        "general.Teacher",
        note="填工号，须在“教师基本信息”中；几名教师指导的填第一指导教师",
        example="js002",
        source="教党〔2020〕13号",
    )
    second_adviser = Ref(
        "第二指导教师",
        "general.Teacher",
        blank=True,
        note="填工号，没有的不填；企业导师写在备注",
        source="教党〔2020〕13号",
    )
    leader = Ref(
        "当前负责人",
        "general.Student",
        note="现任社长，填学号，须在“学生基本信息”中；毕业离校后及时更换",
        example="2020010101",
        source="JY/T 1005-2012 ZZXS1201 DQFZR",
    )
    leader_phone = Phone(
        "负责人电话",
        note="现任社长能接通的手机号码；没有手机的填班主任电话",
        example="13800000021",
        source="JY/T 1005-2012 ZZXS1201 FZRDH",
    )
    boys = Count(
        "男社员人数",
        unit="人",
        note="现有男生社员，没有的填0",
        example=31,
        source="项目扩展",
        moment=Moment.FILING,
    )
    girls = Count(
        "女社员人数",
        unit="人",
        note="现有女生社员，没有的填0",
        example=9,
        source="项目扩展",
        moment=Moment.FILING,
    )
    members = Count(
        "人数",
        unit="人",
        note="现有社员总数，等于男、女社员之和，毕业离校的不计；名单在本记录页面下方“社团成员”中登记",
        example=40,
        source="JY/T 1005-2012 ZZXS1201 RS",
        moment=Moment.FILING,
    )
    league_members = Count(
        "其中团员人数",
        unit="人",
        note="社员中的共青团员，包含在人数内，没有的填0",
        example=18,
        source="教党〔2020〕13号",
        moment=Moment.FILING,
    )
    place = Text(
        "固定活动场所",
        max_length=60,
        blank=True,
        note="学校安排的活动室、场地，没有固定场所的不填",
        example="实训楼4楼机器人工坊",
        source="项目扩展",
    )
    sessions = Count(
        "每学期活动次数",
        unit="次",
        note="上学期实际开展并有记录的次数，没有的填0",
        example=32,
        source="教党〔2020〕13号",
    )
    budget = Money(
        "年度活动经费",
        digits=10,
        max=10_000_000,
        note="最近一年学校拨款、赞助和会费支出合计，没有的填0",
        example=12000,
        source="项目扩展",
    )
    charter = Flag("是否有章程", note="经批准部门审定的书面章程", example="是", source="教党〔2020〕13号")
    branch = Flag(
        "是否建立团支部", note="按规定成立功能型团支部的选“是”", example="是", source="教党〔2020〕13号"
    )
    reviewed = Date(
        "最近年审日期",
        blank=True,
        after="founded",
        before="today",
        note="最近一次年审（注册）通过的日期，成立不满一年的不填",
        example="2020-09-25",
        source="教党〔2020〕13号",
    )
    in_use = Flag(
        "是否在运行",
        note="已注销、停止活动一学期以上的选“否”，记录保留",
        example="是",
        source="教党〔2020〕13号",
    )
    dissolved = Date(
        "注销日期",
        blank=True,
        after="founded",
        note="批准部门注销的日期，在运行的不填",
        source="教党〔2020〕13号",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="更名、合并、企业导师、特色活动等情况",
        example="2019年由电子制作社更名",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "社团基础信息"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "adviser", "leader", "members", "founded", "in_use"]
        filters = ["name", "number", "kind", "adviser", "department", "in_use"]
        unique = [["name"]]
        sections = {
            "社团": "number",
            "指导与负责": "approver",
            "社员": "boys",
            "活动": "place",
            "有效性": "in_use",
        }
        checks = [
            SumOf("members", ["boys", "girls"]),
            NotLess("members", "league_members"),
            RequiredIf("dissolved", "in_use", equals=False),
        ]
