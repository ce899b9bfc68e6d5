"""Rules over students, their enrolment, their classes, certificates and aid."""

from collections.abc import Iterator
from datetime import date

from zhijiao.modules.general.rules.names import (
    ENROLMENT,
    MAJOR,
    PART_TIME,
    ROLLS,
    ROOM,
    STATISTICS,
    STUDENT,
    class_sizes,
    enrolled_students,
    of_agriculture,
)
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
    RuleKind,
    rule,
    year_of_day,
    year_of_month,
)

AID, ATTRIBUTES = "general.StudentAid", "general.StudentAttributes"
CERTIFICATE = "general.StudentCertificate"
NATIONAL_GRANT = "2"
NOT_IN_NEED = "3"
IN_NEED = ("1", "21", "22")
BOARDER = "2"
FEW = 500
"""Up to so many students are named in a query one by one."""

ADULTS = ("311", "411", "611", "711")
"""城镇下岗职工, 进城务工人员, 退役士兵, 农民 (enrollment_target)."""
CLOSED = ("2", "3", "4")
"""毕业, 撤销, 合并 (class_status)."""
RECRUITING = "1"
AID_RULES = "《学生资助资金管理办法》（财教〔2021〕310号）"


@rule(
    "班级人数与在读学生数不一致",
    LOGIC,
    form=ROOM,
    column="total",
    office="教务（学籍）",
    reads=[ENROLMENT],
    source=STATISTICS,
    message="“{name}”填报总人数 {total} 人，与“学生学籍信息”中的在读学生 {enrolled} 人不一致",
    remedy="请核对班级人数，或补录、更正该班学生的学籍信息",
)
def class_size(data: RuleData) -> Iterator[Hit]:
    """The size of a class is the number of students enrolled in it."""
    day = data.day_of(ROOM, "total")
    enrolled = class_sizes(data, day)
    rows = data.there(ROOM, day).filter(total__isnull=False)
    for school, room, name, total in rows.values_list("school_id", "pk", "name", "total"):
        found = enrolled.get((school, room), 0)
        if found != total:
            yield Hit(school, room, {"name": name, "total": total, "enrolled": found})


@rule(
    "班级男生人数与在读男生数不一致",
    LOGIC,
    form=ROOM,
    column="boys",
    office="教务（学籍）",
    reads=[ENROLMENT, STUDENT],
    source=STATISTICS,
    message="“{name}”填报男生 {boys} 人，在读学生中男生 {enrolled} 人",
    remedy="请核对班级男女生人数，或更正学生的性别、所在班级",
)
def boys_of_class(data: RuleData) -> Iterator[Hit]:
    """Where the size of a class agrees, its boys do; where it does not, that is told already."""
    day = data.day_of(ROOM, "boys")
    everybody = class_sizes(data, day)
    boys = class_sizes(data, day, student__sex="1")
    rows = data.there(ROOM, day).filter(boys__isnull=False)
    for school, room, name, total, said in rows.values_list("school_id", "pk", "name", "total", "boys"):
        found = boys.get((school, room), 0)
        if everybody.get((school, room), 0) == total and found != said:
            yield Hit(school, room, {"name": name, "boys": said, "enrolled": found})


@rule(
    "班级住校生人数与学籍中住校学生数不一致",
    EXPERIENCE,
    form=ROOM,
    column="boarders",
    office="学生工作",
    reads=[ENROLMENT],
    source=STATISTICS,
    message="“{name}”填报住校生 {boarders} 人，在读学生中就读方式为住校的 {enrolled} 人",
    remedy="请核对住校生人数，或更正学生的就读方式",
)
def boarders_of_class(data: RuleData) -> Iterator[Hit]:
    """The boarders of a class are its students who board."""
    day = data.day_of(ROOM, "boarders")
    enrolled = class_sizes(data, day, boarding=BOARDER)
    rows = data.there(ROOM, day).filter(boarders__isnull=False)
    for school, room, name, said in rows.values_list("school_id", "pk", "name", "boarders"):
        found = enrolled.get((school, room), 0)
        if found != said:
            yield Hit(school, room, {"name": name, "boarders": said, "enrolled": found})


