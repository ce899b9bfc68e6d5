"""Rules over the forms of 就业创业: admissions against enrolments, graduates against where they went."""

from collections.abc import Iterator
from decimal import Decimal

from zhijiao.quality.declare import (
    EXPERIENCE,
    HINT,
    LOGIC,
    Exists,
    F,
    Hit,
    OuterRef,
    Q,
    QuerySet,
    RuleData,
    rule,
)

RECRUITMENT, EMPLOYMENT = "employment.Recruitment", "employment.Employment"
GUIDANCE, ACTIVITY = "employment.CareerGuidanceOffice", "employment.CareerGuidanceActivity"
STARTUP = "employment.Startup"
STUDENT, ENROLMENT, MAJOR = "general.Student", "general.StudentEnrolment", "general.Major"
ENTERPRISE, POST = "industry.Enterprise", "general.TeacherEmployment"
GRADUATED = "07"
AT_WORK = ("04", "11", "12")
LOOKING, EMPLOYED = "60", "20"
JOB_FAIR = "06"
SCHOOL_PLACED, NOT_RELATED = "1", "3"
OFFICE = "招生就业"
STATISTICS = "教育事业统计报表制度（中等职业教育）"
GRADUATES = "中等职业学校毕业生就业情况年度统计"
GUIDANCE_RULES = "《中等职业学校职业指导工作规定》（教职成〔2018〕4号）"


@rule(
    "招生信息与新生学籍人数不符",
    EXPERIENCE,
    form=RECRUITMENT,
    column="registered",
    office=OFFICE,
    reads=[ENROLMENT, MAJOR],
    source=STATISTICS,
    message="“{title}”注册学籍数合计 {said} 人，“学生学籍信息”中该专业 {cohort} 级有 {found} 人",
    remedy="请核对各季别的注册学籍数与年级；注册后转专业、退学的说明人数",
)
def admissions_against_enrolments(data: RuleData) -> Iterator[Hit]:
    """Who was registered stands in the records of students; shown at the first row of the major."""
    found = data.tally(ENROLMENT, "school_class__major", "grade")
    said: dict[tuple[int, int], list[int]] = {}
    rows = data.of_year(RECRUITMENT).order_by("pk")
    names = ("school_id", "major_id", "pk", "major__short_name", "registered")
    titles: dict[tuple[int, int], str] = {}
    for school, major, pk, title, registered in rows.values_list(*names):
        first = said.setdefault((school, major), [pk, 0])
        first[1] += registered or 0
        titles[school, major] = title
    for (school, major), (pk, total) in said.items():
        there = found.get((school, major, data.year), 0)
        if there != total:
            values = {"title": titles[school, major], "said": total, "cohort": data.year, "found": there}
            yield Hit(school, pk, values)


@rule(
    "录取数超过招生计划",
    EXPERIENCE,
    form=RECRUITMENT,
    column="admitted",
    office=OFFICE,
    reads=[MAJOR],
    source=STATISTICS,
    figures=("over_plan",),
    message="“{title}”录取 {offered} 人，招生计划 {due} 人，超过 {limit}%",
    remedy="请核对计划数（含追加），或在备注中写明计划调整的文号",
)
def admitted_over_plan(data: RuleData) -> Iterator[Hit]:
    """Somewhat more letters than places are usual, many more are not."""
    rows = data.of_year(RECRUITMENT).filter(planned__gt=0)
    names = ("school_id", "pk", "major__short_name", "admitted", "planned")
    for school, pk, title, offered, due in rows.filter(admitted__isnull=False).values_list(*names):
        limit = data.limit("over_plan", school)
        if limit is not None and Decimal(100 * (offered - due)) / due > limit:
            yield Hit(school, pk, {"title": title, "offered": offered, "due": due, "limit": limit})


@rule(
    "登记去向的学生不是本学年毕业",
    LOGIC,
    form=EMPLOYMENT,
    column="student",
    office=OFFICE,
    reads=[ENROLMENT, STUDENT],
    source=GRADUATES,
    message="学号 {student__number} 登记了毕业去向，学籍信息中没有毕业，本学年也不到毕业年月",
    remedy="请更新学籍信息的当前状态和预计毕业年月，或删除误登的去向",
)
def destination_of_no_graduate(data: RuleData) -> QuerySet:
    """Only graduates have gone somewhere, and those who are to graduate before the school year is out."""
    leaving = Q(status=GRADUATED) | Q(expected__lte=f"{data.year + 1}-08")
    graduated = data.rows(ENROLMENT).filter(leaving, student=OuterRef("student"))
    return data.of_year(EMPLOYMENT).filter(~Exists(graduated))


@rule(
    "毕业生没有登记去向",
    EXPERIENCE,
    form=EMPLOYMENT,
    column="student",
    office=OFFICE,
    reads=[ENROLMENT],
    source=GRADUATES,
    message="{first} 至 {last} 毕业的学生 {graduates} 人，登记去向的 {told} 人",
    remedy="请补录其余毕业生的去向，未就业、失联的也要登记",
)
def graduates_without_destination(data: RuleData) -> Iterator[Hit]:
    """All who graduated in the school year have a row."""
    first, last = f"{data.year}-09", f"{data.year + 1}-08"
    told = data.tally(EMPLOYMENT, year=data.year)
    graduates = data.tally(ENROLMENT, status=GRADUATED, left__gte=first, left__lte=last)
    for school, number in graduates.items():
        there = told.get(school, 0)
        if there < number:
            yield Hit(school, 0, {"first": first, "last": last, "graduates": number, "told": there})


