"""Rules over the forms of 党建工作. Procedures follow 中国共产党章程 and 发展党员工作细则, from knowledge."""

from collections.abc import Iterator
from datetime import date, timedelta

from zhijiao.quality.declare import EXPERIENCE, HINT, LOGIC, Hit, Q, QuerySet, RuleData, rule

OVERVIEW, ORGANISATION, RECRUIT = "party.PartyOverview", "party.PartyOrganisation", "party.PartyRecruit"
TEACHER, POST = "general.Teacher", "general.TeacherEmployment"
BRANCHES = ("3", "4", "5")
MEMBERS = ("01", "02")
PROBATIONARY, FULL = "4", "5"
TALK_WITHIN = timedelta(days=31)
PROBATION_ENDS = timedelta(days=365 + 183)
"""A year of probation, and half a year at most until the meeting that ends it."""

CHARTER = "《中国共产党章程》"
ADMISSION = "《中国共产党发展党员工作细则》（中办发〔2014〕33号）"


def birthday(day: date, years: int) -> date:
    """The day a person born on ``day`` reaches an age; 1 March for those born on 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


@rule(
    "党员总数与各支部党员数之和不一致",
    EXPERIENCE,
    form=OVERVIEW,
    column="members",
    office="党务",
    reads=[ORGANISATION],
    source=CHARTER,
    message="党员总数 {members} 人，“党组织机构”中有效支部的党员人数之和 {branches} 人",
    remedy="请核对党员总数与各支部党员人数；有联合支部、流动党员的请说明",
)
def party_members(data: RuleData) -> Iterator[Hit]:
    """Every member belongs to a branch, and to one."""
    parts = data.total(ORGANISATION, "members", in_use=True, kind__in=BRANCHES)
    for school, row in data.single(OVERVIEW, "members").items():
        if school in parts and parts[school] != row["members"]:
            yield Hit(school, row["id"], {"members": row["members"], "branches": parts[school]})


@rule(
    "党支部数与党组织机构不一致",
    LOGIC,
    form=OVERVIEW,
    column="branches",
    office="党务",
    reads=[ORGANISATION],
    source=CHARTER,
    message="党支部数 {said} 个，“党组织机构”中有效的支部 {found} 个",
    remedy="请补录或更正党组织机构，或核对党支部数",
)
def party_branches(data: RuleData) -> Iterator[Hit]:
    """The branches counted are the branches listed."""
    listed = data.tally(ORGANISATION, in_use=True, kind__in=BRANCHES)
    for school, row in data.single(OVERVIEW, "branches").items():
        if listed.get(school, 0) != row["branches"]:
            yield Hit(school, row["id"], {"said": row["branches"], "found": listed.get(school, 0)})


@rule(
    "教职工党员数与教师政治面貌不一致",
    EXPERIENCE,
    form=OVERVIEW,
    column="staff_members",
    office="党务",
    reads=[POST, TEACHER],
    compares=[OVERVIEW, POST, TEACHER],
    source=CHARTER,
    message="在职教职工党员 {said} 人，教师信息中在职的中共党员（含预备党员） {found} 人",
    remedy="请核对教职工党员数与教师的政治面貌；组织关系不在本校的请说明",
)
def party_staff(data: RuleData) -> Iterator[Hit]:
    """Members among the staff are those whose political status says so."""
    day = data.day_of(OVERVIEW, "staff_members")
    found = data.tally(POST, at=day, is_part_time=False, teacher__political_status__in=MEMBERS)
    staffed = data.tally(POST, at=day)
    for school, row in data.single(OVERVIEW, "staff_members").items():
        if staffed.get(school) and found.get(school, 0) != row["staff_members"]:
            yield Hit(school, row["id"], {"said": row["staff_members"], "found": found.get(school, 0)})


@rule(
    "党组织书记不是中共党员",
    LOGIC,
    form=ORGANISATION,
    column="secretary",
    office="党务",
    reads=[TEACHER],
    source=CHARTER,
    message="“{name}”书记在“教师基本信息”中的政治面貌为{secretary__political_status}",
    remedy="请核对书记人选，或更正该教师的政治面貌",
)
def secretary_is_a_member(data: RuleData) -> QuerySet:
    """A secretary is a full member."""
    rows = data.rows(ORGANISATION).filter(in_use=True, secretary__political_status__isnull=False)
    return rows.exclude(secretary__political_status="01")


@rule(
    "党组织超过应换届日期未换届",
    HINT,
    form=ORGANISATION,
    column="due",
    office="党务",
    source="《中国共产党基层组织选举工作条例》",
    message="“{name}”应于 {due} 换届",
    remedy="请及时换届并更新最近换届日期；经批准延期的说明情况",
)
def election_overdue(data: RuleData) -> QuerySet:
    """Elections are held by the day they are due."""
    return data.rows(ORGANISATION).filter(in_use=True, due__lt=data.day)


@rule(
    "递交入党申请书时不满18周岁",
    LOGIC,
    form=RECRUIT,
    column="applied",
    office="党务",
    reads=[TEACHER, "general.Student"],
    compares=(),
    source=f"{CHARTER}第一条",
    figures=("youngest_member",),
    message="{birth} 出生，{applied} 递交申请书，不满 {limit} 周岁",
    remedy="请核对递交申请书日期与出生日期",
)
def applied_too_young(data: RuleData) -> Iterator[Hit]:
    """Who is eighteen may apply."""
    rows = data.rows(RECRUIT).filter(applied__isnull=False)
    fetched = rows.values_list("school_id", "pk", "applied", "teacher__birth", "student__birth")
    for school, pk, applied, *births in fetched:
        birth, limit = next(filter(None, births), None), data.limit("youngest_member", school)
        if birth and limit is not None and applied < birthday(birth, int(limit)):
            yield Hit(school, pk, {"birth": birth, "applied": applied, "limit": limit})


@rule(
    "递交申请书后一个月内没有谈话",
    HINT,
    form=RECRUIT,
    column="talked",
    office="党务",
    source=f"{ADMISSION}第六条",
    message="{applied} 递交申请书，{talked} 谈话，超过一个月",
    remedy="请核对两个日期；属实的今后按期谈话",
)
def talk_too_late(data: RuleData) -> Iterator[Hit]:
    """The branch talks to an applicant within a month."""
    rows = data.rows(RECRUIT).filter(applied__isnull=False, talked__isnull=False)
    for school, pk, applied, talked in rows.values_list("school_id", "pk", "applied", "talked"):
        if talked - applied > TALK_WITHIN:
            yield Hit(school, pk, {"applied": applied, "talked": talked})


@rule(
    "预备期满没有转正或延长",
    EXPERIENCE,
    form=RECRUIT,
    column="full",
    office="党务",
    source=f"{CHARTER}第七条；{ADMISSION}",
    message="{admitted} 接收为预备党员，预备期已满半年以上，没有转正日期，也没有延长预备期",
    remedy="请补录转正日期，或填写延长预备期；已终止的更正“是否终止培养”",
)
def probation_overdue(data: RuleData) -> QuerySet:
    """A year of probation ends with admission, or is prolonged."""
    pending = Q(extended=False) | Q(extended__isnull=True)
    rows = data.rows(RECRUIT).filter(pending, stage=PROBATIONARY, full__isnull=True)
    return rows.filter(admitted__lt=data.day - PROBATION_ENDS).exclude(stopped=True)


@rule(
    "已转正人员的政治面貌不是中共党员",
    EXPERIENCE,
    form=RECRUIT,
    column="stage",
    office="党务",
    reads=[TEACHER, "general.Student"],
    compares=(),
    source=CHARTER,
    message="发展阶段为{stage}，{full} 转正，人员基本信息中的政治面貌不是中国共产党党员",
    remedy="请更新该教职工或学生基本信息中的政治面貌",
)
def status_of_full_members(data: RuleData) -> QuerySet:
    """Who became a full member is one by political status too."""
    other = Q(teacher__political_status__isnull=False) & ~Q(teacher__political_status="01")
    other |= Q(student__political_status__isnull=False) & ~Q(student__political_status="01")
    return data.rows(RECRUIT).filter(other, stage=FULL)


@rule(
    "本学年发展党员数与发展新党员记录不一致",
    EXPERIENCE,
    form=OVERVIEW,
    column="recruited",
    office="党务",
    reads=[RECRUIT],
    source=ADMISSION,
    message="本学年发展党员 {said} 人，“发展新党员”中本学年接收为预备党员 {found} 人",
    remedy="请补录发展新党员记录，或核对发展党员数",
)
def recruited_this_year(data: RuleData) -> Iterator[Hit]:
    """Those admitted in the school year are those listed."""
    found = data.tally(RECRUIT, admitted__gte=data.round.academic_from, admitted__lte=data.round.academic_to)
    for school, row in data.single(OVERVIEW, "recruited").items():
        if found.get(school, 0) != row["recruited"]:
            yield Hit(school, row["id"], {"said": row["recruited"], "found": found.get(school, 0)})
