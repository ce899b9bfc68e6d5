"""What a report says: chapters with texts, tables and charts, as JSON, so that it can be kept word for word."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from zhijiao.annual_reports import live_text, majors, outline
from zhijiao.annual_reports.charts import CHARTS, ChartOf
from zhijiao.annual_reports.figures import HIDDEN, Values, shown
from zhijiao.annual_reports.outline import Indicator
from zhijiao.documents.wording import shown as written
from zhijiao.kit.periods import year_label
from zhijiao.orgs.models import Org

KEY_FIGURES = ("在校生数", "专任教师数", "专业数", "校内实训基地数")
Content = dict[str, Any]


@dataclass(frozen=True)
class Material:
    """What a report is made of: figures of two years, texts by key; `hidden` keys are not for the reader."""

    school: Org
    year: int
    values: Values
    texts: Mapping[str, str]
    last: Values = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    majors: Sequence[Sequence[str]] = ()

    def value(self, key: str) -> Decimal | str | None:
        """A figure as it may be shown; small groups are not told."""
        return self.of(key, self.values)

    def of(self, key: str, values: Values) -> Decimal | str | None:
        """The same of another year."""
        each = outline.indicators().get(key)
        return None if each is None or key in self.hidden else shown(each, values.get(key))

    def text(self, key: str) -> str:
        """A figure as it stands in a text."""
        if key == "school_name":
            return self.school.name
        if key == "year":
            return year_label(self.year)
        each, value = outline.indicators()[key], self.value(key)
        unit = "%" if each.unit == "%" else ""
        return "" if value in (None, "") else written(value) + unit


def content(material: Material) -> Content:
    """The report as it stands now."""
    return {
        "school": material.school.name,
        "year": material.year,
        "label": year_label(material.year),
        "key_figures": [_key_figure(material, item) for item in KEY_FIGURES],
        "chapters": [_chapter(material, key, title) for key, title in outline.chapters().items()],
    }


def canonical(made: Content) -> bytes:
    """The text that a digest is made of."""
    return json.dumps(made, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def kept_values(made: Content | None) -> Values:
    """The figures of a published report, by key."""
    found: Values = {}
    for chapter in (made or {}).get("chapters", ()):
        for section in chapter["sections"]:
            for row in section["rows"]:
                found[row["key"]] = as_number(row["value"]) if row["numeric"] else row["value"]
    return found


def as_number(text: str) -> Decimal | str | None:
    """A kept figure as a number again; what is hidden stays a sign."""
    return HIDDEN if text == HIDDEN else Decimal(text) if text else None


def _chapter(material: Material, key: str, title: str) -> Content:
    sections: list[Content] = [
        {"title": name, "rows": [_row(material, each) for each in found]}
        for name, found in outline.of_chapter(key).items()
    ]
    return {
        "key": key,
        "title": title,
        "essays": _essays(material, key),
        "sections": [section for section in sections if any(row["value"] for row in section["rows"])],
        "lists": _lists(material, key),
        "charts": [made for chart in CHARTS if chart.chapter == key and (made := _chart(material, chart))],
    }


def _lists(material: Material, chapter: str) -> list[Content]:
    """Tables that are no list of indicators."""
    if chapter != "quality" or not material.majors:
        return []
    return [
        {"title": "专业人数", "heads": list(majors.HEADS), "rows": [list(row) for row in material.majors]}
    ]


def _essays(material: Material, chapter: str) -> list[Content]:
    made = []
    for key, title in outline.essays(chapter).items():
        if text := material.texts.get(key, "").strip():
            made.append({"key": key, "title": title, "text": live_text.filled(text, material.text)})
    return made


def _row(material: Material, each: Indicator) -> Content:
    value, last = material.value(each.key), material.of(each.key, material.last)
    change = value - last if isinstance(value, Decimal) and isinstance(last, Decimal) else None
    return {
        "key": each.key,
        "item": each.label,
        "unit": "" if each.kind == "choice" else each.unit,
        "numeric": each.numeric,
        "computed": not each.typed,
        "value": _kept(value),
        "last": _kept(last),
        "change": _kept(change),
        "met": _met(each, value),
    }


def _met(each: Indicator, value: Decimal | str | None) -> str:
    """Of a standard: whether it is met."""
    if not each.least or not isinstance(value, Decimal):
        return ""
    return "达到" if value >= Decimal(each.least) else "未达到"


def _kept(value: Decimal | str | None) -> str:
    """A figure as text, without zeros at the end of a fraction."""
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value or ""


def _key_figure(material: Material, item: str) -> Content:
    each = outline.indicators()[outline.names()[item]]
    row = _row(material, each)
    return {name: row[name] for name in ("item", "unit", "value", "last")}


def _chart(material: Material, chart: ChartOf) -> Content | None:
    """A chart of at least two known figures."""
    keys = [outline.names()[item] for _, item in chart.items]
    this = [material.value(key) for key in keys]
    before = [material.of(key, material.last) for key in keys]
    if sum(isinstance(value, Decimal) for value in this) < 2:
        return None
    series = [("上年", before)] if any(isinstance(value, Decimal) for value in before) else []
    return {
        "title": chart.title,
        "unit": chart.unit,
        "labels": [label for label, _ in chart.items],
        "series": [
            {"name": name, "values": [_kept(v) if isinstance(v, Decimal) else None for v in values]}
            for name, values in [*series, ("本年", this)]
        ],
    }
