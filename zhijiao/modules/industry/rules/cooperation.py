"""Rules over 合作情况: agreements that have run out, hosts that must not be, figures that other forms hold too."""

from collections.abc import Iterator
from datetime import date

from zhijiao.quality.declare import EXPERIENCE, HINT, LOGIC, Hit, Q, QuerySet, RuleData, rule

COOPERATION, ENTERPRISE = "industry.Cooperation", "industry.Enterprise"
PRACTICE, CLASS = "general.TeacherPractice", "general.SchoolClass"
ORDER_CLASS = "4"
COOPERATING = "《职业学校校企合作促进办法》（教职成〔2018〕1号）"
INTERNSHIPS = "《职业学校学生实习管理规定》（教职成〔2021〕4号）"


@rule(
    "不符合条件的单位接收了实习学生",
    LOGIC,
    form=COOPERATION,
    column="interns",
    office="产教融合",
    reads=[ENTERPRISE],
    source=f"{INTERNSHIPS}第十六条",
    message="“{enterprise__name}”被登记为失信、劳务派遣或营业性娱乐单位，却接收实习学生 {interns} 人",
    remedy="请停止安排并更换实习单位；登记有误的，更正“企业信息”中的三项资质",
)
def unfit_host(data: RuleData) -> QuerySet:
    """Nobody is sent to agencies, places of entertainment, or bodies on a list of defaulters."""
    unfit = Q(enterprise__blacklisted=True) | Q(enterprise__labour_agency=True)
    return data.of_year(COOPERATION).filter(unfit | Q(enterprise__entertainment=True), interns__gt=0)


@rule(
    "合作协议已经到期",
    EXPERIENCE,
    form=COOPERATION,
    column="agreed_until",
    office="产教融合",
    source=COOPERATING,
    message="“{name}”的协议于 {agreed_until} 终止，学年开始时已经到期，却登记为继续合作",
    remedy="请续签后更新协议日期；不再合作的把是否继续合作改为“否”",
)
def agreement_expired(data: RuleData) -> QuerySet:
    """Cooperation stands on an agreement that is in force."""
    first = date(data.year, 9, 1)
    return data.of_year(COOPERATION).filter(continues=True, agreed_until__lt=first)


@rule(
    "没有签订书面协议",
    EXPERIENCE,
    form=COOPERATION,
    column="agreed",
    office="产教融合",
    source=f"{COOPERATING}第八条",
    message="“{name}”没有签订书面协议，本学年接收实习学生 {interns} 人",
    remedy="请补签协议；正在办理的请说明",
)
def interns_without_agreement(data: RuleData) -> QuerySet:
    """Students are sent on a written agreement."""
    return data.of_year(COOPERATION).filter(agreed=False, interns__gt=0)


@rule(
    "接收教师实践人数与教师实践不一致",
    EXPERIENCE,
    form=COOPERATION,
    column="practising",
    office="产教融合",
    reads=[PRACTICE, ENTERPRISE],
    source="《职业学校教师企业实践规定》（教师〔2016〕3号）",
    message="接收教师实践人数 {said} 人，“教师实践”中本学年在该企业实践的教师 {found} 人",
    remedy="请核对人数；教师实践没有登记的请补录，单位代码应与“企业信息”一致",
)
def teachers_in_practice(data: RuleData) -> Iterator[Hit]:
    """Teachers a company takes in are those whose practice is entered under its code."""
    first, last = date(data.year, 9, 1), date(data.year + 1, 8, 31)
    held = data.rows(PRACTICE).filter(started__range=(first, last), credit_code__isnull=False)
    found: dict[tuple[int, str], set[int]] = {}
    for school, code, teacher in held.values_list("school_id", "credit_code", "teacher_id"):
        found.setdefault((school, code), set()).add(teacher)
    rows = data.of_year(COOPERATION).filter(practising__gt=0, enterprise__code__isnull=False)
    for school, pk, code, said in rows.values_list("school_id", "pk", "enterprise__code", "practising"):
        number = len(found.get((school, code), ()))
        if number != said:
            yield Hit(school, pk, {"said": said, "found": number})


@rule(
    "有订单班学生，没有订单班",
    EXPERIENCE,
    form=COOPERATION,
    column="order_students",
    office="产教融合",
    reads=[CLASS],
    source=COOPERATING,
    message="本学年订单（冠名）班学生合计 {students} 人，“班级信息”中没有班级类型为订单班的班级",
    remedy="请把冠名、订单培养的班级的班级类型改为“订单班”，或核对学生数",
)
def order_students_without_class(data: RuleData) -> Iterator[Hit]:
    """Students of order classes sit in classes of that kind."""
    classes = data.tally(CLASS, kind=ORDER_CLASS)
    for school, students in data.total(COOPERATION, "order_students", year=data.year).items():
        if students and not classes.get(school):
            yield Hit(school, 0, {"students": students})


@rule(
    "有合作企业，没有合作情况",
    HINT,
    form=COOPERATION,
    column="enterprise",
    office="产教融合",
    reads=[ENTERPRISE],
    source=COOPERATING,
    message="“企业信息”有 {enterprises} 家单位，本学年没有登记合作情况",
    remedy="请按合作项目登记本学年的合作情况",
)
def no_cooperation(data: RuleData) -> Iterator[Hit]:
    """Companies are entered because something is done with them."""
    there = data.tally(COOPERATION, year=data.year)
    for school, number in data.tally(ENTERPRISE).items():
        if not there.get(school):
            yield Hit(school, 0, {"enterprises": number})
