"""Rules over teachers: who they are, where they work, what they are qualified for."""

from collections.abc import Iterator

from zhijiao.modules.general.rules.names import (
    ENROLMENT,
    FULL_TIME,
    MAJOR,
    POST,
    ROOM,
    STANDARDS,
    STATISTICS,
    STUDENT,
    TEACHER,
    full_time_students,
    people_at_work,
)
from zhijiao.quality.declare import (
    EXPERIENCE,
    HINT,
    Exists,
    Hit,
    OuterRef,
    Q,
    QuerySet,
    RuleData,
    RuleKind,
    rule,
)

TITLE, QUALIFICATION = "general.TeacherTitle", "general.TeacherQualification"
RECOGNITION = "general.TeacherRecognition"
MAJOR_POSTS = ("2", "3")
DOUBLE_QUALIFIED = "1"
TEACHING_CERTIFICATE = "1"
LEAST_AGE, LEGAL_AGE = 16, 18
MANY_CLASSES = 3
HEAD_TEACHERS = "《关于加强中等职业学校班主任工作的意见》（教职成〔2010〕14号）"


@rule(
    "教师没有工作信息",
    EXPERIENCE,
    form=TEACHER,
    column="number",
    office="人事",
    reads=[POST],
    source=STATISTICS,
    together=True,
    message="{rows} 名教师有基本信息，没有工作信息，不计入教职工数",
    remedy="请补录教师工作信息；不是本校教职工的请删除基本信息",
)
def teacher_without_post(data: RuleData) -> QuerySet:
    """Who is registered as a teacher has a post."""
    return data.rows(TEACHER).filter(~Exists(data.rows(POST).filter(teacher=OuterRef("pk"))))


@rule(
    "同一证件号码在两所学校在职",
    EXPERIENCE,
    form=POST,
    column="teacher",
    office="人事",
    kind=RuleKind.AREA,
    reads=[TEACHER],
    person="teacher",
    number="id_number",
    source=STATISTICS,
    message="该教职工身份证件号码同时在 {schools} 所学校登记为在职（兼职教师除外）",
    remedy="请核实人事关系；调离的更正当前状态，在外校兼课的由该校登记为兼职教师",
)
def employed_by_two_schools(data: RuleData) -> QuerySet:
    """One person is employed by one school; part-time teachers do not count."""
    return data.there(POST, data.filing_day).filter(is_part_time=False)


@rule(
    "同一证件号码既是教职工又是学生",
    EXPERIENCE,
    form=TEACHER,
    column="id_number",
    office="人事",
    reads=[STUDENT],
    compares=(),
    source=STATISTICS,
    message="工号 {number} 的身份证件号码与本校一名学生相同",
    remedy="请核对双方的身份证件号码；教职工在本校进修的请说明",
)
def teacher_and_student(data: RuleData) -> QuerySet:
    """Nobody teaches and learns at one school at a time; compared by blind index."""
    same = data.rows(STUDENT).filter(
        school=OuterRef("school"), id_number_blind=OuterRef("id_number_blind"), id_number_blind__isnull=False
    )
    return data.rows(TEACHER).filter(Exists(same))


@rule(
    "参加工作时不满16周岁",
    EXPERIENCE,
    form=POST,
    column="started_work",
    office="人事",
    reads=[TEACHER],
    source="《中华人民共和国劳动法》第十五条、第五十八条",
    message="{birth} 出生，{started} 参加工作，时年 {age} 岁",
    remedy="请核对出生日期与参加工作年月；确系文艺、体育单位招用等特殊情形的请说明",
)
def young_at_work(data: RuleData) -> Iterator[Hit]:
    """Nobody may be employed below sixteen."""
    return _began_work_at(data, range(LEAST_AGE))


@rule(
    "参加工作时为16或17周岁",
    HINT,
    form=POST,
    column="started_work",
    office="人事",
    reads=[TEACHER],
    source="《中华人民共和国劳动法》第十五条、第五十八条",
    message="{birth} 出生，{started} 参加工作，时年 {age} 岁",
    remedy="中专、技校毕业后参加工作的属正常；其他情形请核对出生日期与参加工作年月",
)
def minor_at_work(data: RuleData) -> Iterator[Hit]:
    """Graduates of secondary schools often began to work at seventeen."""
    return _began_work_at(data, range(LEAST_AGE, LEGAL_AGE))


