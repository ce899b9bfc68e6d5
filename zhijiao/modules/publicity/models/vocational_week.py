"""职教宣传 / 职业教育活动周."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Count,
    Date,
    Declaration,
    File,
    LongText,
    Money,
    Ref,
    Text,
    WithinPeriod,
)


class VocationalWeek(AnnualRecord):
    """职教宣传 / 职业教育活动周: what the school does in the national week of vocational education in May, one row
    per event.
    """

    number = Text(
        "活动编号",
        max_length=20,
        note="学校自编，本学年内不重复，建议用学年加流水号",
        example="HZ2020001",
        source="项目扩展",
    )
    name = Text(
        "活动名称",
        max_length=80,
        search=True,
        note="与活动方案一致，写明主题；几项活动分行填报",
        example="“走进职校”校园开放日",
        source="职业教育活动周历年通知",
    )
    kind = Code(
        "活动类别",
        "vocational_week_kind",
        note="按主要内容选一项，开幕式单独一行",
        example="校园开放",
        source="职业教育活动周历年通知",
    )
    theme = Text(
        "全国活动主题",
        max_length=60,
        note="当年教育部等部门公布的全国主题，不填学校自拟的主题",
        example="技能：让生活更美好",
        source="职业教育活动周历年通知",
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
        note="活动第一天，须在所填学年内；活动周一般在每年5月",
        example="2021-05-22",
        source="项目扩展",
    )
    ended = Date(
        "结束日期",
        after="held",
        before="today",
        note="活动最后一天，当天结束的填同一天",
        example="2021-05-22",
        source="项目扩展",
    )
    place = Text(
        "活动地点",
        max_length=60,
        note="校内写具体场所，校外写社区、企业名称",
        example="信息技术实训中心",
        source="项目扩展",
    )
    partner = Text(
        "合作单位",
        max_length=100,
        blank=True,
        note="共同组织的企业、社区、学校全称，用顿号分隔",
        example="隆安县第一初级中学",
        source="项目扩展",
    )
    rooms = Count(
        "开放实训场所数",
        unit="个",
        note="向来访者开放的实训室、基地个数，没有的填0",
        example=6,
        source="项目扩展",
    )
    students = Count(
        "参加学生数",
        unit="人",
        note="参与组织、展示、服务的本校学生，没有的填0",
        example=180,
        source="项目扩展",
    )
    staff = Count(
        "参加教职工数",
        unit="人",
        note="参与组织、讲解、指导的教职工，没有的填0",
        example=24,
        source="项目扩展",
    )
    pupils = Count(
        "来访中小学生数",
        unit="人",
        note="来校参观和职业体验的中小学生，没有的填0",
        example=320,
        source="项目扩展",
    )
    others = Count(
        "来访家长及社会人员数",
        unit="人",
        note="中小学生以外的来访者，没有的填0",
        example=85,
        source="项目扩展",
    )
    leaflets = Count(
        "发放宣传资料份数",
        unit="份",
        note="招生简章、政策手册等印刷品，没有的填0",
        example=600,
        source="项目扩展",
    )
    served = Count(
        "服务群众人次",
        unit="人次",
        note="家电维修、义诊、咨询等便民服务的人次，没有的填0",
        example=0,
        source="项目扩展",
    )
    reports = Count(
        "媒体报道篇数",
        unit="篇",
        note="县级以上媒体的报道，转载不重复计，没有的填0",
        example=2,
        source="项目扩展",
    )
    cost = Money(
        "活动支出",
        digits=10,
        max=100000000,
        note="学校实际支出的金额，没有支出的填0",
        example=4500,
        source="项目扩展",
    )
    content = LongText(
        "活动内容",
        note="二百字以内：做了什么、谁参加，不抄方案",
        example="开放6个实训室，学生讲解员带领体验编程与组网，发放招生简章",
        source="项目扩展",
    )
    outcome = LongText(
        "活动成效",
        blank=True,
        note="人次、满意率、签约等可核实的成效",
        example="初中生体验320人次，满意率98%",
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
        verbose_name = "职业教育活动周"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "kind", "held", "department", "students", "pupils", "reports"]
        filters = ["number", "name", "kind", "department", "held"]
        ordering = ["-held", "number"]
        sections = {
            "活动": "number",
            "时间与地点": "held",
            "参加人数": "rooms",
            "宣传": "leaflets",
            "内容与成效": "cost",
        }
        checks = [
            WithinPeriod("held"),
        ]
