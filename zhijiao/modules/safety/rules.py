"""Rules over the forms of 安全管理."""

from collections.abc import Iterator
from decimal import Decimal

from zhijiao.quality.declare import (
    EXPERIENCE,
    HINT,
    LOGIC,
    Exists,
    Hit,
    OuterRef,
    Q,
    QuerySet,
    RuleData,
    rule,
)

ORGANISATION, ACTIVITY, RULE = "safety.SafetyOrganisation", "safety.SafetyActivity", "safety.SafetyRule"
POST, ENROLMENT = "general.TeacherEmployment", "general.StudentEnrolment"
BOARDER = "2"
PARTS = ("study_form", "boarding")
"""What other rules count students by on the same day; counted alike, they are asked for once."""
LEADING_GROUP, BULLYING = "1", "8"
DRILL = "3"
GUARD_FIGURES = (
    "guards_of_small_school",
    "guards_of_school",
    "guards_of_large_school",
    "people_per_guard",
    "boarders_per_guard",
)
FEW_PEOPLE, MANY_PEOPLE = 100, 1000
"""Below the first, and above the second, the number of guards is another."""
GUARDING = "GB/T 29315《中小学、幼儿园安全防范要求》"
SCHOOL_SAFETY = "《中小学幼儿园安全管理办法》（教育部等十部门令第23号）"


def _without(data: RuleData, kind: str) -> Iterator[Hit]:
    """Schools that list organisations of safety, but none in use of a kind."""
    listed = data.tally(ORGANISATION)
    there = data.tally(ORGANISATION, in_use=True, kind=kind)
    for school, number in listed.items():
        if not there.get(school):
            yield Hit(school, 0, {"listed": number})


@rule(
    "没有有效的安全工作领导小组",
    EXPERIENCE,
    form=ORGANISATION,
    column="kind",
    office="安全保卫",
    source=f"{SCHOOL_SAFETY}第十六条",
    message="“安全组织保障”有 {listed} 条记录，没有有效的安全工作领导小组",
    remedy="请补录安全工作领导小组，或核对组织类别与是否有效",
)
def no_leading_group(data: RuleData) -> Iterator[Hit]:
    """A leading group answers for safety."""
    return _without(data, LEADING_GROUP)


@rule(
    "没有学生欺凌治理委员会",
    HINT,
    form=ORGANISATION,
    column="kind",
    office="安全保卫",
    source="《加强中小学生欺凌综合治理方案》（教督〔2017〕10号）",
    message="“安全组织保障”有 {listed} 条记录，没有有效的学生欺凌治理委员会",
    remedy="请补录；由其他组织承担的，在主要职责中写明",
)
def no_bullying_committee(data: RuleData) -> Iterator[Hit]:
    """A committee deals with bullying."""
    return _without(data, BULLYING)


@rule(
    "安全组织负责人不在职",
    LOGIC,
    form=ORGANISATION,
    column="head",
    office="安全保卫",
    reads=[POST],
    source=SCHOOL_SAFETY,
    message="“{name}”的负责人不是在职、返聘或延聘的教职工",
    remedy="请更换负责人，或更正该教师的工作信息",
)
def safety_head_on_staff(data: RuleData) -> QuerySet:
    """Whoever answers for safety works at the school."""
    working = data.there(POST, data.filing_day).filter(teacher=OuterRef("head"))
    return data.rows(ORGANISATION).filter(~Exists(working), in_use=True, head__isnull=False)


@rule(
    "保安员人数少于配备要求",
    HINT,
    form=ORGANISATION,
    column="guards",
    office="安全保卫",
    reads=[ENROLMENT, POST],
    source="《中小学幼儿园安全防范工作规范（试行）》（公治〔2015〕168号）",
    figures=GUARD_FIGURES,
    message="保安员 {guards} 人，师生 {people} 人、其中住校学生 {boarders} 人，按标准不少于 {due} 人",
    remedy="请核对保安员人数；属实的按要求配备",
)
def few_guards(data: RuleData) -> Iterator[Hit]:
    """Guards go by the number of people at the school, and by the boarders on top."""
    guards = data.total(ORGANISATION, "guards", in_use=True)
    students, staff = data.parts(ENROLMENT, data.count_day, PARTS), data.tally(POST, at=data.count_day)
    boarders = data.parts(ENROLMENT, data.count_day, PARTS, boarding=BOARDER)
    for school, number in guards.items():
        people, living = students.get(school, 0) + staff.get(school, 0), boarders.get(school, 0)
        due = _guards_due(people, living, [data.limit(key, school) for key in GUARD_FIGURES])
        if people and number < due:
            yield Hit(school, 0, {"guards": number, "people": people, "boarders": living, "due": due})


