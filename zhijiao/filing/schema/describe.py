"""The catalogue of forms as plain data, for people and programs that want to know what there is."""

from collections.abc import Callable
from typing import Any

from zhijiao.catalogue import matrix
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import Column, FormLike
from zhijiao.filing.schema.requirements import required_when
from zhijiao.filing.schema.sources import doubt_of, source_kind
from zhijiao.orgs.models import SchoolType

PLANNED = "planned"

Addition = Callable[[str], list[dict[str, Any]]]
_additions: dict[str, Addition] = {}


def register_addition(name: str) -> Callable[[Addition], Addition]:
    """Register what another part of the program has to tell of a form (by key), under a name of its own."""

    def register(tell: Addition) -> Addition:
        _additions[name] = tell
        return tell

    return register


def catalogue() -> list[dict[str, Any]]:
    """One entry per menu place, in the matrix's order.

    ``key`` names the place, ``form`` the form that stands there (a form may stand in two places); ``parts`` are forms
    without a place, shown with its records. A form that does not exist yet has ``kind`` "planned" and no columns.
    """
    forms = registry.forms()
    return [_entry(place, forms.get(place.form)) for place in matrix.places()]


def _part(form: FormLike) -> dict[str, Any]:
    """A form without a menu place, told of with the form it belongs to."""
    return {
        "form": form.key,
        "label": form.label,
        "period": str(form.period),
        "importable": form.takes_rows,
        "columns": [describe(column) for column in form.columns.values()],
        "needs": [needed.key for needed in form.needs],
        **{name: tell(form.key) for name, tell in _additions.items()},
    }


def _entry(place: matrix.Place, form: FormLike | None) -> dict[str, Any]:
    return {
        "order": place.order,
        "key": place.slug,
        "form": place.form,
        "label": form.label if form else place.label,
        "module": place.module,
        "path": list(place.path),
        "kind": form.catalogue_kind if form else PLANNED,
        "period": str(form.period) if form else None,
        "importable": form is not None and form.takes_rows,
        "import_order": place.import_order,
        "daily_from": place.daily_from.isoformat() if place.daily_from else None,
        "obligations": {
            school_type: {"level": owed.words, "number": owed.number, "note": owed.note}
            for school_type, owed in place.obligations.items()
        },
        "columns": [describe(column) for column in form.columns.values()] if form else [],
        "needs": [needed.key for needed in form.needs] if form else [],
        "parts": [_part(part) for part in registry.registry().records if form and part.host is form],
        **{name: tell(place.form) for name, tell in _additions.items()},
    }


def describe(column: Column) -> dict[str, Any]:
    """One column as plain data, for the catalogue."""
    return {
        "name": column.name,
        "label": column.label,
        "type": column.type,
        "kind": column.type_label,
        "length": column.facts.max_length,
        "unit": column.unit,
        "required": column.required,
        "required_when": required_when(column),
        "optional_for": [str(SchoolType(kind).label) for kind in column.facts.optional_for],
        "private": bool(column.private),
        "code_table": column.code_table,
        "ref": column.target.key if column.target else None,
        "note": column.note,
        "moment": column.facts.moment and str(column.facts.moment),
        "source": column.source,
        "source_kind": source_kind(column.source).value,
        "doubt": doubt_of(column),
    }
