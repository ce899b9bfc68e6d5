"""Between checking and review: what the uploader decides about a checked batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.filing.models import ImportBatch, StagedRow
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.columns.cells import Cell, as_text
from zhijiao.filing.schema.frame import Problem
from zhijiao.identity.actor import Actor
from zhijiao.intake import batch_news, staged_cells, upload, word_mappings
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school

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
    access.require(actor, registry.record_form(found.form), "import")
    return found


def _locked(actor: Actor, batch: ImportBatch, *states: str) -> ImportBatch:
    """The batch as it stands, held until the transaction ends.

    Raises:
        NotNow: it has left these states.
    """
    access.require(actor, registry.record_form(batch.form), "import")
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
        facts: dict[str, Any] = {"state": State.REVIEW, "message": "上传成功，等待数据复核员复核"}
    else:
        facts = {"state": State.DONE, "message": "没有需要写入的内容", "finished_at": timezone.now()}
    ImportBatch.objects.filter(pk=batch.pk).update(**facts)
    batch.state = facts["state"]
    if batch.good:
        batch_news.waiting(batch, batch.good)


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
    told = {"done": done, "batch": batch.pk, **detail}
    record(Event.IMPORT, org=batch.school_id, subject=registry.record_form(batch.form).label, detail=told)


@dataclass(frozen=True)
class UnknownWord:
    """A word that no code table knows, in how many rows it stands, and what it may mean: value and label of choices.

    ``sure`` is the value of the one that may stand preselected; mostly there is none.
    """

    column: Column
    word: str
    rows: int
    choices: list[tuple[str, str]]
    sure: str


def unknown_words(batch: ImportBatch) -> list[UnknownWord]:
    """Words that no code table knows, most frequent first."""
    form = registry.record_form(batch.form)
    coded = {name: i for i, name in enumerate(batch.headers) if form.columns[name].table}
    rows = StagedRow.objects.filter(school_id=batch.school_id, batch_id=batch.pk, state=Row.WRONG)
    counts: dict[tuple[str, str], int] = {}
    for row, problems in rows.values_list("cells", "problems").iterator(chunk_size=500):
        found = map(Problem.from_stored, problems or ())
        for name in {p.column for p in found if p.code == "code" and p.column in coded}:
            for word in _words(form.columns[name], row[coded[name]]):
                counts[name, word] = counts.get((name, word), 0) + 1
    listed = sorted(counts.items(), key=lambda entry: -entry[1])[:MOST_WORDS]
    return [_unknown_word(form.columns[name], word, count) for (name, word), count in listed]


def _unknown_word(column: Column, word: str, rows: int) -> UnknownWord:
    near, guess = column.suggest(word, 3), column.sure_guess(word)
    choices = [(word_mappings.choice_value(code, label), label) for code, label in near]
    sure = next((word_mappings.choice_value(code, label) for code, label in near if code == guess), "")
    return UnknownWord(column, word, rows, choices, sure)


def _words(column: Column, cell: Cell) -> list[str]:
    """The words of a cell that the column's table does not know."""
    text = as_text(cell) or ""
    return [
        word
        for part in column.words(text)
        if (word := part.strip()) and len(word) <= 100 and column.json_asked_for(word) is None
    ]


@transaction.atomic
def map_word(actor: Actor, batch: ImportBatch, column_name: str, word: str, chosen: str) -> None:
    """Remember for the school what a word means, and check the batch again with it.

    Raises:
        NotNow: the column takes no code, or the code cannot be chosen under the label shown.
    """
    batch = _locked(actor, batch, State.CHECKED)
    column = registry.record_form(batch.form).columns.get(column_name)
    try:
        word_mappings.keep_pair(actor, batch, column, word, chosen)
    except word_mappings.NotOffered as refused:
        raise NotNow(str(refused)) from None
    upload.recheck(batch)


@transaction.atomic
def check_again(actor: Actor, batch: ImportBatch) -> str:
    """Check the same file once more: what its rows refer to may be there by now. Says so in a sentence.

    Raises:
        NotNow: the batch is not being mended, or its file is gone.
    """
    batch = _locked(actor, batch, State.CHECKED)
    upload.recheck(batch)
    _tell(batch, "重新校验")
    return upload.RECHECKING


def as_shown(batch: ImportBatch, rows: QuerySet[StagedRow]) -> list[dict]:
    """Staged rows as the uploader sees them: number, state, texts by column (private masked), problems; one query."""
    form = registry.record_form(batch.form)
    cipher = for_school(batch.school_id)
    fields = ("number", "state", "cells", "problems", "version", "pk", "record_id")
    shown = []
    for number, state, kept, problems, version, pk, record_id in rows.values_list(*fields):
        texts = {
            name: staged_cells.cell_text(form.columns[name], cell, cipher)
            for name, cell in zip(batch.headers, kept, strict=True)
        }
        found = [Problem.from_stored(kept) for kept in problems or ()]
        shown.append(
            {
                "pk": pk, "record": record_id, "number": number, "state": state, "version": version,
                "texts": texts, "problems": found,
                "bad": {p.column for p in found if p.code not in ("exists", "returned")},
                "twice": {p.column for p in found if p.code in ("exists", "repeated", "waiting")},
                "differs": {name for p in found for name in p.differs},
            }
        )  # fmt: skip
    return shown
