"""Records as lines, and back: what both sides must write alike, because digests are taken over it.

A line is ``[[number, version, value …], [gaps, made, changed]]`` with the open items, or ``[number, value …]`` with
the private ones and attached files, in the order that the head of its section names. Values are stored values: a code,
a day as text, a reference as the number of the record. Of a form that is private as a whole every item is private.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC
from django.db import models
from django.utils import timezone

from zhijiao.attachments.kinds import KINDS
from zhijiao.attachments.models import NUMBER
from zhijiao.exchange import numbers
from zhijiao.exchange.refusals import Refused
from zhijiao.filing.records.received import ReceivedRow
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.columns.files import held_files
from zhijiao.filing.schema.form import Form

encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
Convert = Callable[[Any], Any]
HASH_BYTES = 16
LARGEST_INT, LARGEST_SMALL = 2**31 - 1, 2**15 - 1
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Unreadable(ValueError):
    """A value is none of its item; the message names the item, never the value."""


@dataclass(frozen=True)
class Item:
    """How one column travels."""

    column: Column
    place: int
    """Where the column stands among the stored ones of its form."""
    private: bool
    out: Convert | None
    back: Convert


@dataclass(frozen=True)
class FormWire:
    """How the records of a form travel."""

    form: Form
    open: tuple[Item, ...]
    private: tuple[Item, ...]

    @property
    def attnames(self) -> list[str]:
        """Stored attributes in the order of the columns."""
        return [column.attname for column in self.form.stored]

    def narrowed(self, names: Sequence[str], private: Sequence[str]) -> "FormWire":
        """The same with the columns that another installation has.

        Raises:
            Refused: it has some that this program does not know.
        """
        known = {item.column.name: item for item in (*self.open, *self.private)}
        wanted = [*names, *private]
        unknown = [name for name in wanted if name not in known]
        swapped = [name for name in names if name in known and known[name].private]
        if unknown or len(set(wanted)) != len(wanted):
            raise Refused(
                f"表单“{self.form.label}”含有本系统没有的数据项（{'、'.join(unknown)[:100]}），没有入库。请先把本系统升级到与对方相同的版本。",
                "unknown-column",
                final=False,
            )
        if swapped:
            raise Refused(
                f"表单“{self.form.label}”的隐私数据项没有加密，没有入库。请对方升级系统后重新生成。",
                "open-private",
            )
        return FormWire(
            self.form, tuple(known[name] for name in names), tuple(known[name] for name in private)
        )


@lru_cache(maxsize=1000)
def wire_of(form_key: str) -> FormWire:
    """How a form's records travel, all its columns along."""
    form = registry.get(form_key)
    assert isinstance(form, Form)
    items = [_item(form, column, place) for place, column in enumerate(form.stored)]
    return FormWire(
        form,
        tuple(item for item in items if not item.private),
        tuple(item for item in items if item.private),
    )


def _item(form: Form, column: Column, place: int) -> Item:
    field = form.model._meta.get_field(column.name)
    out, back = _converters(column, field)
    if column.private and not column.holds_files:
        out, back = None, _text(column, column.facts.max_length)
    # Names of files are what people have called them, so they travel sealed whatever the item is.
    sealed = bool(column.private) or form.is_private or column.holds_files
    return Item(column, place, sealed, out, back)


def _converters(column: Column, field: Any) -> tuple[Convert | None, Convert]:
    if column.holds_files:
        return None, _files(column)
    if column.ref:
        return None, _reference(column)
    if isinstance(field, models.BooleanField | models.IntegerField):
        return None, _flag(column) if isinstance(field, models.BooleanField) else _whole(column, field)
    if isinstance(field, models.DecimalField):
        return f"{{:.{field.decimal_places}f}}".format, _decimal(column, field)
    if isinstance(field, models.DateField):
        return date.isoformat, _day(column)
    return None, _text(column, field.max_length)


def _wrong(column: Column) -> Unreadable:
    return Unreadable(f"“{column.label}”的值无法识别")


def _text(column: Column, most: int | None) -> Convert:
    def back(value: Any) -> Any:
        if value is None:
            return None
        if not isinstance(value, str) or (most and len(value) > most) or _UNSTORABLE.search(value):
            raise _wrong(column)
        return value

    return back


def _files(column: Column) -> Convert:
    text = _text(column, None)

    def back(value: Any) -> Any:
        if value is None:
            return None
        try:
            files = held_files(text(value))
            whole = all(
                NUMBER.fullmatch(each.number) and each.kind in KINDS and isinstance(each.size, int)
                and isinstance(each.name, str) and isinstance(each.digest, str)
                for each in files
            )  # fmt: skip
        except (ValueError, TypeError, RecursionError):
            raise _wrong(column) from None
        if not whole:
            raise _wrong(column)
        return value

    return back


