"""Rules over the forms of 德育工作, and over who is a member of the Youth League."""

from collections.abc import Iterator
from datetime import date

from zhijiao.quality.declare import EXPERIENCE, HINT, LOGIC, Data, Exists, Hit, OuterRef, Q, QuerySet, rule

ORGANISATION, ACTIVITY, CLUB = "moral.MoralOrganisation", "moral.MoralActivity", "moral.StudentClub"
LEAGUE = "moral.YouthLeagueOrganisation"
TEACHER, POST = "general.Teacher", "general.TeacherEmployment"
STUDENT, ENROLMENT = "general.Student", "general.StudentEnrolment"
ENROLLED = "01"
AT_WORK = ("04", "11", "12")
LEAGUE_MEMBER = "03"
COUNSELLING = "2"
CLASS_BRANCH = "3"
COUNSELLING_ROOM = "3"
LEAGUE_CHARTER = "《中国共产主义青年团章程》"
MENTAL_HEALTH = "《教育部办公厅关于加强学生心理健康管理工作的通知》（教思政厅函〔2021〕10号）"
MORAL_OUTLINE = "《中等职业学校德育大纲》（2014年修订）"


@rule(
    "专职心理健康教育教师不足",
    EXPERIENCE,
    form=POST,
    column="duties",
    office="学生工作",
    reads=[ENROLMENT],
    source=MENTAL_HEALTH,
    figures=("students_per_counsellor",),
    message="在读学生 {students} 人，承担心理咨询的在职教师 {counsellors} 人，按每 {limit} 名学生1人应为 {due} 人",
    remedy="请在教师工作信息的“承担工作”中补选心理咨询；尚未配齐的说明安排",
)
def few_counsellors(data: Data) -> Iterator[Hit]:
    """At least one counsellor, and one more for each thousand students."""
    rows = data.rows(POST).filter(status__in=AT_WORK, duties__contains=COUNSELLING)
    counsellors: dict[int, int] = {}
    for school, duties in rows.values_list("school_id", "duties"):
        counsellors[school] = counsellors.get(school, 0) + (COUNSELLING in duties.split(","))
    for school, students in data.tally(ENROLMENT, status=ENROLLED).items():
        limit, there = data.limit("students_per_counsellor", school), counsellors.get(school, 0)
        if limit is None:
            continue
        due = -(-students // int(limit))
        if there < due:
            values = {"students": students, "counsellors": there, "limit": limit, "due": due}
            yield Hit(school, 0, values)


@rule(
    "没有有效的心理健康教育机构",
    HINT,
    form=ORGANISATION,
    column="kind",
    office="学生工作",
    source=MENTAL_HEALTH,
    message="“德育机构”有 {listed} 条记录，没有有效的心理健康教育机构",
    remedy="请补录心理辅导室，或核对德育机构类别与是否有效",
)
def no_counselling_room(data: Data) -> Iterator[Hit]:
    """A school has a room for counselling."""
    there = data.tally(ORGANISATION, in_use=True, kind=COUNSELLING_ROOM)
    for school, number in data.tally(ORGANISATION).items():
        if not there.get(school):
            yield Hit(school, 0, {"listed": number})


@rule(
    "德育机构负责人不在职",
    LOGIC,
    form=ORGANISATION,
    column="head",
    office="学生工作",
    reads=[POST],
    source=MORAL_OUTLINE,
    message="“{name}”的负责人不是在职、返聘或延聘的教职工",
    remedy="请更换负责人，或更正该教师的工作信息",
)
def moral_head_on_staff(data: Data) -> QuerySet:
    """Whoever heads an office works at the school."""
    working = data.rows(POST).filter(teacher=OuterRef("head"), status__in=AT_WORK)
    return data.rows(ORGANISATION).filter(~Exists(working), in_use=True, head__isnull=False)


@rule(
    "德育活动参加学生多于在读学生",
    LOGIC,
    form=ACTIVITY,
    column="students",
    office="学生工作",
    reads=[ENROLMENT],
    source="教育事业统计报表制度（中等职业教育）",
    message="“{name}”参加学生 {students} 人，在读学生 {enrolled} 人",
    remedy="请核对参加学生数；多次活动分次填写，不累加人次",
)
def more_at_moral_activity_than_enrolled(data: Data) -> Iterator[Hit]:
    """Those who took part are enrolled."""
    enrolled = data.tally(ENROLMENT, status=ENROLLED)
    rows = data.of_year(ACTIVITY).filter(students__gt=0)
    for school, pk, name, students in rows.values_list("school_id", "pk", "name", "students"):
        if 0 < enrolled.get(school, 0) < students:
            yield Hit(school, pk, {"name": name, "students": students, "enrolled": enrolled[school]})


@rule(
    "社团负责人不是在读学生",
    EXPERIENCE,
    form=CLUB,
    column="leader",
    office="团委",
    reads=[ENROLMENT],
    source=MORAL_OUTLINE,
    message="“{name}”在运行，当前负责人不是在读学生",
    remedy="请更换负责人，或更正该生的当前状态；已停止活动的更正“是否在运行”",
)
def club_leader_enrolled(data: Data) -> QuerySet:
    """A club is led by a student who is there."""
    present = data.rows(ENROLMENT).filter(student=OuterRef("leader"), status=ENROLLED)
    return data.rows(CLUB).filter(~Exists(present), in_use=True, leader__isnull=False)


@rule(
    "社团指导教师不在职",
    HINT,
    form=CLUB,
    column="adviser",
    office="团委",
    reads=[POST],
    source=MORAL_OUTLINE,
    message="“{name}”的指导教师不是在职、返聘或延聘的教职工",
    remedy="请更换指导教师，或更正该教师的工作信息",
)
def club_adviser_on_staff(data: Data) -> QuerySet:
    """A club is advised by somebody who is there."""
    working = data.rows(POST).filter(teacher=OuterRef("adviser"), status__in=AT_WORK)
    return data.rows(CLUB).filter(~Exists(working), in_use=True, adviser__isnull=False)


@rule(
    "团支部团员数多于班级团员学生数",
    EXPERIENCE,
    form=LEAGUE,
    column="student_members",
    office="团委",
    reads=[ENROLMENT, STUDENT],
    source=LEAGUE_CHARTER,
    message="“{name}”学生团员 {said} 人，所在班级在读学生中政治面貌为共青团员的 {found} 人",
    remedy="请核对学生团员人数，或更新学生的政治面貌",
)
def league_members_of_class(data: Data) -> Iterator[Hit]:
    """The members of a class branch are among the students of the class."""
    found = data.tally(ENROLMENT, "school_class", status=ENROLLED, student__political_status=LEAGUE_MEMBER)
    rows = data.rows(LEAGUE).filter(in_use=True, kind=CLASS_BRANCH, school_class__isnull=False)
    names = ("school_id", "pk", "name", "school_class_id", "student_members")
    for school, pk, name, room, said in rows.values_list(*names):
        there = found.get((school, room), 0)
        if (said or 0) > there:
            yield Hit(school, pk, {"name": name, "said": said, "found": there})


def _old_members(data: Data, rows: QuerySet) -> Iterator[Hit]:
    """Members of the League older than its charter has them, unless they hold an office in it."""
    for school, pk, number, birth in rows.values_list("school_id", "pk", "number", "birth"):
        limit = data.limit("oldest_league_member", school)
        if limit is not None and _age(birth, data.day) > limit:
            yield Hit(school, pk, {"number": number, "birth": birth, "limit": limit})


def _age(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


@rule(
    "教师超龄共青团员",
    HINT,
    form=TEACHER,
    column="political_status",
    office="团委",
    reads=[LEAGUE],
    source=LEAGUE_CHARTER,
    figures=("oldest_league_member",),
    message="工号 {number}，{birth} 出生，已超过 {limit} 周岁，政治面貌仍为共青团员",
    remedy="请核实是否已办理离团并更正政治面貌；担任团内职务的保留",
)
def old_league_teacher(data: Data) -> Iterator[Hit]:
    """Members leave at twenty-eight unless they hold an office."""
    office = data.rows(LEAGUE).filter(
        Q(secretary_teacher=OuterRef("pk")) | Q(adviser=OuterRef("pk")), in_use=True
    )
    rows = data.rows(TEACHER).filter(~Exists(office), political_status=LEAGUE_MEMBER, birth__isnull=False)
    return _old_members(data, rows)


@rule(
    "学生超龄共青团员",
    HINT,
    form=STUDENT,
    column="political_status",
    office="团委",
    reads=[ENROLMENT],
    source=LEAGUE_CHARTER,
    figures=("oldest_league_member",),
    message="学号 {number}，{birth} 出生，已超过 {limit} 周岁，政治面貌仍为共青团员",
    remedy="请核对出生日期；已办理离团的更正政治面貌",
)
def old_league_student(data: Data) -> Iterator[Hit]:
    """The same among students who are enrolled."""
    present = data.rows(ENROLMENT).filter(student=OuterRef("pk"), status=ENROLLED)
    rows = data.rows(STUDENT).filter(Exists(present), political_status=LEAGUE_MEMBER, birth__isnull=False)
    return _old_members(data, rows)


@rule(
    "有团员而没有团组织",
    EXPERIENCE,
    form=LEAGUE,
    column="number",
    office="团委",
    reads=[STUDENT, ENROLMENT],
    source=LEAGUE_CHARTER,
    message="在读学生中有共青团员 {members} 人，“团组织机构”没有有效记录",
    remedy="请补录团组织机构，或更新学生的政治面貌",
)
def no_league(data: Data) -> Iterator[Hit]:
    """Three members make a branch."""
    there = data.tally(LEAGUE, in_use=True)
    members = data.tally(ENROLMENT, status=ENROLLED, student__political_status=LEAGUE_MEMBER)
    for school, number in members.items():
        if number >= 3 and not there.get(school):
            yield Hit(school, 0, {"members": number})
