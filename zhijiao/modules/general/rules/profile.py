"""Rules that set what a school says of itself against the organisation and against its other forms."""

from collections.abc import Iterator

from zhijiao.modules.general.rules.names import (
    ENROLMENT,
    POST,
    ROOM,
    STATISTICS,
    TEACHER,
    enrolled_students,
    people_at_work,
)
from zhijiao.quality.declare import (
    EXPERIENCE,
    HINT,
    LOGIC,
    Exists,
    Hit,
    OuterRef,
    QuerySet,
    RuleData,
    rule,
)

PROFILE, CAMPUS, PREMISES = "general.SchoolProfile", "general.Campus", "general.Premises"
SPENDING = "general.Expenditure"
BOARDER = "2"
ATTACHED = "attached"
YUAN = 10_000
BUDGET = "《中华人民共和国统计法》；教育经费统计报表制度"
CODES = "教育部学校（机构）代码管理办法"


@rule(
    "学校标识码与系统中的单位不一致",
    LOGIC,
    form=PROFILE,
    column="school_code",
    office="学校办公室",
    source=CODES,
    types=("continuing", "resumed", "other"),
    message="填报学校标识码 {school_code}，系统中本单位为 {known}",
    remedy="请按教育部下发的标识码更正；系统中的代码有误的，请主管部门在单位管理中更正",
)
def code_of_organisation(data: RuleData) -> Iterator[Hit]:
    """A school is known under the code it gives; attached classes give that of their institution."""
    for school, row in data.single(PROFILE, "school_code").items():
        known = data.facts[school].code
        if row["school_code"] and row["school_code"] != known:
            yield Hit(school, row["id"], {"school_code": row["school_code"], "known": known})


@rule(
    "学校行政区划与系统中的单位不一致",
    EXPERIENCE,
    form=PROFILE,
    column="region",
    office="学校办公室",
    source="GB/T 2260；项目扩展",
    message="填报的行政区划为 {region}，系统中本单位的行政区划代码为 {known}",
    remedy="请核对主校区所在县（市、区）；由上级主管、校区在外地的请说明",
)
def region_of_organisation(data: RuleData) -> Iterator[Hit]:
    """A school lies within the region of its organisation, as far as that is known."""
    for school, row in data.single(PROFILE, "region").items():
        known, given = data.facts[school].region, row["region"] or ""
        within = known.removesuffix("00").removesuffix("00")
        if given and within and not given.startswith(within):
            yield Hit(school, row["id"], {"region": given, "known": known})


@rule(
    "校区数与校区信息不一致",
    LOGIC,
    form=PROFILE,
    column="campus_count",
    office="学校办公室",
    reads=[CAMPUS],
    source="JY/T 1005-2012 ZZXX0101 XXXQS",
    message="学校校区数填 {said} 个，“校区信息”有 {found} 条",
    remedy="请补录或删除校区信息，或更正校区数",
)
def campuses_counted(data: RuleData) -> Iterator[Hit]:
    """The campuses counted are those listed."""
    listed = data.tally(CAMPUS)
    for school, row in data.single(PROFILE, "campus_count").items():
        if listed.get(school) and row["campus_count"] != listed[school]:
            yield Hit(school, row["id"], {"said": row["campus_count"], "found": listed[school]})


@rule(
    "非寄宿制学校有住校学生",
    LOGIC,
    form=PROFILE,
    column="has_boarding",
    office="学生工作",
    reads=[ENROLMENT],
    source=STATISTICS,
    message="“是否寄宿制学校”填否，就读方式为住校的在读学生有 {boarders} 人",
    remedy="请更正“是否寄宿制学校”，或更正学生的就读方式",
)
def boarders_of_day_school(data: RuleData) -> Iterator[Hit]:
    """Where students board, the school is a boarding school."""
    boarders = enrolled_students(data, boarding=BOARDER)
    for school, row in data.single(PROFILE, "has_boarding").items():
        if row["has_boarding"] is False and boarders.get(school):
            yield Hit(school, row["id"], {"boarders": boarders[school]})


@rule(
    "非寄宿制学校有宿舍床位",
    HINT,
    form=PROFILE,
    column="has_boarding",
    office="总务",
    reads=[PREMISES],
    source=STATISTICS,
    message="“是否寄宿制学校”填否，“办学场地”有学生宿舍床位 {beds} 个",
    remedy="请核对两处；宿舍闲置或只供午休的，标记为已知悉",
)
def beds_of_day_school(data: RuleData) -> Iterator[Hit]:
    """Beds are for boarders."""
    premises = data.single(PREMISES, "dormitory_beds")
    for school, row in data.single(PROFILE, "has_boarding").items():
        beds = premises.get(school, {}).get("dormitory_beds", 0)
        if row["has_boarding"] is False and beds:
            yield Hit(school, row["id"], {"beds": beds})


