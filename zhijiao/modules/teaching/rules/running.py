"""Rules over 教学运行: terms are set up before anything stands in them, and classes have their courses."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from zhijiao.quality.declare import EXPERIENCE, LOGIC, F, Hit, QuerySet, RuleData, rule

TERM, SCHEDULE, TIMETABLE = "teaching.TermSettings", "teaching.TeachingSchedule", "teaching.Timetable"
LESSON, USAGE = "teaching.LessonLog", "teaching.TrainingBaseUsage"
PLAN, CLASS, BASE = "teaching.TrainingPlan", "general.SchoolClass", "general.TrainingBase"
IN_SCHOOL = "1"
AUTUMN = "1"
YEARS_AT_SCHOOL = 2
"""Grades that are still taught, counted back from the round's year."""

GUIDE = "填报指南 第三部分 教学管理"


def _outside(data: RuleData, form: str) -> Iterator[Hit]:
    """Terms that records of a form stand in without being set up."""
    known = set(data.rows(TERM).values_list("school_id", "year", "term"))
    for (school, term), number in data.tally(form, "term", year=data.year).items():
        if (school, data.year, term) not in known:
            name = "第一学期（秋）" if term == AUTUMN else "第二学期（春）"
            yield Hit(school, 0, {"year": data.year, "when": name, "rows": number})


@rule(
    "教学进程所在学期没有设置",
    LOGIC,
    form=SCHEDULE,
    column="term",
    office="教务",
    reads=[TERM],
    source=GUIDE,
    message="{year}学年{when}有 {rows} 条教学进程，“教学运行基础信息设置”没有这个学期",
    remedy="请先设置该学期；填错学年、学期的请更正",
)
def schedule_outside_terms(data: RuleData) -> Iterator[Hit]:
    """Courses are planned in terms that the school has."""
    return _outside(data, SCHEDULE)


@rule(
    "课程表所在学期没有设置",
    LOGIC,
    form=TIMETABLE,
    column="term",
    office="教务",
    reads=[TERM],
    source=GUIDE,
    message="{year}学年{when}有 {rows} 条课程表，“教学运行基础信息设置”没有这个学期",
    remedy="请先设置该学期；填错学年、学期的请更正",
)
def timetable_outside_terms(data: RuleData) -> Iterator[Hit]:
    """Timetables are made for terms that the school has."""
    return _outside(data, TIMETABLE)


@rule(
    "学期日期重叠",
    LOGIC,
    form=TERM,
    column="starts",
    office="教务",
    source=GUIDE,
    message="“{name}”从 {starts} 开始，“{other}”到 {ends} 才结束",
    remedy="请核对两个学期的开始和结束日期",
)
def terms_overlap(data: RuleData) -> Iterator[Hit]:
    """A term begins after the one before it has ended."""
    rows = data.rows(TERM).filter(starts__isnull=False, ends__isnull=False).order_by("school_id", "starts")
    before: tuple[int, str, date] | None = None
    for school, pk, name, starts, ends in rows.values_list("school_id", "pk", "name", "starts", "ends"):
        if before and before[0] == school and starts <= before[2]:
            yield Hit(school, pk, {"name": name, "starts": starts, "other": before[1], "ends": before[2]})
        before = (school, name, ends)


@rule(
    "有几个学期标为当前学期",
    LOGIC,
    form=TERM,
    column="current",
    office="教务",
    source=GUIDE,
    message="{terms} 个学期标为当前学期",
    remedy="请只保留正在进行的一个学期为“是”",
)
def several_current_terms(data: RuleData) -> Iterator[Hit]:
    """There is one present."""
    for school, terms in data.tally(TERM, current=True).items():
        if terms > 1:
            yield Hit(school, 0, {"terms": terms})


@rule(
    "教学进程超出教学周数",
    LOGIC,
    form=SCHEDULE,
    column="last_week",
    office="教务",
    reads=[TERM],
    source=GUIDE,
    message="终止周为第 {last} 周，“教学运行基础信息设置”中本学期只有 {weeks} 周",
    remedy="请核对终止周，或更正本学期的教学周数",
)
def schedule_beyond_weeks(data: RuleData) -> Iterator[Hit]:
    """Courses end with the term."""
    weeks = dict[tuple[int, str], int]()
    for school, term, number in data.of_year(TERM).values_list("school_id", "term", "weeks"):
        weeks[school, term] = max(weeks.get((school, term), 0), number or 0)
    rows = data.of_year(SCHEDULE).values_list("school_id", "pk", "term", "last_week")
    for school, pk, term, last in rows:
        limit = weeks.get((school, term))
        if limit and last and last > limit:
            yield Hit(school, pk, {"last": last, "weeks": limit})


