"""Between checking and review: what the uploader decides about a checked batch."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from zhijiao.accounts.actor import Actor
from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.filing import access, registry
from zhijiao.filing.columns import CODE_SEPARATORS, Column, as_text
from zhijiao.filing.models import ImportBatch, StagedRow, ValueMapping
from zhijiao.intake import cells, upload
from zhijiao.orgs.models import Org
from zhijiao.privacy.cipher import for_school

State, Row = ImportBatch.State, StagedRow.State
MOST_WORDS = 30


class NotNow(ValueError):
    """The batch has moved on, or something else must be decided first; the text says what."""


def batch_of(actor: Actor, school: Org, batch_id: int) -> ImportBatch | None:
    """A batch of the school, without its file; None if there is none or the actor may not import its form."""
    found = (
        ImportBatch.objects.filter(school=school, pk=batch_id, kind=ImportBatch.Kind.IMPORT)
        .defer("file")
        .first()
    )
    if found is None or found.form not in registry.forms():
        return None
    access.require(actor, registry.get(found.form), "import")
    return found


def _locked(actor: Actor, batch: ImportBatch, *states: str) -> ImportBatch:
    """The batch as it stands, held until the transaction ends.

    Raises:
        NotNow: it has left these states.
    """
    access.require(actor, registry.get(batch.form), "import")
    found = (
        ImportBatch.objects.select_for_update()
        .filter(pk=batch.pk, school_id=batch.school_id)
        .defer("file")
        .get()
    )
    if found.state not in states:
        raise NotNow(f"这一批现在是“{found.get_state_display()}”，不能再做这一步。请刷新页面查看。")
    return found


@transaction.atomic
def decide(actor: Actor, batch: ImportBatch, choice: str, numbers: Sequence[int] | None = None) -> int:
    """Skip or update rows that exist in the formal table: all of them, or those of the given sheet rows."""
    if choice not in ("skip", "update"):
        raise NotNow("请选择“跳过”或“覆盖更新”。")
    batch = _locked(actor, batch, State.CHECKED)
    rows = StagedRow.objects.filter(school_id=batch.school_id, batch_id=batch.pk, state=Row.EXISTS)
    if numbers is not None:
        rows = rows.filter(number__in=numbers)
    count = rows.update(state=Row.READY if choice == "update" else Row.REMOVED)
    counted = {"good": F("good") + count} if choice == "update" else {"removed": F("removed") + count}
    ImportBatch.objects.filter(pk=batch.pk).update(existing=F("existing") - count, **counted)
    batch.refresh_from_db(fields=["good", "wrong", "existing", "removed"])
    if not batch.wrong and not batch.existing:
        _hand_over(batch)
    return count


@transaction.atomic
def submit(actor: Actor, batch: ImportBatch) -> None:
    """Send the good rows of a batch to review and leave the wrong ones behind, because the user says so."""
    batch = _locked(actor, batch, State.CHECKED)
    if batch.existing:
        raise NotNow(f"还有 {batch.existing} 行是正式库已有的记录，请先选择“跳过”或“覆盖更新”。")
    if not batch.good:
        raise NotNow("没有可以写入的行，请按提示修正文件后重新上传。")
    _hand_over(batch)
    _tell(batch, "提交复核", rows=batch.good)


def _hand_over(batch: ImportBatch) -> None:
    """To review; a batch of which nothing is left to write is done."""
    if batch.good:
        facts = {"state": State.REVIEW, "message": "上传成功，等待数据复核员复核"}
    else:
        facts = {"state": State.DONE, "message": "没有需要写入的内容", "finished_at": timezone.now()}
    ImportBatch.objects.filter(pk=batch.pk).update(**facts)
    batch.state = facts["state"]


@transaction.atomic
def cancel(actor: Actor, batch: ImportBatch) -> None:
    """Give up a batch; what has been passed already stays in the formal table."""
    batch = _locked(actor, batch, *upload.LIVE)
    _tell(batch, "放弃")
    if batch.approved:
        rows = StagedRow.objects.filter(school_id=batch.school_id, batch_id=batch.pk, state=Row.READY)
        count = rows.update(state=Row.REMOVED)
        ImportBatch.objects.filter(pk=batch.pk).update(
            state=State.DONE, removed=F("removed") + count, finished_at=timezone.now(),
            message=f"已通过 {batch.approved} 行，其余 {count} 行已放弃",
        )  # fmt: skip
        return
    upload.drop(batch, State.CANCELLED, "已放弃，没有写入任何数据")


def _tell(batch: ImportBatch, done: str, **detail: int) -> None:
    """Tell the audit log what becomes of a batch."""
    detail = {"done": done, "batch": batch.pk, **detail}
    record(Event.IMPORT, org=batch.school_id, subject=registry.get(batch.form).label, detail=detail)


def unknown_words(batch: ImportBatch) -> list[tuple[Column, str, int, list[tuple[str, str]]]]:
    """Words that no code table knows: (column, word, number of rows, suggested codes), most frequent first."""
    form = registry.get(batch.form)
    coded = {name: i for i, name in enumerate(batch.headers) if form.columns[name].code_table}
    rows = StagedRow.objects.filter(school_id=batch.school_id, batch_id=batch.pk, state=Row.WRONG)
    counts: dict[tuple[str, str], int] = {}
    for row, problems in rows.values_list("cells", "problems"):
        for name in {p["c"] for p in problems or () if p["k"] == "code" and p["c"] in coded}:
            for word in _words(form.columns[name], row[coded[name]]):
                counts[name, word] = counts.get((name, word), 0) + 1
    listed = sorted(counts.items(), key=lambda entry: -entry[1])[:MOST_WORDS]
    return [
        (form.columns[name], word, count, form.columns[name].table.suggest(word, 3))
        for (name, word), count in listed
    ]


def _words(column: Column, cell: object) -> list[str]:
    """The words of a cell that the column's table does not know."""
    text = as_text(cell) or ""
    parts = CODE_SEPARATORS.split(text) if column.type == "codes" else [text]
    return [
        word for part in parts if (word := part.strip()) and len(word) <= 100 and column.find(word) is None
    ]


