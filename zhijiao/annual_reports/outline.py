"""Chapters of the report and their indicators, from a data file that a reviewer can hold beside the published outline.

``indicators.csv`` says of each indicator where it was seen. What was not seen stays off, unless the installation marks
it in a file of its own (setting ``ZHIJIAO_REPORT_INDICATORS``: one column ``key``); it is then shown as 非官方.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from zhijiao.catalogue.code_entries import CatalogueError

FILE = Path(__file__).with_name("indicators.csv")
CHAPTERS = {
    "basics": "基本情况",
    "students": "学生发展",
    "quality": "质量保障措施",
    "companies": "校企合作",
    "society": "社会贡献",
    "organiser": "举办者履责",
    "party": "党建工作",
    "features": "特色创新",
    "problems": "主要问题和改进措施",
    "unofficial": "其他指标（非官方）",
}
SEEN, KNOWLEDGE = "seen", "knowledge"
KINDS = ("number", "text", "yes_no", "choice", "essay", "standard", "column")
NO_LINES = ("essay", "column")
"""What stands in no line of a table: texts, and columns of the list of majors."""
WAYS = ("", "count", "sum", "distinct", "value", "ratio")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of the outline.

    ``how`` says how the figure is found: counted, summed or read in ``form``, or a ratio of other indicators; empty
    where it is typed. Figures of ``small_groups`` below 3 are never shown.
    """

    key: str
    chapter: str
    section: str
    item: str
    unit: str
    kind: str
    state: str
    source: str
    small_groups: bool
    how: str
    form: str
    column: str
    where: Mapping[str, tuple[str, ...]]

    @property
    def official(self) -> bool:
        """Whether it was seen in the outline."""
        return self.state == SEEN

    @property
    def typed(self) -> bool:
        """Whether people type it; what is computed is never typed."""
        return not self.how

    @property
    def numeric(self) -> bool:
        """Whether it is a number."""
        return self.kind in ("number", "standard")

    @property
    def label(self) -> str:
        """Its name, with the mark of what is not official."""
        return self.item if self.official else f"{self.item}（非官方）"

    @property
    def options(self) -> list[str]:
        """What may be chosen."""
        return ["是", "否"] if self.kind == "yes_no" else self.unit.split() if self.kind == "choice" else []

    @property
    def parts(self) -> tuple[str, str, int]:
        """Of a ratio: the keys of both figures (the second may be missing) and the factor."""
        ratio, _, factor = self.column.partition("*")
        above, _, below = ratio.partition("/")
        return above, below, int(factor or 1)

    @property
    def least(self) -> str:
        """Of a standard: what it is compared with."""
        return self.item.partition("≥")[2]


@cache
def indicators() -> dict[str, Indicator]:
    """Indicators that are on, by key, in the order of the outline."""
    own = settings.REPORT_INDICATORS_FILE
    marked = _marked(Path(own)) if own else set()
    found = {each.key: each for each in read(FILE)}
    if unknown := sorted(marked - found.keys()):
        raise CatalogueError(f"{Path(own).name}：没有指标 {'、'.join(unknown)}，键见 indicators.csv")
    return {key: each for key, each in found.items() if each.official or key in marked}


def chapters() -> dict[str, str]:
    """Chapters with their titles; the last one only where something not official is on."""
    used = {each.chapter for each in indicators().values()}
    return {key: title for key, title in CHAPTERS.items() if key in used}


def of_chapter(chapter: str) -> dict[str, list[Indicator]]:
    """Tables of a chapter: its indicators by section, without the essays."""
    sections: dict[str, list[Indicator]] = {}
    for each in indicators().values():
        if each.chapter == chapter and each.kind not in NO_LINES:
            sections.setdefault(each.section, []).append(each)
    return sections


def essays(chapter: str) -> dict[str, str]:
    """Texts of a chapter by key with their titles: its own, and those that the outline asks for."""
    asked = [each for each in indicators().values() if each.chapter == chapter and each.kind == "essay"]
    return {chapter: "本章概述"} | {each.key: each.item for each in asked}


@cache
def names() -> dict[str, str]:
    """Keys of figures by the name that stands in a text (【在校生数】); a name of two is told apart by its section."""
    found: dict[str, str] = {"学校名称": "school_name", "学年": "year"}
    for each in indicators().values():
        if each.kind not in (*NO_LINES, "text"):
            name = each.item if each.item not in found else f"{each.section}·{each.item}"
            found[name] = each.key
    return found


def read(path: Path) -> list[Indicator]:
    """The lines of a file.

    Raises:
        CatalogueError: a line cannot be read; names file and line.
    """
    with path.open(encoding="utf-8", newline="") as file:
        made = []
        for number, row in enumerate(csv.DictReader(file), 2):
            try:
                made.append(_indicator(row))
            except (KeyError, ValueError, AttributeError) as error:
                raise CatalogueError(f"{path.name} 第 {number} 行：{error}") from error
        return made


def _indicator(row: dict[str, str]) -> Indicator:
    if row["state"] not in (SEEN, KNOWLEDGE) or row["kind"] not in KINDS or row["how"] not in WAYS:
        raise ValueError("state、kind 或 how 不在所列的词中")
    if row["chapter"] not in CHAPTERS:
        raise ValueError(f"没有章 {row['chapter']}")
    conditions = [part.split("=", 1) for part in row["where"].split(";") if part]
    return Indicator(
        **{
            name: row[name]
            for name in ("key", "chapter", "section", "item", "unit", "kind", "state", "source")
        },
        small_groups=row["small_groups"] == "yes",
        how=row["how"],
        form=row["form"],
        column=row["column"],
        where={name: tuple(values.split("|")) for name, values in conditions},
    )


def _marked(path: Path) -> set[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["key"].strip() for row in csv.DictReader(file)}
