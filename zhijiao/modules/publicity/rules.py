"""Rules over the forms of 职教宣传."""

from collections.abc import Iterator

from zhijiao.quality.declare import EXPERIENCE, HINT, LOGIC, Hit, QuerySet, RuleData, rule

WEEK, CIVILITY, CONTEST = (
    "publicity.VocationalWeek",
    "publicity.CivilityActivity",
    "publicity.CivilityContest",
)
CRAFTSMAN, VISIT, STUDIO = "publicity.MasterCraftsman", "publicity.CraftsmanVisit", "publicity.MasterStudio"
ENROLMENT = "general.StudentEnrolment"
ENROLLED = "01"
USUAL_MONTHS = (5, 11)
"""The week is in May; in 2020 it was in November."""

OFFICE = "宣传"
WEEK_NOTICE = "职业教育活动周历年通知"
CIVILITY_RULES = "教职成〔2015〕8号"
PRIVACY = "《中华人民共和国个人信息保护法》"


@rule(
    "活动周活动不在通常的月份",
    HINT,
    form=WEEK,
    column="held",
    office=OFFICE,
    source=WEEK_NOTICE,
    message="“{name}”{held} 开始，职业教育活动周一般在5月（2020年在11月）",
    remedy="请核对日期；不属于活动周的活动改填到“其他活动”",
)
def week_in_another_month(data: RuleData) -> QuerySet:
    """The week has its time of the year."""
    return data.of_year(WEEK).filter(held__isnull=False).exclude(held__month__in=USUAL_MONTHS)


@rule(
    "文明风采获奖作品数与竞赛项目不符",
    EXPERIENCE,
    form=CIVILITY,
    column="won",
    office=OFFICE,
    reads=[CONTEST],
    source=CIVILITY_RULES,
    message="“{title}”获上级奖励作品 {said} 件，“竞赛项目”中获奖的 {found} 件",
    remedy="请补录获奖作品，或核对获上级奖励作品数",
)
def prizes_against_works(data: RuleData) -> Iterator[Hit]:
    """Each prize stands with its work."""
    found = data.tally(CONTEST, "activity", level__isnull=False)
    rows = data.of_year(CIVILITY).filter(won__isnull=False)
    for school, pk, title, said in rows.values_list("school_id", "pk", "name", "won"):
        there = found.get((school, pk), 0)
        if there != said:
            yield Hit(school, pk, {"title": title, "said": said, "found": there})


@rule(
    "进校园活动参加学生多于在读学生",
    LOGIC,
    form=VISIT,
    column="students",
    office=OFFICE,
    reads=[ENROLMENT],
    source="教育事业统计报表制度（中等职业教育）",
    message="“{title}”参加学生 {came} 人，在读学生 {enrolled} 人",
    remedy="请核对参加学生数；多次活动分次填写，不累加人次",
)
def more_at_visit_than_enrolled(data: RuleData) -> Iterator[Hit]:
    """Those who took part are enrolled."""
    enrolled = data.tally(ENROLMENT, status=ENROLLED)
    rows = data.of_year(VISIT).filter(students__gt=0)
    for school, pk, title, came in rows.values_list("school_id", "pk", "name", "students"):
        if 0 < enrolled.get(school, 0) < came:
            yield Hit(school, pk, {"title": title, "came": came, "enrolled": enrolled[school]})


@rule(
    "宣传活动涉及未同意公开的工匠",
    EXPERIENCE,
    form=VISIT,
    column="craftsman",
    office=OFFICE,
    reads=[CRAFTSMAN],
    source=PRIVACY,
    message="“{name}”填写了媒体报道，该工匠（劳模）没有同意公开姓名和事迹",
    remedy="请取得本人书面同意后更正“是否同意公开”，或撤下报道",
)
def reported_without_consent(data: RuleData) -> QuerySet:
    """Whoever is written about has agreed."""
    return data.of_year(VISIT).filter(craftsman__consent=False, report__isnull=False).exclude(report="")


@rule(
    "大师工作室领衔人聘期已满",
    HINT,
    form=STUDIO,
    column="master",
    office=OFFICE,
    reads=[CRAFTSMAN],
    source="项目扩展",
    message="“{name}”在运行，领衔人的聘任 {master__engaged_until} 终止",
    remedy="请续聘并更新聘任终止日期，或更换领衔人",
)
def studio_master_gone(data: RuleData) -> QuerySet:
    """Who leads a studio is engaged."""
    return data.rows(STUDIO).filter(running=True, master__engaged_until__lt=data.day)
