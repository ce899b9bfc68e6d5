"""Rules over 学校获奖 and 学校项目: entered once, and finished in time."""

from collections.abc import Iterator

from zhijiao.quality.declare import EXPERIENCE, HINT, Hit, QuerySet, RuleData, rule

AWARD, PROJECT = "teaching.SchoolAward", "teaching.SchoolProject"
BUILDING = "1"
AWARDS = "填报指南 第三部分 教学管理"


@rule(
    "同一奖项登记多次",
    HINT,
    form=AWARD,
    column="document",
    office="教务",
    source=AWARDS,
    message="文号或证书编号 {document} 的“{name}”在本学年登记了 {times} 次",
    remedy="请删除重复的记录；同一文件公布的几个奖项可知晓本提示",
)
def award_twice(data: RuleData) -> Iterator[Hit]:
    """One award is entered once."""
    times = data.tally(AWARD, "document", "name", year=data.year)
    rows = data.of_year(AWARD).filter(document__isnull=False)
    for school, pk, document, name in rows.values_list("school_id", "pk", "document", "name"):
        if (number := times[school, document, name]) > 1:
            yield Hit(school, pk, {"document": document, "name": name, "times": number})


@rule(
    "项目过期没有验收",
    EXPERIENCE,
    form=PROJECT,
    column="planned_end",
    office="教务",
    source=AWARDS,
    message="“{name}”计划于 {planned_end} 完成，学年结束时仍为建设中",
    remedy="请更新项目状态；已批准延期的，更正计划完成日期",
)
def project_overdue(data: RuleData) -> QuerySet:
    """A project is accepted when its time is over."""
    return data.rows(PROJECT).filter(status=BUILDING, planned_end__lt=data.day)
