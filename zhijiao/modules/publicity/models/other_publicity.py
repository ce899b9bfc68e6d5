"""职教宣传 / 其他活动."""

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
    Ref,
    Text,
    WithinPeriod,
)


class OtherPublicity(AnnualRecord):
    """职教宣传 / 其他活动: events for the public besides the week, 文明风采 and visits of craftsmen."""

    number = Text(
        "活动编号",
        max_length=20,
        note="学校自编，本学年内不重复，建议用学年加流水号",
        example="QT2020001",
        source="项目扩展",
    )
    name = Text(
        "活动名称",
        max_length=80,
        search=True,
        note="与活动方案一致，写明主题",
        example="2021年招生宣传进社区",
        source="项目扩展",
    )
    kind = Code(
        "活动类别",
        "publicity_kind",
        note="按主要目的选一项，活动周和文明风采的活动不在此填",
        example="招生宣传",
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
        note="填工号；对活动和安全负责的教师",
        example="js002",
        source="项目扩展",
    )
    held = Date(
        "开始日期",
        before="today",
        note="活动第一天，须在所填学年内",
        example="2021-06-05",
        source="项目扩展",
    )
    ended = Date(
        "结束日期",
        after="held",
        before="today",
        blank=True,
        note="持续几天的填最后一天，当天结束的不填",
        example="2021-06-06",
        source="项目扩展",
    )
    place = Text(
        "活动地点",
        max_length=60,
        note="活动场所，媒体宣传写媒体名称",
        example="隆安县城厢镇广场",
        source="项目扩展",
    )
    online = Flag(
        "是否线上",
        note="直播、推文等线上开展的选“是”",
        example="否",
        source="项目扩展",
    )
    partner = Text(
        "合作单位",
        max_length=100,
        blank=True,
        note="共同组织的单位全称，用顿号分隔",
        example="隆安县教育局",
        source="项目扩展",
    )
    students = Count(
        "参加学生数",
        unit="人",
        note="参与组织、展示、服务的本校学生，没有的填0",
        example=30,
        source="项目扩展",
    )
    staff = Count(
        "参加教职工数",
        unit="人",
        note="参与组织、讲解的教职工，没有的填0",
        example=12,
        source="项目扩展",
    )
    audience = Count(
        "受众人数",
        unit="人",
        note="到场人数或浏览量，没有统计的填0",
        example=800,
        source="项目扩展",
    )
    reports = Count(
        "媒体报道篇数",
        unit="篇",
        note="县级以上媒体的报道，转载不重复计，没有的填0",
        example=1,
        source="项目扩展",
    )
    cost = Money(
        "活动支出",
        digits=10,
        max=100000000,
        note="学校实际支出的金额，没有支出的填0",
        example=1600,
        source="项目扩展",
    )
    content = LongText(
        "活动内容",
        note="二百字以内：做了什么、谁参加，不抄方案",
        example="设咨询台讲解专业和资助政策，学生展示无人机和机器人作品",
        source="项目扩展",
    )
    outcome = LongText(
        "活动成效",
        blank=True,
        note="意向、浏览、合作等可核实的成效",
        example="登记报读意向76人",
        source="项目扩展",
    )

    attachments = File(
        "附件",
        most=3,
        blank=True,
        note="活动方案和现场照片，出现学生正面的须取得本人和监护人同意",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "其他活动"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "held", "department", "students", "audience", "reports"]
        filters = ["number", "name", "kind", "department", "held", "online"]
        ordering = ["-held", "number"]
        sections = {
            "活动": "number",
            "时间与地点": "held",
            "参加人数": "students",
            "内容与成效": "cost",
        }
        checks = [
            WithinPeriod("held"),
        ]
