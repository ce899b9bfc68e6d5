"""The one validator: columns of cells in, columns of values and every problem out.

Page, grid, workbook, API, synchronisation and demo data all pass here. Work is done per column; the number
of queries does not depend on the number of rows: one per reference column, one for the natural key, one
per further unique set, one for the records matched.
"""

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from zhijiao.filing.records import synced
from zhijiao.filing.records.stored_items import FEW, few
from zhijiao.filing.schema.columns.base import STARS, Column, labels, masked
from zhijiao.filing.schema.columns.cells import Cell, as_text
from zhijiao.filing.schema.facts import BLIND_SUFFIX
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.frame import CHANGED, NEW, SAME, WRONG, Frame
from zhijiao.filing.schema.implied_checks import NoRing, StateKept, implied_checks
from zhijiao.filing.schema.row_checks import RequiredIf
from zhijiao.private import blind_index
from zhijiao.private.cipher import for_school

MASK_LEFT = ("含有打码符号“*”", "请填写完整内容；不改原值的，请重新下载后保留打码值")
"""What is said of a private cell that is neither a value nor the mask of the stored one."""


def validate(
    form: Form,
    school: Any,
    raw: Mapping[str, Sequence[Cell]],
    *,
    ids: Sequence[int | None] | None = None,
    defaults: Mapping[str, Any] | None = None,
    mappings: Mapping[tuple[str, str], str] | None = None,
    epoch1904: bool = False,
    lenient: bool = False,
    upstream: str = "",
    numbers: Sequence[int] | None = None,
    tokens: Mapping[str, Sequence[str | None]] | None = None,
) -> Frame:
    """Read and judge rows of ``form`` for a school.

    Args:
        form: the form.
        school: the school (:class:`~zhijiao.orgs.models.Org`).
        raw: cells by column name; all columns given must be of one length.
        ids: record each row is meant for; None to find it by the natural key.
        defaults: values for columns that are not given at all (year, term).
        mappings: (column, text) → code, as confirmed by the school.
        epoch1904: whether serial dates count from 1904.
        lenient: leave gaps in required items unreported (synchronised data); they are counted in ``gaps``.
        upstream: the source system whose delivery this is: its own items may change, and its empty cells leave what is
            stored.
        numbers: row numbers to name in messages, as the sheet shows them.
        tokens: ciphertext of private cells, where the caller has it already; spares encrypting them again.
    """
    size = max((len(cells) for cells in raw.values()), default=len(ids or ()))
    frame = Frame(
        form=form, school_id=school.pk, school_type=school.school_type, raw=raw, size=size,
        ids=list(ids) if ids is not None else [None] * size,
        defaults=defaults or {}, mappings=mappings or {}, tokens=tokens or {}, numbers=numbers,
        epoch1904=epoch1904, lenient=lenient, upstream=upstream,
    )  # fmt: skip
    _parse(frame)
    if ids is None:
        _match(frame)
    _load_existing(frame)
    _keep_masked(frame)
    _fill(frame)
    _required(frame)
    if ids is not None:
        _own_key(frame)
    _repeated(frame)
    for names in form.declaration.unique:
        _unique(frame, names)
    for check in (*form.declaration.checks, *implied_checks(form)):
        check.run(frame)
    synced.keep_owned(frame, school)
    _judge(frame)
    return frame


def frame_of_stored(form: Form, school: Any, rows: Sequence[tuple[int, Mapping[str, Any]]]) -> Frame:
    """A frame of values that stood in the table before: (record id, values by column), private ones in clear.

    Values not given stay as stored. Nothing is read or required anew, only keys and rings are judged. A record that is
    gone gets no id.
    """
    frame = Frame(
        form=form, school_id=school.pk, school_type=school.school_type, raw={}, size=len(rows),
        ids=[row_id for row_id, _ in rows], lenient=True,
    )  # fmt: skip
    frame.values = {column.name: [None] * frame.size for column in form.stored}
    _load_existing(frame)
    _keep_masked(frame)
    _fill(frame)
    for i, (_, values) in enumerate(rows):
        for name, value in values.items():
            frame.values[name][i] = value
    _required(frame)
    _own_key(frame)
    for names in form.declaration.unique:
        _unique(frame, names)
    for check in (*form.declaration.checks, *implied_checks(form)):
        if isinstance(check, NoRing | RequiredIf | StateKept):
            check.run(frame)
    synced.keep_owned(frame, school)
    _judge(frame)
    return frame


