"""就业创业 / 职业指导 / 职业指导活动."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Count,
    Date,
    Declaration,
    File,
    Flag,
    LongText,
    Money,
    NotLess,
    Number,
    PersonName,
    Ref,
    RequiredIf,
    Text,
    WithinPeriod,
)
from zhijiao.modules.employment import judgements


class CareerGuidanceActivity(AnnualRecord):
    """就业创业 / 职业指导 / 职业指导活动: lessons, talks, advice, job fairs and visits of career guidance, one row
    each.
    """

    number = Text(
        "活动编号",
        max_length=20,
        note="学校自编，本学年内不重复，建议用学年加流水号",
        example="ZY2020001",
        source="项目扩展",
    )
    name = Text(
        "活动名称",
        max_length=80,
        search=True,
        note="与活动通知一致，写明主题或批次",
        example="2021年春季校园招聘会",
        source="教职成〔2018〕4号",
    )
    kind = Code(
        "活动类别",
        "guidance_activity_kind",
        note="按主要内容选一项；学期课程按门填，不按节填",
        example="校园招聘会",
        source="教职成〔2018〕4号",
    )
    fair = Code(
        "招聘会类别",
        "job_fair_kind",
        blank=True,
        note="活动类别为校园招聘会的选择；一家企业来校的选“校园专场招聘会”",
        example="校园集中洽谈会",
        source="JY/T 1001-2012 ZPHLB",
    )
    office = Ref(
        "组织机构",
        "employment.CareerGuidanceOffice",
        note="填职业指导机构编号，须先录入“职业指导机构”",
        example="ZD01",
        source="教职成〔2018〕4号",
    )
    leader = Ref(
        "活动负责人",
        "general.Teacher",
        note="填工号；对活动方案和安全负责的教师",
        example="js002",
        source="项目扩展",
    )
    held = Date(
        "活动日期",
        before="today",
        note="活动当天，持续几天的填第一天，须在所填学年内",
        example="2021-04-20",
        source="项目扩展",
    )
    ended = Date(
        "结束日期",
        after="held",
        before="today",
        blank=True,
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
        note="按45分钟折算1学时，不足半学时的按0.5填",
        example=4,
        source="教职成〔2018〕4号",
    )
    place = Text(
        "活动地点",
        max_length=60,
        note="校内写具体场所，校外写单位名称，线上写平台名称",
        example="学校体育馆",
        source="项目扩展",
    )
    online = Flag(
        "是否线上",
        note="全程线上开展的选“是”，线上线下结合的选“否”",
        example="否",
        source="项目扩展",
    )
    speaker = PersonName(
        "主讲人",
        blank=True,
        note="课程、讲座、进校园活动须填写，几人主讲的填第一位",
        source="项目扩展",
    )
    speaker_from = Text(
        "主讲人单位",
        max_length=100,
        blank=True,
        note="校外主讲人的工作单位全称，本校教师不填",
        source="项目扩展",
    )
    grades = Text(
        "参加年级",
        max_length=40,
        note="写入学年份，几个年级用顿号分隔",
        example="2018级、2019级",
        source="项目扩展",
    )
    students = Count(
        "参加学生数",
        unit="人",
        note="实际参加的学生，一人多次只计一次，没有的填0",
        example=420,
        source="教职成〔2018〕4号",
    )
    companies = Count(
        "参加企业数",
        unit="家",
        note="招聘会、企业参观涉及的单位数，其他活动填0",
        example=38,
        source="项目扩展",
    )
    jobs = Count(
        "提供岗位数",
        unit="个",
        note="参会单位登记的招聘人数合计，其他活动填0",
        example=640,
        source="项目扩展",
    )
    intents = Count(
        "达成意向人数",
        unit="人",
        note="当场签订意向书的本校学生，其他活动填0",
        example=156,
        source="项目扩展",
    )
    cost = Money(
        "活动支出",
        digits=10,
        max=100000000,
        note="学校实际支出，没有的填0；不得向学生和企业收费",
        example=3200,
        source="项目扩展",
    )
    content = LongText(
        "活动内容",
        note="二百字以内：目的、过程，学生做了什么",
        example="38家企业进校招聘，分专业设置展位，安排简历指导和模拟面试",
        source="教职成〔2018〕4号",
    )
    outcome = LongText(
        "活动成效",
        blank=True,
        note="意向、测评、反馈等可核实的成效",
        example="达成意向156人，其中对口岗位118人",
        source="项目扩展",
    )

    attachments = File(
        "附件",
        most=3,
        blank=True,
        note="活动方案、签到表或现场照片，签到表遮去电话和证件号",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "职业指导活动"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "office", "held", "students", "companies", "intents"]
        filters = ["number", "name", "kind", "office", "held", "online"]
        ordering = ["-held", "number"]
        sections = {
            "活动": "number",
            "时间与地点": "held",
            "参加": "speaker",
            "内容与成效": "cost",
        }
        checks = [
            WithinPeriod("held"),
            RequiredIf("fair", "kind", equals=judgements.JOB_FAIR),
            RequiredIf("speaker", "kind", equals=judgements.WITH_SPEAKER),
            NotLess("students", "intents"),
        ]