@rule(
    "班级人数过多",
    HINT,
    form=ROOM,
    column="total",
    office="教务（学籍）",
    source=STATISTICS,
    figures=("largest_class",),
    message="“{name}”总人数 {total} 人，超过 {limit} 人",
    remedy="请核对总人数；合班上课的仍按行政班填报",
)
def large_class(data: RuleData) -> Iterator[Hit]:
    """A class of more than sixty is most often two, or a slip."""
    rows = data.there(ROOM, data.filing_day)
    for school, room, name, total in rows.values_list("school_id", "pk", "name", "total"):
        limit = data.limit("largest_class", school)
        if limit is not None and (total or 0) > limit:
            yield Hit(school, room, {"name": name, "total": total, "limit": limit})


@rule(
    "在读学生编入已毕业或撤销的班级",
    LOGIC,
    form=ENROLMENT,
    column="school_class",
    office="教务（学籍）",
    reads=[ROOM],
    source=ROLLS,
    message="学生当前状态为{status}，所在班级“{school_class__name}”的状态为{school_class__status}",
    remedy="请把学生调整到在校班级，或更正学生当前状态、班级状态",
)
def student_in_closed_class(data: RuleData) -> QuerySet:
    """Who is enrolled sits in a class that is present."""
    open_then = data.there(ROOM, data.filing_day).values("pk")
    rows = data.there(ENROLMENT, data.filing_day).filter(school_class__status__in=CLOSED)
    return rows.exclude(school_class__in=open_then)


@rule(
    "学生学籍年级与所在班级年级不同",
    EXPERIENCE,
    form=ENROLMENT,
    column="grade",
    office="教务（学籍）",
    reads=[ROOM],
    source=ROLLS,
    message="学籍年级 {grade} 级，所在班级“{school_class__name}”为 {school_class__grade} 级",
    remedy="请核对学生年级与编班；留级、跳级编入其他年级的请说明",
)
def grade_of_class(data: RuleData) -> QuerySet:
    """Students sit in a class of their own grade, unless they repeat or skip one."""
    rows = data.there(ENROLMENT, data.filing_day).filter(grade__gt=0, school_class__grade__gt=0)
    return rows.exclude(grade=F("school_class__grade"))


@rule(
    "同一证件号码在两所学校在读",
    LOGIC,
    form=ENROLMENT,
    column="student",
    office="教务（学籍）",
    kind=RuleKind.AREA,
    reads=[STUDENT],
    person="student",
    number="id_number",
    source=ROLLS,
    message="该生身份证件号码同时在 {schools} 所学校登记为在读",
    remedy="请核实学生实际就读学校；不在本校就读的，更正当前状态并办理学籍异动，由主管部门核对",
)
def enrolled_in_two_schools(data: RuleData) -> QuerySet:
    """One person is enrolled in one school."""
    return data.there(ENROLMENT, data.filing_day)


@rule(
    "学生没有学籍信息",
    EXPERIENCE,
    form=STUDENT,
    column="number",
    office="教务（学籍）",
    reads=[ENROLMENT],
    source=ROLLS,
    together=True,
    message="{rows} 名学生有基本信息，没有学籍信息，不计入在校生",
    remedy="请补录学籍信息；不是本校学生的请删除基本信息",
)
def student_without_enrolment(data: RuleData) -> QuerySet:
    """Who is registered as a student has an enrolment."""
    return data.rows(STUDENT).filter(~Exists(data.rows(ENROLMENT).filter(student=OuterRef("pk"))))


