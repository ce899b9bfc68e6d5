"""实习实训 / 实习过程 / 实习报告."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Date,
    Declaration,
    File,
    LongText,
    Lookup,
    Ref,
    RequiredIf,
    Roll,
    Text,
    WithinPeriod,
)
from zhijiao.modules.internship import judgements


class InternshipReport(AnnualRecord):
    """实习实训 / 实习过程 / 实习报告: what a student writes of an internship, and what the teacher makes of it."""

    placement = Ref(
        "实习去向",
        "internship.InternshipPlacement",
        note="填实习项目编号和学号，中间用“ / ”隔开，须先录入“学生实习去向”",
        example="SX2020001 / 2020010101",
        source="填报指南 第三部分",
    )
    student = Lookup(
        "学生",
        "placement.student",
        note="读取“学生实习去向”，由实习去向带出",
        source="填报指南 第三部分",
    )
    kind = Code(
        "报告类型",
        "internship_report_kind",
        note="按学校要求的频次选周志、月报；全程结束后写的选“实习总结”",
        example="实习总结",
        source="职业学校学生实习管理规定",
    )
    written = Date(
        "报告日期",
        before="today",
        note="学生提交的日期，退回修改后重新提交的填最近一次",
        example="2021-04-25",
        source="项目扩展",
    )
    since = Date(
        "对应时段起",
        before="written",
        note="报告所写内容的第一天，周志填周一",
        example="2021-04-12",
        source="项目扩展",
    )
    until = Date(
        "对应时段止",
        after="since",
        note="报告所写内容的最后一天，不早于时段起",
        example="2021-04-23",
        source="项目扩展",
    )
    title = Text(
        "报告题目",
        max_length=80,
        blank=True,
        note="学生自拟，点明主要收获；周志、月报可不填",
        example="走进智能装配车间",
        source="项目扩展",
    )
    content = LongText(
        "报告内容",
        max_length=2000,
        note="岗位任务、收获与问题，二千字以内；不写企业商业秘密和他人隐私",
        example="两周里跟随师傅了解装配线的设备联网和数据采集，学会填写运行记录……",
        source="职业学校学生实习管理规定",
    )
    status = Code(
        "报告状态",
        "report_status",
        note="学生写作中的选“草稿”，交给教师的选“已提交”",
        example="已批阅",
        source="项目扩展",
    )
    reader = Ref(
        "批阅教师",
        "general.Teacher",
        blank=True,
        note="填工号；一般为校内指导教师",
        example="js002",
        source="JY/T 1005-2012 ZZJX0705 SXIDSXM",
    )
    read_on = Date(
        "批阅日期",
        after="written",
        before="today",
        blank=True,
        note="教师给出等级和评语的日期，不早于报告日期",
        example="2021-04-27",
        source="项目扩展",
    )
    grade = Code(
        "批阅等级",
        "assessment_grade",
        blank=True,
        note="按完整、真实、有思考三方面评定",
        example="良好",
        source="项目扩展",
    )
    comment = LongText(
        "批阅评语",
        blank=True,
        note="指出优点和改进处；退回修改的写明修改要求，不写学生隐私",
        example="观察细致，建议补充对数据异常的分析",
        source="项目扩展",
    )

    attachments = File(
        "附件",
        most=3,
        blank=True,
        note="能说明实习过程的作品或照片，不含他人肖像和企业涉密内容",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "实习报告"

    class Filing(Declaration):
        key = ["placement", "kind", "written"]
        title = ["title"]
        listing = ["placement", "student", "kind", "written", "title", "status", "grade"]
        filters = ["placement", "kind", "written", "status", "reader"]
        ordering = ["-written", "placement"]
        sections = {
            "去向": "placement",
            "报告": "kind",
            "批阅": "status",
        }
        checks = [
            WithinPeriod("written"),
            RequiredIf("title", "kind", equals=judgements.FINAL_REPORT),
            RequiredIf("reader", "status", equals=judgements.READ),
            RequiredIf("read_on", "status", equals=judgements.READ),
            RequiredIf("grade", "status", equals=judgements.READ),
            RequiredIf("comment", "status", equals=judgements.SENT_BACK),
        ]
        roll = Roll(
            of="internship.InternshipProject",
            members="internship.InternshipPlacement",
            match=("project", ""),
            inside="placement__project",
            each={"placement": ""},
            once=False,
        )
