"""Files of snapshots: a whole one, a form as it was, and the differences of all forms."""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from django.http import Http404

from zhijiao.files.kinds import Params, Wanted
from zhijiao.files.making import counted
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.filing.schema.form import Form
from zhijiao.identity.actions import EXPORT
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import Denied, denied
from zhijiao.orgs.models import Org
from zhijiao.snapshots import comparing, reading, visibility, wording
from zhijiao.snapshots.archive import write_archive
from zhijiao.snapshots.models import Snapshot
from zhijiao.snapshots.reading import Facts
from zhijiao.snapshots.visibility import SeenForm
from zhijiao.workbooks.table_file import write_table
from zhijiao.workbooks.writing import WRITERS

WHOLE, FORM, CHANGES = "snapshot", "snapshot_form", "snapshot_changes"
HEADS = ("表单", "变化", "记录", "项目", "前", "后", "说明")
COST = 4
"""A record of a whole snapshot costs about as much as four cells of a workbook."""


def exportable(actor: Actor, snapshot: Snapshot) -> list[SeenForm]:
    """Forms of a snapshot that the actor may export now."""
    seen = visibility.forms(actor, snapshot)
    return [each for each in seen if not each.locked and access.can(actor, each.form, EXPORT)]


def _wanted(
    kind: str, snapshot: Snapshot, what: str, end: str, forms: list[str], rows: int, **more: Any
) -> Wanted:
    title = wording.title(snapshot)
    params = {"snapshot": snapshot.pk, "forms": forms, **more}
    told = {"rows": rows, "round": snapshot.round, "revision": snapshot.revision}
    name = f"{what}_{snapshot.school.name}_{title}.{end}"
    return Wanted(kind, snapshot.school, f"{what}（{title}）", name, params, rows, rows * COST, told)


def _require(actor: Actor, params: Params) -> Snapshot:
    """The snapshot, for somebody who may export each of the forms asked for.

    Raises:
        access.Denied, access.Locked, Http404: as for an export of the form.
    """
    snapshot = visibility.get(actor, params["snapshot"])
    if not actor.may_somewhere(EXPORT):
        raise denied(actor, EXPORT)
    for key in params["forms"]:
        visibility.form(actor, snapshot, _form(key), EXPORT)
    return snapshot


def _form(key: str) -> FormLike:
    form = registry.forms().get(key)
    if form is None:
        raise Http404("系统中已没有这张表单，请重新导出。")
    return form


# A whole snapshot -----------------------------------------------------------------------------------------------------


def whole_wanted(actor: Actor, snapshot: Snapshot) -> Wanted:
    """The snapshot with the forms that the actor may export."""
    seen = exportable(actor, snapshot)
    rows = sum(each.rows for each in seen)
    return _wanted(WHOLE, snapshot, "填报快照", "zip", [each.form.key for each in seen], rows)


def require_whole(actor: Actor, school: Org, params: Params) -> None:
    """Refuse somebody who may not export the forms, or sees only a part of their records.

    Raises:
        access.Denied, access.Locked, Http404: as for an export of the form.
    """
    if access.sees_own_rows_only(actor):
        raise Denied("您只能查看本人录入的记录，不能导出整份快照。")
    _require(actor, params)


def write_whole(out: BinaryIO, actor: Actor, school: Org, params: Params) -> None:
    """Write the archive."""
    snapshot = visibility.get(actor, params["snapshot"])
    entries = {each.form.key: each.entry for each in exportable(actor, snapshot)}
    wanted = [entries[key] for key in params["forms"] if key in entries]
    write_archive(out, snapshot, counted(wanted, len(wanted)))


# A form ---------------------------------------------------------------------------------------------------------------


def form_wanted(actor: Actor, snapshot: Snapshot, form: FormLike, fmt: str) -> Wanted:
    """A form as it was then."""
    entry = visibility.form(actor, snapshot, form, EXPORT)
    rows = visibility.number_of(actor, entry)
    made = _wanted(FORM, snapshot, form.label, fmt, [form.key], rows, fmt=fmt)
    width = max(len(form.columns), 1)
    return Wanted(
        made.kind, made.org, made.subject, made.name, made.params, rows, rows * width, made.told, form.key
    )


