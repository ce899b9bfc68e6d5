"""教学管理 / 教学运行 / 学期课程表."""

from zhijiao.filing.declare import (
    Code,
    Count,
    Declaration,
    Flag,
    LongText,
    Lookup,
    NotLess,
    Ref,
    RequiredIf,
    TermRecord,
    Text,
)


class Timetable(TermRecord):
    """教学管理 / 教学运行 / 学期课程表: when, where and by whom a class is taught, a row each place in the week.

    Rows with one 课序号 are one course of one teaching class; classes taught together have a row each.
    """

    number = Text(
        "课序号",
        max_length=20,
        note="学校自编，区分同一课程的不同教师和教学班；一周上几次的各次用同一课序号",
        example="KX0101-1",
        source="JY/T 1005-2012 ZZJX0304 KXH",
    )
    course = Ref(
        "课程",
        "teaching.Course",
        note="填课程号，应在该班本学期的教学进程之中",
        example="KC0101",
        source="JY/T 1005-2012 ZZJX0102 KCH",
    )
    department = Lookup(
        "开课单位",
        "course.department",
        note="读取“课程信息”的开课单位",
        source="JY/T 1005-2012 ZZJX0304 KKDW",
    )
    group = Text(
        "教学班名称",
        max_length=60,
        note="如“数学-2班”，不分教学班的填行政班名称",
        example="计算机网络技术-1班",
        source="JY/T 1005-2012 ZZJX0304 JXBMC",
    )
    school_class = Ref(
        "上课班级",
        "general.SchoolClass",
        note="填班号；合班的每班一条，课序号相同",
        example="2020JY01",
        source="JY/T 1005-2012 ZZJX0304 SKXZBDM",
    )
    teacher = Ref(
        "任课教师",
        "general.Teacher",
        note="填工号；教师教学由这一项自动汇总",
        example="js002",
        source="JY/T 1005-2012 ZZJX0304 JSJGH",
    )
    weekday = Code(
        "星期",
        "weekday",
        note="上课在一周的哪一天，不超过“基础信息设置”的每周上课天数",
        example="星期一",
        source="JY/T 1005-2012 ZZJX0304 SKSJ",
    )
    first_period = Count(
        "开始节次",
        min=1,
        max=16,
        note="第几节开始，不大于“基础信息设置”的每天节数",
        example=1,
        source="JY/T 1005-2012 ZZJX0304 SKSJ",
    )
    periods = Count(
        "连续节数",
        unit="节",
        min=1,
        max=16,
        note="从开始节次起连上几节，跨中午的分两条填",
        example=2,
        source="JY/T 1005-2012 ZZJX0304 SKSJ",
    )
    week_kind = Code(
        "周次类型",
        "week_kind",
        note="每周都上选“全周”，隔周上的按教学周的单双选",
        example="全周",
        source="项目扩展",
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
        note="第几教学周结束",
        example=18,
        source="JY/T 1005-2012 ZZJX0304 ZZZ",
    )
    place = Text(
        "上课地点",
        max_length=60,
        note="楼名和房间号，实训课写实训室",
        example="教学楼301",
        source="JY/T 1005-2012 ZZJX0304 JXDD",
    )
    training_base = Ref(
        "校内实训基地",
        "general.TrainingBase",
        blank=True,
        note="在校内实训基地上课的填基地编号，使用情况由此核对",
        source="项目扩展",
    )
    campus = Ref(
        "所在校区",
        "general.Campus",
        blank=True,
        note="只有一个校区的不填",
        source="JY/T 1005-2012 ZZJX0304 JXBSZXQ",
    )
    elective = Flag(
        "是否选修课",
        note="由学生选课组成教学班的选“是”，按行政班上课的选“否”",
        example="否",
        source="项目扩展",
    )
    planned = Count(
        "计划人数",
        unit="人",
        blank=True,
        note="是否选修课为“是”时填写，教学班最多能容纳的人数",
        source="JY/T 1005-2012 ZZJX0304 JHRS",
    )
    chosen = Count(
        "已选人数",
        unit="人",
        blank=True,
        note="选修课填写，不多于计划人数",
        source="JY/T 1005-2012 ZZJX0304 YXRS",
    )
    remarks = LongText(
        "开课说明",
        blank=True,
        note="合班、分组教学、外聘教师上课等排课说明",
        source="JY/T 1005-2012 ZZJX0304 KCSM",
    )

    class Meta:
        verbose_name = "学期课程表"

    class Filing(Declaration):
        key = ["number", "school_class", "weekday", "first_period"]
        listing = [
            "year",
            "term",
            "school_class",
            "course",
            "teacher",
            "weekday",
            "first_period",
            "periods",
            "week_kind",
            "place",
        ]
        filters = ["school_class", "course", "teacher", "weekday", "place", "training_base"]
        ordering = ["school_class", "weekday", "first_period"]
        needs = ["teaching.TermSettings"]
        boards = {"timetable:week": "周课表"}
        sections = {
            "课程": "number",
            "时间": "weekday",
            "地点": "place",
            "说明": "elective",
        }
        checks = [
            NotLess("last_week", "first_week", "起始周晚于终止周", "请核对起始周与终止周"),
            RequiredIf("planned", "elective", equals=True),
            NotLess("planned", "chosen"),
            RequiredIf("planned", "elective", equals=True),
        ]
