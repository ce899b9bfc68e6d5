"""Where students are sent, how many of them, who arranged it, and what was filed and recorded."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from zhijiao.quality.declare import EXPERIENCE, HINT, LOGIC, Hit, Q, QuerySet, RuleData, rule

PROJECT, PLACEMENT = "internship.InternshipProject", "internship.InternshipPlacement"
PROGRESS, RESULT = "internship.InternshipProgress", "internship.InternshipResult"
BASE = "internship.InternshipBase"
ENTERPRISE, STUDENT = "industry.Enterprise", "general.Student"
ON_THE_JOB = "2"
UNDER_WAY, ENDED = "2", "3"
BARS, BATHS, INDOOR_FUN = "6233", "8051", "901"
AGENCIES = ("7262", "7263")
OFFICE = "教务（实习实训）"
REGULATION = "《职业学校学生实习管理规定》（教职成〔2021〕4号）"


@rule(
    "安排学生到禁止的场所",
    LOGIC,
    form=PLACEMENT,
    column="company",
    office=OFFICE,
    reads=[ENTERPRISE, STUDENT],
    source=f"{REGULATION}第十六条第五项",
    message="学号 {student__number} 的实习单位“{company__name}”所属行业为“{company__industry}”",
    remedy="不得到酒吧、夜总会、歌厅、洗浴中心、电子游戏厅、网吧等场所实习：请立即召回，或核对企业的所属行业",
)
def forbidden_place(data: RuleData) -> QuerySet:
    """Bars, dance halls, baths, game halls and internet cafés are closed to interns."""
    trades = Q(company__industry__in=(BARS, BATHS)) | Q(company__industry__startswith=INDOOR_FUN)
    return data.of_year(PLACEMENT).filter(trades | Q(company__entertainment=True))


@rule(
    "实习项目通过中介机构组织",
    LOGIC,
    form=PROJECT,
    column="via_agent",
    office=OFFICE,
    source=f"{REGULATION}第十六条第六项",
    message="“{name}”填写为通过中介机构组织",
    remedy="不得通过中介机构或有偿代理组织、安排和管理实习：请终止委托、由学校直接安排，填写有误的更正",
)
def through_an_agent(data: RuleData) -> QuerySet:
    """Schools arrange internships themselves."""
    return data.of_year(PROJECT).filter(via_agent=True)


@rule(
    "实习单位为中介或派遣机构",
    EXPERIENCE,
    form=PLACEMENT,
    column="company",
    office=OFFICE,
    reads=[ENTERPRISE, STUDENT],
    source=f"{REGULATION}第十六条第六项",
    message="学号 {student__number} 的实习单位“{company__name}”从事劳务中介或派遣（所属行业“{company__industry}”）",
    remedy="请填写学生实际上岗的单位；确在该机构本部岗位实习的说明情况",
)
def agency_as_host(data: RuleData) -> QuerySet:
    """A host that lends people out is hardly where the student works."""
    agency = Q(company__industry__in=AGENCIES) | Q(company__labour_agency=True)
    return data.of_year(PLACEMENT).filter(agency)


@rule(
    "实习向学生收取费用",
    LOGIC,
    form=PROJECT,
    column="fees",
    office=OFFICE,
    source=f"{REGULATION}（不得向学生收取押金、培训费、管理费等任何费用）",
    message="“{name}”填写为向学生收取费用",
    remedy="请全部退还；填写有误的更正“是否向学生收取费用”",
)
def fees_for_interns(data: RuleData) -> QuerySet:
    """Nobody takes money from interns."""
    return data.of_year(PROJECT).filter(fees=True)


@rule(
    "岗位实习没有报主管部门备案",
    EXPERIENCE,
    form=PROJECT,
    column="filed",
    office=OFFICE,
    source=f"{REGULATION}（实习前报教育主管部门备案）",
    message="“{name}”为岗位实习或跨省、境外实习，没有报主管部门备案",
    remedy="请补办备案并填写文号；跨省、境外实习须先经主管部门批准",
)
def not_filed(data: RuleData) -> QuerySet:
    """The authority knows before the students leave."""
    told = Q(kind=ON_THE_JOB) | Q(cross_province=True) | Q(abroad=True)
    return data.of_year(PROJECT).filter(told, filed=False)


@rule(
    "学生在省外而项目不是跨省实习",
    LOGIC,
    form=PLACEMENT,
    column="region",
    office=OFFICE,
    reads=[PROJECT, STUDENT],
    source=f"{REGULATION}（跨省实习须经批准并报省级备案）",
    message="学号 {number} 的实习所在地在省外，“{internship}”填写为不跨省",
    remedy="请更正实习项目的“是否跨省实习”并补办批准，或核对实习所在地",
)
def unsaid_cross_province(data: RuleData) -> Iterator[Hit]:
    """Who goes to another province makes the project one across provinces."""
    rows = data.of_year(PLACEMENT).filter(project__cross_province=False, region__isnull=False)
    names = ("school_id", "pk", "student__number", "project__name", "region")
    for school, pk, number, internship, region in rows.values_list(*names):
        own = data.facts[school].province
        if own and region[:2] != own:
            yield Hit(school, pk, {"number": number, "internship": internship})


@rule(
    "同一单位实习学生比例过高",
    EXPERIENCE,
    form=PLACEMENT,
    column="company",
    office=OFFICE,
    reads=[PROJECT, ENTERPRISE],
    source=f"{REGULATION}（2016年规定第九条同；岗位实习学生一般不超过在岗职工总数的10%）",
    figures=("intern_share",),
    message="“{host}”有岗位实习学生 {interns} 人，从业人员 {employees} 人，占 {share}%，超过 {limit}%",
    remedy="请分散到其他单位，或核对企业信息的从业人员数；分批错开的说明起止",
)
def many_interns_in_a_company(data: RuleData) -> Iterator[Hit]:
    """Interns are a tenth of those who work there; shown at the first of them."""
    rows = data.of_year(PLACEMENT).filter(project__kind=ON_THE_JOB, company__employees__gt=0)
    names = ("school_id", "company_id", "company__name", "company__employees")
    yield from _too_many(data, rows, names, "intern_share", ("host", "employees"))


@rule(
    "同一岗位实习学生比例过高",
    EXPERIENCE,
    form=PLACEMENT,
    column="post",
    office=OFFICE,
    reads=[PROJECT, ENTERPRISE],
    source=f"{REGULATION}（2016年规定第九条同；一般不超过同类岗位职工总人数的20%）",
    figures=("intern_post_share",),
    message="“{host}”的“{position}”岗位有实习学生 {interns} 人，同类岗位职工 {staff} 人，占 {share}%，超过 {limit}%",
    remedy="请分散到其他岗位或单位，或核对同类岗位职工数",
)
def many_interns_in_a_post(data: RuleData) -> Iterator[Hit]:
    """Interns are a fifth of those in like posts; shown at the first of them."""
    rows = data.of_year(PLACEMENT).filter(project__kind=ON_THE_JOB, post_staff__gt=0)
    names = ("school_id", "company_id", "company__name", "post", "post_staff")
    yield from _too_many(data, rows, names, "intern_post_share", ("host", "position", "staff"))


def _too_many(
    data: RuleData, rows: QuerySet, names: tuple[str, ...], figure: str, said: tuple[str, ...]
) -> Iterator[Hit]:
    """Groups of placements, by all ``names`` but the last, that are more than a share of the most the last one says."""
    groups: dict[tuple[Any, ...], list[tuple[int, int]]] = defaultdict(list)
    for pk, *group, there in rows.order_by("pk").values_list("pk", *names):
        groups[tuple(group)].append((pk, there))
    for (school, _, *words), found in groups.items():
        most = max(there for _, there in found)
        limit, share = data.limit(figure, school), Decimal(100 * len(found)) / most
        if limit is not None and share > limit:
            values = dict(zip(said, (*words, most), strict=True))
            counted = {"interns": len(found), "share": round(share), "limit": limit}
            yield Hit(school, found[0][0], values | counted)


@rule(
    "实习项目与学生实习去向人数不符",
    EXPERIENCE,
    form=PROJECT,
    column="students",
    office=OFFICE,
    reads=[PLACEMENT],
    source="填报指南 第三部分 实习实训",
    message="“{title}”参加学生 {said} 人，“学生实习去向”有 {found} 人",
    remedy="请逐人补录实习去向，或核对参加学生数；中途退出的在项目备注中说明",
)
def placements_missing(data: RuleData) -> Iterator[Hit]:
    """Every student of a project that runs or has ended is somewhere."""
    found = data.tally(PLACEMENT, "project")
    rows = data.of_year(PROJECT).filter(status__in=(UNDER_WAY, ENDED), students__isnull=False)
    for school, pk, title, said in rows.values_list("school_id", "pk", "name", "students"):
        there = found.get((school, pk), 0)
        if there != said:
            yield Hit(school, pk, {"title": title, "said": said, "found": there})


@rule(
    "实习已结束而没有实习结果",
    EXPERIENCE,
    form=PROJECT,
    column="status",
    office=OFFICE,
    reads=[PLACEMENT, RESULT],
    source=f"{REGULATION}（学校会同实习单位考核，成绩记入学业成绩）",
    message="“{title}”已结束，{placed} 名学生中有 {lacking} 人没有“实习结果”",
    remedy="请补录实习结果；尚未考核的把项目状态改回“进行中”",
)
def results_missing(data: RuleData) -> Iterator[Hit]:
    """What has ended was marked."""
    placed = data.tally(PLACEMENT, "project")
    marked = data.tally(RESULT, "placement__project")
    rows = data.of_year(PROJECT).filter(status=ENDED)
    for school, pk, title in rows.values_list("school_id", "pk", "name"):
        there = placed.get((school, pk), 0)
        lacking = there - marked.get((school, pk), 0)
        if lacking > 0:
            yield Hit(school, pk, {"title": title, "placed": there, "lacking": lacking})


@rule(
    "实习期间没有过程记录",
    EXPERIENCE,
    form=PROJECT,
    column="status",
    office=OFFICE,
    reads=[PLACEMENT, PROGRESS],
    source=f"{REGULATION}（建立实习过程管理记录）",
    message="“{title}”有 {placed} 名学生在外，“学生实习情况”没有记录",
    remedy="请按月补录学生实习情况",
)
def progress_missing(data: RuleData) -> Iterator[Hit]:
    """Whoever is away is heard of."""
    placed = data.tally(PLACEMENT, "project")
    told = data.tally(PROGRESS, "placement__project")
    rows = data.of_year(PROJECT).filter(status__in=(UNDER_WAY, ENDED))
    for school, pk, title in rows.values_list("school_id", "pk", "name"):
        if (there := placed.get((school, pk), 0)) and not told.get((school, pk)):
            yield Hit(school, pk, {"title": title, "placed": there})


@rule(
    "当月没有教师指导",
    HINT,
    form=PROGRESS,
    column="guidance",
    office=OFFICE,
    reads=[PLACEMENT, STUDENT],
    source=f"{REGULATION}（学校和实习单位分别指定指导教师全程指导）",
    message="学号 {placement__student__number} 在 {month} 没有校内教师指导",
    remedy="请安排指导教师联系学生；已指导的补填次数",
)
def month_without_guidance(data: RuleData) -> QuerySet:
    """A teacher of the school looks after each intern."""
    return data.of_year(PROGRESS).filter(guidance=0)


@rule(
    "实习基地没有实地考察",
    EXPERIENCE,
    form=BASE,
    column="inspected",
    office=OFFICE,
    source=f"{REGULATION}（新增实习单位须实地考察评估并形成书面报告）",
    message="“{name}”在用，没有进行实地考察评估",
    remedy="请组织考察并形成书面报告后更正；不再使用的更正“是否在用”",
)
def base_not_inspected(data: RuleData) -> QuerySet:
    """Somebody has been there before the students."""
    return data.rows(BASE).filter(in_use=True, inspected=False)


@rule(
    "实习基地未经党组织研究确定",
    HINT,
    form=BASE,
    column="decided_on",
    office=OFFICE,
    source=f"{REGULATION}（实习单位名单由学校党组织会议研究确定并对外公开）",
    message="“{name}”在用，没有填写党组织研究确定日期",
    remedy="请补填会议日期；没有研究过的提交会议研究并公布名单",
)
def base_not_decided(data: RuleData) -> QuerySet:
    """The list of hosts is decided by the school's party organisation and made public."""
    return data.rows(BASE).filter(in_use=True, decided_on__isnull=True)


@rule(
    "实习基地合同已到期",
    EXPERIENCE,
    form=BASE,
    column="ends",
    office=OFFICE,
    source="《职业学校校企合作促进办法》（教职成〔2018〕1号）",
    message="“{title}”在用，合同已于 {ends} 到期",
    remedy="请续签并更新合同日期；终止合作的更正“是否在用”",
)
def base_contract_expired(data: RuleData) -> Iterator[Hit]:
    """A base in use has a contract that runs, reckoned by the end of the school year."""
    rows = data.rows(BASE).filter(in_use=True, ends__lt=data.day)
    for school, pk, title, ends in rows.values_list("school_id", "pk", "name", "ends"):
        yield Hit(school, pk, {"title": title, "ends": ends})
