"""Rules over the forms of 综合信息: what one look at one row cannot tell.

Classes: LOGIC where two figures say different things about one fact, EXPERIENCE where a good reason may exist,
HINT where it is worth a look. Figures of regulations are in ``quality/thresholds.csv``.
"""

from collections.abc import Iterator

from zhijiao.quality.declare import EXPERIENCE, LOGIC, Data, Exists, F, Hit, Kind, OuterRef, QuerySet, rule

TEACHER, POST = "general.Teacher", "general.TeacherEmployment"
STUDENT, ENROLMENT, ROOM = "general.Student", "general.StudentEnrolment", "general.SchoolClass"
ENROLLED = "01"
PRESENT = "1"
AT_WORK = ("04", "11", "12")
"""返聘, 在职, 延聘 (teacher_status)."""

EDUCATION_STATISTICS = "教育事业统计报表制度（中等职业教育）"
ROLL_RULES = "《中等职业学校学生学籍管理办法》（教职成〔2010〕7号）"


# Students and classes ---------------------------------------------------------------------------------------------


@rule(
    "班级人数与在读学生数不一致",
    LOGIC,
    form=ROOM,
    column="total",
    office="教务（学籍）",
    reads=[ENROLMENT],
    source=EDUCATION_STATISTICS,
    message="“{name}”填报总人数 {total} 人，“学生学籍信息”中在读学生 {enrolled} 人",
    remedy="请核对班级人数，或补录、更正该班学生的学籍信息",
)
def class_size(data: Data) -> Iterator[Hit]:
    """The size of a class is the number of students enrolled in it."""
    enrolled = data.tally(ENROLMENT, "school_class", status=ENROLLED)
    rows = data.rows(ROOM).filter(status=PRESENT, total__isnull=False)
    for school, room, name, total in rows.values_list("school_id", "pk", "name", "total"):
        found = enrolled.get((school, room), 0)
        if found != total:
            yield Hit(school, room, {"name": name, "total": total, "enrolled": found})


@rule(
    "在读学生编入已毕业或撤销的班级",
    LOGIC,
    form=ENROLMENT,
    column="school_class",
    office="教务（学籍）",
    reads=[ROOM],
    source=ROLL_RULES,
    message="学生当前状态为{status}，所在班级“{school_class__name}”的状态为{school_class__status}",
    remedy="请把学生调整到在校班级，或更正学生当前状态、班级状态",
)
def student_in_closed_class(data: Data) -> QuerySet:
    """Who is enrolled sits in a class that is present."""
    return data.rows(ENROLMENT).filter(status=ENROLLED, school_class__status__in=("2", "3", "4"))


@rule(
    "学生学籍年级与所在班级年级不同",
    EXPERIENCE,
    form=ENROLMENT,
    column="grade",
    office="教务（学籍）",
    reads=[ROOM],
    source=ROLL_RULES,
    message="学籍年级 {grade} 级，所在班级“{school_class__name}”为 {school_class__grade} 级",
    remedy="请核对学生年级与编班；留级、跳级编入其他年级的请说明",
)
def grade_of_class(data: Data) -> QuerySet:
    """Students sit in a class of their own grade, unless they repeat or skip one."""
    rows = data.rows(ENROLMENT).filter(status=ENROLLED, grade__gt=0, school_class__grade__gt=0)
    return rows.exclude(grade=F("school_class__grade"))


@rule(
    "同一证件号码在两所学校在读",
    LOGIC,
    form=ENROLMENT,
    column="student",
    office="教务（学籍）",
    kind=Kind.AREA,
    reads=[STUDENT],
    person="student",
    number="id_number",
    source=ROLL_RULES,
    message="该生身份证件号码同时在 {schools} 所学校登记为在读",
    remedy="请核实学生实际就读学校；不在本校就读的，更正当前状态并办理学籍异动，由主管部门核对",
)
def enrolled_in_two_schools(data: Data) -> QuerySet:
    """One person is enrolled in one school."""
    return data.rows(ENROLMENT).filter(status=ENROLLED)


@rule(
    "学生没有学籍信息",
    EXPERIENCE,
    form=STUDENT,
    column="number",
    office="教务（学籍）",
    reads=[ENROLMENT],
    source=ROLL_RULES,
    message="学号 {number} 有基本信息，没有学籍信息，不计入在校生",
    remedy="请补录学籍信息；不是本校学生的请删除基本信息",
)
def student_without_enrolment(data: Data) -> QuerySet:
    """Who is registered as a student has an enrolment."""
    return data.rows(STUDENT).filter(~Exists(data.rows(ENROLMENT).filter(student=OuterRef("pk"))))


# Teachers ---------------------------------------------------------------------------------------------------------


@rule(
    "同一证件号码在两所学校在职",
    EXPERIENCE,
    form=POST,
    column="teacher",
    office="人事",
    kind=Kind.AREA,
    reads=[TEACHER],
    person="teacher",
    number="id_number",
    source=EDUCATION_STATISTICS,
    message="该教职工身份证件号码同时在 {schools} 所学校登记为在职（兼职教师除外）",
    remedy="请核实人事关系；调离的更正当前状态，在外校兼课的由该校登记为兼职教师",
)
def employed_by_two_schools(data: Data) -> QuerySet:
    """One person is employed by one school; part-time teachers do not count."""
    return data.rows(POST).filter(status__in=AT_WORK, is_part_time=False)


@rule(
    "班主任不在职",
    LOGIC,
    form=ROOM,
    column="head_teacher",
    office="学生工作",
    reads=[POST],
    source="《中等职业学校班主任工作规定》（教职成〔2010〕14号）",
    message="“{name}”的班主任不是在职、返聘或延聘的教职工",
    remedy="请更换班主任，或更正该教师的工作信息",
)
def head_teacher_on_staff(data: Data) -> QuerySet:
    """Whoever leads a present class works at the school."""
    working = data.rows(POST).filter(teacher=OuterRef("head_teacher"), status__in=AT_WORK)
    rows = data.rows(ROOM).filter(status=PRESENT, head_teacher__isnull=False)
    return rows.filter(~Exists(working))


@rule(
    "教师入职时不满18周岁",
    EXPERIENCE,
    form=POST,
    column="started_work",
    office="人事",
    reads=[TEACHER],
    source="《中华人民共和国劳动法》第十五条、《中华人民共和国未成年人保护法》",
    message="{birth} 出生，{started} 参加工作，时年 {age} 岁",
    remedy="请核对出生日期与参加工作年月",
)
def young_at_work(data: Data) -> Iterator[Hit]:
    """Nobody starts to work before 16; between 16 and 18 it is rare enough to ask."""
    rows = data.rows(POST).filter(started_work__isnull=False, teacher__birth__isnull=False)
    for school, pk, started, birth in rows.values_list(
        "school_id", "pk", "started_work", "teacher__birth"
    ).iterator():
        age = int(started[:4]) - birth.year
        if age < 18:
            yield Hit(school, pk, {"birth": birth, "started": started, "age": age})
