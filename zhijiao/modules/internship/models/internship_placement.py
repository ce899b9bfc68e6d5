"""实习实训 / 实习安排 / 学生实习去向."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Count,
    Date,
    Declaration,
    Flag,
    LongText,
    Lookup,
    Money,
    Number,
    PersonName,
    Phone,
    Ref,
    Region,
    RequiredIf,
    Roll,
    Text,
)
from zhijiao.modules.internship.judgements import ENROLLED


class InternshipPlacement(AnnualRecord):
    """实习实训 / 实习安排 / 学生实习去向: where each student of a project is: host, post, agreement, insurance,
    hours and pay.

    One row per student and project; who changes the host gets the new one here, the former in the remarks.
    """

    project = Ref(
        "实习项目",
        "internship.InternshipProject",
        note="填实习项目编号，须先录入“实习项目”",
        example="SX2020001",
        source="填报指南 第三部分",
    )
    student = Ref(
        "学生",
        "general.Student",
        note="填学号，须为该项目班级的在读学生",
        example="2020010101",
        source="JY/T 1005-2012 ZZJX0705 XH",
    )
    school_class = Lookup(
        "所在班级",
        "student.school_class",
        note="读取“学生学籍信息”，应与实习项目的班级一致",
        source="填报指南 第三部分",
    )
    company = Ref(
        "实习单位",
        "industry.Enterprise",
        note="填合作单位编号；学生自行选择的单位也须先录入“企业信息”",
        example="202201090001",
        source="JY/T 1005-2012 ZZJX0703 QYBH",
    )
    base = Ref(
        "校外实习实训基地",
        "internship.InternshipBase",
        blank=True,
        note="到学校基地实习的填基地号，到其他单位的不填",
        example="JD01",
        source="填报指南 第三部分",
    )
    organisation = Code(
        "组织方式",
        "internship_organisation",
        note="本人的单位由学校安排，还是自行选择并经学校批准",
        example="学校统一安排",
        source="职业学校学生实习管理规定",
    )
    post = Text(
        "实习岗位名称",
        max_length=60,
        note="协议上的岗位或工种名称，与所学专业相同或相近",
        example="设备信息化运维助理",
        source="JY/T 1005-2012 ZZJX0703 SXGWMC",
    )
    post_staff = Count(
        "同类岗位职工数",
        unit="人",
        blank=True,
        note="该单位同类岗位的职工，用于核对实习学生一般不超过20%；认识实习不填",
        example=25,
        source="职业学校学生实习管理规定",
    )
    match = Code(
        "岗位与专业相关程度",
        "job_match",
        note="比较岗位任务与人才培养方案：同一专业的选“对口”，同一专业类的选“基本对口”",
        example="基本对口",
        source="职业学校学生实习管理规定",
    )
    starts = Date(
        "实习开始日期",
        note="到岗第一天，应在实习项目的起止之间",
        example="2021-04-12",
        source="JY/T 1005-2012 ZZJX0703 SXQSRQ",
    )
    ends = Date(
        "实习结束日期",
        after="starts",
        note="协议写明的最后一天，提前离岗的以“实习结果”为准",
        example="2021-04-23",
        source="JY/T 1005-2012 ZZJX0703 SXJSRQ",
    )
    region = Region(
        "实习所在地",
        note="实际上班地点，选到县（市、区）一级",
        example="450123",
        source="JY/T 1005-2012 ZZJX0701 QYXZQ",
    )
    agreement = Flag(
        "是否签订三方协议",
        note="学校、实习单位、学生都已签章的选“是”；岗位实习未签协议的不得安排",
        example="是",
        source="职业学校学生实习管理规定",
    )
    agreement_number = Text(
        "协议编号",
        max_length=40,
        blank=True,
        note="三方协议上的编号，没有印编号的按学校台账编",
        example="XY2020001-01",
        source="JY/T 1002-2012 JCXS0302 XYSBH",
    )
    signed = Date(
        "协议签订日期",
        before="starts",
        blank=True,
        note="三方中最后一方签章的日期，须在到岗之前",
        example="2021-04-02",
        source="职业学校学生实习管理规定",
    )
    consent = Flag(
        "监护人是否知情同意",
        note="学生本人及其监护人（家长）签字的知情同意书已归档的选“是”，成年学生也要",
        example="是",
        source="职业学校学生实习管理规定",
    )
    insured = Flag(
        "是否投保实习责任保险",
        note="覆盖整个实习期间的实习责任保险已生效的选“是”",
        example="是",
        source="JY/T 1005-2012 ZZJX0703 SFGMSXZRBX",
    )
    policy = Text(
        "保险单号",
        max_length=60,
        blank=True,
        note="保险单（团体单写总单）上的编号，理赔时使用",
        example="PZRB202145010000123",
        source="职业学校学生实习管理规定",
    )
    payer = Code(
        "保险费支付者",
        "insurance_payer",
        blank=True,
        note="看发票抬头；保险费不得向学生收取，也不得从报酬中抵扣",
        example="学校",
        source="JY/T 1005-2012 ZZJX0703 BXFZFZ",
    )
    lacking = LongText(
        "未签协议或未投保说明",
        blank=True,
        note="写明原因、补办期限和责任人，补齐后删去",
        source="职业学校学生实习管理规定",
    )
    daily_hours = Number(
        "每日实习时间",
        digits=3,
        places=1,
        min=0.5,
        max=24,
        unit="小时",
        note="协议约定的每天在岗时间，不含午休；一般不超过8小时",
        example=7,
        source="职业学校学生实习管理规定",
    )
    weekly_days = Number(
        "每周实习天数",
        digits=2,
        places=1,
        min=0.5,
        max=7,
        unit="天",
        note="协议约定的每周在岗天数；休息日不得安排实习",
        example=5,
        source="职业学校学生实习管理规定",
    )
    night = Flag(
        "是否安排夜班或加班",
        note="协议或排班中有夜班、加班的选“是”；岗位实习不得安排，特殊岗位须事先备案",
        example="否",
        source="职业学校学生实习管理规定",
    )
    risk = Code(
        "岗位危险类别",
        "internship_risk",
        note="按岗位实际作业环境判断，有一项即选该项；属于各类的不得安排学生",
        example="不属于以下各类",
        source="职业学校学生实习管理规定",
    )
    pay = Money(
        "约定月报酬",
        digits=8,
        max=100000,
        note="协议写明的税前月报酬，认识实习没有报酬的填0；须以货币按月直接付给学生",
        example=0,
        source="JY/T 1005-2012 ZZJX0703 SXXC",
    )
    standard_pay = Money(
        "同岗位月工资标准",
        digits=8,
        max=100000,
        blank=True,
        note="该单位相同岗位职工的月工资，用于核对80%；尚不能独立上岗的可不填",
        source="职业学校学生实习管理规定",
    )
    lodging = Code(
        "食宿安排",
        "accommodation_kind",
        note="按学生实际居住选择；自行租住的须经学校和家长同意",
        example="单位统一安排",
        source="职业学校学生实习管理规定",
    )
    adviser = Ref(
        "校内指导教师",
        "general.Teacher",
        note="填工号；负责联系该生、每周了解情况的教师",
        example="js002",
        source="JY/T 1005-2012 ZZJX0705 SXIDSXM",
    )
    mentor = PersonName(
        "单位指导人姓名",
        note="实习单位书面指定、在岗位上带学生的人",
        example="周志强",
        source="JY/T 1005-2012 ZZJX0703 SXDS",
    )
    mentor_phone = Phone(
        "单位指导人电话",
        note="岗位上能随时接通的号码，不填总机",
        example="13800000032",
        source="职业学校学生实习管理规定",
    )
    phone = Phone(
        "学生实习期间电话",
        blank=True,
        note="实习期间本人能接通的号码，与基本信息相同的也填",
        example="13800000012",
        source="JY/T 1005-2012 ZZXS0101 XSLXDH",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="更换过的单位、自行选择单位的理由、夜班等特殊安排的备案情况",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "学生实习去向"

    class Filing(Declaration):
        key = ["project", "student"]
        title = ["student"]
        listing = ["project", "student", "company", "post", "starts", "ends", "agreement", "insured"]
        filters = ["project", "student", "company", "organisation", "region", "agreement", "insured", "match"]
        sections = {
            "学生": "project",
            "单位与岗位": "company",
            "时间与地点": "starts",
            "协议与保险": "agreement",
            "工作时间与报酬": "daily_hours",
            "指导与生活": "lodging",
        }
        checks = [
            RequiredIf("agreement_number", "agreement", equals=True),
            RequiredIf("signed", "agreement", equals=True),
            RequiredIf("policy", "insured", equals=True),
            RequiredIf("payer", "insured", equals=True),
            RequiredIf("lacking", "agreement", equals=False),
            RequiredIf("lacking", "insured", equals=False),
            RequiredIf("remarks", "night", equals=True),
        ]
        boards = {"internships:board": "实习分布"}
        roll = Roll(
            of="internship.InternshipProject",
            members="general.StudentEnrolment",
            match=("school_class", "school_class"),
            inside="project",
            each={"student": "student"},
            own={
                "project": "",
                "base": "base",
                "organisation": "organisation",
                "starts": "starts",
                "ends": "ends",
                "adviser": "adviser",
            },
            where={"status": ENROLLED},
        )
