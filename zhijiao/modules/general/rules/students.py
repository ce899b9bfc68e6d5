"""Rules over students, their enrolment, their classes, certificates and aid."""

from collections.abc import Iterator

from zhijiao.modules.general.rules.names import (
    ENROLLED,
    ENROLMENT,
    MAJOR,
    PRESENT,
    ROLLS,
    ROOM,
    STATISTICS,
    STUDENT,
)
from zhijiao.quality.declare import (
    EXPERIENCE,
    HINT,
    LOGIC,
    Data,
    Exists,
    F,
    Hit,
    Kind,
    OuterRef,
    Q,
    QuerySet,
    rule,
)

AID, ATTRIBUTES = "general.StudentAid", "general.StudentAttributes"
CERTIFICATE = "general.StudentCertificate"
NATIONAL_GRANT = "2"
NOT_IN_NEED = "3"
BOARDER = "2"
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
def boys_of_class(data: Data) -> Iterator[Hit]:
    """Where the size of a class agrees, its boys do; where it does not, that is told already."""
    everybody = data.tally(ENROLMENT, "school_class", status=ENROLLED)
    boys = data.tally(ENROLMENT, "school_class", status=ENROLLED, student__sex="1")
    rows = data.rows(ROOM).filter(status=PRESENT, boys__isnull=False)
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
def boarders_of_class(data: Data) -> Iterator[Hit]:
    """The boarders of a class are its students who board."""
    enrolled = data.tally(ENROLMENT, "school_class", status=ENROLLED, boarding=BOARDER)
    rows = data.rows(ROOM).filter(status=PRESENT, boarders__isnull=False)
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
def large_class(data: Data) -> Iterator[Hit]:
    """A class of more than sixty is most often two, or a slip."""
    rows = data.rows(ROOM).filter(status=PRESENT)
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
    source=ROLLS,
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
    source=ROLLS,
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
    source=ROLLS,
    message="学号 {number} 有基本信息，没有学籍信息，不计入在校生",
    remedy="请补录学籍信息；不是本校学生的请删除基本信息",
)
def student_without_enrolment(data: Data) -> QuerySet:
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
    remedy="请核对出生日期与入学年月；招收社会人员、退役军人等的请说明",
)
def age_at_admission(data: Data) -> Iterator[Hit]:
    """Most enter at fifteen; below fourteen and above twenty-five there is a story or a slip."""
    rows = data.rows(ENROLMENT).filter(status=ENROLLED, admitted__isnull=False, student__birth__isnull=False)
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
    kind=Kind.LAST_YEAR,
    source=STATISTICS,
    figures=("students_dropped",),
    message="在读学生 {now} 人，按入学和离校年月推算上年同期 {before} 人，减少 {share}%",
    remedy="请核对学生当前状态与离校年月；确有停招、合并等原因的请说明",
)
def students_dropped(data: Data) -> Iterator[Hit]:
    """Fewer students by a third than a year before, as months of entry and leaving tell."""
    autumn = f"{data.year - 1}-10"
    stayed = data.tally(ENROLMENT, admitted__lte=autumn, left__isnull=True)
    gone = data.tally(ENROLMENT, admitted__lte=autumn, left__gt=autumn)
    now = data.tally(ENROLMENT, status=ENROLLED)
    for school in data.facts:
        before, limit = stayed.get(school, 0) + gone.get(school, 0), data.limit("students_dropped", school)
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
def major_without_class(data: Data) -> QuerySet:
    """A major that recruits teaches somebody."""
    rooms = data.rows(ROOM).filter(major=OuterRef("pk"), status=PRESENT)
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
def new_class_of_closed_major(data: Data) -> QuerySet:
    """A major that does not recruit has no class of this year's grade."""
    closed = Q(major__status__isnull=False) & ~Q(major__status=RECRUITING)
    return data.rows(ROOM).filter(closed, status=PRESENT, grade=data.year)


# Aid and certificates ---------------------------------------------------------------------------------------------


@rule(
    "发放国家助学金的学生没有困难认定",
    EXPERIENCE,
    form=AID,
    column="student",
    office="学生资助",
    reads=[ATTRIBUTES],
    source=AID_RULES,
    message="{paid} 发放{kind} {amount} 元，“学生基本属性”中没有困难程度，或为不困难",
    remedy="请补录学生基本属性中的困难程度；涉农专业等不需认定的请说明",
)
def aid_without_hardship(data: Data) -> QuerySet:
    """National grants go to those found to be in need."""
    needy = data.rows(ATTRIBUTES).filter(student=OuterRef("student"), hardship__isnull=False)
    return data.of_year(AID).filter(~Exists(needy.exclude(hardship=NOT_IN_NEED)), kind=NATIONAL_GRANT)


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
def aid_after_leaving(data: Data) -> Iterator[Hit]:
    """Aid does not begin after the student has left."""
    rows = data.rows(ENROLMENT).filter(left__isnull=False).values_list("school_id", "student_id", "left")
    left = {(school, student): month for school, student, month in rows}
    paid = data.of_year(AID).filter(month_from__isnull=False)
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
def certificate_before_admission(data: Data) -> Iterator[Hit]:
    """What a student brought along was not learnt here."""
    admitted = _admitted(data)
    rows = data.rows(CERTIFICATE).filter(issued__isnull=False)
    fetched = rows.values_list("school_id", "pk", "student_id", "name", "issued")
    for school, pk, student, name, issued in fetched.iterator(chunk_size=2000):
        month = admitted.get((school, student))
        if month and f"{issued:%Y-%m}" < month:
            yield Hit(school, pk, {"name": name, "issued": issued, "admitted": month})


def _admitted(data: Data) -> dict[tuple[int, int], str]:
    """Month of admission by student."""
    rows = data.rows(ENROLMENT).filter(admitted__isnull=False)
    return {
        (school, student): month
        for school, student, month in rows.values_list("school_id", "student_id", "admitted")
    }
