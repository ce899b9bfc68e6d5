"""实习实训 / 实习结果."""

from zhijiao.filing.declare import (
    AnnualRecord,
    Code,
    Count,
    Date,
    Declaration,
    File,
    Flag,
    LongText,
    Lookup,
    Money,
    Number,
    Ref,
    RequiredIf,
    Roll,
    RowCheck,
    Text,
)
from zhijiao.modules.internship import judgements


class InternshipResult(AnnualRecord):
    """实习实训 / 实习结果: how a student's internship ended: days, marks of company and school, credits, whether
    the company kept him.
    """

    placement = Ref(
        "实习去向",
        "internship.InternshipPlacement",
        reverse="result",
        note="填实习项目编号和学号，中间用“ / ”隔开；一个去向一条结果",
        example="SX2020001 / 2020010101",
        source="填报指南 第三部分",
    )
    student = Lookup(
        "学生",
        "placement.student",
        note="读取“学生实习去向”，由实习去向带出",
        source="填报指南 第三部分",
    )
    company = Lookup(
        "实习单位",
        "placement.company",
        note="读取“学生实习去向”，中途更换的为最后一家",
        source="填报指南 第三部分",
    )
    began = Date(
        "实际开始日期",
        before="today",
        note="到岗第一天，以单位考勤为准",
        example="2021-04-12",
        source="JY/T 1005-2012 ZZJX0703 SXQSRQ",
    )
    ended = Date(
        "实际结束日期",
        after="began",
        before="today",
        note="离岗最后一天，提前结束的填实际日期",
        example="2021-04-23",
        source="JY/T 1005-2012 ZZJX0703 SXJSRQ",
    )
    days = Count(
        "实际实习天数",
        max=400,
        unit="天",
        note="单位考勤的出勤天数合计，扣除休息和请假",
        example=10,
        source="项目扩展",
    )
    completion = Code(
        "完成情况",
        "internship_completion",
        note="更换单位后完成的选“中途更换单位后完成”，没有补足的选“未完成”",
        example="按期完成",
        source="项目扩展",
    )
    unit_score = Number(
        "单位考核成绩",
        digits=4,
        places=1,
        min=0,
        max=100,
        unit="分",
        note="百分制，实习单位在鉴定表上评定；只评等级的按学校办法折算",
        example=88,
        source="职业学校学生实习管理规定",
    )
    unit_grade = Code(
        "单位考核等级",
        "assessment_grade",
        note="实习单位在鉴定表上评定的等级，与成绩一致",
        example="良好",
        source="职业学校学生实习管理规定",
    )
    school_score = Number(
        "学校考核成绩",
        digits=4,
        places=1,
        min=0,
        max=100,
        unit="分",
        note="百分制，校内指导教师按过程记录和报告评定",
        example=90,
        source="JY/T 1005-2012 ZZJX0705 SXCJ",
    )
    score = Number(
        "综合成绩",
        digits=4,
        places=1,
        min=0,
        max=100,
        unit="分",
        note="按学校考核办法由两项成绩算出，记入学业成绩",
        example=88.8,
        source="JY/T 1005-2012 ZZJX0705 SXCJ",
    )
    grade = Code(
        "综合等级",
        "assessment_grade",
        note="综合成绩对应的等级，不合格的不能获得学分",
        example="良好",
        source="职业学校学生实习管理规定",
    )
    opinion = LongText(
        "单位鉴定意见",
        note="摘录鉴定表中实习单位的主要意见，不写个人隐私",
        example="遵守纪律，学习主动，能按要求完成记录任务",
        source="职业学校学生实习管理规定",
    )
    credits = Number(
        "取得学分",
        digits=4,
        places=1,
        min=0,
        max=60,
        unit="学分",
        note="按人才培养方案该实习对应的学分，没有的填0",
        example=2,
        source="JY/T 1005-2012 ZZXS06 XF",
    )
    certificate = Text(
        "取得证书",
        max_length=100,
        blank=True,
        note="实习期间取得的职业技能等级证书名称和等级，没有的不填",
        source="项目扩展",
    )
    kept = Flag(
        "是否留用",
        note="与实习单位签订劳动合同或就业意向书的选“是”",
        example="否",
        source="JY/T 1005-2012 ZZJX0702 SXSLJDJYRS",
    )
    paid = Money(
        "实习报酬合计",
        digits=9,
        max=1000000,
        note="整个实习期间实际到账合计，等于各月之和，没有的填0",
        example=0,
        source="JY/T 1005-2012 ZZJX0703 SXXC",
    )
    satisfaction = Code(
        "学生满意度",
        "satisfaction",
        blank=True,
        note="学生离岗后匿名问卷或谈话中的总体评价，没有调查的不填",
        example="满意",
        source="中等职业学校毕业生就业情况年度统计",
    )
    assessor = Ref(
        "评定教师",
        "general.Teacher",
        note="填工号；给出学校考核成绩的教师",
        example="js002",
        source="项目扩展",
    )
    assessed = Date(
        "评定日期",
        after="ended",
        before="today",
        note="学校审定综合成绩的日期，不早于实际结束日期",
        example="2021-04-28",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="提前结束、未完成、不合格的原因和补救安排",
        source="项目扩展",
    )

    assessment_scan = File(
        "鉴定表",
        most=1,
        private=True,
        blank=True,
        note="实习单位盖章的鉴定表扫描件，含学生个人评价，按隐私数据保管",
        source="职业学校学生实习管理规定",
    )

    class Meta:
        verbose_name = "实习结果"

    class Filing(Declaration):
        key = ["placement"]
        title = ["placement"]
        listing = ["placement", "student", "company", "days", "completion", "score", "grade", "kept"]
        filters = ["placement", "completion", "grade", "kept", "assessed"]
        sections = {
            "去向": "placement",
            "实习时间": "began",
            "考核": "unit_score",
            "收获": "credits",
            "评定": "assessor",
        }
        checks = [
            RequiredIf("remarks", "completion", equals=judgements.CUT_SHORT),
            RequiredIf("remarks", "grade", equals=judgements.FAILED),
            RowCheck(
                ["began", "ended", "days"],
                judgements.days_fit_between,
                "实际实习天数多于起止日期之间的天数",
                "请核对起止日期和考勤天数",
            ),
        ]
        roll = Roll(
            of="internship.InternshipProject",
            members="internship.InternshipPlacement",
            match=("project", ""),
            inside="placement__project",
            each={"placement": "", "began": "starts", "ended": "ends"},
        )
