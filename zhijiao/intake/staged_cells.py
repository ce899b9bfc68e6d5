"""Staged cells: what is kept of a row between upload and approval, and how it is shown.

A cell that was understood is kept as its value (code, ISO date, number), so that 1904 dates, mappings and odd
spellings are settled once; a cell that was not stays as typed. Private cells are encrypted either way.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from zhijiao.filing.models import ImportBatch
from zhijiao.filing.records.validation import blinds_of
from zhijiao.filing.schema.base_records import PERIOD_FIELDS
from zhijiao.filing.schema.columns.base import Column, masked
from zhijiao.filing.schema.columns.cells import as_text
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.frame import Frame
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import SchoolCipher, for_school


def staged_columns(frame: Frame, names: Iterable[str], cipher: SchoolCipher) -> list[list[Any]]:
    """The cells of the named columns of a checked frame as they are kept."""
    return [_kept(frame, frame.form.columns[name], cipher) for name in names]


def _kept(frame: Frame, column: Column, cipher: SchoolCipher) -> list[Any]:
    values, raw = frame.values[column.name], frame.raw[column.name]
    if column.private:
        return cipher.encrypt_many(
            column.to_seal(value) if value is not None else as_text(cell)
            for value, cell in zip(values, raw, strict=True)
        )
    if column.target is not None:
        known: dict[Any, str | None] = {}
        for cell in raw:
            if cell not in known:
                known[cell] = as_text(cell)
        return [known[cell] for cell in raw]
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


def cell_text(column: Column, cell: Any, cipher: SchoolCipher) -> str:
    """A staged cell as a reader sees it; private ones masked."""
    if cell is None:
        return ""
    if column.private:
        return masked(column, cipher.decrypt(cell)) or ""
    return column.json_text(fold(cell) if isinstance(cell, str) else cell)


def shown_row(form: Form, names: Sequence[str], row: Sequence[Any], school_id: int) -> dict[str, str]:
    """A staged row by column, as a reader sees it."""
    cipher = for_school(school_id)
    return {name: cell_text(form.columns[name], cell, cipher) for name, cell in zip(names, row, strict=True)}


def period_defaults(form: Form, batch: ImportBatch) -> Mapping[str, Any]:
    """Values of the period's columns that the sheet may leave out."""
    return {"year": batch.year} if "year" in PERIOD_FIELDS[form.period] and batch.year else {}


def period_column_names(form: Form, batch: ImportBatch) -> list[str]:
    """Names of the columns that the period gives."""
    return list(period_defaults(form, batch))


def key_texts(frame: Frame) -> list[str]:
    """The natural key of each row as text, a private part as its blind index; empty where part of it is missing."""
    columns = frame.form.key_columns
    if not columns:
        return [""] * frame.size
    parts = []
    for column in columns:
        values = frame.values[column.name]
        raw = frame.raw.get(column.name)
        if column.private:
            parts.append(list(blinds_of(frame, column)))
        elif column.target is not None and raw is not None:
            parts.append([as_text(cell) for cell in raw])
        else:
            parts.append([None if value is None else str(value) for value in values])
    return ["" if None in key else " / ".join(key)[:200] for key in zip(*parts, strict=True)]


def school_of(batch: ImportBatch) -> Org:
    """The school of a batch."""
    return Org.objects.get(pk=batch.school_id)