def _began_work_at(data: RuleData, ages: range) -> Iterator[Hit]:
    """Posts of those who began to work at one of the ages."""
    rows = data.rows(POST).filter(started_work__isnull=False, teacher__birth__isnull=False)
    fetched = rows.values_list("school_id", "pk", "started_work", "teacher__birth")
    for school, pk, started, birth in fetched.iterator(chunk_size=2000):
        age = int(started[:4]) - birth.year - (int(started[5:7]) < birth.month)
        if age in ages or age < ages.start == 0:
            yield Hit(school, pk, {"birth": birth, "started": started, "age": age})


@rule(
    "在职教职工年龄偏大",
    EXPERIENCE,
    form=POST,
    column="status",
    office="人事",
    reads=[TEACHER],
    source=STATISTICS,
    figures=("retirement_age",),
    message="{birth} 出生，学年末 {age} 周岁，当前状态为{status}",
    remedy="请核对出生日期与当前状态；已离校的更正状态，确需延聘、返聘的请说明",
)
def past_retirement(data: RuleData) -> Iterator[Hit]:
    """Who is at work at sixty-six, as 在职 or engaged again, has a wrong birth date or a wrong state."""
    rows = data.there(POST, data.filing_day).filter(teacher__birth__isnull=False)
    for school, pk, status, birth in rows.values_list("school_id", "pk", "status", "teacher__birth"):
        limit, age = data.limit("retirement_age", school), data.year + 1 - birth.year
        if limit is not None and age > limit:
            yield Hit(school, pk, {"birth": birth, "age": age, "status": status})


@rule(
    "专任教师没有教师资格证书",
    HINT,
    form=POST,
    column="category",
    office="人事",
    reads=[QUALIFICATION],
    source="《中华人民共和国教师法》第十条",
    together=True,
    message="{rows} 名专任教师在“专业能力与资格证书”中没有教师资格证书",
    remedy="请补录教师资格证书；尚未取得的应限期取得",
)
def unqualified_teacher(data: RuleData) -> QuerySet:
    """Full-time teachers hold a teaching certificate."""
    held = data.rows(QUALIFICATION).filter(teacher=OuterRef("teacher"), kind=TEACHING_CERTIFICATE)
    working = data.there(POST, data.filing_day)
    return working.filter(~Exists(held), category=FULL_TIME, is_part_time=False)


@rule(
    "双师型教师没有认定记录",
    EXPERIENCE,
    form=POST,
    column="is_double_qualified",
    office="人事",
    reads=[RECOGNITION],
    source="《职业教育“双师型”教师基本标准（试行）》（教师厅〔2022〕2号）",
    together=True,
    message="{rows} 名教师的“是否双师型教师”为是，“教师认定”中没有有效的双师型教师认定",
    remedy="请补录教师认定，或更正“是否双师型教师”",
)
def double_qualified_without_recognition(data: RuleData) -> QuerySet:
    """A 双师型 teacher was recognised as one."""
    held = data.rows(RECOGNITION).filter(teacher=OuterRef("teacher"), kind=DOUBLE_QUALIFIED, current=True)
    return data.there(POST, data.filing_day).filter(~Exists(held), is_double_qualified=True)


@rule(
    "双师型教师占比低于标准",
    HINT,
    form=POST,
    column="is_double_qualified",
    office="人事",
    kind=RuleKind.FORMS,
    source=STANDARDS,
    figures=("double_qualified_share",),
    message="专业课和实践指导教师 {teachers} 人，其中双师型 {double} 人，占 {share}%，标准为不低于 {limit}%",
    remedy="请核对任教岗位类别与双师型认定；属实的列入师资建设计划",
)
def few_double_qualified(data: RuleData) -> Iterator[Hit]:
    """A third of those who teach a trade know it from practice."""
    teachers = people_at_work(data, data.count_day, post=MAJOR_POSTS)
    double = people_at_work(data, data.count_day, post=MAJOR_POSTS, is_double_qualified=True)
    for school, number in teachers.items():
        limit, share = (
            data.limit("double_qualified_share", school),
            round(100 * double.get(school, 0) / number),
        )
        if limit is not None and share < limit:
            values = {"teachers": number, "double": double.get(school, 0), "share": share, "limit": limit}
            yield Hit(school, 0, values)