def require_form(actor: Actor, school: Org, params: Params) -> None:
    """Refuse somebody who may not export the form.

    Raises:
        access.Denied, access.Locked, Http404: as for an export of the form.
    """
    _require(actor, params)


def records(actor: Actor, school: Org, params: Params) -> Iterable[int]:
    """Numbers of the records in the file of a form."""
    form = _form(params["forms"][0])
    if form.is_summary:
        return ()
    return list(reading.frozen_rows(actor, visibility.get(actor, params["snapshot"]), form.key).versions)


def write_form(out: BinaryIO, actor: Actor, school: Org, params: Params) -> None:
    """Write a form as it was then; private items as masks."""
    snapshot, form = visibility.get(actor, params["snapshot"]), _form(params["forms"][0])
    if form.is_summary:
        columns, rows = reading.summary_rows(snapshot, form.key)
        write_table(out, params["fmt"], [_head(column) for column in columns], rows)
        return
    frozen = reading.frozen_rows(actor, snapshot, form.key)
    columns = list(frozen.columns.values())
    cells = (
        [_cell(frozen, pk, column) for column in columns]
        for pk in counted(frozen.versions, len(frozen.versions))
    )
    write_table(out, params["fmt"], [_head(column) for column in columns], cells)


def _head(column: Facts) -> str:
    return f"{column.label}（{column.unit}）" if column.unit else column.label


def _cell(frozen: reading.FrozenRows, pk: int, column: Facts) -> Any:
    """A whole number stays a number in a workbook."""
    value = None if column.private else frozen.values(pk).get(column.name)
    return (
        value
        if isinstance(value, int) and not isinstance(value, bool)
        else frozen.text(pk, column.name) or None
    )


# Differences ----------------------------------------------------------------------------------------------------------


def changes_wanted(actor: Actor, snapshot: Snapshot, other: Snapshot | None, fmt: str) -> Wanted:
    """The differences of all forms that the actor may export, to another snapshot or to what is there now."""
    seen = [each for each in exportable(actor, snapshot) if not each.form.is_summary]
    rows = sum(each.rows for each in seen)
    keys = [each.form.key for each in seen]
    return _wanted(CHANGES, snapshot, "快照差异", fmt, keys, rows, fmt=fmt, other=other.pk if other else 0)


def require_changes(actor: Actor, school: Org, params: Params) -> None:
    """Refuse somebody who may not export one of the forms.

    Raises:
        access.Denied, access.Locked, Http404: as for an export of the form.
    """
    _require(actor, params)
    if params["other"]:
        visibility.get(actor, params["other"])


def write_changes(out: BinaryIO, actor: Actor, school: Org, params: Params) -> None:
    """Write the differences, form by form."""
    write_table(out, params["fmt"], HEADS, _changes(actor, params))


def _changes(actor: Actor, params: Params) -> Iterator[list[Any]]:
    snapshot = visibility.get(actor, params["snapshot"])
    other = visibility.get(actor, params["other"]) if params["other"] else None
    entries = {each.form.key: each.entry for each in exportable(actor, snapshot)}
    for key in counted(params["forms"], len(params["forms"])):
        form = _form(key)
        if isinstance(form, Form) and key in entries:
            if other is None:
                found = comparing.with_now(actor, snapshot, form, entries[key].year)
            else:
                found = comparing.between(actor, snapshot, other, form)
            yield from _form_changes(form, found)


def _form_changes(form: Form, found: comparing.Difference) -> Iterator[list[Any]]:
    names = [column.name for column in form.title_columns]
    for then, now in found.changed:
        title = reading.titled(found.now, now, names)
        for item in found.items(then, now):
            yield [form.label, "修改", title, item.label, item.before, item.after, item.note]
    for word, side, ids in (("新增", found.now, found.added), ("删除", found.then, found.removed)):
        for pk in ids:
            yield [form.label, word, reading.titled(side, pk, names), "", "", "", ""]


def checked_format(fmt: str) -> str:
    """A format that can be written.

    Raises:
        Http404: it cannot.
    """
    if fmt not in WRITERS:
        raise Http404("只能导出 xlsx 或 csv 格式。")
    return fmt
