"""What has to be settled before students leave: who is taught what, where each is, and why somebody goes elsewhere."""

from collections.abc import Iterator
from datetime import date

from zhijiao.quality.declare import EXPERIENCE, HINT, Hit, Q, QuerySet, RuleData, rule

PROJECT, PLACEMENT = "internship.InternshipProject", "internship.InternshipPlacement"
STUDENT = "general.Student"
OWN_CHOICE = "2"
OFFICE = "教务（实习实训）"
REGULATION = "《职业学校学生实习管理规定》（教职成〔2021〕4号）"


@rule(
    "实习前没有开展教育",
    EXPERIENCE,
    form=PROJECT,
    column="education_hours",
    office=OFFICE,
    source=f"{REGULATION}（实习前制订方案、安全和应急预案并开展培训）",
    message="“{name}”实习前教育为 0 学时",
    remedy="请在学生离校前补上安全、纪律和劳动法规教育；已开展的更正“实习前教育学时”",
)
def no_education_before_leaving(data: RuleData) -> QuerySet:
    """Nobody leaves untaught."""
    return data.of_year(PROJECT).filter(education_hours=0)


@rule(
    "同一学生同时在两处实习",
    EXPERIENCE,
    form=PLACEMENT,
    column="starts",
    office=OFFICE,
    reads=[PROJECT, STUDENT],
    source=f"{REGULATION}（协议写明岗位、地点和起止时间，学生按协议实习）",
    message="学号 {number} 的“{later}”从 {starts} 开始，“{earlier}”到 {ends} 才结束",
    remedy="请更正其中一处的起止日期；换了单位的，在原去向中改为新单位，原单位写在备注",
)
def two_places_at_once(data: RuleData) -> Iterator[Hit]:
    """A student is at one place at a time; shown at the later of two placements."""
    rows = data.of_year(PLACEMENT).filter(starts__isnull=False, ends__isnull=False)
    names = ("school_id", "student_id", "pk", "student__number", "project__name", "starts", "ends")
    last: dict[tuple[int, int], tuple[str, date]] = {}
    for school, student, pk, number, project, starts, ends in rows.order_by("starts", "pk").values_list(
        *names
    ):
        earlier, until = last.get((school, student), ("", date.min))
        if starts <= until:
            dates = {"starts": starts, "ends": until}
            yield Hit(school, pk, {"number": number, "later": project, "earlier": earlier} | dates)
        if ends >= until:
            last[school, student] = (project, ends)


@rule(
    "自行选择实习单位没有说明",
    HINT,
    form=PLACEMENT,
    column="organisation",
    office=OFFICE,
    reads=[STUDENT],
    source=f"{REGULATION}第二条（学生自行选择单位的须经学校批准）",
    message="学号 {student__number} 自行选择实习单位，备注中没有写明理由和批准情况",
    remedy="请在备注中写明理由、申请和批准日期；由学校安排的更正“组织方式”",
)
def own_choice_unexplained(data: RuleData) -> QuerySet:
    """Whoever finds a place himself asks the school, which says why it agreed."""
    unsaid = Q(remarks__isnull=True) | Q(remarks="")
    return data.of_year(PLACEMENT).filter(unsaid, organisation=OWN_CHOICE)
