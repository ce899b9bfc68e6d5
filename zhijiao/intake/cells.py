"""Staged cells: what is kept of a row between upload and approval, and how it is shown.

A cell that was understood is kept as its value (code, ISO date, number), so that 1904 dates, mappings and odd
spellings are settled once; a cell that was not stays as typed. Private cells are encrypted either way.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from zhijiao.filing.columns import Column, as_text, masked
from zhijiao.filing.models import ImportBatch
from zhijiao.filing.records import PERIOD_FIELDS
from zhijiao.filing.registry import Form
from zhijiao.filing.validation import Frame
from zhijiao.orgs.models import Org
from zhijiao.privacy.cipher import SchoolCipher, for_school


def staged_columns(frame: Frame, names: Iterable[str], cipher: SchoolCipher) -> list[list[Any]]:
    """The cells of the named columns of a checked frame as they are kept."""
    return [_kept(frame, frame.form.columns[name], cipher) for name in names]


def _kept(frame: Frame, column: Column, cipher: SchoolCipher) -> list[Any]:
    values, raw = frame.values[column.name], frame.raw[column.name]
    if column.private:
        return cipher.encrypt_many(
            value if value is not None else as_text(cell) for value, cell in zip(values, raw, strict=True)
        )
    if column.ref:
        known: dict[Any, str | None] = {}
        for cell in raw:
            if cell not in known:
                known[cell] = as_text(cell)
        return [known[cell] for cell in raw]
    if type(column).json is Column.json:
        return [value if value is not None else _typed(cell) for value, cell in zip(values, raw, strict=True)]
    json = column.json
    return [
        json(value) if value is not None else _typed(cell) for value, cell in zip(values, raw, strict=True)
    ]


def _typed(cell: Any) -> Any:
    """A cell as typed, in a form that JSON can hold."""
    return cell.isoformat() if isinstance(cell, dt.date | dt.time) else cell


def raw_columns(
    form: Form, names: Sequence[str], rows: Sequence[Sequence[Any]], cipher: SchoolCipher
) -> dict[str, list[Any]]:
    """Columns of cells for the validator from staged rows; private ones decrypted."""
    columns = [list(cells) for cells in zip(*rows, strict=True)] or [[] for _ in names]
    raw = dict(zip(names, columns, strict=True))
    for column in form.private_columns:
        if column.name in raw:
            raw[column.name] = cipher.decrypt_many(raw[column.name])
    return raw


def shown(column: Column, cell: Any, cipher: SchoolCipher) -> str:
    """A staged cell as a reader sees it; private ones masked."""
    if cell is None:
        return ""
    if column.private:
        return masked(column, cipher.decrypt(cell)) or ""
    if isinstance(cell, list):
        return column.text(",".join(map(str, cell)))
    if isinstance(cell, bool) or column.type == "term":
        return column.text(cell) or str(cell)
    if column.code_table and isinstance(cell, str):
        return column.text(cell)
    return as_text(cell) or ""


def shown_row(form: Form, names: Sequence[str], row: Sequence[Any], school_id: int) -> dict[str, str]:
    """A staged row by column, as a reader sees it."""
    cipher = for_school(school_id)
    return {name: shown(form.columns[name], cell, cipher) for name, cell in zip(names, row, strict=True)}


def defaults(form: Form, batch: ImportBatch) -> Mapping[str, Any]:
    """Values of the period's columns that the sheet may leave out."""
    return {"year": batch.year} if "year" in PERIOD_FIELDS[form.period] and batch.year else {}


def given(form: Form, batch: ImportBatch) -> list[str]:
    """Names of those columns."""
    return list(defaults(form, batch))


def key_texts(frame: Frame) -> list[str]:
    """The natural key of each row as text; empty where part of it is missing."""
    columns = frame.form.key_columns
    if not columns:
        return [""] * frame.size
    parts = []
    for column in columns:
        values = frame.values[column.name]
        raw = frame.raw.get(column.name)
        if column.ref and raw is not None:
            parts.append([as_text(cell) for cell in raw])
        else:
            parts.append([None if value is None else str(value) for value in values])
    return ["" if None in key else " / ".join(key)[:200] for key in zip(*parts, strict=True)]


def school_of(batch: ImportBatch) -> Org:
    """The school of a batch."""
    return Org.objects.get(pk=batch.school_id)