@rule(
    "在校班级没有教学进程",
    EXPERIENCE,
    form=SCHEDULE,
    column="school_class",
    office="教务",
    reads=[CLASS],
    source=GUIDE,
    message="在校班级 {classes} 个，其中 {missing} 个本学年没有设置课程",
    remedy="请为每个班级设置课程；全年在外实习的班级也要把岗位实习设为课程",
)
def classes_without_courses(data: RuleData) -> Iterator[Hit]:
    """Every class has courses in the year, once the school has begun to set them."""
    set_up = set(data.tally(SCHEDULE, "school_class", year=data.year))
    begun = {school for school, _ in set_up}
    grades = (data.year - YEARS_AT_SCHOOL, data.year)
    classes: dict[int, list[int]] = {}
    rows = data.rows(CLASS).filter(status=IN_SCHOOL, grade__range=grades)
    for school, pk in rows.values_list("school_id", "pk"):
        classes.setdefault(school, []).append(pk)
    for school, ids in classes.items():
        missing = sum((school, pk) not in set_up for pk in ids)
        if missing and school in begun:
            yield Hit(school, 0, {"classes": len(ids), "missing": missing})


@rule(
    "教学进程的方案不是本专业的",
    LOGIC,
    form=SCHEDULE,
    column="plan",
    office="教务",
    reads=[PLAN, CLASS],
    source=GUIDE,
    message="“{school_class__name}”执行的“{plan__name}”属于其他专业",
    remedy="请改选该班所属专业的人才培养方案，或更正班级的所属专业",
)
def plan_of_another_major(data: RuleData) -> QuerySet:
    """A class is taught by a plan of its major."""
    rows = data.of_year(SCHEDULE).filter(plan__isnull=False, school_class__major__isnull=False)
    return rows.exclude(plan__major=F("school_class__major"))


@rule(
    "教学进程的方案不是本年级的",
    EXPERIENCE,
    form=SCHEDULE,
    column="plan",
    office="教务",
    reads=[PLAN, CLASS],
    source=GUIDE,
    message="{school_class__grade}级“{school_class__name}”执行的“{plan__name}”从 {plan__grade}级起适用",
    remedy="请改选该年级的方案；沿用往年方案的不会有本提示，方案年级应不晚于班级年级",
)
def plan_of_a_later_grade(data: RuleData) -> QuerySet:
    """A class is not taught by the plan of a later grade."""
    return data.of_year(SCHEDULE).filter(plan__grade__gt=F("school_class__grade"))


@rule(
    "班级周学时超过每周节数",
    EXPERIENCE,
    form=SCHEDULE,
    column="weekly_hours",
    office="教务",
    reads=[TERM, CLASS],
    source=GUIDE,
    message="“{name}”本学期各课程周学时合计 {hours}，学期设置每周只有 {most} 节",
    remedy="请核对周学时；只上半个学期的课程按起止周错开的请说明",
)
def weekly_load(data: RuleData) -> Iterator[Hit]:
    """No class has more hours than the week has periods."""
    most = {
        (school, term): (days or 0) * (periods or 0)
        for school, term, days, periods in data.of_year(TERM).values_list(
            "school_id", "term", "days", "periods"
        )
    }
    summed: dict[tuple[int, str, int], Decimal] = {}
    first: dict[tuple[int, str, int], tuple[int, str]] = {}
    names = ("school_id", "term", "school_class_id", "pk", "school_class__name", "weekly_hours")
    for school, term, group, pk, name, hours in data.of_year(SCHEDULE).order_by("pk").values_list(*names):
        key = (school, term, group)
        summed[key] = summed.get(key, Decimal()) + (hours or 0)
        first.setdefault(key, (pk, name))
    for key, hours in summed.items():
        limit = most.get(key[:2])
        if limit and hours > limit:
            yield Hit(key[0], first[key][0], {"name": first[key][1], "hours": hours, "most": limit})


@rule(
    "授课日期不在学期之内",
    LOGIC,
    form=LESSON,
    column="held",
    office="教务",
    reads=[TERM],
    source=GUIDE,
    message="授课日期 {held} 不在本学期的 {starts} 至 {ends} 之内",
    remedy="请核对授课日期和所填学期；假期补课的应延长学期",
)
def lesson_outside_term(data: RuleData) -> Iterator[Hit]:
    """Lessons are given between the first and the last day of a term."""
    spans: dict[tuple[int, str], tuple[date, date]] = {}
    terms = data.of_year(TERM).filter(starts__isnull=False, ends__isnull=False)
    for school, term, starts, ends in terms.values_list("school_id", "term", "starts", "ends"):
        known = spans.get((school, term), (starts, ends))
        spans[school, term] = (min(known[0], starts), max(known[1], ends))
    rows = data.of_year(LESSON).filter(held__isnull=False)
    for school, pk, term, held in rows.values_list("school_id", "pk", "term", "held"):
        span = spans.get((school, term))
        if span and not span[0] <= held <= span[1]:
            yield Hit(school, pk, {"held": held, "starts": span[0], "ends": span[1]})


@rule(
    "使用人数多于实训工位数",
    EXPERIENCE,
    form=USAGE,
    column="users",
    office="实训",
    reads=[BASE],
    source="JY/T 1005-2012 ZZJX0704",
    message="{used} 使用“{training_base__name}”{users} 人，该基地工位 {training_base__seats} 个",
    remedy="请核对人数；分批使用的分条登记，轮换使用工位的请说明",
)
def more_users_than_seats(data: RuleData) -> QuerySet:
    """Everybody in a training base has a place."""
    return data.of_year(USAGE).filter(users__gt=F("training_base__seats"))