@rule(
    "待就业毕业生比例偏高",
    HINT,
    form=EMPLOYMENT,
    column="destination",
    office=OFFICE,
    source=GRADUATES,
    figures=("looking_share",),
    message="登记去向的毕业生 {told} 人，待就业 {looking} 人，超过 {limit}%",
    remedy="请核实待就业毕业生的现状，更新去向或安排职业指导",
)
def many_looking(data: RuleData) -> Iterator[Hit]:
    """Nearly everybody finds something."""
    looking = data.tally(EMPLOYMENT, year=data.year, destination=LOOKING)
    told = data.tally(EMPLOYMENT, year=data.year)
    for school, number in looking.items():
        limit = data.limit("looking_share", school)
        if limit is not None and Decimal(100 * number) / told[school] > limit:
            yield Hit(school, 0, {"told": told[school], "looking": number, "limit": limit})


@rule(
    "就业单位与对应合作单位名称不同",
    EXPERIENCE,
    form=EMPLOYMENT,
    column="company",
    office=OFFICE,
    reads=[ENTERPRISE, STUDENT],
    source="项目扩展",
    message="学号 {student__number} 的就业单位“{employer}”，对应合作单位“{company__name}”",
    remedy="请改选合作单位或更正就业单位全称；在其分支机构就业的说明情况",
)
def employer_is_another_company(data: RuleData) -> QuerySet:
    """One company, one name."""
    rows = data.of_year(EMPLOYMENT).filter(company__isnull=False, employer__isnull=False)
    return rows.exclude(employer=F("company__name"))


@rule(
    "学校推荐的岗位与专业不对口",
    HINT,
    form=EMPLOYMENT,
    column="match",
    office=OFFICE,
    reads=[STUDENT],
    source=GRADUATES,
    message="学号 {student__number} 由学校推荐就业，岗位“{job}”与专业不对口",
    remedy="请核对是否对口；确不对口的了解原因，供专业设置参考",
)
def placed_out_of_trade(data: RuleData) -> QuerySet:
    """What a school finds for its graduates fits what they learnt."""
    rows = data.of_year(EMPLOYMENT).filter(destination=EMPLOYED)
    return rows.filter(channel=SCHOOL_PLACED, match=NOT_RELATED)


@rule(
    "招聘会没有参加企业",
    LOGIC,
    form=ACTIVITY,
    column="companies",
    office=OFFICE,
    source=GUIDANCE_RULES,
    message="“{name}”为校园招聘会，参加企业数为 {companies}",
    remedy="请补填参加企业数，或更正活动类别",
)
def fair_without_companies(data: RuleData) -> QuerySet:
    """A fair has companies."""
    return data.of_year(ACTIVITY).filter(kind=JOB_FAIR, companies=0)


@rule(
    "没有专职职业指导教师",
    HINT,
    form=GUIDANCE,
    column="full_time",
    office=OFFICE,
    source=GUIDANCE_RULES,
    message="“{name}”专职职业指导教师 {full_time} 人，兼职 {part_time} 人",
    remedy="请配备专职教师，或核对人数",
)
def no_full_time_adviser(data: RuleData) -> QuerySet:
    """Somebody does nothing else."""
    return data.rows(GUIDANCE).filter(in_use=True, full_time=0)


@rule(
    "职业指导机构负责人不在职",
    EXPERIENCE,
    form=GUIDANCE,
    column="head",
    office=OFFICE,
    reads=[POST],
    source=GUIDANCE_RULES,
    message="“{name}”的负责人不是在职、返聘或延聘的教职工",
    remedy="请更换负责人，或更正该教师的工作信息",
)
def guidance_head_on_staff(data: RuleData) -> QuerySet:
    """Whoever heads an office works at the school."""
    working = data.rows(POST).filter(teacher=OuterRef("head"), status__in=AT_WORK)
    return data.rows(GUIDANCE).filter(~Exists(working), in_use=True, head__isnull=False)


@rule(
    "创业者毕业已满五年",
    HINT,
    form=STARTUP,
    column="kind",
    office=OFFICE,
    reads=[ENROLMENT],
    source="项目扩展",
    message="“{title}”的创业学生 {left} 离校，到本学年末已满五年",
    remedy="毕业超过五年的不再填报：请核对离校年月，或把创业状态更新后不再跟踪",
)
def founder_long_gone(data: RuleData) -> Iterator[Hit]:
    """Graduates are followed for five years."""
    gone = f"{data.day.year - 5}-{data.day.month:02d}"
    rows = data.rows(STARTUP).filter(student__enrolment__left__lt=gone)
    names = ("school_id", "pk", "name", "student__enrolment__left")
    for school, pk, title, left in rows.values_list(*names):
        yield Hit(school, pk, {"title": title, "left": left})