def _guards_due(people: int, boarders: int, figures: list[Decimal | None]) -> int:
    """Guards of a school of so many people, of whom so many board; nothing where a figure is not in force."""
    if None in figures:
        return 0
    fewest, usual, many, step, for_boarders = (int(figure) for figure in figures if figure is not None)
    if people < FEW_PEOPLE:
        due = fewest
    elif people < MANY_PEOPLE:
        due = usual
    else:
        due = many + (people - MANY_PEOPLE) // step
    return due + boarders // for_boarders


@rule(
    "监控录像保存天数不足",
    EXPERIENCE,
    form=ORGANISATION,
    column="storage_days",
    office="安全保卫",
    source=GUARDING,
    figures=("recording_days",),
    message="“{name}”有监控摄像头 {cameras} 个，录像保存 {days} 天，要求不少于 {limit} 天",
    remedy="请核对保存天数；设备容量不足的说明更换计划",
)
def short_recordings(data: RuleData) -> Iterator[Hit]:
    """Recordings are kept for a month."""
    rows = data.rows(ORGANISATION).filter(in_use=True, cameras__gt=0, storage_days__isnull=False)
    names = ("school_id", "pk", "name", "cameras", "storage_days")
    for school, pk, name, cameras, days in rows.values_list(*names):
        limit = data.limit("recording_days", school)
        if limit is not None and days < limit:
            yield Hit(school, pk, {"name": name, "cameras": cameras, "days": days, "limit": limit})


@rule(
    "本学年没有应急疏散演练",
    EXPERIENCE,
    form=ACTIVITY,
    column="activity_form",
    office="安全保卫",
    source="《中小学幼儿园应急疏散演练指南》（教基一厅〔2014〕2号）",
    message="本学年安全教育活动 {activities} 次，没有应急演练",
    remedy="请补录演练记录，或核对活动形式；确未开展的说明原因和安排",
)
def no_drill(data: RuleData) -> Iterator[Hit]:
    """Drills are held every year."""
    held, drills = (
        data.tally(ACTIVITY, year=data.year),
        data.tally(ACTIVITY, year=data.year, activity_form=DRILL),
    )
    for school, number in held.items():
        if not drills.get(school):
            yield Hit(school, 0, {"activities": number})


@rule(
    "安全教育活动参加学生多于在读学生",
    LOGIC,
    form=ACTIVITY,
    column="students",
    office="安全保卫",
    reads=[ENROLMENT],
    source="教育事业统计报表制度（中等职业教育）",
    message="“{name}”参加学生 {students} 人，在读学生 {enrolled} 人",
    remedy="请核对参加学生数；多次活动分次填写，不累加人次",
)
def more_at_activity_than_enrolled(data: RuleData) -> Iterator[Hit]:
    """Those who took part are enrolled."""
    enrolled = data.tally(ENROLMENT, at=data.school_year)
    rows = data.of_year(ACTIVITY).filter(students__gt=0)
    for school, pk, name, students in rows.values_list("school_id", "pk", "name", "students"):
        if 0 < enrolled.get(school, 0) < students:
            yield Hit(school, pk, {"name": name, "students": students, "enrolled": enrolled[school]})


@rule(
    "安全管理制度超过计划复审年份",
    HINT,
    form=RULE,
    column="next_review",
    office="安全保卫",
    source=SCHOOL_SAFETY,
    message="“{name}”计划 {next_review} 年复审，仍为现行有效，最近修订日期 {revised}",
    remedy="请复审修订并更新日期；已废止的更正“是否现行有效”",
)
def review_overdue(data: RuleData) -> QuerySet:
    """Rules are reviewed when they are due."""
    due = Q(revised__isnull=True) | Q(revised__lt=data.round.calendar_from)
    return data.rows(RULE).filter(due, in_force=True, next_review__lt=data.year)
