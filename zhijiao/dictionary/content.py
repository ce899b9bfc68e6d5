"""What the dictionary holds, as plain data, made of the catalogue of forms and of the code tables."""

from functools import cache
from typing import Any

from zhijiao.catalogue import tables
from zhijiao.catalogue.tables import CodeTable
from zhijiao.filing.schema.describe import PLANNED, catalogue
from zhijiao.orgs.models import SchoolType
from zhijiao.upstream import layout

Entry = dict[str, Any]


@cache
def forms() -> dict[str, Entry]:
    """Every form once, in the order of the menu, a part after the form it goes with."""
    found: dict[str, Entry] = {}
    for place in catalogue():
        if place["kind"] == PLANNED:
            continue
        path = " › ".join(place["path"])
        form = found.setdefault(place["form"], _form(place, module=place["module"], kind=place["kind"]))
        form["paths"].append(path)
        form["obligations"] = form["obligations"] or {
            str(SchoolType(kind).label): owed["level"] for kind, owed in place["obligations"].items()
        }
        for part in place["parts"]:
            told = _form(part, module=place["module"], kind=place["kind"], host=place["form"])
            found.setdefault(part["form"], told)["paths"] = [f"{path} › {part['label']}"]
    return found


def _form(told: Entry, *, module: str, kind: str, host: str | None = None) -> Entry:
    return {
        "form": told["form"],
        "label": told["label"],
        "module": module,
        "kind": kind,
        "host": host,
        "period": told["period"],
        "paths": [],
        "obligations": {},
        "needs": told["needs"],
        "columns": [column | _origin(told["form"], column["name"]) for column in told["columns"]],
    }


def _origin(form: str, item: str) -> Entry:
    """The source system that an item belongs to, and what it is called there; empty for most."""
    owner = layout.owner_of(form, item)
    fields = [field for part in owner.parts for field in part.of_form(form)] if owner else []
    named = next((field.name for field in fields if field.item == item and field.owned), "")
    return {"system": owner.label if owner else "", "system_field": named}


@cache
def code_tables() -> dict[str, Entry]:
    """Every code table that an item takes its values from, with the items that do."""
    used: dict[str, list[list[str]]] = {}
    for form in forms().values():
        for column in form["columns"]:
            if column["code_table"]:
                used.setdefault(column["code_table"], []).append([form["form"], column["name"]])
    return {key: _table(tables.table(key), used[key]) for key in sorted(used)}


def _table(table: CodeTable, used: list[list[str]]) -> Entry:
    return {
        "table": table.key,
        "title": table.title,
        "standard": table.standard,
        "edition": table.edition,
        "source": table.source,
        "doubt": "" if table.doubt == "无" else table.doubt,
        "note": table.note,
        "used_by": used,
        "codes": [
            {
                "code": entry.code,
                "name": entry.name,
                "parent": entry.parent,
                "heading": entry.heading,
                "valid_from": entry.valid_from and entry.valid_from.isoformat(),
                "valid_to": entry.valid_to and entry.valid_to.isoformat(),
            }
            for entry in table.entries.values()
        ],
    }


def whole(version: str) -> Entry:
    """The dictionary as one JSON document."""
    return {"version": version, "forms": list(forms().values()), "code_tables": list(code_tables().values())}