@transaction.atomic
def map_word(actor: Actor, batch: ImportBatch, column_name: str, word: str, code: str) -> None:
    """Remember for the school what a word means, and check the batch again with it.

    Raises:
        NotNow: the column takes no code, or the code cannot be chosen.
    """
    batch = _locked(actor, batch, State.CHECKED)
    column = registry.get(batch.form).columns.get(column_name)
    entry = column.table.entries.get(code) if column is not None and column.code_table else None
    word = (as_text(word) or "")[:100]
    if entry is None or not entry.selectable or not word:
        raise NotNow("请从列表中选择一个有效的代码。")
    ValueMapping.objects.update_or_create(
        school_id=batch.school_id, form=batch.form, column=column_name, text=word, defaults={"code": code}
    )
    recheck(batch)


def recheck(batch: ImportBatch) -> None:
    """Queue a batch for another check of the same file."""
    batch.options.pop("attempts", None)
    ImportBatch.objects.filter(pk=batch.pk).update(
        state=State.UPLOADED, options=batch.options, total=0, progress=0, lease_owner="", lease_until=None
    )


def rows_page(batch: ImportBatch, states: Sequence[str], start: int, size: int) -> tuple[int, list[dict]]:
    """A page of staged rows as the uploader sees them: number, state, texts by column (private masked), problems."""
    form = registry.get(batch.form)
    rows = StagedRow.objects.filter(school_id=batch.school_id, batch_id=batch.pk)
    if states:
        rows = rows.filter(state__in=states)
    total = rows.count()
    cipher = for_school(batch.school_id)
    fields = ("number", "state", "cells", "problems", "version", "pk")
    page = []
    for number, state, kept, problems, version, pk in rows.order_by("number").values_list(*fields)[
        start : start + size
    ]:
        texts = {
            name: cells.shown(form.columns[name], cell, cipher)
            for name, cell in zip(batch.headers, kept, strict=True)
        }
        found = problems or []
        page.append(
            {
                "pk": pk, "number": number, "state": state, "version": version, "texts": texts, "problems": found,
                "bad": {p["c"] for p in found if p["k"] != "exists"},
                "twice": {p["c"] for p in found if p["k"] in ("exists", "repeated", "waiting")},
                "differs": {name for p in found for name in p.get("d", "").split(",") if name},
            }
        )  # fmt: skip
    return total, page
