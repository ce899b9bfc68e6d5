"""Rules over 专业人才培养方案: shares of hours, and the majors that have none."""

from collections.abc import Iterator

from zhijiao.quality.declare import EXPERIENCE, HINT, LOGIC, F, Hit, QuerySet, RuleData, rule

PLAN, MAJOR, CLASS = "teaching.TrainingPlan", "general.Major", "general.SchoolClass"
IN_SCHOOL = "1"
THREE_YEARS = 3
MAKING_PLANS = "教职成〔2019〕13号"


def _below(data: RuleData, part: str, figure: str) -> Iterator[Hit]:
    """Plans in use whose share of hours is below a figure, in percent."""
    rows = data.rows(PLAN).filter(active=True, hours__gt=0)
    for school, pk, name, hours, some in rows.values_list("school_id", "pk", "name", "hours", part):
        limit = data.limit(figure, school)
        if limit is not None and some is not None and some * 100 < limit * hours:
            yield Hit(school, pk, {"name": name, "hours": hours, "some": some, "limit": limit})


@rule(
    "公共基础课学时不足",
    EXPERIENCE,
    form=PLAN,
    column="basic_hours",
    office="教务",
    source=MAKING_PLANS,
    message="“{name}”总学时 {hours}，公共基础课 {some} 学时，低于总学时的 {limit}%",
    remedy="请核对学时；经主管部门同意调整的请说明",
    figures=("basic_share",),
)
def plan_basic_hours(data: RuleData) -> Iterator[Hit]:
    """Common courses are a third of a plan."""
    return _below(data, "basic_hours", "basic_share")


@rule(
    "实践性教学学时不足",
    EXPERIENCE,
    form=PLAN,
    column="practice_hours",
    office="教务",
    source=MAKING_PLANS,
    message="“{name}”总学时 {hours}，实践性教学 {some} 学时，低于总学时的 {limit}%",
    remedy="请核对学时，实习实训和岗位实习折算后计入；有特殊安排的请说明",
    figures=("practice_share",),
)
def plan_practice_hours(data: RuleData) -> Iterator[Hit]:
    """Practice is half of a plan."""
    return _below(data, "practice_hours", "practice_share")


@rule(
    "选修课学时不足",
    EXPERIENCE,
    form=PLAN,
    column="elective_hours",
    office="教务",
    source=MAKING_PLANS,
    message="“{name}”总学时 {hours}，选修课 {some} 学时，低于总学时的 {limit}%",
    remedy="请核对学时；有特殊安排的请说明",
    figures=("elective_share",),
)
def plan_elective_hours(data: RuleData) -> Iterator[Hit]:
    """A tenth of a plan is chosen."""
    return _below(data, "elective_hours", "elective_share")


def _too_few(data: RuleData, item: str, figure: str) -> Iterator[Hit]:
    """Plans in use, of three years, whose hours are fewer than a figure."""
    rows = data.rows(PLAN).filter(active=True, length=THREE_YEARS)
    for school, pk, name, hours in rows.values_list("school_id", "pk", "name", item):
        limit = data.limit(figure, school)
        if limit is not None and hours is not None and hours < limit:
            yield Hit(school, pk, {"name": name, "hours": hours, "limit": limit})


@rule(
    "人才培养方案总学时不足",
    EXPERIENCE,
    form=PLAN,
    column="hours",
    office="教务",
    source=MAKING_PLANS,
    message="三年制方案“{name}”总学时 {hours}，少于 {limit}",
    remedy="请核对总学时；有特殊安排的请说明",
    figures=("plan_hours",),
)
def plan_hours(data: RuleData) -> Iterator[Hit]:
    """Three years have three thousand hours."""
    return _too_few(data, "hours", "plan_hours")


@rule(
    "思想政治课学时不足",
    EXPERIENCE,
    form=PLAN,
    column="ideology_hours",
    office="教务",
    source="中等职业学校思想政治课程标准（2020年版）",
    message="三年制方案“{name}”思想政治课 {hours} 学时，少于 {limit}",
    remedy="请开足四门必修课并更正学时",
    figures=("ideology_hours",),
)
def plan_ideology_hours(data: RuleData) -> Iterator[Hit]:
    """Four courses of ideology have their hours."""
    return _too_few(data, "ideology_hours", "ideology_hours")


@rule(
    "有班级的专业没有人才培养方案",
    EXPERIENCE,
    form=PLAN,
    column="major",
    office="教务",
    reads=[MAJOR, CLASS],
    source=MAKING_PLANS,
    message="{majors} 个有在校班级的专业没有可用的人才培养方案",
    remedy="请补录方案；被误标为停用的，把是否可用改为“是”",
)
def majors_without_plan(data: RuleData) -> Iterator[Hit]:
    """A major that has classes is taught by a plan, once the school has begun to enter plans."""
    planned, begun = data.tally(PLAN, "major", active=True), data.tally(PLAN)
    missing: dict[int, int] = {}
    for school, major in data.tally(CLASS, "major", status=IN_SCHOOL):
        if begun.get(school) and major is not None and (school, major) not in planned:
            missing[school] = missing.get(school, 0) + 1
    for school, majors in missing.items():
        yield Hit(school, 0, {"majors": majors})


@rule(
    "方案学制与专业学制不一致",
    LOGIC,
    form=PLAN,
    column="length",
    office="教务",
    reads=[MAJOR],
    source="JY/T 1005-2012 ZZJX0301",
    message="“{name}”适用学制 {length} 年，“专业设置”中该专业学制 {major__length} 年",
    remedy="请核对学制；同一专业有几种学制的，在“专业设置”中分别设置",
)
def plan_length(data: RuleData) -> QuerySet:
    """A plan runs as long as its major."""
    return data.rows(PLAN).filter(active=True, major__length__isnull=False).exclude(length=F("major__length"))


@rule(
    "方案总学时与专业总学时不一致",
    HINT,
    form=PLAN,
    column="hours",
    office="教务",
    reads=[MAJOR],
    source="JY/T 1005-2012 ZZJX0301",
    message="“{name}”总学时 {hours}，“专业设置”中该专业总学时 {major__total_hours}",
    remedy="请核对；方案修订后一并更新“专业设置”的总学时",
)
def plan_hours_of_major(data: RuleData) -> QuerySet:
    """The major shows the hours of the plan of the newest grade."""
    rows = data.rows(PLAN).filter(active=True, grade=data.year, major__total_hours__isnull=False)
    return rows.exclude(hours=F("major__total_hours"))
