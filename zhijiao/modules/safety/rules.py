"""Rules over the forms of 安全管理."""

from collections.abc import Iterator

from zhijiao.quality.declare import EXPERIENCE, HINT, LOGIC, Data, Exists, Hit, OuterRef, Q, QuerySet, rule

ORGANISATION, ACTIVITY, RULE = "safety.SafetyOrganisation", "safety.SafetyActivity", "safety.SafetyRule"
POST, ENROLMENT = "general.TeacherEmployment", "general.StudentEnrolment"
ENROLLED, BOARDER = "01", "2"
AT_WORK = ("04", "11", "12")
LEADING_GROUP, BULLYING = "1", "8"
DRILL = "3"
GUARDING = "GB/T 29315《中小学、幼儿园安全防范要求》"
SCHOOL_SAFETY = "《中小学幼儿园安全管理办法》（教育部等十部门令第23号）"


def _without(data: Data, kind: str) -> Iterator[Hit]:
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
def no_leading_group(data: Data) -> Iterator[Hit]:
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
def no_bullying_committee(data: Data) -> Iterator[Hit]:
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
def safety_head_on_staff(data: Data) -> QuerySet:
    """Whoever answers for safety works at the school."""
    working = data.rows(POST).filter(teacher=OuterRef("head"), status__in=AT_WORK)
    return data.rows(ORGANISATION).filter(~Exists(working), in_use=True, head__isnull=False)


@rule(
    "保安员人数少于寄宿学生配备要求",
    HINT,
    form=ORGANISATION,
    column="guards",
    office="安全保卫",
    reads=[ENROLMENT],
    source="《中小学幼儿园安全防范工作规范（试行）》（公治〔2015〕168号）",
    figures=("boarders_per_guard",),
    message="保安员 {guards} 人，住校学生 {boarders} 人，按每 {limit} 名住校学生至少1人应为 {due} 人",
    remedy="请核对保安员人数；属实的按要求配备",
)
def few_guards(data: Data) -> Iterator[Hit]:
    """Boarding schools keep guards by the number of boarders."""
    guards = data.total(ORGANISATION, "guards", in_use=True)
    boarders = data.tally(ENROLMENT, status=ENROLLED, boarding=BOARDER)
    for school, number in guards.items():
        limit, living = data.limit("boarders_per_guard", school), boarders.get(school, 0)
        if not living or limit is None:
            continue
        due = -(-living // int(limit))
        if number < due:
            yield Hit(school, 0, {"guards": number, "boarders": living, "limit": limit, "due": due})


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
def short_recordings(data: Data) -> Iterator[Hit]:
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
def no_drill(data: Data) -> Iterator[Hit]:
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
def more_at_activity_than_enrolled(data: Data) -> Iterator[Hit]:
    """Those who took part are enrolled."""
    enrolled = data.tally(ENROLMENT, status=ENROLLED)
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
def review_overdue(data: Data) -> QuerySet:
    """Rules are reviewed when they are due."""
    due = Q(revised__isnull=True) | Q(revised__lt=data.round.calendar_from)
    return data.rows(RULE).filter(due, in_force=True, next_review__lt=data.year)
