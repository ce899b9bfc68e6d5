"""Who may be sent, and what has to be signed before: class, age, agreement, consent, insurance."""

from collections.abc import Iterator
from datetime import date

from zhijiao.quality.declare import EXPERIENCE, LOGIC, Exists, F, Hit, OuterRef, QuerySet, RuleData, rule

PROJECT, PLACEMENT = "internship.InternshipProject", "internship.InternshipPlacement"
STUDENT, ENROLMENT = "general.Student", "general.StudentEnrolment"
SCHOOL_CLASS, COURSE, SCHEDULE = "general.SchoolClass", "teaching.Course", "teaching.TeachingSchedule"
ON_THE_JOB = "2"
IN_SCHOOL = "1"
THEORY = "A"
ENROLLED = "01"
OTHER_PAYER = "9"
NO_RISK, MINORS, WOMEN = "0", "7", "8"
WOMAN, OF_AGE = "2", 18
OFFICE = "教务（实习实训）"
REGULATION = "《职业学校学生实习管理规定》（教职成〔2021〕4号）"
INSURANCE = "教育部、财政部关于在中等职业学校推行学生实习责任保险的通知"


def _age(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


@rule(
    "一年级学生安排岗位实习",
    LOGIC,
    form=PROJECT,
    column="kind",
    office=OFFICE,
    reads=[SCHOOL_CLASS],
    source=f"{REGULATION}第十六条第一项",
    message="“{name}”为岗位实习，班级“{school_class__name}”为 {school_class__grade} 级，本学年是一年级",
    remedy="一年级学生不得安排岗位实习：请改期，或核对班级年级与实习类型（参观体验选“认识实习”）",
)
def first_year_on_the_job(data: RuleData) -> QuerySet:
    """Students of the first year do not work."""
    return data.of_year(PROJECT).filter(kind=ON_THE_JOB, school_class__grade=F("year"))


@rule(
    "实习学生未满规定年龄",
    LOGIC,
    form=PLACEMENT,
    column="starts",
    office=OFFICE,
    reads=[PROJECT, STUDENT],
    source=f"{REGULATION}第十六条第二项",
    figures=("youngest_intern",),
    message="学号 {number} 到岗时 {age} 周岁，未满 {limit} 周岁",
    remedy="未满16周岁的学生不得安排岗位实习：请推迟到岗，或核对出生日期与实习开始日期",
)
def too_young_to_work(data: RuleData) -> Iterator[Hit]:
    """Nobody under sixteen is sent to a post."""
    rows = data.of_year(PLACEMENT).filter(project__kind=ON_THE_JOB, starts__isnull=False)
    names = ("school_id", "pk", "student__number", "student__birth", "starts")
    for school, pk, number, birth, starts in rows.filter(student__birth__isnull=False).values_list(*names):
        limit, age = data.limit("youngest_intern", school), _age(birth, starts)
        if limit is not None and age < limit:
            yield Hit(school, pk, {"number": number, "age": age, "limit": limit})


@rule(
    "安排学生从事禁止的岗位",
    LOGIC,
    form=PLACEMENT,
    column="risk",
    office=OFFICE,
    reads=[STUDENT],
    source=f"{REGULATION}第十六条第三至五项、第七项",
    message="学号 {number} 的岗位“{post}”属于“{risk}”",
    remedy="请立即调整岗位；分类有误的更正岗位危险类别",
)
def forbidden_post(data: RuleData) -> Iterator[Hit]:
    """Dangerous work for nobody; what is closed to minors not for them, what is closed to women not for women."""
    rows = data.of_year(PLACEMENT).filter(risk__isnull=False).exclude(risk=NO_RISK)
    names = ("school_id", "pk", "post", "risk", "starts", "student__number", "student__birth", "student__sex")
    for school, pk, post, risk, starts, number, birth, sex in rows.values_list(*names):
        grown = birth is not None and starts is not None and _age(birth, starts) >= OF_AGE
        if risk == MINORS and grown or risk == WOMEN and sex != WOMAN:
            continue
        yield Hit(school, pk, {"number": number, "post": post, "risk": risk})


@rule(
    "岗位实习没有三方协议",
    LOGIC,
    form=PLACEMENT,
    column="agreement",
    office=OFFICE,
    reads=[PROJECT, STUDENT],
    source=f"{REGULATION}（学校、实习单位、学生三方签订协议，未签不得安排）",
    message="学号 {student__number} 在“{project__name}”中没有签订三方协议",
    remedy="请补签学校、实习单位、学生三方协议；已签的更正“是否签订三方协议”并填协议编号",
)
def no_agreement(data: RuleData) -> QuerySet:
    """School, company and student sign before the internship begins."""
    return data.of_year(PLACEMENT).filter(project__kind=ON_THE_JOB, agreement=False)


@rule(
    "岗位实习没有知情同意书",
    LOGIC,
    form=PLACEMENT,
    column="consent",
    office=OFFICE,
    reads=[PROJECT, STUDENT],
    source=f"{REGULATION}（学生和监护人签字的知情同意书）",
    message="学号 {student__number} 在“{project__name}”中没有学生及监护人的知情同意书",
    remedy="请取得学生本人及监护人（家长）签字的知情同意书；已归档的更正本项",
)
def no_consent(data: RuleData) -> QuerySet:
    """Student and guardian agree in writing, whatever the student's age."""
    return data.of_year(PLACEMENT).filter(project__kind=ON_THE_JOB, consent=False)


@rule(
    "实习学生没有实习责任保险",
    LOGIC,
    form=PLACEMENT,
    column="insured",
    office=OFFICE,
    reads=[PROJECT, STUDENT],
    source=INSURANCE,
    message="学号 {student__number} 在“{project__name}”中没有投保实习责任保险",
    remedy="请立即投保并填写保险单号；已投保的更正“是否投保实习责任保险”",
)
def not_insured(data: RuleData) -> QuerySet:
    """Every intern is insured, on a visit too."""
    return data.of_year(PLACEMENT).filter(insured=False)


@rule(
    "实习保险费支付者不明确",
    EXPERIENCE,
    form=PLACEMENT,
    column="payer",
    office=OFFICE,
    reads=[STUDENT],
    source=INSURANCE,
    message="学号 {student__number} 的保险费支付者为“{payer}”，不是学校、实习单位或政府",
    remedy="保险费不得向学生收取或从报酬中抵扣：请核对发票并更正，或说明由谁支付",
)
def unclear_payer(data: RuleData) -> QuerySet:
    """The student does not pay for the insurance."""
    return data.of_year(PLACEMENT).filter(insured=True, payer=OTHER_PAYER)


@rule(
    "实习学生不在项目的班级",
    EXPERIENCE,
    form=PLACEMENT,
    column="student",
    office=OFFICE,
    reads=[PROJECT, ENROLMENT, STUDENT],
    source="填报指南 第三部分 实习实训",
    message="学号 {number} 的班级是“{own}”，实习项目的班级是“{planned}”",
    remedy="请改选该生所在班级的实习项目，或核对学籍信息；实习后转班的说明情况",
)
def intern_of_another_class(data: RuleData) -> QuerySet:
    """A project is one class's."""
    rows = data.of_year(PLACEMENT).annotate(
        number=F("student__number"),
        own=F("student__enrolment__school_class__name"),
        planned=F("project__school_class__name"),
        own_class=F("student__enrolment__school_class"),
    )
    return rows.filter(own_class__isnull=False).exclude(own_class=F("project__school_class"))


@rule(
    "实习起止超出项目起止",
    EXPERIENCE,
    form=PLACEMENT,
    column="starts",
    office=OFFICE,
    reads=[PROJECT, STUDENT],
    source="填报指南 第三部分 实习实训",
    message="学号 {number} 的实习 {starts} 至 {ends}，项目计划为 {planned_start} 至 {planned_end}",
    remedy="请核对协议日期，或按审批结果调整实习项目的起止日期",
)
def outside_project_dates(data: RuleData) -> Iterator[Hit]:
    """A student is there while the project lasts."""
    rows = data.of_year(PLACEMENT).filter(starts__isnull=False, ends__isnull=False)
    names = ("school_id", "pk", "student__number", "starts", "ends", "project__starts", "project__ends")
    for school, pk, number, starts, ends, first, last in rows.values_list(*names):
        if first and last and not first <= starts <= ends <= last:
            dates = {"starts": starts, "ends": ends, "planned_start": first, "planned_end": last}
            yield Hit(school, pk, {"number": number, **dates})


@rule(
    "实习项目的课程没有实践",
    LOGIC,
    form=PROJECT,
    column="course",
    office=OFFICE,
    reads=[COURSE],
    source="填报指南 第三部分 实习实训（B类、C类课程的实践项目）",
    message="“{name}”的课程“{course__name}”是A类课程，没有实践项目",
    remedy="请改选B类或C类课程，或更正课程信息的类别和实践项目",
)
def internship_of_a_theory_course(data: RuleData) -> QuerySet:
    """Practice belongs to courses that have some."""
    return data.of_year(PROJECT).filter(course__abc=THEORY)


@rule(
    "班级教学进程中没有实习课程",
    EXPERIENCE,
    form=PROJECT,
    column="course",
    office=OFFICE,
    reads=[COURSE, SCHEDULE, SCHOOL_CLASS],
    source="填报指南 第三部分 实习实训（教学进程总体安排—设置课程）",
    message="“{name}”的课程“{course__name}”不在班级“{school_class__name}”本学年的教学进程中",
    remedy="请在教学进程总体安排中为该班添加课程，或改选课程",
)
def internship_outside_the_schedule(data: RuleData) -> QuerySet:
    """What a class does stands in its schedule, if it has one for the year."""
    schedule = data.of_year(SCHEDULE).filter(school_class=OuterRef("school_class"))
    planned = schedule.filter(course=OuterRef("course"))
    return data.of_year(PROJECT).filter(Exists(schedule), ~Exists(planned), course__isnull=False)


@rule(
    "实习项目的班级不在校",
    EXPERIENCE,
    form=PROJECT,
    column="school_class",
    office=OFFICE,
    reads=[SCHOOL_CLASS],
    source="填报指南 第三部分 实习实训（班级状态为在校，建班年月格式需正确）",
    message="“{name}”的班级“{school_class__name}”状态为“{school_class__status}”，建班年月 {school_class__formed}",
    remedy="请核对班级信息的班级状态和建班年月；实习后已毕业的班级说明情况",
)
def project_of_a_class_that_is_gone(data: RuleData) -> QuerySet:
    """The guide wants the class in school, with the month it was formed."""
    rows = data.of_year(PROJECT)
    sound = rows.filter(school_class__status=IN_SCHOOL, school_class__formed__isnull=False)
    return rows.exclude(pk__in=sound.values("pk"))