@rule(
    "高级职称专任教师占比低于标准",
    HINT,
    form=TITLE,
    column="appointed_title",
    office="人事",
    reads=[POST],
    source=STANDARDS,
    figures=("senior_title_share",),
    message="专任教师 {teachers} 人，其中现聘高级职务 {senior} 人，占 {share}%，标准为不低于 {limit}%",
    remedy="请核对专业技术职务是否填全；属实的列入师资建设计划",
)
def few_senior_titles(data: RuleData) -> Iterator[Hit]:
    """A fifth of the full-time teachers hold a senior title; the last digit of its code is the rank."""
    teachers = people_at_work(data, data.count_day, category=FULL_TIME)
    employed = data.there(POST, data.count_day).filter(teacher=OuterRef("teacher"), category=FULL_TIME)
    rows = data.rows(TITLE).filter(
        Q(appointed_title__endswith="1") | Q(appointed_title__endswith="2"),
        Exists(employed),
        is_appointed=True,
    )
    senior: dict[int, set[int]] = {}
    for school, teacher in rows.values_list("school_id", "teacher_id"):
        senior.setdefault(school, set()).add(teacher)
    for school, number in teachers.items():
        held, limit = len(senior.get(school, ())), data.limit("senior_title_share", school)
        share = round(100 * held / number)
        if limit is not None and share < limit:
            yield Hit(school, 0, {"teachers": number, "senior": held, "share": share, "limit": limit})


@rule(
    "生师比超过标准",
    EXPERIENCE,
    form=POST,
    column="category",
    office="人事",
    reads=[ENROLMENT],
    source=STANDARDS,
    figures=("students_per_teacher",),
    message="在读学生 {students} 人，专任教师 {teachers} 人，每名教师对应 {ratio} 名学生，标准为不超过 {limit} 名",
    remedy="请核对教职工类别与学生当前状态；属实的说明补充师资的安排",
)
def too_few_teachers(data: RuleData) -> Iterator[Hit]:
    """No more than twenty students for a full-time teacher."""
    teachers = people_at_work(data, data.count_day, category=FULL_TIME)
    students = full_time_students(data)
    for school, number in teachers.items():
        limit, ratio = data.limit("students_per_teacher", school), round(students.get(school, 0) / number, 1)
        if limit is not None and ratio > limit:
            values = {"students": students[school], "teachers": number, "ratio": ratio, "limit": limit}
            yield Hit(school, 0, values)


@rule(
    "班主任不在职",
    EXPERIENCE,
    form=ROOM,
    column="head_teacher",
    office="学生工作",
    reads=[POST],
    source=HEAD_TEACHERS,
    message="“{name}”的班主任不是在职、返聘或延聘的教职工",
    remedy="请更换班主任，或更正该教师的工作信息；长病假、外派期间仍挂名的请说明",
)
def head_teacher_on_staff(data: RuleData) -> QuerySet:
    """Whoever leads a present class works at the school."""
    working = data.there(POST, data.filing_day).filter(teacher=OuterRef("head_teacher"))
    rows = data.there(ROOM, data.filing_day).filter(head_teacher__isnull=False)
    return rows.filter(~Exists(working))


@rule(
    "一名教师担任多个班的班主任",
    EXPERIENCE,
    form=ROOM,
    column="head_teacher",
    office="学生工作",
    source=HEAD_TEACHERS,
    message="“{name}”的班主任同时担任 {classes} 个在校班级的班主任",
    remedy="请核对班主任；确因师资不足兼任的请说明",
)
def head_of_many_classes(data: RuleData) -> Iterator[Hit]:
    """One teacher leads one class, sometimes two."""
    led = data.tally(ROOM, "head_teacher", at=data.filing_day)
    rows = data.there(ROOM, data.filing_day).filter(head_teacher__isnull=False)
    for school, pk, name, teacher in rows.values_list("school_id", "pk", "name", "head_teacher_id"):
        if (number := led[school, teacher]) >= MANY_CLASSES:
            yield Hit(school, pk, {"name": name, "classes": number})


@rule(
    "专业负责人不在职",
    HINT,
    form=MAJOR,
    column="head",
    office="教务（专业）",
    reads=[POST],
    source=STATISTICS,
    message="“{short_name}”的专业负责人不是在职、返聘或延聘的教职工",
    remedy="请更换专业负责人，或更正该教师的工作信息",
)
def head_of_major_on_staff(data: RuleData) -> QuerySet:
    """Whoever heads a major works at the school."""
    working = data.there(POST, data.filing_day).filter(teacher=OuterRef("head"))
    return data.rows(MAJOR).filter(~Exists(working), status="1", head__isnull=False)
