"""综合信息 / 教师信息 / 教师实践."""

from zhijiao.filing.declare import (
    Code,
    Codes,
    Count,
    Date,
    Declaration,
    Flag,
    LongText,
    Lookup,
    Money,
    Number,
    Record,
    Ref,
    Region,
    RequiredIf,
    RowCheck,
    Text,
    check_credit_code,
)
from zhijiao.modules.general import judgements

ASSESSED = ("1", "2", "3")


class TeacherPractice(Record):
    """综合信息 / 教师信息 / 教师实践: practice in enterprises, six months in five years (教师〔2016〕3号).

    The enterprise is named, not referred to: 企业 stands in a module above this one.
    """

    teacher = Ref(
        "教师",
        "general.Teacher",
        note="填工号；每到一家企业实践一次填一条，寒暑假分段的分别填写",
        example="js002",
        source="JY/T 1005-2012 ZZJG0101 GH",
    )
    department = Lookup(
        "所属机构", "teacher.department", note="读取“教师工作信息”，在那里修改", source="填报指南 第三部分"
    )
    major = Lookup(
        "所在专业", "teacher.major", note="读取“教师工作信息”，在那里修改", source="填报指南 第三部分"
    )
    company = Text(
        "实践单位",
        max_length=60,
        search=True,
        note="企业营业执照上的全称；到生产服务一线的事业单位实践的填单位全称",
        example="云州机电设备有限公司",
        source="教师〔2016〕3号 第四条",
    )
    credit_code = Text(
        "实践单位统一社会信用代码",
        max_length=18,
        blank=True,
        check=check_credit_code,
        note="营业执照上的18位代码，与“企业信息”登记的一致；查不到的不填",
        source="GB 32100-2015",
    )
    nature = Code(
        "单位性质",
        "org_nature",
        note="按营业执照登记的类型选择，民营企业选“民营（私营）企业”",
        example="民营（私营）企业",
        source="JY/T 1001-2012 SHDWXZ",
    )
    industry = Code(
        "所属行业",
        "industries",
        note="实践部门从事的行业，选到大类",
        example="通用设备制造业",
        source="GB/T 4754-2017",
    )
    region = Region(
        "单位所在地",
        note="实际实践地点所在的县（市、区）",
        example="450103",
        source="GB/T 2260",
    )
    manner = Code(
        "实践形式",
        "enterprise_practice_form",
        note="一次实践有几种形式的选时间最长的一种；带学生实习同时顶岗的选“兼职或任职”",
        example="生产和管理岗位兼职或任职",
        source="教师〔2016〕3号 第六条",
    )
    contents = Codes(
        "实践内容",
        "enterprise_practice_content",
        note="可多选，以实践计划和总结为准",
        example="岗位职责与技能要求、新技术新工艺新标准",
        source="教师〔2016〕3号 第五条",
    )
    post = Text(
        "实践岗位",
        max_length=40,
        note="实践证明上的岗位或工种，考察观摩的填所在部门",
        example="网络运维工程师助理",
        source="项目扩展",
    )
    started = Date(
        "实践起始日期",
        before="today",
        note="到企业报到上岗的日期，以协议或实践证明为准",
        example="2020-07-13",
        source="教师〔2016〕3号 第四条",
    )
    ended = Date(
        "实践终止日期",
        blank=True,
        after="started",
        note="离开企业的日期，还在实践的不填",
        example="2020-08-21",
        source="教师〔2016〕3号 第四条",
    )
    days = Count(
        "实际实践天数",
        unit="天",
        max=1830,
        note="扣除休息和请假后的实际天数，以企业出具的证明为准；还在实践的填已完成天数",
        example=30,
        source="教师〔2016〕3号 第四条",
    )
    weekly_hours = Number(
        "平均每周实践时数",
        digits=4,
        places=1,
        min=0.5,
        max=60,
        unit="小时",
        note="脱产实践一般为40小时，不脱产的按实际折算",
        example=40,
        source="项目扩展",
    )
    full_time = Flag(
        "是否脱产",
        note="实践期间不承担校内课务的选“是”，假期实践选“是”",
        example="是",
        source="项目扩展",
    )
    mentor = Text(
        "企业指导人",
        max_length=36,
        blank=True,
        note="企业指定的师傅或负责人姓名，考察观摩没有的不填",
        example="周师傅",
        source="项目扩展",
    )
    agreement = Flag(
        "是否签订实践协议",
        note="学校、企业、教师三方签订书面协议的选“是”",
        example="是",
        source="教师〔2016〕3号",
    )
    proof = Flag(
        "是否有实践证明",
        note="企业盖章的实践鉴定或考勤证明已归档的选“是”；没有证明的不计入累计时间",
        example="是",
        source="教师〔2016〕3号",
    )
    result = Code(
        "考核结果",
        "practice_result",
        note="学校会同企业考核的结论，还在实践或没有组织考核的选“未考核”",
        example="优秀",
        source="教师〔2016〕3号",
    )
    cost = Money(
        "学校支出费用",
        max=1_000_000,
        note="学校承担的差旅、食宿、保险等费用合计，没有的填0",
        example=2600,
        source="项目扩展",
    )
    outcome = LongText(
        "实践成果",
        blank=True,
        note="带回教学的案例、工艺、设备或合作项目，考核为优秀的须填写",
        example="将机房巡检流程编成实训项目4个，与企业共建实训课程1门",
        source="教师〔2016〕3号",
    )

    class Meta:
        verbose_name = "教师实践"

    class Filing(Declaration):
        key = ["teacher", "company", "started"]
        listing = ["teacher", "department", "company", "manner", "started", "ended", "days", "result"]
        filters = ["teacher", "department", "major", "company", "manner", "started", "result", "proof"]
        ordering = ["teacher", "-started"]
        sections = {
            "实践单位": "teacher",
            "实践内容": "manner",
            "时间": "started",
            "管理与考核": "mentor",
        }
        checks = [
            RowCheck(
                ["started", "ended", "days"],
                judgements.days_within,
                "多于起止日期之间的天数",
                "请核对起止日期与实际实践天数",
            ),
            RequiredIf("ended", "result", equals=ASSESSED),
            RequiredIf("outcome", "result", equals="1"),
        ]