def _parse(frame: Frame) -> None:
    """Read every column; a column that is not given takes its default."""
    for column in frame.form.stored:
        cells = frame.raw.get(column.name)
        if cells is None:
            default = frame.defaults.get(column.name, column.facts.default)
            frame.values[column.name] = [default] * frame.size
        else:
            values = column.parse(cells, frame)
            if column.name in frame.defaults:
                default = frame.defaults[column.name]
                values = [
                    default if value is None and not frame.has_problem(i, column.name) else value
                    for i, value in enumerate(values)
                ]
            frame.values[column.name] = values


def _keys(frame: Frame) -> list[tuple[Any, ...] | None]:
    """Natural key of each row, private parts as blind indexes; None where part of it is missing."""
    if not frame.form.key_columns:
        return [()] * frame.size
    return _complete(zip(*(_comparable(frame, column) for column in frame.form.key_columns), strict=True))


def _complete(keys: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...] | None]:
    """The keys, None in the place of those of which a part is missing."""
    return [None if None in key else key for key in keys]


def _owners(frame: Frame) -> list[int | None]:
    """The record that holds each row's key, if any; a private part may still stand under a former master key."""
    every = [_keys(frame), *(_complete(keys) for keys in _former_keys(frame, frame.form.key_columns))]
    stored = _stored_keys(frame, [key for keys in every for key in keys])
    found = zip(*every, strict=True)
    return [next((stored[key] for key in keys if key is not None and key in stored), None) for keys in found]


def _stored_keys(frame: Frame, keys: Iterable[tuple[Any, ...] | None]) -> dict[tuple[Any, ...], int]:
    """Ids of the school's records by natural key, in one query."""
    attnames = [_compared_by(column) for column in frame.form.key_columns]
    wanted = {key for key in keys if key is not None}
    if not wanted:
        return {}
    if attnames and len(wanted) <= FEW:
        rows = few(frame, attnames[-1], {key[-1] for key in wanted}, ("pk", *attnames))
    else:
        rows = frame.form.model.unscoped.filter(school_id=frame.school_id).values_list("pk", *attnames)
    return {tuple(key): row_id for row_id, *key in rows}


def _match(frame: Frame) -> None:
    """Find the record each row belongs to by its natural key."""
    frame.ids = _owners(frame)
    for column in frame.form.key_columns:
        if column.private:
            _match_masked(frame, column)


def _match_masked(frame: Frame, column: Column) -> None:
    """Find the record of a row whose private key came back masked: the only one with this mask and the rest of the key.

    So a downloaded list can be mended and uploaded again; what the mask tells has been shown to whoever has it.
    """
    cells = frame.raw.get(column.name, ())
    rows = {i for i, cell in enumerate(cells) if type(cell) is str and not STARS.isdisjoint(cell)}
    if not rows:
        return
    others = [other for other in frame.form.key_columns if other is not column]
    shown: dict[tuple[Any, ...], list[int]] = {}
    stored = frame.form.model.unscoped.filter(school_id=frame.school_id)
    decrypt = for_school(frame.school_id).decrypt
    for row_id, token, *key in stored.values_list("pk", column.attname, *map(_compared_by, others)):
        shown.setdefault((masked(column, decrypt(token)), *key), []).append(row_id)
    for i in rows:
        key = (cells[i], *(_comparable(frame, other)[i] for other in others))
        found = shown.get(key, ())
        frame.ids[i] = found[0] if len(found) == 1 else None


