"""Amounts that are made of others, as the checks of a form declare them: what a page computes, compares and indents."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from zhijiao.filing.schema.columns.base import RecordForm
from zhijiao.filing.schema.probe import Probe
from zhijiao.filing.schema.row_checks import Check, SumOf


@dataclass(frozen=True)
class Total:
    """A total that its parts come to. ``always`` says that some part is required, so that the total is never typed."""

    name: str
    parts: tuple[str, ...]
    always: bool


def totals(form: RecordForm) -> list[Total]:
    """What is computed, inner totals first; of several ways to divide an amount the first one declared counts."""
    found: dict[str, Total] = {}
    for check in _plain(form, SumOf):
        if check.whole not in found:
            always = any(form.columns[part].required for part in check.within)
            found[check.whole] = Total(check.whole, check.within, always)
    return list(_inner_first(found))


def _plain(form: RecordForm, kind: type[Check]) -> list[Check]:
    """Checks of a kind in which nothing private takes part, for a page tells what they come to."""
    return [
        check
        for check in form.declaration.checks
        if isinstance(check, kind)
        and check.whole
        and not any(form.columns[name].private for name in check.fields)
    ]


def _inner_first(found: dict[str, Total]) -> Iterator[Total]:
    waiting = dict(found)
    while waiting:
        ready = [each for each in waiting.values() if not waiting.keys() & set(each.parts) - {each.name}]
        for each in ready or list(waiting.values()):
            yield waiting.pop(each.name)


def complete(form: RecordForm, school_id: int, cells: dict[str, list[Any]]) -> None:
    """Put the sum into totals that one row leaves empty while parts of it are filled; one that is typed is judged."""
    probe = Probe(school_id)
    for total in totals(form):
        column = form.columns[total.name]
        if total.name not in cells or probe.read(column, cells[total.name][0]) is not None or probe.failed:
            continue
        values = [probe.read(form.columns[part], cells.get(part, [None])[0]) for part in total.parts]
        filled = [value for value in values if value is not None]
        if filled and not probe.failed:
            cells[total.name] = [column.text(sum(filled))]


def for_page(form: RecordForm) -> dict[str, list[dict[str, Any]]]:
    """What the script of a page needs: what to compute, what else has to come to the same, what may not be exceeded."""
    computed = totals(form)
    kept = {(each.name, each.parts) for each in computed}
    checks = _plain(form, Check)
    sums = [check for check in checks if isinstance(check, SumOf)]
    return {
        "totals": [
            {"whole": each.name, "parts": list(each.parts), "always": each.always} for each in computed
        ],
        "same": [
            {"whole": check.whole, "parts": list(check.within)}
            for check in sums
            if (check.whole, check.within) not in kept
        ],
        "within": [
            {"whole": check.whole, "parts": list(check.within)} for check in checks if check not in sums
        ],
    }


def wholes(form: RecordForm) -> dict[str, str]:
    """Of which amount each is a part: of a sum before an amount that it only may not exceed."""
    checks = _plain(form, Check)
    ordered = sorted(checks, key=lambda check: not isinstance(check, SumOf))
    found: dict[str, str] = {}
    for check in ordered:
        for part in check.within:
            found.setdefault(part, check.whole)
    return found
