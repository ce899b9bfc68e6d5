"""教学管理 / 教学运行 / 校内实习实训基地使用情况."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Date,
    Declaration,
    Flag,
    LongText,
    Money,
    Number,
    Ref,
    RequiredIf,
    TermRecord,
    Text,
    WithinPeriod,
)


class TrainingBaseUsage(TermRecord):
    """教学管理 / 教学运行 / 校内实习实训基地使用情况: each use of a training base of the school."""

    training_base = Ref(
        "校内实训基地",
        "general.TrainingBase",
        note="填编号，须先在“综合信息”的校内实训基地中录入",
        example="SX01",
        source="JY/T 1005-2012 ZZJX0704 XNJDMC",
    )
    room = Text(
        "实训室",
        max_length=60,
        blank=True,
        note="基地内的实训室名称，整个基地的不填",
        example="网络实训室",
        source="项目扩展",
    )
    used = Date(
        "使用日期",
        before="today",
        note="当天；按周登记的填该周第一天",
        example="2020-11-18",
        source="项目扩展",
    )
    first_period = Count(
        "开始节次",
        min=0,
        max=16,
        note="从第几节开始使用；整天或按周登记的填0",
        example=1,
        source="项目扩展",
    )
    periods = Count(
        "连续节数",
        unit="节",
        min=0,
        max=60,
        note="连续使用的节数，按周登记的填全周合计",
        example=2,
        source="项目扩展",
    )
    kind = Code(
        "用途",
        "base_usage_kind",
        note="教学实训、技能考核、竞赛训练、社会培训等",
        example="课程实训",
        source="项目扩展",
    )
    course = Ref(
        "课程",
        "teaching.Course",
        blank=True,
        note="用于课程实训、综合实训的填课程号",
        example="KC0101",
        source="JY/T 1005-2012 ZZJX0303 KCH",
    )
    school_class = Ref(
        "班级",
        "general.SchoolClass",
        blank=True,
        note="用于课程实训、综合实训的填班号，其他用途不填",
        example="2020JY01",
        source="JY/T 1005-2012 ZZJX0304 SKXZBDM",
    )
    project = Text(
        "实训项目",
        max_length=100,
        note="与“课程信息”的实践项目一致；培训、考核写其名称",
        example="双绞线制作与测试",
        source="JY/T 1005-2012 ZZJX0705 SXNR",
    )
    partner = Text(
        "服务单位",
        max_length=100,
        blank=True,
        note="用途为生产或技术服务的必填，写委托单位全称；社会培训写组织单位",
        source="项目扩展",
    )
    teacher = Ref(
        "指导教师",
        "general.Teacher",
        note="填工号；在场指导并对安全负责的教师",
        example="js002",
        source="JY/T 1005-2012 ZZJX0705 SXIDSXM",
    )
    users = Count(
        "使用人数",
        unit="人",
        min=1,
        note="实际到场人数，不多于工位数的分批登记",
        example=45,
        source="JY/T 1005-2012 ZZJX0704 LJJNRS",
    )
    hours = Number(
        "使用学时",
        digits=6,
        places=1,
        min=0,
        unit="学时",
        max=200,
        note="实际学时，人时数由系统计算",
        example=2,
        source="项目扩展",
    )
    cost = Money(
        "耗材费用",
        unit="元",
        digits=10,
        note="本次领用的实训耗材，没有的填0",
        example=90,
        source="项目扩展",
    )
    condition = Code(
        "设备完好情况",
        "equipment_condition",
        note="使用后检查的结果：全部完好选“在用”，有故障的选“待修”并在备注说明",
        example="在用",
        source="JY/T 1001-2012 YQXZ",
    )
    safety = Flag(
        "是否进行安全教育",
        note="实训前有安全教育记录的选“是”",
        example="是",
        source="项目扩展",
    )
    accident = Flag(
        "安全事故",
        note="发生人身或设备事故的选“是”，并在备注写明经过和处理结果",
        example="否",
        source="项目扩展",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="故障、事故处理情况",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "校内实习实训基地使用情况"

    class Filing(Declaration):
        key = ["training_base", "used", "first_period", "school_class"]
        listing = [
            "year",
            "term",
            "training_base",
            "used",
            "first_period",
            "kind",
            "project",
            "school_class",
            "users",
            "hours",
        ]
        filters = ["training_base", "used", "kind", "course", "school_class", "teacher", "accident"]
        ordering = ["-used", "training_base"]
        needs = ["teaching.TermSettings"]
        sections = {
            "使用": "training_base",
            "内容": "kind",
            "人数与学时": "users",
            "安全与设备": "condition",
        }
        checks = [
            WithinPeriod("used"),
            RequiredIf("course", "kind", equals=("1", "2")),
            RequiredIf("school_class", "kind", equals=("1", "2")),
            RequiredIf("remarks", "accident", equals=True),
            RequiredIf("partner", "kind", equals="7"),
        ]