def _reference(column: Column) -> Convert:
    def back(value: Any) -> Any:
        if value is not None and not numbers.fits(value):
            raise _wrong(column)
        return value

    return back


def _flag(column: Column) -> Convert:
    def back(value: Any) -> Any:
        if value is not None and not isinstance(value, bool):
            raise _wrong(column)
        return value

    return back


def _whole(column: Column, field: Any) -> Convert:
    most = LARGEST_SMALL if isinstance(field, models.PositiveSmallIntegerField) else LARGEST_INT

    def back(value: Any) -> Any:
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) > most:
            raise _wrong(column)
        return value

    return back


def _decimal(column: Column, field: Any) -> Convert:
    most = Decimal(10) ** (field.max_digits - field.decimal_places)

    def back(value: Any) -> Any:
        if value is None:
            return None
        try:
            read = Decimal(value) if isinstance(value, str) and len(value) < 40 else None
        except InvalidOperation:
            read = None
        if read is None or not read.is_finite() or abs(read) >= most:
            raise _wrong(column)
        return read.quantize(Decimal(1).scaleb(-field.decimal_places))

    return back


def _day(column: Column) -> Convert:
    def back(value: Any) -> Any:
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except (ValueError, TypeError):
            raise _wrong(column) from None

    return back


def moment(value: Any) -> datetime:
    """A moment that was sent as text; Unreadable if it is none."""
    try:
        read = datetime.fromisoformat(value)
    except (ValueError, TypeError):
        raise Unreadable("时间无法识别") from None
    if timezone.is_naive(read):
        raise Unreadable("时间缺少时区")
    return read


def storable(text: str) -> str:
    """A text of the other side without what no database takes."""
    return _UNSTORABLE.sub("", text)


# From lines to records ------------------------------------------------------------------------------------------------


def received(wire: FormWire, rows: Sequence[Any], private: Sequence[Any], block: int) -> list[ReceivedRow]:
    """Records as they are written, of the lines of a section.

    Raises:
        Unreadable: a value is none of its item, or the two kinds of lines do not belong together.
    """
    if not rows:
        return []
    try:
        bodies, metas = zip(*rows, strict=True)
        ids, versions, *shown = zip(*bodies, strict=True)
        hidden_ids, *hidden = zip(*private, strict=True)
        gaps, made, changed = zip(*metas, strict=True)
    except (ValueError, TypeError):
        raise Unreadable("记录的项数与表头不符") from None
    whole = len(shown) == len(wire.open) and len(hidden) == len(wire.private)
    heads = all(map(numbers.fits, ids)) and len(set(ids)) == len(ids) and ids == hidden_ids
    counts = all(type(each) is int and 0 <= each <= LARGEST_INT for each in versions)
    counts = counts and all(type(each) is int and 0 <= each <= LARGEST_SMALL for each in gaps)
    if not (whole and heads and counts):
        raise Unreadable("记录的编号、版本或项数无法识别")
    columns: list[Sequence[Any]] = [[None] * len(rows)] * len(wire.form.stored)
    for item, values in zip((*wire.open, *wire.private), (*shown, *hidden), strict=True):
        columns[item.place] = _read(item, values, block)
    moments = [list(map(moment, each)) for each in (made, changed)]
    own = [numbers.here(block, each) for each in ids]
    return list(map(ReceivedRow, own, versions, gaps, *moments, zip(*columns, strict=True)))


def _read(item: Item, values: Sequence[Any], block: int) -> list[Any]:
    read = list(map(item.back, values))
    if item.column.name in ("year", "term") and None in read:
        raise _wrong(item.column)
    if item.column.ref:
        return [None if value is None else numbers.here(block, value) for value in read]
    return read


# Digests of records ---------------------------------------------------------------------------------------------------


class RecordDigest:
    """The keyed digest of each record of a form, over its lines in clear."""

    def __init__(self, key: bytes, form_key: str) -> None:
        self._start = HMAC(key, SM3())
        self._start.update(f"{form_key}\n".encode())

    def of(self, open_part: str, private_part: str) -> bytes:
        """The digest of one record, shortened."""
        made = self._start.copy()
        made.update(f"{open_part}\n{private_part}".encode())
        return made.finalize()[:HASH_BYTES]


def written(values: Iterable[Sequence[Any]], items: Sequence[Item], block: int) -> list[Sequence[Any]]:
    """Columns of stored values as lines hold them, in the order of the items; ``values`` are columns of the form."""
    columns = list(values)
    made: list[Sequence[Any]] = []
    for item in items:
        column = columns[item.place]
        if item.column.ref:
            offset = block * numbers.SPAN
            column = [None if value is None else value - offset for value in column]
        elif item.out is not None:
            out = item.out
            column = [None if value is None else out(value) for value in column]
        made.append(column)
    return made
