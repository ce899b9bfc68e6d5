"""实习实训 / 实习过程 / 学生实习情况."""

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
    Month,
    Number,
    Ref,
    RequiredIf,
    Roll,
    RowCheck,
    Text,
)
from zhijiao.modules.internship import judgements


class InternshipProgress(AnnualRecord):
    """实习实训 / 实习过程 / 学生实习情况: what a student did in one month of an internship: attendance, work, pay,
    visits, accidents.
    """

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
    company = Lookup(
        "实习单位",
        "placement.company",
        note="读取“学生实习去向”，换了单位的到那里修改",
        source="填报指南 第三部分",
    )
    month = Month(
        "登记月份",
        before="today",
        note="每人每月一条，须在实习起止之间",
        example="2021-04",
        source="项目扩展",
    )
    present = Count(
        "实际出勤天数",
        max=31,
        unit="天",
        note="单位考勤记录的本月出勤，半天按实际折算后取整",
        example=10,
        source="项目扩展",
    )
    leave = Count(
        "请假天数",
        max=31,
        unit="天",
        note="经学校和单位同意的病假、事假、返校，没有的填0",
        example=0,
        source="项目扩展",
    )
    absent = Count(
        "旷工天数",
        max=31,
        unit="天",
        note="没有请假而不到岗的天数，没有的填0",
        example=0,
        source="项目扩展",
    )
    post = Text(
        "实际岗位",
        max_length=60,
        note="本月实际从事的岗位，与实习去向不同的写明从何时调整",
        example="设备信息化运维助理",
        source="JY/T 1005-2012 ZZJX0705 SXIGWMC",
    )
    content = LongText(
        "实习内容",
        note="二百字以内：做了哪些任务、学到什么，不写企业商业秘密",
        example="参观装配车间，跟随师傅记录设备运行数据并录入系统",
        source="JY/T 1005-2012 ZZJX0705 SXNR",
    )
    paid = Money(
        "实际发放报酬",
        digits=8,
        max=100000,
        note="本月实际到学生账户的金额，没有的填0；实物、代金券不计",
        example=0,
        source="JY/T 1005-2012 ZZJX0703 SXXC",
    )
    paid_directly = Flag(
        "报酬是否按月直接付给学生",
        note="单位按月、足额、以货币直接付给学生的选“是”，经他人转发的选“否”；无报酬的选“是”",
        example="是",
        source="职业学校学生实习管理规定",
    )
    overtime = Number(
        "加班时数",
        digits=4,
        places=1,
        min=0,
        max=300,
        unit="小时",
        note="每日约定时间以外和休息日、节假日的在岗时间，没有的填0",
        example=0,
        source="职业学校学生实习管理规定",
    )
    night_shifts = Count(
        "夜班次数",
        max=31,
        unit="次",
        note="22时至次日6时之间在岗的次数，没有的填0",
        example=0,
        source="职业学校学生实习管理规定",
    )
    guidance = Count(
        "教师指导次数",
        max=99,
        unit="次",
        note="校内指导教师本月线上、线下指导该生的次数，没有的填0",
        example=2,
        source="职业学校学生实习管理规定",
    )
    visited = Date(
        "教师走访日期",
        before="today",
        blank=True,
        note="校内指导教师最近一次到实习单位的日期，本月没有的不填",
        example="2021-04-16",
        source="职业学校学生实习管理规定",
    )
    on_post = Flag(
        "学生是否在岗",
        note="月末仍在该单位实习的选“是”，已期满、离开的选“否”",
        example="否",
        source="项目扩展",
    )
    leave_reason = Code(
        "离岗原因",
        "internship_leave_reason",
        blank=True,
        note="月末已不在岗的按主要原因选择",
        example="实习期满",
        source="项目扩展",
    )
    accident = Flag(
        "是否发生安全事故",
        note="发生人身伤害、重大财产损失或群体事件的选“是”，并按规定另行上报",
        example="否",
        source="职业学校学生实习管理规定",
    )
    accident_report = LongText(
        "事故处理情况",
        private="text",
        blank=True,
        note="时间、经过、救治和赔付情况；涉及健康信息，加密保存",
        source="职业学校学生实习管理规定",
    )
    concern = LongText(
        "学生诉求或困难",
        private="text",
        blank=True,
        note="学生反映的问题及处理结果；涉及个人情况，加密保存",
        source="职业学校学生实习管理规定",
    )
    registrar = Ref(
        "登记人",
        "general.Teacher",
        note="填工号；核对考勤和报酬后登记的教师",
        example="js002",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "学生实习情况"

    class Filing(Declaration):
        key = ["placement", "month"]
        title = ["placement", "month"]
        listing = ["placement", "student", "company", "month", "present", "paid", "visited", "on_post"]
        filters = ["placement", "month", "on_post", "accident", "registrar"]
        ordering = ["-month", "placement"]
        sections = {
            "去向": "placement",
            "出勤与任务": "month",
            "报酬与工时": "paid",
            "管理": "guidance",
        }
        checks = [
            RowCheck(
                ["present", "leave", "absent"],
                judgements.days_of_a_month,
                "出勤、请假、旷工合计超过31天",
                "请按单位考勤表核对三项天数",
            ),
            RequiredIf("leave_reason", "on_post", equals=False),
            RequiredIf("accident_report", "accident", equals=True),
        ]
        roll = Roll(
            of="internship.InternshipProject",
            members="internship.InternshipPlacement",
            match=("project", ""),
            inside="placement__project",
            each={"placement": "", "post": "post"},
            once=False,
        )
