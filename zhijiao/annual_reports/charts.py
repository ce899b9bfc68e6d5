"""Charts of the report: which figures stand in them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ChartOf:
    """A bar chart: labels with the items they stand for."""

    chapter: str
    title: str
    unit: str
    items: tuple[tuple[str, str], ...]


CHARTS = (
    ChartOf(
        "basics", "办学规模", "人", (("招生", "当年招生总数"), ("在校生", "在校生数"), ("毕业生", "毕业生数"))
    ),
    ChartOf(
        "basics",
        "教师队伍",
        "人",
        (
            ("教职工", "教职工总人数"),
            ("专任教师", "专任教师数"),
            ("双师型", "双师型教师数"),
            ("企业兼职", "行业企业兼职教师数"),
        ),
    ),
    ChartOf(
        "basics",
        "专任教师学历",
        "人",
        (
            ("研究生", "具有研究生学历或学位的专任教师数"),
            ("本科", "本科学历专任教师数"),
            ("本科以下", "本科以下学历专任教师数"),
        ),
    ),
    ChartOf(
        "students",
        "学生素质合格率",
        "%",
        (
            ("文化课", "文化课合格率"),
            ("专业技能", "专业技能合格率"),
            ("体质测评", "体质测评合格率"),
            ("毕业", "毕业率"),
        ),
    ),
    ChartOf(
        "society",
        "社会培训",
        "人",
        (("企业员工", "培训企业员工数"), ("农民工", "培训农民工人数"), ("退役士兵", "培训退役士兵人数")),
    ),
)
"""Only figures that forms hold, or that every school types."""
