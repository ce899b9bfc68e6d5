"""Rules over 课程建设: courses, their standards and their books agree."""

from zhijiao.quality.declare import EXPERIENCE, HINT, LOGIC, Exists, F, OuterRef, Q, QuerySet, RuleData, rule

COURSE, STANDARD, BOOK = "teaching.Course", "teaching.CourseStandard", "teaching.Textbook"
NATIONAL_BOOK = "1"
PRACTICE_ALONE = "C"
MAKING_PLANS = "教职成〔2019〕13号"
BOOKS = "《职业院校教材管理办法》（教材〔2019〕3号）"


@rule(
    "课程标准的学时学分与课程不一致",
    LOGIC,
    form=STANDARD,
    column="hours",
    office="教务",
    reads=[COURSE],
    source="JY/T 1005-2012 ZZJX0102",
    message="“{name}”{hours} 学时 {credits} 学分，“课程信息”为 {course__hours} 学时 {course__credits} 学分",
    remedy="请以审定的人才培养方案为准，更正课程标准或课程信息",
)
def standard_agrees_with_course(data: RuleData) -> QuerySet:
    """Standard and course say the same of hours and credits."""
    differs = ~Q(hours=F("course__hours")) | ~Q(credits=F("course__credits"))
    known = Q(course__hours__isnull=False, course__credits__isnull=False)
    return data.rows(STANDARD).filter(known, differs, active=True)


@rule(
    "专业核心课程没有课程标准",
    EXPERIENCE,
    form=COURSE,
    column="core",
    office="教务",
    reads=[STANDARD],
    source=MAKING_PLANS,
    message="专业核心课程“{name}”没有现行有效的课程标准",
    remedy="请补录课程标准；正在制订的请说明",
)
def core_course_without_standard(data: RuleData) -> QuerySet:
    """What a major rests on is taught by a standard."""
    standards = data.rows(STANDARD).filter(course=OuterRef("pk"), active=True)
    return data.rows(COURSE).filter(~Exists(standards), core=True, in_use=True)


@rule(
    "课程没有选用教材",
    HINT,
    form=COURSE,
    column="textbook",
    office="教务",
    source=BOOKS,
    message="“{name}”在用，没有填写使用教材",
    remedy="请先在“教材信息”中录入教材再选用；使用活页讲义的也应登记",
)
def course_without_book(data: RuleData) -> QuerySet:
    """Courses with theory have a book."""
    return data.rows(COURSE).filter(in_use=True, textbook=None).exclude(abc=PRACTICE_ALONE)


@rule(
    "思想政治课程没有使用国家统编教材",
    EXPERIENCE,
    form=COURSE,
    column="textbook",
    office="教务",
    reads=[BOOK],
    source=BOOKS,
    message="思想政治课程“{name}”使用的“{textbook__name}”不是国家统编教材",
    remedy="请改用国家统编教材；教材类别登记有误的，更正“教材信息”；选修课请说明",
)
def ideology_by_the_national_book(data: RuleData) -> QuerySet:
    """Courses of ideology use the national book."""
    rows = data.rows(COURSE).filter(ideology=True, in_use=True, textbook__isnull=False)
    return rows.exclude(textbook__kind=NATIONAL_BOOK)


@rule(
    "在用课程选用了停用教材",
    LOGIC,
    form=COURSE,
    column="textbook",
    office="教务",
    reads=[BOOK],
    source=BOOKS,
    message="“{name}”在用，选用的“{textbook__name}”已停止使用",
    remedy="请改选在用的教材，或把教材的是否在用改为“是”",
)
def course_by_a_retired_book(data: RuleData) -> QuerySet:
    """A course that runs uses a book that is in use."""
    return data.rows(COURSE).filter(in_use=True, textbook__in_use=False)