def _own_key(frame: Frame) -> None:
    """A row meant for a given record may not take another record's key."""
    columns = frame.form.key_columns
    for i, other in enumerate(_owners(frame)):
        if other is not None and other != frame.ids[i]:
            shown = columns[-1] if columns else frame.form.stored[0]
            frame.problem(
                i,
                shown,
                "数据库已存在记录：正式库已有相同的"
                + (labels([c.name for c in columns], frame.form) or frame.form.label),
                "请改用别的编号，或直接编辑已有记录",
                code="exists",
            )


def _load_existing(frame: Frame) -> None:
    """Stored values of the records matched, private ones as stored; one query."""
    wanted = {row_id for row_id in frame.ids if row_id is not None}
    if not wanted:
        frame.versions = [None] * frame.size
        return
    columns = frame.form.stored
    items = ("pk", "version", "gaps", *(column.attname for column in columns))
    for row_id, version, gaps, *values in few(frame, "pk", wanted, items, most=1000):
        if row_id in wanted:
            frame.existing[row_id] = {
                "version": version,
                "gaps": gaps,
                **{column.name: value for column, value in zip(columns, values, strict=True)},
            }
    frame.ids = [row_id if row_id in frame.existing else None for row_id in frame.ids]
    frame.versions = [
        frame.existing[row_id]["version"] if row_id is not None else None for row_id in frame.ids
    ]


def _keep_masked(frame: Frame) -> None:
    """A private cell that comes back masked means: leave it. A masked cell without a stored value is refused, and so is
    a mask of a former release: where more was shown, taking it would confirm a guess.

    The values of matched records are decrypted here once, for comparison.
    """
    cipher = for_school(frame.school_id)
    matched = {row_id for row_id in frame.ids if row_id is not None}
    for column in frame.form.private_columns:
        for row_id in matched:
            stored = frame.existing[row_id]
            stored[column.name] = column.from_seal(cipher.decrypt(stored[column.name]))
        cells = frame.raw.get(column.name, ())
        for i in [i for i, cell in enumerate(cells) if type(cell) is str and not STARS.isdisjoint(cell)]:
            _keep_or_refuse(frame, column, i)


def _keep_or_refuse(frame: Frame, column: Column, i: int) -> None:
    """Keep the stored value where the mask was sent back unchanged; refuse a mask that was changed."""
    row_id = frame.ids[i]
    plain = frame.existing[row_id][column.name] if row_id is not None else None
    shown = masked(column, column.to_seal(plain))
    if plain is not None and as_text(frame.raw[column.name][i]) == shown:
        frame.values[column.name][i] = plain
        frame.keep(i, column.name)
    else:
        frame.values[column.name][i] = frame.problem(i, column, *MASK_LEFT, code="masked")


def _fill(frame: Frame) -> None:
    """Items that were not given at all stay as the matched record has them."""
    missing = [column.name for column in frame.form.stored if column.name not in frame.raw]
    for i, row_id in enumerate(frame.ids):
        if row_id is not None:
            for name in missing:
                frame.values[name][i] = frame.existing[row_id][name]
    if frame.upstream:
        _keep_unfilled(frame)
    frame.blinds.clear()  # those of keys were made before masks gave way to what they stand for


def _keep_unfilled(frame: Frame) -> None:
    """Cells that a source leaves empty stay as the matched record has them."""
    for name, cells in frame.raw.items():
        values = frame.values[name]
        for i, row_id in enumerate(frame.ids):
            if row_id is not None and as_text(cells[i]) is None:
                values[i] = frame.existing[row_id][name]


def _required(frame: Frame) -> None:
    """Count gaps in required items and report them unless the data may have gaps. A key may never have one."""
    frame.gaps = [0] * frame.size
    keys = {column.name for column in frame.form.key_columns}
    for column in frame.form.stored:
        if not column.required_for(frame.school_type) and column.name not in keys:
            continue
        values = frame.values[column.name]
        if None not in values:
            continue
        for i, value in enumerate(values):
            if value is None and not frame.has_problem(i, column.name):
                frame.gaps[i] += 1
                if frame.asks_for(column) or column.name in keys:
                    frame.problem(i, column, column.asked_for, code="required")


