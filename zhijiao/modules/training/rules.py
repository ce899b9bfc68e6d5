"""Rules over the forms of 职业培训."""

from collections.abc import Iterator
from decimal import Decimal

from zhijiao.quality.declare import EXPERIENCE, HINT, LOGIC, F, Hit, QuerySet, RuleData, rule

CENTRE, PROGRAMME = "training.TrainingCentre", "training.TrainingProgramme"
CONTINUING = "training.ContinuingEducation"
ENTERPRISE = "industry.Enterprise"
OFFICE = "培训"
ACTION_PLAN = "《职业院校全面开展职业培训 促进就业创业行动计划》（教职成厅〔2019〕5号）"


@rule(
    "在已到期的培训基地开班",
    EXPERIENCE,
    form=PROGRAMME,
    column="centre",
    office=OFFICE,
    reads=[CENTRE],
    source=ACTION_PLAN,
    message="“{name}”{began} 开班，培训基地“{centre__name}”的认定 {centre__expires} 到期",
    remedy="请更新基地的有效期，或改选有效的培训基地",
)
def centre_expired(data: RuleData) -> QuerySet:
    """A centre's recognition lasts."""
    return data.of_year(PROGRAMME).filter(centre__expires__lt=F("began"))


@rule(
    "全年培训人数超过基地能力",
    HINT,
    form=CENTRE,
    column="capacity",
    office=OFFICE,
    reads=[PROGRAMME],
    source=ACTION_PLAN,
    message="“{title}”本学年培训 {trained} 人，年培训能力 {able} 人次",
    remedy="请核对培训人数与年培训能力",
)
def more_than_capacity(data: RuleData) -> Iterator[Hit]:
    """Nobody trains more than the place holds."""
    trained = data.total(PROGRAMME, "trainees", "centre", year=data.year)
    rows = data.rows(CENTRE).filter(capacity__isnull=False)
    for school, pk, title, able in rows.values_list("school_id", "pk", "name", "capacity"):
        there = trained.get((school, pk), 0)
        if there > able:
            yield Hit(school, pk, {"title": title, "trained": there, "able": able})


@rule(
    "培训结业率偏低",
    EXPERIENCE,
    form=PROGRAMME,
    column="completed",
    office=OFFICE,
    source=ACTION_PLAN,
    figures=("training_completed",),
    message="“{title}”培训 {present} 人，结业 {passed} 人，不足 {limit}%",
    remedy="请核对结业人数；考核未通过较多的说明补考安排",
)
def few_completed(data: RuleData) -> Iterator[Hit]:
    """Most of those who take part pass."""
    rows = data.of_year(PROGRAMME).filter(ended__isnull=False, trainees__gt=0, completed__isnull=False)
    names = ("school_id", "pk", "name", "trainees", "completed")
    for school, pk, title, present, passed in rows.values_list(*names):
        limit = data.limit("training_completed", school)
        if limit is not None and Decimal(100 * passed) / present < limit:
            yield Hit(school, pk, {"title": title, "present": present, "passed": passed, "limit": limit})


@rule(
    "培训委托单位与对应合作单位不同",
    EXPERIENCE,
    form=PROGRAMME,
    column="company",
    office=OFFICE,
    reads=[ENTERPRISE],
    source="项目扩展",
    message="“{name}”的委托单位“{client}”，对应合作单位“{company__name}”",
    remedy="请改选合作单位或更正委托单位全称",
)
def client_is_another_company(data: RuleData) -> QuerySet:
    """One company, one name."""
    rows = data.of_year(PROGRAMME).filter(company__isnull=False, client__isnull=False)
    return rows.exclude(client=F("company__name"))


@rule(
    "停用的基地仍在开班",
    LOGIC,
    form=PROGRAMME,
    column="centre",
    office=OFFICE,
    reads=[CENTRE],
    source=ACTION_PLAN,
    message="“{name}”在培训基地“{centre__name}”开班，该基地填写为不在用",
    remedy="请改选在用的培训基地，或更正基地的“是否在用”",
)
def course_in_a_closed_centre(data: RuleData) -> QuerySet:
    """Courses are held where something is open."""
    return data.of_year(PROGRAMME).filter(centre__in_use=False)


@rule(
    "停止招生的学历继续教育仍有招生",
    EXPERIENCE,
    form=CONTINUING,
    column="entrants",
    office=OFFICE,
    source="教育事业统计报表制度（中等职业教育）",
    message="“{programme}”已停止招生，上一学年也已停招，当年招生数为 {entrants}",
    remedy="请核对招生数与是否继续招生",
)
def entrants_after_closing(data: RuleData) -> Iterator[Hit]:
    """What was closed last year takes nobody this year."""
    closed = set(data.of_year(CONTINUING, 1).filter(open=False).values_list("school_id", "number"))
    rows = data.of_year(CONTINUING).filter(open=False, entrants__gt=0)
    names = ("school_id", "pk", "number", "programme", "entrants")
    for school, pk, number, programme, entrants in rows.values_list(*names):
        if (school, number) in closed:
            yield Hit(school, pk, {"programme": programme, "entrants": entrants})