@rule(
    "在编教职工多于核定编制",
    EXPERIENCE,
    form=PROFILE,
    column="approved_posts",
    office="人事",
    reads=[POST],
    source="JY/T 1005-2012 ZZJG0101；编制以机构编制部门批复为准",
    message="核定教职工编制 {approved} 个，在编的在职教职工 {held} 人",
    remedy="请核对编制数与“是否在编”；超编或编制已调整的请说明",
)
def more_held_than_approved(data: RuleData) -> Iterator[Hit]:
    """Established posts are held by as many at most; schools that give none have none."""
    held = people_at_work(data, data.count_day, on_establishment=True)
    for school, row in data.single(PROFILE, "approved_posts").items():
        if row["approved_posts"] and held.get(school, 0) > row["approved_posts"]:
            yield Hit(school, row["id"], {"approved": row["approved_posts"], "held": held[school]})


@rule(
    "在校班级没有班主任",
    EXPERIENCE,
    form=ROOM,
    column="head_teacher",
    office="学生工作",
    source="《关于加强中等职业学校班主任工作的意见》（教职成〔2010〕14号）",
    together=True,
    message="{rows} 个在校班级没有填写班主任",
    remedy="每个班应配备一名班主任，请打开记录补填工号",
)
def class_without_head(data: RuleData) -> QuerySet:
    """Each class has a head teacher."""
    return data.there(ROOM, data.filing_day).filter(head_teacher__isnull=True)


@rule(
    "校外兼职与是否兼职教师不一致",
    LOGIC,
    form=TEACHER,
    column="outside",
    office="人事",
    reads=[POST],
    source="项目扩展；JY/T 1005-2012 ZZJG0101 SFJZJS",
    together=True,
    message="{rows} 名教师“是否校外兼职”与教师工作信息的“是否兼职教师”不一致",
    remedy="人事关系不在本校、聘请来校授课的两处都选“是”，本校教职工两处都选“否”",
)
def outside_is_part_time(data: RuleData) -> QuerySet:
    """Whoever comes from outside teaches part-time, and nobody else does."""
    posts = data.there(POST, data.filing_day).filter(teacher=OuterRef("pk"))
    other = posts.exclude(is_part_time=OuterRef("outside")).filter(is_part_time__isnull=False)
    return data.rows(TEACHER).filter(Exists(other), outside__isnull=False)


@rule(
    "有危房",
    EXPERIENCE,
    form=PREMISES,
    column="dangerous_area",
    office="总务",
    source="《中小学校舍安全管理》有关规定；教育事业统计报表制度",
    message="危房面积 {dangerous_area} 平方米",
    remedy="请核对鉴定结论与面积；属实的说明停用和改造安排",
)
def dangerous_buildings(data: RuleData) -> QuerySet:
    """Nobody should be taught in a dangerous building."""
    return data.of_year(PREMISES).filter(dangerous_area__gt=0)


@rule(
    "人均工资福利支出异常",
    EXPERIENCE,
    form=SPENDING,
    column="wages",
    office="财务",
    reads=[POST],
    source=f"{BUDGET}；界限为项目参考值",
    figures=("least_wages", "most_wages"),
    message="工资福利支出 {wages} 万元，在职教职工 {staff} 人，人均 {share} 元，通常为 {low} 至 {high} 元",
    remedy="请核对金额单位（万元）与教职工数；工资由上级统发、不在本校列支的请说明",
)
def wages_per_head(data: RuleData) -> Iterator[Hit]:
    """What a teacher costs in a year lies within bounds; a slip of the unit does not."""
    staff = people_at_work(data, data.count_day, is_part_time=False)
    for school, row in data.single(SPENDING, "wages").items():
        low, high = data.limit("least_wages", school), data.limit("most_wages", school)
        number = staff.get(school, 0)
        if not number or not row["wages"] or low is None or high is None:
            continue
        share = round(row["wages"] * YUAN / number)
        if not low <= share <= high:
            values = {"wages": row["wages"], "staff": number, "share": share, "low": low, "high": high}
            yield Hit(school, row["id"], values)
