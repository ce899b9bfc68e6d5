"""Columns as the page's fields: what a template needs to draw each item, with value, note, errors and prerequisite."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from zhijiao.filing.columns import Column, masked
from zhijiao.filing.desk import Desk
from zhijiao.filing.models import FilingCount
from zhijiao.filing.registry import Form
from zhijiao.privacy.cipher import for_school

#: Code tables longer than this are searched on the server instead of being sent along with the page.
LONG_TABLE = 120


@dataclass
class Section:
    """One section of a page."""

    title: str
    id: str
    fields: list[dict[str, Any]]

    @property
    def filled(self) -> int:
        """How many of its fields hold something."""
        return sum(bool(f["value"] or f.get("display")) for f in self.fields)

    @property
    def errors(self) -> int:
        """How many of its fields are wrong."""
        return sum(bool(f["errors"]) for f in self.fields)


@dataclass
class PageValues:
    """What the fields of one page hold: ``raw`` for the controls, ``shown`` as text.

    Private values are only masked, but for the page of a private form that shows them in clear.
    """

    raw: dict[str, Any] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    clear: bool = False


def stored_values(desk: Desk, record_id: int, clear: bool = False) -> PageValues:
    """Values of a record for its page; one query. With ``clear`` its own private ones too, told of before."""
    form: Form = desk.form
    wanted = list(form.columns.values())
    fetched = form.fetch(desk.rows("view").filter(pk=record_id), wanted)
    values = PageValues(clear=clear)
    if not fetched:
        return values
    cipher = for_school(desk.school.pk)
    for column, value in zip(wanted, fetched[0][1], strict=True):
        if getattr(column, "seen", None) and column.seen.private:
            values.shown[column.name] = masked(column.seen, cipher.decrypt(value)) or "" if value else ""
        elif column.private:
            plain = cipher.decrypt(value)
            values.raw[column.name] = plain or "" if clear else ""
            values.shown[column.name] = masked(column, plain) or ""
        else:
            values.raw[column.name] = column.raw(value)
            values.shown[column.name] = column.text(value)
    return values


def missing_prerequisites(desk: Desk) -> list[Form]:
    """Forms that must have rows before this one can be filled, and have none; one query."""
    needed = {form.key: form for form in desk.form.needs}
    if not needed:
        return []
    filled = FilingCount.objects.filter(school=desk.school, form__in=needed, rows__gt=0).values_list(
        "form", flat=True
    )
    return [form for key, form in needed.items() if key not in set(filled)]


def sections(
    desk: Desk, values: PageValues, problems: Mapping[str, Sequence[str]] | None = None
) -> list[Section]:
    """The page's sections with their fields."""
    problems = problems or {}
    blocked = {form.key for form in missing_prerequisites(desk)}
    made = []
    for number, (title, columns) in enumerate(desk.form.sections.items(), 1):
        fields = [
            page_field(desk, column, values, problems.get(column.name, ()), blocked) for column in columns
        ]
        made.append(Section(title, f"sec-{number}", fields))
    return made


def page_field(
    desk: Desk, column: Column, values: PageValues, errors: Sequence[str], blocked: set[str]
) -> dict[str, Any]:
    """One field as the macros of ``ui.html`` take it."""
    name = column.name
    described: dict[str, Any] = {
        "name": name,
        "label": column.label,
        "value": values.raw.get(name, ""),
        "display": values.shown.get(name, ""),
        "widget": "private" if column.private and not values.clear else column.widget,
        "required": column.required_for(desk.school.school_type),
        "note": column.note,
        "unit": column.unit,
        "example": "" if column.private or column.example is None else str(column.example),
        "source": column.source,
        "errors": list(errors),
        "maxlength": column.facts.max_length,
        "width": 3 if column.type == "longtext" else None,
    }
    if column.private and described["display"] and not values.clear:
        described["required"] = False
    if column.ref:
        described["options_url"] = reverse("filing:options", args=[desk.form, name])
        if column.target.key in blocked:
            target = column.target
            described["blocked"] = {
                "label": target.label,
                "text": f"读取“{target.label}”，目前还没有数据",
                "url": reverse("filing:list", args=[target]),
            }
    elif column.code_table:
        choices = column.choices() if column.type != "region" else []
        if column.type == "region" or (len(choices) > LONG_TABLE and column.type == "code"):
            described.update(widget="ref", options_url=reverse("filing:options", args=[desk.form, name]))
        else:
            described["choices"] = choices
    elif column.type == "term":
        described["choices"] = column.choices()
    return described
