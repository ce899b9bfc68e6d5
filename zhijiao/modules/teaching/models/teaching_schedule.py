"""教学管理 / 教学运行 / 教学进程总体安排."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Declaration,
    Flag,
    LongText,
    Lookup,
    NotLess,
    Number,
    Ref,
    RequiredIf,
    RowCheck,
    TermRecord,
    Text,
)
from zhijiao.modules.teaching import judgements


class TeachingSchedule(TermRecord):
    """教学管理 / 教学运行 / 教学进程总体安排: which courses a class has in a term, one row a course (设置课程).

    The plan of the class's major has to be there first; internship projects read whole weeks of practice from here.
    """

    school_class = Ref(
        "班级",
        "general.SchoolClass",
        note="填班号；班级所属专业须已有人才培养方案",
        example="2020JY01",
        source="填报指南 第三部分",
    )
    plan = Ref(
        "人才培养方案",
        "teaching.TrainingPlan",
        note="填方案编号，应与班级的专业、年级一致",
        example="FA2020-01",
        source="JY/T 1005-2012 ZZJX0301 JHBH",
    )
    nth_term = Count(
        "执行学期",
        min=1,
        max=12,
        note="该班入学以来的第几个学期，从1起",
        example=1,
        source="JY/T 1005-2012 ZZJX0303 ZXXQ",
    )
    course = Ref(
        "课程",
        "teaching.Course",
        note="填课程号，须先在“课程信息”中录入",
        example="KC0101",
        source="JY/T 1005-2012 ZZJX0303 KCH",
    )
    type = Lookup("课程分类", "course.type", note="读取“课程信息”", source="JY/T 1005-2012 ZZJX0303 KCFLM")
    attribute = Lookup(
        "课程属性", "course.attribute", note="读取“课程信息”", source="JY/T 1005-2012 ZZJX0303 KCSXM"
    )
    weekly_hours = Number(
        "周学时",
        digits=6,
        places=1,
        min=0,
        unit="学时",
        max=60,
        note="本学期每周学时，集中实训的填0",
        example=4,
        source="JY/T 1005-2012 ZZJX0304 ZXS",
    )
    first_week = Count(
        "起始周",
        min=1,
        max=30,
        note="第几教学周开始",
        example=1,
        source="JY/T 1005-2012 ZZJX0304 QSZ",
    )
    last_week = Count(
        "终止周",
        min=1,
        max=30,
        note="第几教学周结束，不早于起始周",
        example=18,
        source="JY/T 1005-2012 ZZJX0304 ZZZ",
    )
    hours = Count(
        "计划学时",
        unit="学时",
        min=1,
        note="周学时乘以周数，集中实训按实际学时",
        example=72,
        source="JY/T 1005-2012 ZZJX0102 ZXS",
    )
    practice_hours = Count(
        "其中实践学时",
        unit="学时",
        note="包含在计划学时内，没有的填0",
        example=28,
        source="JY/T 1005-2012 ZZJX0102 SJXS",
    )
    block = Flag(
        "是否集中实训（实习）",
        note="整周安排的选“是”；实习项目读取本项",
        example="否",
        source="填报指南 第三部分",
    )
    place = Text(
        "集中实训（实习）地点",
        max_length=60,
        blank=True,
        note="是否集中实训（实习）为“是”时必填，写校内实训基地或校外单位的名称",
        source="项目扩展",
    )
    exam = Code(
        "考核方式",
        "exam_form",
        note="本学期期末的考核形式，与人才培养方案一致：考试计入学业成绩排名，考查按等级",
        example="考试",
        source="JY/T 1005-2012 ZZJX0102 KSXS",
    )
    teacher = Ref(
        "任课教师",
        "general.Teacher",
        blank=True,
        note="填工号，尚未确定的可先空着",
        example="js002",
        source="JY/T 1005-2012 ZZJX0304 JSJGH",
    )
    remarks = LongText(
        "备注",
        blank=True,
        note="合班、外聘等情况",
        source="项目扩展",
    )

    class Meta:
        verbose_name = "教学进程总体安排"

    class Filing(Declaration):
        key = ["school_class", "course"]
        listing = [
            "year",
            "term",
            "school_class",
            "course",
            "type",
            "weekly_hours",
            "first_week",
            "last_week",
            "hours",
            "teacher",
        ]
        filters = ["school_class", "course", "plan", "block", "teacher"]
        ordering = ["school_class", "course"]
        needs = ["teaching.TermSettings"]
        sections = {
            "班级与课程": "school_class",
            "周次与学时": "weekly_hours",
            "考核与任课": "exam",
        }
        checks = [
            NotLess("last_week", "first_week", "起始周晚于终止周", "请核对起始周与终止周"),
            NotLess("hours", "practice_hours"),
            RowCheck(
                ["block", "weekly_hours"],
                judgements.only_blocks_have_no_weekly_hours,
                "不是集中实训（实习）的课程，周学时应大于0",
                "请填写周学时，或把是否集中实训（实习）改为“是”",
            ),
            RequiredIf("place", "block", equals=True),
        ]
