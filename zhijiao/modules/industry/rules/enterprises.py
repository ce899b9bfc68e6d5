"""Rules over the forms of 产教融合."""

from collections.abc import Iterator

from zhijiao.quality.declare import HINT, Hit, RuleData, rule

ENTERPRISE = "industry.Enterprise"


@rule(
    "同一企业登记多次",
    HINT,
    form=ENTERPRISE,
    column="code",
    office="产教融合",
    source="《职业学校校企合作促进办法》（教职成〔2018〕1号）",
    message="组织机构代码 {code} 登记了 {times} 次",
    remedy="请保留一条，把引用改到保留的记录后删除其余",
)
def enterprise_twice(data: RuleData) -> Iterator[Hit]:
    """One enterprise is one record."""
    times = data.tally(ENTERPRISE, "code")
    rows = data.rows(ENTERPRISE).filter(code__isnull=False)
    for school, pk, code in rows.values_list("school_id", "pk", "code"):
        if (number := times[school, code]) > 1:
            yield Hit(school, pk, {"code": code, "times": number})