@rule(
    "学生入学年龄异常",
    EXPERIENCE,
    form=ENROLMENT,
    column="admitted",
    office="教务（学籍）",
    reads=[STUDENT],
    source=STATISTICS,
    figures=("youngest_student", "oldest_student"),
    message="{birth} 出生，{admitted} 入学，入学时 {age} 岁，通常为 {low} 至 {high} 岁",
    remedy="请核对出生日期与入学年月；招收社会人员、退役军人的，请核对招生对象",
)
def age_at_admission(data: RuleData) -> Iterator[Hit]:
    """Most enter at fifteen; below fourteen and above twenty-five there is a story or a slip, but among adults."""
    rows = data.there(ENROLMENT, data.filing_day).filter(admitted__isnull=False, student__birth__isnull=False)
    rows = rows.exclude(study_form=PART_TIME).exclude(target__in=ADULTS)
    lows, highs = (
        [limit for school in data.facts if (limit := data.limit(key, school)) is not None]
        for key in ("youngest_student", "oldest_student")
    )
    if not lows or not highs:
        return
    rows = rows.annotate(at=year_of_month("admitted") - year_of_day("student__birth"))
    rows = rows.filter(Q(at__lt=max(lows)) | Q(at__gt=min(highs)))
    fetched = rows.values_list("school_id", "pk", "admitted", "student__birth")
    for school, pk, admitted, birth in fetched.iterator(chunk_size=2000):
        low, high = data.limit("youngest_student", school), data.limit("oldest_student", school)
        age = int(admitted[:4]) - birth.year
        if (low is not None and age < low) or (high is not None and age > high):
            values = {"birth": birth, "admitted": admitted, "age": age, "low": low, "high": high}
            yield Hit(school, pk, values)


@rule(
    "在校生比上年大幅减少",
    EXPERIENCE,
    form=ENROLMENT,
    column="status",
    office="教务（学籍）",
    kind=RuleKind.LAST_YEAR,
    source=STATISTICS,
    figures=("students_dropped",),
    message="在读学生 {now} 人，按入学和离校年月推算上年同期 {before} 人，减少 {share}%",
    remedy="请核对学生当前状态与离校年月；确有停招、合并等原因的请说明",
)
def students_dropped(data: RuleData) -> Iterator[Hit]:
    """Fewer students by a third than a year before, as months of entry and leaving tell."""
    year_before = data.count_day.replace(year=data.count_day.year - 1)
    then, now = data.tally(ENROLMENT, at=year_before), enrolled_students(data)
    for school in data.facts:
        before, limit = then.get(school, 0), data.limit("students_dropped", school)
        if not before or limit is None:
            continue
        share = round(100 * (before - now.get(school, 0)) / before)
        if share > limit:
            yield Hit(school, 0, {"now": now.get(school, 0), "before": before, "share": share})


# Majors -----------------------------------------------------------------------------------------------------------


@rule(
    "在招专业没有在校班级",
    EXPERIENCE,
    form=MAJOR,
    column="status",
    office="教务（专业）",
    reads=[ROOM],
    source="《中等职业学校专业设置管理办法（试行）》（教职成厅〔2010〕9号）",
    message="“{short_name}”的专业状态为{status}，没有在校班级",
    remedy="请补录班级信息；已停止招生的，更正专业状态",
)
def major_without_class(data: RuleData) -> QuerySet:
    """A major that recruits teaches somebody."""
    rooms = data.there(ROOM, data.filing_day).filter(major=OuterRef("pk"))
    return data.rows(MAJOR).filter(~Exists(rooms), status=RECRUITING)


@rule(
    "停招或撤销的专业有当年新生班级",
    EXPERIENCE,
    form=ROOM,
    column="major",
    office="教务（专业）",
    reads=[MAJOR],
    source="《中等职业学校专业设置管理办法（试行）》（教职成厅〔2010〕9号）",
    message="{grade} 级班级“{name}”属于“{major__short_name}”，该专业状态为{major__status}",
    remedy="请核对班级所属专业，或更正专业状态",
)
def new_class_of_closed_major(data: RuleData) -> QuerySet:
    """A major that does not recruit has no class of this year's grade."""
    closed = Q(major__status__isnull=False) & ~Q(major__status=RECRUITING)
    return data.there(ROOM, data.filing_day).filter(closed, grade=data.year)


