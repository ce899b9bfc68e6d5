"""Rules over 现代学徒制: pilots that run are reported, and their figures agree."""

from collections.abc import Iterator

from zhijiao.quality.declare import EXPERIENCE, HINT, LOGIC, F, Hit, QuerySet, RuleData, rule

PILOT, TEACHING = "industry.ApprenticeshipPilot", "industry.ApprenticeshipTeaching"
RECRUITMENT, CLASS = "industry.ApprenticeshipRecruitment", "general.SchoolClass"
RUNNING = ("1", "2", "4")
ENDED = "6"
APPRENTICE_CLASS, IN_SCHOOL = "5", "1"
PILOTS = "《教育部关于开展现代学徒制试点工作的意见》（教职成〔2014〕9号）"


@rule(
    "试点没有填报本学年教学情况",
    HINT,
    form=PILOT,
    column="status",
    office="产教融合",
    reads=[TEACHING],
    source="填报指南 第三部分 产教融合",
    message="“{name}”还在进行，本学年没有填报试点教学情况",
    remedy="请填报；本学年没有学徒在学的不用填，可知晓本提示",
)
def pilot_without_teaching(data: RuleData) -> QuerySet:
    """A pilot that runs is taught."""
    taught = data.of_year(TEACHING).values("pilot_id")
    return data.rows(PILOT).filter(status__in=RUNNING).exclude(pk__in=taught)


@rule(
    "已终止的试点仍有教学情况",
    EXPERIENCE,
    form=TEACHING,
    column="pilot",
    office="产教融合",
    reads=[PILOT],
    source=PILOTS,
    message="“{pilot__name}”已经终止，本学年仍填报在学学徒 {apprentices} 人",
    remedy="请核对试点状态；学年中途终止的请说明",
)
def ended_pilot_is_taught(data: RuleData) -> QuerySet:
    """Nobody is taught in a pilot that was ended."""
    return data.of_year(TEACHING).filter(pilot__status=ENDED)


@rule(
    "学徒班数多于现代学徒制班",
    EXPERIENCE,
    form=TEACHING,
    column="classes",
    office="产教融合",
    reads=[PILOT, CLASS],
    source=PILOTS,
    message="试点班级 {said} 个，“班级信息”中该专业在校的现代学徒制班 {found} 个",
    remedy="请把学徒班的班级类型改为“现代学徒制班”，或核对班级数",
)
def classes_of_apprentices(data: RuleData) -> Iterator[Hit]:
    """Apprentices sit in classes of that kind."""
    found = data.tally(CLASS, "major", kind=APPRENTICE_CLASS, status=IN_SCHOOL)
    rows = data.of_year(TEACHING).values_list("school_id", "pk", "classes", "pilot__major_id")
    for school, pk, said, major in rows:
        number = found.get((school, major), 0)
        if (said or 0) > number:
            yield Hit(school, pk, {"said": said, "found": number})


@rule(
    "每名师傅带徒过多",
    HINT,
    form=TEACHING,
    column="mentors",
    office="产教融合",
    source=PILOTS,
    message="企业师傅 {mentors} 人，在学学徒 {apprentices} 人，每名师傅超过 {limit} 人",
    remedy="请核对师傅人数；分批轮岗、同时在岗人数较少的可知晓本提示",
    figures=("apprentices_per_mentor",),
)
def apprentices_per_mentor(data: RuleData) -> Iterator[Hit]:
    """A mentor looks after a few."""
    rows = data.of_year(TEACHING).values_list("school_id", "pk", "mentors", "apprentices")
    for school, pk, mentors, apprentices in rows:
        limit = data.limit("apprentices_per_mentor", school)
        if limit is not None and (apprentices or 0) > limit * (mentors or 0):
            values = {"mentors": mentors or 0, "apprentices": apprentices, "limit": limit}
            yield Hit(school, pk, values)


@rule(
    "学徒没有全部签订三方协议或购买保险",
    EXPERIENCE,
    form=TEACHING,
    column="agreements",
    office="产教融合",
    source=PILOTS,
    message="“{pilot__name}”在学学徒 {apprentices} 人，没有全部签订三方协议或购买保险",
    remedy="请补签、补办后更正；正在办理的请说明",
)
def apprentices_without_cover(data: RuleData) -> QuerySet:
    """Every apprentice has an agreement and is insured."""
    rows = data.of_year(TEACHING).filter(apprentices__gt=0)
    return rows.exclude(agreements=True, insured=True)


@rule(
    "实际招收人数多于计划",
    EXPERIENCE,
    form=RECRUITMENT,
    column="recruited",
    office="产教融合",
    source=PILOTS,
    message="“{pilot__name}”计划招收 {planned} 人，实际招收 {recruited} 人",
    remedy="请核对人数；经主管部门同意增招的请说明",
)
def recruited_above_plan(data: RuleData) -> QuerySet:
    """No more are taken in than were planned."""
    return data.of_year(RECRUITMENT).filter(recruited__gt=F("planned"))


@rule(
    "出徒和退出人数多于在学学徒数",
    LOGIC,
    form=RECRUITMENT,
    column="finished",
    office="产教融合",
    reads=[TEACHING],
    source=PILOTS,
    message="本学年出徒 {finished} 人、退出 {left} 人，“试点教学情况”在学学徒只有 {found} 人",
    remedy="请核对三项人数；在学学徒数为学年初各年级合计",
)
def finished_were_apprentices(data: RuleData) -> Iterator[Hit]:
    """Who finishes or leaves was an apprentice at the beginning of the year."""
    taught = {
        (school, pilot): number or 0
        for school, pilot, number in data.of_year(TEACHING).values_list(
            "school_id", "pilot_id", "apprentices"
        )
    }
    rows = data.of_year(RECRUITMENT).values_list(
        "school_id", "pk", "pilot_id", "finished", "left", "recruited"
    )
    for school, pk, pilot, finished, left, recruited in rows:
        found = taught.get((school, pilot))
        if found is not None and (finished or 0) + (left or 0) > found + (recruited or 0):
            yield Hit(school, pk, {"finished": finished or 0, "left": left or 0, "found": found})
