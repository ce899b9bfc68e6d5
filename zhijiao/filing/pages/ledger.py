"""Amounts of a page as a finance table: which items stand in one, how deep each is indented, what they are parts of."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from zhijiao.filing.schema import sums
from zhijiao.filing.schema.form import Form

FEWEST = 4
"""Amounts in a row that make a table; fewer stand among the other items."""

Run = tuple[str, list[dict[str, Any]]]


def runs(form: Form, fields: Sequence[dict[str, Any]]) -> list[Run]:
    """The fields of a section in their order: amounts of one unit as tables, whatever stands between them as a grid."""
    wholes = sums.wholes(form)
    tabled = [_unit(form, field, wholes) for field in fields]
    found: list[Run] = []
    for unit, group in groupby(zip(tabled, fields, strict=True), key=lambda pair: pair[0]):
        members = [field for _, field in group]
        if unit and len(members) >= FEWEST:
            _indent(form, members, wholes)
            found.append(("ledger", members))
        elif found and found[-1][0] == "grid":
            found[-1][1].extend(members)
        else:
            found.append(("grid", members))
    return found


def _unit(form: Form, field: Mapping[str, Any], wholes: Mapping[str, str]) -> str:
    """The unit of an amount that belongs to the sums of a form; empty for everything else."""
    name = field["name"]
    column = form.columns[name]
    belongs = name in wholes or name in wholes.values()
    return column.unit if belongs and column.numeric and column.stored and not column.private else ""


def _indent(form: Form, members: Sequence[dict[str, Any]], wholes: Mapping[str, str]) -> None:
    """How many amounts of the table each is a part of, directly or by others."""
    here = {field["name"] for field in members}
    totals = {total.name for total in sums.totals(form)}
    for field in members:
        depth, above = 0, wholes.get(field["name"])
        while above is not None and above in here and depth < 4:
            depth, above = depth + 1, wholes.get(above)
        field["depth"] = depth
        field["sums"] = field["name"] in totals


def read(form: Form, sections: Sequence[tuple[str, Sequence[dict[str, Any]]]]) -> list[tuple[str, list[Run]]]:
    """The sections of a record that is only read, each amount with its share of what it is a part of."""
    wholes = sums.wholes(form)
    numbers = {field["name"]: field["number"] for _, fields in sections for field in fields}
    drawn = [(title, runs(form, fields)) for title, fields in sections]
    for kind, fields in (run for _, found in drawn for run in found):
        for field in fields if kind == "ledger" else ():
            field["share"] = _share(field["number"], numbers.get(wholes.get(field["name"], "")))
    return drawn


def _share(part: Any, whole: Any) -> float | None:
    """A part of an amount between nothing and all; none where one of them is missing."""
    known = part is not None and whole is not None and part >= 0 and whole > 0
    return float(part / whole) if known else None
