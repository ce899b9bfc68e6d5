"""Hours, shifts and pay of interns, and how they fit the major."""

from collections.abc import Iterator
from decimal import Decimal

from zhijiao.quality.declare import EXPERIENCE, HINT, Hit, QuerySet, RuleData, rule

PROJECT, PLACEMENT = "internship.InternshipProject", "internship.InternshipPlacement"
PROGRESS, RESULT = "internship.InternshipProgress", "internship.InternshipResult"
STUDENT = "general.Student"
ON_THE_JOB = "2"
NOT_RELATED = "3"
DAYS_OF_A_MONTH = 30
OFFICE = "教务（实习实训）"
REGULATION = "《职业学校学生实习管理规定》（教职成〔2021〕4号）"
HOURS = f"{REGULATION}（执行国家关于工作时间和休息休假的规定）；《国务院关于职工工作时间的规定》"


@rule(
    "每日实习时间过长",
    EXPERIENCE,
    form=PLACEMENT,
    column="daily_hours",
    office=OFFICE,
    reads=[STUDENT],
    source=HOURS,
    figures=("intern_daily_hours",),
    message="学号 {number} 每日实习 {hours} 小时，超过 {limit} 小时",
    remedy="请与实习单位调整工时；实行综合工时并已备案的说明备案情况",
)
def long_days(data: RuleData) -> Iterator[Hit]:
    """Eight hours a day."""
    names = ("school_id", "pk", "student__number", "daily_hours")
    rows = data.of_year(PLACEMENT).filter(daily_hours__isnull=False)
    for school, pk, number, hours in rows.values_list(*names):
        limit = data.limit("intern_daily_hours", school)
        if limit is not None and hours > limit:
            yield Hit(school, pk, {"number": number, "hours": hours, "limit": limit})


@rule(
    "每周实习时间过长",
    EXPERIENCE,
    form=PLACEMENT,
    column="weekly_days",
    office=OFFICE,
    reads=[STUDENT],
    source=HOURS,
    figures=("intern_weekly_hours",),
    message="学号 {number} 每日 {daily} 小时、每周 {days} 天，一周 {hours} 小时，超过 {limit} 小时",
    remedy="请与实习单位调整工时；实行综合工时并已备案的说明备案情况",
)
def long_weeks(data: RuleData) -> Iterator[Hit]:
    """Forty hours a week."""
    names = ("school_id", "pk", "student__number", "daily_hours", "weekly_days")
    rows = data.of_year(PLACEMENT).filter(daily_hours__isnull=False, weekly_days__isnull=False)
    for school, pk, number, daily, days in rows.values_list(*names):
        limit, hours = data.limit("intern_weekly_hours", school), daily * days
        if limit is not None and hours > limit:
            yield Hit(
                school, pk, {"number": number, "daily": daily, "days": days, "hours": hours, "limit": limit}
            )


@rule(
    "休息日安排实习",
    EXPERIENCE,
    form=PLACEMENT,
    column="weekly_days",
    office=OFFICE,
    reads=[PROJECT, STUDENT],
    source=f"{REGULATION}（不得安排学生在休息日、法定节假日实习）",
    figures=("intern_weekly_days",),
    message="学号 {number} 每周实习 {days} 天，超过 {limit} 天，没有留出休息日",
    remedy="请安排每周两天休息；岗位特殊、事先报备的说明备案情况",
)
def working_on_days_of_rest(data: RuleData) -> Iterator[Hit]:
    """Two days of rest a week."""
    names = ("school_id", "pk", "student__number", "weekly_days")
    rows = data.of_year(PLACEMENT).filter(project__kind=ON_THE_JOB, weekly_days__isnull=False)
    for school, pk, number, days in rows.values_list(*names):
        limit = data.limit("intern_weekly_days", school)
        if limit is not None and days > limit:
            yield Hit(school, pk, {"number": number, "days": days, "limit": limit})


@rule(
    "安排学生夜班或加班",
    EXPERIENCE,
    form=PLACEMENT,
    column="night",
    office=OFFICE,
    reads=[PROJECT, STUDENT],
    source=f"{REGULATION}（不得安排学生加班和上夜班）",
    message="学号 {student__number} 在“{project__name}”中安排了夜班或加班",
    remedy="请取消夜班和加班；岗位特殊、事先报备的说明备案情况",
)
def night_work(data: RuleData) -> QuerySet:
    """No overtime and no nights, unless the authority was told before."""
    return data.of_year(PLACEMENT).filter(project__kind=ON_THE_JOB, night=True)


@rule(
    "实际发生夜班或加班",
    EXPERIENCE,
    form=PROGRESS,
    column="overtime",
    office=OFFICE,
    reads=[PLACEMENT, STUDENT],
    source=f"{REGULATION}（不得安排学生加班和上夜班）",
    message="学号 {placement__student__number} 在 {month} 加班 {overtime} 小时、夜班 {night_shifts} 次，去向中没有安排",
    remedy="请与实习单位核实并制止；已报备的在“学生实习去向”中注明",
)
def worked_more_than_agreed(data: RuleData) -> QuerySet:
    """Overtime and nights that nobody agreed on."""
    rows = data.of_year(PROGRESS).filter(placement__night=False)
    return rows.filter(overtime__gt=0) | rows.filter(night_shifts__gt=0)


