"""Rules over the forms of 德育工作, and over who is a member of the Youth League."""

from collections.abc import Iterator
from datetime import date

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

ORGANISATION, ACTIVITY, CLUB = "moral.MoralOrganisation", "moral.MoralActivity", "moral.StudentClub"
LEAGUE = "moral.YouthLeagueOrganisation"
TEACHER, POST = "general.Teacher", "general.TeacherEmployment"
STUDENT, ENROLMENT = "general.Student", "general.StudentEnrolment"
LEAGUE_MEMBER = "03"
ENROLMENT_PARTS = ("study_form", "boarding")
"""What other rules count students by on the same day; counted alike, they are asked for once."""
COUNSELLING = "2"
CLASS_BRANCH = "3"
COUNSELLING_ROOM = "3"
LEAGUE_CHARTER = "《中国共产主义青年团章程》"
MENTAL_HEALTH = "《教育部办公厅关于加强学生心理健康管理工作的通知》（教思政厅函〔2021〕10号）"
MORAL_OUTLINE = "《中等职业学校德育大纲》（2014年修订）"


@rule(
    "没有承担心理咨询的教师",
    EXPERIENCE,
    form=POST,
    column="duties",
    office="学生工作",
    reads=[ENROLMENT],
    source=MENTAL_HEALTH,
    figures=("counsellors",),
    message="在读学生 {students} 人，承担心理咨询的在职教师 0 人，每校至少 {limit} 人",
    remedy="请在教师工作信息的“承担工作”中补选心理咨询；尚未配备的说明安排",
)
def no_counsellor(data: RuleData) -> Iterator[Hit]:
    """A school has a counsellor."""
    counsellors = _counsellors(data)
    for school, students in data.parts(ENROLMENT, data.count_day, ENROLMENT_PARTS).items():
        limit = data.limit("counsellors", school)
        if limit is not None and not counsellors.get(school):
            yield Hit(school, 0, {"students": students, "limit": limit})


@rule(
    "承担心理咨询的教师少于参考比例",
    HINT,
    form=POST,
    column="duties",
    office="学生工作",
    reads=[ENROLMENT],
    source="项目参考值，国家文件只要求每校至少1名；各地可按当地标准调整",
    figures=("students_per_counsellor",),
    message="在读学生 {students} 人，承担心理咨询的在职教师 {counsellors} 人，每 {limit} 名学生1人的参考数为 {due} 人",
    remedy="请核对教师工作信息的“承担工作”是否漏选心理咨询；当地没有配备比例的标记为已知悉",
)
def few_counsellors(data: RuleData) -> Iterator[Hit]:
    """One more counsellor for each thousand students, as many provinces ask; those without any are told elsewhere."""
    counsellors = _counsellors(data)
    for school, students in data.parts(ENROLMENT, data.count_day, ENROLMENT_PARTS).items():
        limit, there = data.limit("students_per_counsellor", school), counsellors.get(school, 0)
        if limit is None or not there:
            continue
        due = -(-students // int(limit))
        if there < due:
            values = {"students": students, "counsellors": there, "limit": limit, "due": due}
            yield Hit(school, 0, values)


def _counsellors(data: RuleData) -> dict[int, int]:
    """How many teachers at work counsel students, by school."""
    rows = data.there(POST, data.count_day).filter(duties__contains=COUNSELLING)
    counsellors: dict[int, int] = {}
    for school, duties in rows.values_list("school_id", "duties"):
        counsellors[school] = counsellors.get(school, 0) + (COUNSELLING in duties.split(","))
    return counsellors


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
def no_counselling_room(data: RuleData) -> Iterator[Hit]:
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
def moral_head_on_staff(data: RuleData) -> QuerySet:
    """Whoever heads an office works at the school."""
    working = data.there(POST, data.filing_day).filter(teacher=OuterRef("head"))
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
def more_at_moral_activity_than_enrolled(data: RuleData) -> Iterator[Hit]:
    """Those who took part are enrolled."""
    enrolled = data.tally(ENROLMENT, at=data.school_year)
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
def club_leader_enrolled(data: RuleData) -> QuerySet:
    """A club is led by a student who is there."""
    present = data.there(ENROLMENT, data.filing_day).filter(student=OuterRef("leader"))
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
def club_adviser_on_staff(data: RuleData) -> QuerySet:
    """A club is advised by somebody who is there."""
    working = data.there(POST, data.filing_day).filter(teacher=OuterRef("adviser"))
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
def league_members_of_class(data: RuleData) -> Iterator[Hit]:
    """The members of a class branch are among the students of the class."""
    day = data.day_of(LEAGUE, "student_members")
    found = data.tally(ENROLMENT, "school_class", at=day, student__political_status=LEAGUE_MEMBER)
    rows = data.rows(LEAGUE).filter(in_use=True, kind=CLASS_BRANCH, school_class__isnull=False)
    names = ("school_id", "pk", "name", "school_class_id", "student_members")
    for school, pk, name, room, said in rows.values_list(*names):
        there = found.get((school, room), 0)
        if (said or 0) > there:
            yield Hit(school, pk, {"name": name, "said": said, "found": there})


def _old_members(data: RuleData, rows: QuerySet) -> Iterator[Hit]:
    """Members of the League older than its charter has them, unless they hold an office in it."""
    limits = [
        limit for school in data.facts if (limit := data.limit("oldest_league_member", school)) is not None
    ]
    if not limits:
        return
    rows = rows.filter(birth__lt=date(data.day.year - int(min(limits)), 12, 31))
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
def old_league_teacher(data: RuleData) -> Iterator[Hit]:
    """Members leave at twenty-eight unless they hold an office."""
    office = data.rows(LEAGUE).filter(
        Q(secretary_teacher=OuterRef("pk")) | Q(adviser=OuterRef("pk")),
        school=OuterRef("school"),
        in_use=True,
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
def old_league_student(data: RuleData) -> Iterator[Hit]:
    """The same among students who are enrolled."""
    present = data.there(ENROLMENT, data.filing_day).filter(student=OuterRef("pk"))
    rows = data.rows(STUDENT).filter(Exists(present), political_status=LEAGUE_MEMBER, birth__isnull=False)
    return _old_members(data, rows)


@rule(
    "有团员而没有团组织",
    EXPERIENCE,
    form=LEAGUE,
    column="number",
    office="团委",
    reads=[STUDENT, ENROLMENT],
    compares=[LEAGUE, STUDENT, ENROLMENT],
    source=LEAGUE_CHARTER,
    message="在读学生中有共青团员 {members} 人，“团组织机构”没有有效记录",
    remedy="请补录团组织机构，或更新学生的政治面貌",
)
def no_league(data: RuleData) -> Iterator[Hit]:
    """Three members make a branch."""
    there = data.tally(LEAGUE, in_use=True)
    of_classes = data.tally(
        ENROLMENT, "school_class", at=data.filing_day, student__political_status=LEAGUE_MEMBER
    )
    members: dict[int, int] = {}
    for (school, _), number in of_classes.items():
        members[school] = members.get(school, 0) + number
    for school, number in members.items():
        if number >= 3 and not there.get(school):
            yield Hit(school, 0, {"members": number})
