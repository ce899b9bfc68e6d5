"""职教宣传 / 文明风采活动 / 文明风采活动."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Count,
    Date,
    Declaration,
    File,
    LongText,
    Money,
    NotLess,
    Ref,
    Text,
    WithinPeriod,
)


class CivilityActivity(AnnualRecord):
    """职教宣传 / 文明风采活动 / 文明风采活动: the school's own round of 文明风采, from the call for works to what
    was sent on.
    """

    number = Text(
        "活动编号",
        max_length=20,
        note="学校自编，本学年内不重复；竞赛项目用它引用",
        example="WM2020001",
        source="项目扩展",
    )
    name = Text(
        "活动名称",
        max_length=80,
        search=True,
        note="与学校活动方案一致，写明项目",
        example="“劳动创造幸福”征文演讲活动",
        source="教职成〔2015〕8号",
    )
    theme = Text(
        "活动主题",
        max_length=60,
        note="当年文明风采活动通知公布的主题",
        example="技能成才、强国有我",
        source="教职成〔2015〕8号",
    )
    kind = Code(
        "活动类别",
        "civility_kind",
        note="按主要内容选一项，几类作品分行填报",
        example="征文演讲",
        source="教职成〔2015〕8号",
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
        note="填机构号；负责策划和组织的校内机构",
        example="03",
        source="项目扩展",
    )
    leader = Ref(
        "活动负责人",
        "general.Teacher",
        note="填工号；对活动方案和作品审核负责的教师",
        example="js002",
        source="项目扩展",
    )
    held = Date(
        "开始日期",
        before="today",
        note="发布通知或开始征集的日期，须在所填学年内",
        example="2020-11-02",
        source="项目扩展",
    )
    ended = Date(
        "结束日期",
        after="held",
        before="today",
        blank=True,
        note="校级评选结束的日期，当天结束的不填",
        example="2020-12-18",
        source="项目扩展",
    )
    place = Text(
        "活动地点",
        max_length=60,
        note="展演、决赛的场所，只征集作品的写“线上征集”",
        example="学术报告厅",
        source="项目扩展",
    )
    expected = Count(
        "应参加学生数",
        unit="人",
        note="方案要求参加的学生，自愿参加的填报名人数",
        example=930,
        source="项目扩展",
    )
    students = Count(
        "参加学生数",
        unit="人",
        note="实际交作品或参加活动的学生，不多于应参加学生数",
        example=640,
        source="教职成〔2015〕8号",
    )
    staff = Count(
        "参加教职工数",
        unit="人",
        note="指导、评选和组织的教职工，没有的填0",
        example=36,
        source="项目扩展",
    )
    works = Count(
        "征集作品数",
        unit="件",
        note="学校收到的作品，集体作品计一件，没有的填0",
        example=212,
        source="教职成〔2015〕8号",
    )
    sent = Count(
        "推荐上级作品数",
        unit="件",
        note="征集作品中报送市、省评选的，没有的填0",
        example=12,
        source="教职成〔2015〕8号",
    )
    won = Count(
        "获上级奖励作品数",
        unit="件",
        note="推荐作品中获奖的，应与“竞赛项目”一致，没有的填0",
        example=5,
        source="教职成〔2015〕8号",
    )
    cost = Money(
        "活动支出",
        digits=10,
        max=100000000,
        note="学校实际支出的金额，没有支出的填0；不得向学生收取参赛费",
        example=2800,
        source="项目扩展",
    )
    content = LongText(
        "活动内容",
        note="二百字以内：目的、过程，学生做了什么",
        example="各班征集初选，校级决赛现场演讲，优秀作品结集展示",
        source="项目扩展",
    )
    outcome = LongText(
        "活动成效",
        blank=True,
        note="作品、获奖、展示等可核实的成效",
        example="优秀作品30篇汇编成册，报送市级12篇",
        source="项目扩展",
    )

    attachments = File(
        "附件",
        accepts=("pdf", "jpeg", "png", "docx"),
        most=6,
        blank=True,
        note="活动方案、总结和现场照片，出现学生正面的须取得本人和监护人同意",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "文明风采活动"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "scope", "held", "students", "works", "won"]
        filters = ["number", "name", "kind", "department", "held"]
        ordering = ["-held", "number"]
        sections = {
            "活动": "number",
            "时间与地点": "held",
            "参加": "expected",
            "作品": "works",
            "内容与成效": "cost",
        }
        checks = [
            WithinPeriod("held"),
            NotLess("expected", "students"),
            NotLess("works", "sent"),
            NotLess("sent", "won"),
        ]