@rule(
    "实习报酬低于规定比例",
    EXPERIENCE,
    form=PLACEMENT,
    column="pay",
    office=OFFICE,
    reads=[PROJECT, STUDENT],
    source=f"{REGULATION}第十八条",
    figures=("intern_pay_share",),
    message="学号 {number} 约定月报酬 {amount} 元，同岗位工资 {standard} 元，占 {share}%，低于 {limit}%",
    remedy="能独立上岗的学生，报酬原则上不低于同岗位工资标准的80%或最低档工资：请与实习单位协商，或说明尚不能独立上岗",
)
def low_pay(data: RuleData) -> Iterator[Hit]:
    """Four fifths of what others get in the post."""
    names = ("school_id", "pk", "student__number", "pay", "standard_pay")
    rows = data.of_year(PLACEMENT).filter(project__kind=ON_THE_JOB, pay__gt=0, standard_pay__gt=0)
    for school, pk, number, pay, standard in rows.values_list(*names):
        limit, share = data.limit("intern_pay_share", school), Decimal(100) * pay / standard
        if limit is not None and share < limit:
            found = {"amount": pay, "standard": standard, "share": round(share), "limit": limit}
            yield Hit(school, pk, {"number": number, **found})


@rule(
    "岗位实习没有报酬",
    EXPERIENCE,
    form=PLACEMENT,
    column="pay",
    office=OFFICE,
    reads=[PROJECT, STUDENT],
    source=f"{REGULATION}第十八条",
    message="学号 {student__number} 在“{project__name}”中岗位实习，约定月报酬为0",
    remedy="岗位实习应按工作量、工作强度和工作时间给予合理报酬：请与实习单位约定，或核对实习类型",
)
def unpaid_post(data: RuleData) -> QuerySet:
    """Work is paid."""
    return data.of_year(PLACEMENT).filter(project__kind=ON_THE_JOB, pay=0)


@rule(
    "实习报酬没有按月直接付给学生",
    EXPERIENCE,
    form=PROGRESS,
    column="paid_directly",
    office=OFFICE,
    reads=[PLACEMENT, STUDENT],
    source=f"{REGULATION}第十八条",
    message="学号 {placement__student__number} 在 {month} 的报酬没有按月、足额、以货币直接付给学生",
    remedy="请督促实习单位补发；不得以实物、代金券抵付，不得经他人转发",
)
def pay_held_back(data: RuleData) -> QuerySet:
    """Pay comes monthly, in money, from hand to hand."""
    return data.of_year(PROGRESS).filter(paid_directly=False)


@rule(
    "实习报酬合计与各月不符",
    EXPERIENCE,
    form=RESULT,
    column="paid",
    office=OFFICE,
    reads=[PROGRESS, PLACEMENT, STUDENT],
    source="填报指南 第三部分 实习实训",
    message="学号 {number} 的实习报酬合计 {said} 元，“学生实习情况”各月合计 {found} 元",
    remedy="请核对银行流水，更正合计或补录缺少的月份",
)
def pay_does_not_add_up(data: RuleData) -> Iterator[Hit]:
    """The whole is the sum of the months."""
    months = data.total(PROGRESS, "paid", "placement")
    names = ("school_id", "pk", "placement_id", "placement__student__number", "paid")
    rows = data.of_year(RESULT).filter(paid__isnull=False)
    for school, pk, placement, number, said in rows.values_list(*names):
        found = months.get((school, placement))
        if found is not None and found != said:
            yield Hit(school, pk, {"number": number, "said": said, "found": found})


@rule(
    "岗位与专业不对口",
    EXPERIENCE,
    form=PLACEMENT,
    column="match",
    office=OFFICE,
    reads=[PROJECT, STUDENT],
    source=f"{REGULATION}（岗位应与所学专业相同或相近）",
    message="学号 {student__number} 的岗位“{post}”与专业不对口",
    remedy="请调整到与所学专业相同或相近的岗位，或核对相关程度",
)
def unrelated_post(data: RuleData) -> QuerySet:
    """The post fits what the student learns."""
    return data.of_year(PLACEMENT).filter(project__kind=ON_THE_JOB, match=NOT_RELATED)


@rule(
    "岗位实习时间过长",
    HINT,
    form=PROJECT,
    column="ends",
    office=OFFICE,
    source=f"{REGULATION}（岗位实习时间一般为6个月）",
    figures=("internship_months",),
    message="“{title}”从 {starts} 到 {ends}，约 {months} 个月，超过 {limit} 个月",
    remedy="请核对起止日期；确需延长的，按人才培养方案和审批结果办理",
)
def long_internship(data: RuleData) -> Iterator[Hit]:
    """Half a year, as a rule; some days more do not matter."""
    rows = data.of_year(PROJECT).filter(kind=ON_THE_JOB, starts__isnull=False, ends__isnull=False)
    for school, pk, name, starts, ends in rows.values_list("school_id", "pk", "name", "starts", "ends"):
        limit, months = data.limit("internship_months", school), (ends - starts).days // DAYS_OF_A_MONTH
        if limit is not None and months > limit:
            dates = {"starts": starts, "ends": ends}
            yield Hit(school, pk, {"title": name, **dates, "months": months, "limit": limit})