def _repeated(frame: Frame) -> None:
    """The natural key may stand only once among the rows."""
    first: dict[tuple[Any, ...], int] = {}
    columns = frame.form.key_columns
    if not columns:
        return
    for i, key in enumerate(_keys(frame)):
        if key is None:
            continue
        if key in first:
            frame.problem(
                i,
                columns[-1],
                f"与{frame.place(first[key])}的{labels([c.name for c in columns], frame.form)}相同",
                "同一文件中只能出现一次，请删去重复的行",
                code="repeated",
            )
        else:
            first[key] = i


def _unique(frame: Frame, names: Sequence[str]) -> None:
    """A further set of columns may not repeat, neither among the rows nor in the school; private ones by
    blind index.
    """
    columns = [frame.form.columns[name] for name in names]
    keys = list(zip(*(_comparable(frame, column) for column in columns), strict=True))
    former = _former_keys(frame, columns)
    attnames = [_compared_by(column) for column in columns]
    wanted = {key for each in (keys, *former) for key in each if None not in key}
    items = ("pk", *(frame.form.reference_paths[:1] or ("pk",)), *attnames)
    rows = few(frame, attnames[0], {key[0] for key in wanted}, items) if wanted else ()
    owners = {tuple(key): (row_id, title) for row_id, title, *key in rows}
    first: dict[tuple[Any, ...], int] = {}
    for i, key in enumerate(keys):
        if None in key:
            continue
        owner = next((owners[each[i]] for each in (keys, *former) if each[i] in owners), None)
        if owner is not None and owner[0] != frame.ids[i]:
            frame.problem(
                i,
                columns[0],
                f"数据库已存在记录：与{frame.form.reference_label} {owner[1]} 的{labels(names, frame.form)}相同",
                "请核对是否为同一人或同一事项",
                code="exists",
            )
        elif key in first:
            frame.problem(
                i,
                columns[0],
                f"与{frame.place(first[key])}的{labels(names, frame.form)}相同",
                "请核对是否重复",
                code="repeated",
            )
        else:
            first[key] = i


def _comparable(frame: Frame, column: Column) -> list[Any]:
    """Values to compare; the blind index of private ones, computed once for writing too."""
    return blinds_of(frame, column) if column.private else frame.values[column.name]


def _compared_by(column: Column) -> str:
    """The database attribute that tells values apart."""
    return column.name + BLIND_SUFFIX if column.private else column.attname


def _former_keys(frame: Frame, columns: Sequence[Column]) -> list[list[tuple[Any, ...]]]:
    """The same keys as they stand in rows that still carry blind indexes of a former master key."""
    if not any(column.private for column in columns):
        return []
    found = []
    for master in blind_index.former_masters():
        values = [
            blind_index.index_many(column.private, frame.values[column.name], master)
            if column.private
            else frame.values[column.name]
            for column in columns
        ]
        found.append(list(zip(*values, strict=True)))
    return found


def blinds_of(frame: Frame, column: Column) -> list[str | None]:
    """Blind indexes of a private column."""
    if column.name not in frame.blinds:
        frame.blinds[column.name] = blind_index.index_many(column.private, frame.values[column.name])
    return frame.blinds[column.name]


def _judge(frame: Frame) -> None:
    """Say of each row what writing it would do."""
    wrong = frame.wrong_rows
    names = [column.name for column in frame.form.stored]
    stored_row = itemgetter(*names)
    rows = zip(*(frame.values[name] for name in names), strict=True)
    for i, (row_id, row) in enumerate(zip(frame.ids, rows, strict=True)):
        if i in wrong:
            frame.status.append(WRONG)
        elif row_id is None:
            frame.status.append(NEW)
        else:
            frame.status.append(SAME if stored_row(frame.existing[row_id]) == row else CHANGED)
