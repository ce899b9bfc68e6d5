"""Rules over aid: to whom, how much, for which months, to which card."""

from collections.abc import Iterator

from zhijiao.modules.general.rules.names import ENROLMENT, PART_TIME, full_time_students
from zhijiao.quality.declare import (
    EXPERIENCE,
    LOGIC,
    Count,
    Exists,
    Hit,
    Max,
    OuterRef,
    Q,
    QuerySet,
    RuleData,
    Sum,
    rule,
)

AID, ATTRIBUTES, INCOME = "general.StudentAid", "general.StudentAttributes", "general.Income"
GRANT = "2"
LEAST_GRADES = 2
"""Nobody in the first two grades is outside the scope of any year."""

YUAN = 10_000
AID_RULES = "《学生资助资金管理办法》（财教〔2021〕310号）"
GRANT_POLICY = "财教〔2012〕376号；财教〔2024〕181号"


@rule(
    "两名学生使用同一张银行卡",
    LOGIC,
    form=AID,
    column="bank_card",
    office="学生资助",
    source=AID_RULES,
    together=True,
    message="{rows} 笔资助发到了也发给另一名学生的银行卡",
    remedy="资助须发到学生本人的卡，请打开记录逐笔核对并更正卡号",
)
def card_of_two_students(data: RuleData) -> Iterator[Hit]:
    """A card belongs to one student; compared by blind index."""
    rows = data.of_year(AID).filter(bank_card_blind__isnull=False)
    cards = rows.order_by().values_list("school_id", "bank_card_blind")
    owned = cards.annotate(owners=Count("student", distinct=True)).filter(owners__gt=1)
    shared = {(school, card) for school, card, _ in owned}
    if not shared:
        return
    paid = rows.filter(bank_card_blind__in={card for _, card in shared})
    for school, pk, card in paid.values_list("school_id", "pk", "bank_card_blind"):
        if (school, card) in shared:
            yield Hit(school, pk)


@rule(
    "国家助学金全年超过最高一档",
    EXPERIENCE,
    form=AID,
    column="amount",
    office="学生资助",
    source=f"{AID_RULES}；{GRANT_POLICY}",
    figures=("grant_of_year",),
    message="本学年发给该生国家助学金合计 {amount} 元，最高一档为每年 {limit} 元",
    remedy="请核对金额和是否重复登记；补发上年的请说明",
)
def grant_above_standard(data: RuleData) -> Iterator[Hit]:
    """Told at the last payment of each student."""
    limits = {school: data.limit("grant_of_year", school) for school in data.facts}
    known = [limit for limit in limits.values() if limit is not None]
    if not known:
        return
    granted = data.of_year(AID).filter(kind=GRANT).order_by().values_list("school_id", "student_id")
    summed = granted.annotate(amount=Sum("amount"), last=Max("pk")).filter(amount__gt=min(known))
    for school, _, amount, last in summed:
        limit = limits[school]
        if limit is not None and amount > limit:
            yield Hit(school, last, {"amount": amount, "limit": limit})


@rule(
    "同一月份重复发放国家助学金",
    EXPERIENCE,
    form=AID,
    column="month_from",
    office="学生资助",
    source=AID_RULES,
    message="{month_from} 至 {month_to} 的国家助学金与该生另一笔的月份重叠",
    remedy="请核对始发、停发年月，重复的删除；同月分次发放的，各笔只写所属的月份",
)
def month_paid_twice(data: RuleData) -> QuerySet:
    """Each month is paid once; told at the later of two payments that overlap."""
    granted = data.of_year(AID).filter(kind=GRANT, month_from__isnull=False, month_to__isnull=False)
    earlier = granted.filter(
        school=OuterRef("school"),
        student=OuterRef("student"),
        month_from__lte=OuterRef("month_to"),
        month_to__gte=OuterRef("month_from"),
        pk__lt=OuterRef("pk"),
    )
    return granted.filter(Exists(earlier))


@rule(
    "国家助学金发给不在范围内的学生",
    EXPERIENCE,
    form=AID,
    column="kind",
    office="学生资助",
    reads=[ENROLMENT],
    source=f"{AID_RULES}；{GRANT_POLICY}",
    figures=("grades_with_grant",),
    together=True,
    message="{rows} 笔国家助学金发给非全日制学生或超出资助年级的学生",
    remedy="请核对学生的学习形式、年级与资助类型；2025年春季学期起含三年级，此前为一、二年级",
)
def grant_out_of_scope(data: RuleData) -> Iterator[Hit]:
    """Grants go to full-time students of the first two years, and of three from spring 2025."""
    grades = {school: data.limit("grades_with_grant", school) for school in data.facts}
    outside = Q(study_form=PART_TIME) | Q(grade__gt=0, grade__lte=data.year - LEAST_GRADES)
    students = (
        data.rows(ENROLMENT).filter(outside).values_list("school_id", "student_id", "study_form", "grade")
    )
    known = {(school, student): (form, grade) for school, student, form, grade in students}
    if not known:
        return
    granted = data.of_year(AID).filter(kind=GRANT).order_by()
    for school, pk, student in granted.values_list("school_id", "pk", "student_id"):
        form, grade = known.get((school, student), (None, None))
        limit = grades[school]
        too_old = bool(grade) and limit is not None and data.year - grade >= limit
        if form == PART_TIME or too_old:
            yield Hit(school, pk)


@rule(
    "低保、脱贫家庭学生没有任何资助",
    EXPERIENCE,
    form=ATTRIBUTES,
    column="minimum_income",
    office="学生资助",
    reads=[ENROLMENT, AID],
    source=f"{AID_RULES}；“应助尽助”要求",
    together=True,
    message="{rows} 名享受低保或脱贫家庭的在读学生，本学年“学生奖助信息”没有记录",
    remedy="请打开记录逐人核对，补录资助信息；已在外地享受或本人放弃的请说明",
)
def needy_without_aid(data: RuleData) -> QuerySet:
    """Whoever is in need by the lists of the authorities gets some aid."""
    present = data.there(ENROLMENT, data.count_day).filter(student=OuterRef("student"))
    aided = data.of_year(AID).filter(student=OuterRef("student"))
    listed = Q(minimum_income=True) | Q(out_of_poverty=True)
    return data.rows(ATTRIBUTES).filter(listed, Exists(present), ~Exists(aided))


@rule(
    "免学费补助与学生数不相称",
    EXPERIENCE,
    form=INCOME,
    column="tuition_relief",
    office="财务",
    reads=[ENROLMENT],
    source="财教〔2012〕376号；界限为项目参考值",
    figures=("relief_per_student",),
    message="免学费补助 {relief} 万元，全日制学生 {students} 人，人均 {share} 元，一般不超过 {limit} 元",
    remedy="请核对金额单位（万元）和学生数；含补发往年资金的请说明",
)
def relief_beyond_students(data: RuleData) -> Iterator[Hit]:
    """What the state pays for waived fees is bounded by the students there are."""
    students = full_time_students(data)
    for school, row in data.single(INCOME, "tuition_relief").items():
        number, limit = students.get(school, 0), data.limit("relief_per_student", school)
        if not row["tuition_relief"] or limit is None:
            continue
        share = round(row["tuition_relief"] * YUAN / number) if number else None
        if share is None or share > limit:
            values = {"relief": row["tuition_relief"], "students": number, "share": share, "limit": limit}
            yield Hit(school, row["id"], values)
