"""职教宣传 / 大国工匠（劳模） / 大国工匠（劳模）进校园活动."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Count,
    Date,
    Declaration,
    File,
    Flag,
    LongText,
    Number,
    Ref,
    Text,
    WithinPeriod,
)


class CraftsmanVisit(AnnualRecord):
    """职教宣传 / 大国工匠（劳模） / 大国工匠（劳模）进校园活动: visits of craftsmen and model workers to the
    school, one row each.
    """

    number = Text(
        "活动编号",
        max_length=20,
        note="学校自编，本学年内不重复，建议用学年加流水号",
        example="JX2020001",
        source="项目扩展",
    )
    name = Text(
        "活动名称",
        max_length=80,
        search=True,
        note="与活动通知一致，写明主题",
        example="“匠心筑梦”劳模进校园报告会",
        source="填报指南 第三部分",
    )
    craftsman = Ref(
        "工匠（劳模）",
        "publicity.MasterCraftsman",
        note="填工匠编号，须先录入基本信息；几人参加的填主讲人",
        example="GJ01",
        source="填报指南 第三部分",
    )
    others = Text(
        "其他参加工匠",
        max_length=60,
        blank=True,
        note="主讲人以外的工匠、劳模姓名，用顿号分隔",
        source="项目扩展",
    )
    visit_form = Code(
        "活动形式",
        "craftsman_visit_form",
        note="按占时间最多的一种选，授课与带徒分行填报",
        example="报告会",
        source="项目扩展",
    )
    department = Ref(
        "组织机构",
        "general.Department",
        note="填机构号；负责联系和组织的校内机构",
        example="03",
        source="项目扩展",
    )
    leader = Ref(
        "活动负责人",
        "general.Teacher",
        note="填工号；负责联系工匠、组织学生的教师",
        example="js002",
        source="项目扩展",
    )
    held = Date(
        "活动日期",
        before="today",
        note="活动当天，多次的分行填报，须在所填学年内",
        example="2021-04-28",
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
        example=2,
        source="项目扩展",
    )
    place = Text(
        "活动地点",
        max_length=60,
        note="校内写具体场所，线上写平台名称",
        example="学术报告厅",
        source="项目扩展",
    )
    online = Flag(
        "是否线上",
        note="工匠没有到校、通过网络开展的选“是”",
        example="否",
        source="项目扩展",
    )
    students = Count(
        "参加学生数",
        unit="人",
        note="到场或在线参加的学生，没有的填0",
        example=420,
        source="填报指南 第三部分",
    )
    staff = Count(
        "参加教职工数",
        unit="人",
        note="到场或在线参加的教职工，没有的填0",
        example=25,
        source="填报指南 第三部分",
    )
    major = Ref(
        "涉及专业",
        "general.Major",
        blank=True,
        note="主要面向的专业，填本校专业编号；面向全校的不填",
        example="123-123",
        source="项目扩展",
    )
    content = LongText(
        "活动内容",
        note="二百字以内：讲了、做了什么，学生如何参与",
        example="讲述岗位成才经历，现场演示零件检测，与学生问答",
        source="项目扩展",
    )
    outcome = LongText(
        "活动成效",
        blank=True,
        note="感想、报名、签约等可核实的成效",
        example="收到学生感想386篇，12名学生报名技能社团",
        source="项目扩展",
    )
    report = Text(
        "媒体报道",
        max_length=120,
        blank=True,
        note="报道的媒体和标题，只有校内报道的不填",
        example="云州晚报《劳模走进职校课堂》",
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
        verbose_name = "大国工匠（劳模）进校园活动"

    class Filing(Declaration):
        key = ["number"]
        title = ["name"]
        listing = ["number", "name", "craftsman", "visit_form", "held", "hours", "students", "department"]
        filters = ["number", "name", "craftsman", "visit_form", "department", "held"]
        ordering = ["-held", "number"]
        sections = {
            "活动": "number",
            "时间与地点": "held",
            "参加人数": "students",
            "内容与成效": "content",
        }
        checks = [
            WithinPeriod("held"),
        ]
