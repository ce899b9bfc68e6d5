"""The dictionary as it was in each release: JSON files in `snapshots`, written by `zhijiao dictionary --snapshot`.

`next.json` is what has not been released yet; a test keeps it equal to the program. A release gives it its number.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version

from zhijiao.dictionary import content

FOLDER = Path(__file__).parent / "snapshots"
NEXT = FOLDER / "next.json"
FACTS = (
    "label", "type", "length", "unit", "required", "required_when", "optional_for", "private", "code_table", "ref",
    "moment", "source", "system", "system_field", "note",
)  # fmt: skip
"""What counts as a change of an item."""

Snapshot = dict[str, Any]


def taken() -> str:
    """The present dictionary as a snapshot, a line for each item and table, so that a change is a changed line."""
    forms = ",\n".join(_form(form) for form in content.forms().values())
    codes = ",\n".join(_table(table) for table in content.code_tables().values())
    return f'{{"forms":{{\n{forms}\n}},\n"code_tables":{{\n{codes}\n}}}}\n'


def present() -> Snapshot:
    """The present dictionary as `read` gives that of a release."""
    return _parsed(taken())


def versions() -> list[str]:
    """Numbers of the releases whose dictionary is kept, the latest first."""
    return sorted(
        (file.stem for file in FOLDER.glob("*.json") if _is_version(file.stem)), key=Version, reverse=True
    )


@cache
def read(version: str) -> Snapshot:
    """The dictionary of a release.

    Raises:
        KeyError: none is kept of that number.
    """
    if version not in versions():
        raise KeyError(version)
    return _parsed((FOLDER / f"{version}.json").read_text(encoding="utf-8"))


def _parsed(text: str) -> Snapshot:
    found: Snapshot = json.loads(text)
    return found


def _is_version(text: str) -> bool:
    try:
        Version(text)
    except InvalidVersion:
        return False
    return True


def _form(form: content.Entry) -> str:
    about = {name: form[name] for name in ("label", "period", "host") if form[name]}
    items = ",\n".join(f"  {_json(column['name'])}:{_json(_item(column))}" for column in form["columns"])
    return f'{_json(form["form"])}:{_json(about)[:-1]},"items":{{\n{items}\n}}}}'


def _item(column: content.Entry) -> content.Entry:
    """The facts that are there: what is empty is left out."""
    return {name: column[name] for name in FACTS if column[name] not in (None, "", False, [])}


def _table(table: content.Entry) -> str:
    about = {name: table[name] for name in ("title", "standard", "edition") if table[name]}
    codes = {each["code"]: each["name"] for each in table["codes"] if not each["valid_to"]}
    return f"{_json(table['table'])}:{_json(about | {'codes': codes})}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