# Aid and certificates ---------------------------------------------------------------------------------------------


@rule(
    "发放国家助学金的学生没有困难认定",
    EXPERIENCE,
    form=AID,
    column="student",
    office="学生资助",
    reads=[ATTRIBUTES, ENROLMENT, ROOM],
    source=AID_RULES,
    together=True,
    message="{rows} 笔国家助学金发给没有困难认定、也不属于涉农专业的学生",
    remedy="请补录学生基本属性中的困难程度；连片特困地区等不需认定的，写明“申请或减免原因”或说明",
)
def aid_without_hardship(data: RuleData) -> QuerySet:
    """National grants go to those found to be in need, and to all who study agriculture."""
    needy = data.rows(ATTRIBUTES).filter(student=OuterRef("student"), hardship__isnull=False)
    granted = data.of_year(AID).filter(kind=NATIONAL_GRANT).exclude(hardship__in=IN_NEED)
    granted = granted.exclude(reason__contains="涉农").exclude(reason__contains="特困地区")
    granted = granted.filter(~Exists(needy.exclude(hardship=NOT_IN_NEED)))
    rooms = list(data.rows(ROOM).filter(of_agriculture()).values_list("pk", flat=True))
    if rooms:
        farming = data.rows(ENROLMENT).filter(student=OuterRef("student"), school_class__in=rooms)
        granted = granted.filter(~Exists(farming))
    return granted


@rule(
    "学生离校后仍开始发放资助",
    LOGIC,
    form=AID,
    column="month_from",
    office="学生资助",
    reads=[ENROLMENT],
    source=AID_RULES,
    message="{kind}从 {month_from} 起发放，学生已于 {left} 离校",
    remedy="请核对始发年月与离校年月；多发的应收回，误填的请更正",
)
def aid_after_leaving(data: RuleData) -> Iterator[Hit]:
    """Aid does not begin after the student has left."""
    gone = data.rows(ENROLMENT).filter(left__isnull=False)
    left = {
        (school, student): month
        for school, student, month in gone.values_list("school_id", "student_id", "left")
    }
    if not left:
        return
    paid = data.of_year(AID).filter(month_from__gt=min(left.values()))
    if len(left) <= FEW:
        paid = paid.filter(student__in={student for _, student in left})
    for school, pk, student, kind, start in paid.values_list(
        "school_id", "pk", "student_id", "kind", "month_from"
    ):
        month = left.get((school, student))
        if month and start > month:
            yield Hit(school, pk, {"kind": kind, "month_from": start, "left": month})


@rule(
    "证书颁发早于入学",
    HINT,
    form=CERTIFICATE,
    column="issued",
    office="教务（实习实训）",
    reads=[ENROLMENT],
    source=STATISTICS,
    message="“{name}”于 {issued} 颁发，早于 {admitted} 入学",
    remedy="请核对颁发日期与入学年月；入学前取得的证书不计入本校培养成果",
)
def certificate_before_admission(data: RuleData) -> Iterator[Hit]:
    """What a student brought along was not learnt here."""
    admitted = _admitted(data)
    if not admitted:
        return
    rows = data.rows(CERTIFICATE).filter(issued__lt=date.fromisoformat(f"{max(admitted.values())}-01"))
    fetched = rows.values_list("school_id", "pk", "student_id", "name", "issued")
    for school, pk, student, name, issued in fetched.iterator(chunk_size=2000):
        month = admitted.get((school, student))
        if month and f"{issued:%Y-%m}" < month:
            yield Hit(school, pk, {"name": name, "issued": issued, "admitted": month})


def _admitted(data: RuleData) -> dict[tuple[int, int], str]:
    """Month of admission by student."""
    rows = data.rows(ENROLMENT).filter(admitted__isnull=False)
    return {
        (school, student): month
        for school, student, month in rows.values_list("school_id", "student_id", "admitted")
    }
