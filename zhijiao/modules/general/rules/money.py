"""Rules over income and spending."""

from collections.abc import Iterator

from zhijiao.modules.general.rules.names import STATISTICS
from zhijiao.quality.declare import EXPERIENCE, Hit, RuleData, RuleKind, rule

INCOME, SPENDING, AID = "general.Income", "general.Expenditure", "general.StudentAid"
FUNDS = "《中华人民共和国统计法》；教育经费统计报表制度"


@rule(
    "经费支出明显超过收入",
    EXPERIENCE,
    form=SPENDING,
    column="total",
    office="财务",
    reads=[INCOME],
    source=FUNDS,
    figures=("overspent",),
    message="支出合计 {spent} 万元，收入合计与上年结转共 {had} 万元，超出 {share}%",
    remedy="请核对收支两表的数值与单位；用借款支付的请说明",
)
def overspent(data: RuleData) -> Iterator[Hit]:
    """A school spends what it has, and what it borrowed."""
    income = data.single(INCOME, "total", "carried_over", "loans")
    for school, row in data.single(SPENDING, "total").items():
        got, limit = income.get(school), data.limit("overspent", school)
        had = got["total"] + got["carried_over"] + got["loans"] if got else 0
        if not had or limit is None:
            continue
        share = round(100 * (row["total"] - had) / had)
        if share > limit:
            yield Hit(school, row["id"], {"spent": row["total"], "had": had, "share": share})


@rule(
    "经费收入比上年变动过大",
    EXPERIENCE,
    form=INCOME,
    column="total",
    office="财务",
    kind=RuleKind.LAST_YEAR,
    source=FUNDS,
    figures=("money_changed",),
    message="收入合计上年 {before} 万元，本年 {now} 万元，变动 {share}%",
    remedy="请核对两年的数值，单位为万元；有专项建设资金等原因的请说明",
)
def income_changed(data: RuleData) -> Iterator[Hit]:
    """Income does not change by half within a year without a story."""
    last = data.single(INCOME, "total", back=1)
    for school, row in data.single(INCOME, "total").items():
        before, limit = last.get(school, {}).get("total"), data.limit("money_changed", school)
        if not before or limit is None:
            continue
        share = round(100 * abs(row["total"] - before) / before)
        if share > limit:
            yield Hit(school, row["id"], {"before": before, "now": row["total"], "share": share})


@rule(
    "有奖助学金收入而没有学生奖助记录",
    EXPERIENCE,
    form=INCOME,
    column="student_grants",
    office="财务",
    reads=[AID],
    source="《学生资助资金管理办法》（财教〔2021〕310号）",
    message="国家助学金和奖学金收入 {grants} 万元，本学年“学生奖助信息”没有记录",
    remedy="请补录学生奖助信息，或核对收入数值",
)
def grants_without_aid(data: RuleData) -> Iterator[Hit]:
    """Grants that came in went to students."""
    aided = data.tally(AID, year=data.year)
    for school, row in data.single(INCOME, "student_grants").items():
        if row["student_grants"] and not aided.get(school):
            yield Hit(school, row["id"], {"grants": row["student_grants"]})


@rule(
    "学生资助支出与收入相差过大",
    EXPERIENCE,
    form=SPENDING,
    column="student_aid",
    office="财务",
    reads=[INCOME],
    source=STATISTICS,
    message="学生助学金和奖学金支出 {spent} 万元，国家助学金和奖学金收入 {grants} 万元",
    remedy="请核对收支两表；用学校资金、社会捐赠资助的请说明",
)
def aid_beyond_grants(data: RuleData) -> Iterator[Hit]:
    """More aid paid out than twice the grants that came in comes from elsewhere."""
    income = data.single(INCOME, "student_grants")
    for school, row in data.single(SPENDING, "student_aid").items():
        grants = income.get(school, {}).get("student_grants") or 0
        if grants and row["student_aid"] > 2 * grants:
            yield Hit(school, row["id"], {"spent": row["student_aid"], "grants": grants})
