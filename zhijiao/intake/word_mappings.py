"""取值对照: what a school has said that a word means which no code table knows. Kept, applied, listed, revoked.

With the code the label is kept that the user was shown. Where the code has another label by now, or may no longer be
chosen, the pair is not applied: the word is asked about again, and rows that were read by it are not passed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.filing.models import ImportBatch, ValueMapping
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.columns.cells import as_text
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.frame import Frame, Problem
from zhijiao.identity.actor import Actor
from zhijiao.intake import upload
from zhijiao.orgs.models import Org

Known = Mapping[tuple[str, str], str]
#: Label by code, by column: what rows of a batch were read by.
Used = Mapping[str, Mapping[str, str]]
OPTION = "mapped"
State = ImportBatch.State


class NotOffered(ValueError):
    """The code may not be chosen, or is not called what the user was shown; the text says so."""


@dataclass(frozen=True)
class KeptPair:
    """One pair of the list: the word, what it stands for, and why it is not applied if it is not."""

    id: int
    form: Form
    column: Column
    text: str
    label: str
    fault: str
    by: str
    at: Any


def choice_value(code: str, label: str) -> str:
    """A code to be chosen as a page sends it: with the label that is shown."""
    return f"{code} {label}"


def fault_of(column: Column | None, code: str, label: str) -> str:
    """Why a code does not stand for this label (any longer); empty if it does."""
    table = column.table if column is not None else None
    entry = table.entries.get(code) if table is not None else None
    if table is None or entry is None:
        return "代码已不在代码表中"
    if not entry.selectable:
        return "代码已停用"
    if not label:
        return "没有记录当时的名称"
    now = table.label(code)
    return "" if now == label else f"代码表中现为“{now}”"


def keep_pair(actor: Actor, batch: ImportBatch, column: Column | None, word: str, chosen: str) -> None:
    """Remember what a word means; ``chosen`` is a :func:`choice_value`.

    Raises:
        NotOffered: the code cannot be chosen, or was shown under another label than it has now.
    """
    code, _, label = chosen.partition(" ")
    word = (as_text(word) or "")[:100]
    if column is None or not code or not word or fault_of(column, code, label):
        raise NotOffered("请从列表中选择一个有效的代码；代码表刚有更新的，请刷新页面后重新选择。")
    facts = {"code": code, "label": label, "creator_name": actor.name, "created_at": timezone.now()}
    ValueMapping.objects.update_or_create(
        school_id=batch.school_id, form=batch.form, column=column.name, text=word, defaults=facts
    )
    _tell(batch.school_id, registry.record_form(batch.form), column, label, "保存对照")


def _tell(school: Org | int, form: Form, column: Column, label: str, done: str) -> None:
    """Tell the audit log; without the word, which a slipped row may have taken from a private column."""
    record(
        Event.MAPPING,
        org=school,
        subject=form.label,
        detail={"done": done, "field": column.label, "name": label},
    )


def valid_pairs(school: Org, form: Form) -> dict[tuple[str, str], str]:
    """Code by column and word, of the pairs that still mean what the user was shown."""
    kept = ValueMapping.objects.filter(school=school, form=form.key)
    return {
        (column, text): code
        for column, text, code, label in kept.values_list("column", "text", "code", "label")
        if not fault_of(form.columns.get(column), code, label)
    }


def pairs_used(frame: Frame, known: Known) -> dict[str, dict[str, str]]:
    """Of the pairs known, those by which cells of the frame were read."""
    found: dict[str, dict[str, str]] = {}
    words = {
        name: _words(frame.form.columns[name], frame.raw[name]) for name, _ in known if name in frame.raw
    }
    for (name, text), code in known.items():
        table = frame.form.columns[name].table
        if table is not None and text in words.get(name, ()):
            found.setdefault(name, {})[code] = table.label(code)
    return found


def _words(column: Column, cells: Iterable[Any]) -> set[str]:
    texts = {as_text(cell) or "" for cell in cells if not isinstance(cell, list)}
    return {word.strip() for text in texts for word in column.words(text)}


def outdated_cells(form: Form, mapped: Used, frame: Frame) -> list[Problem]:
    """Cells of a batch that were read by a pair whose code is called otherwise by now."""
    problems = []
    for name, labels in mapped.items():
        column = form.columns.get(name)
        faults = {code: fault for code, label in labels.items() if (fault := fault_of(column, code, label))}
        if column is None or not faults or name not in frame.values:
            continue
        for i, value in enumerate(frame.values[name]):
            for code in (value or "").split(",") if column.several else [value]:
                if code in faults:
                    said = f"上传时按对照读作“{labels[code]}”，{faults[code]}"
                    remedy = "请退回此行，重新上传并重新选择对应的代码"
                    problems.append(
                        Problem(i, name, column.label, frame.shown(i, column), said, remedy, "mapped")
                    )
    return problems


# The list ------------------------------------------------------------------------------------------------------------


def kept_pairs(school: Org, forms: Sequence[Form]) -> list[KeptPair]:
    """The school's pairs of these forms, form by form; pairs of columns that are gone are left out."""
    order = {form.key: form for form in forms}
    kept = ValueMapping.objects.filter(school=school, form__in=order).order_by("column", "text", "pk")
    pairs = [
        KeptPair(
            pair.pk, form, column, pair.text, pair.label, fault_of(column, pair.code, pair.label),
            pair.creator_name, pair.created_at,
        )
        for pair in kept
        if (form := order[pair.form]) and (column := form.columns.get(pair.column))
    ]  # fmt: skip
    places = {key: place for place, key in enumerate(order)}
    return sorted(pairs, key=lambda pair: places[pair.form.key])


@transaction.atomic
def revoke_pair(actor: Actor, school: Org, pair_id: int) -> tuple[str, int, int] | None:
    """Forget a pair: the word, how many batches are checked again for it, and how many are with the reviewer already.

    None if there is no such pair, or if the actor may not import its form.
    """
    pair = ValueMapping.objects.select_for_update().filter(school=school, pk=pair_id).first()
    if pair is None or pair.form not in registry.forms():
        return None
    form = registry.record_form(pair.form)
    if not access.can(actor, form, "import"):
        return None
    pair.delete()
    if column := form.columns.get(pair.column):
        _tell(school, form, column, pair.label, "撤销对照")
    live = ImportBatch.objects.filter(school=school, form=form.key, state__in=(State.CHECKED, State.REVIEW))
    read_by_it = [
        batch
        for batch in live.defer("file").select_for_update()
        if pair.code in batch.options.get(OPTION, {}).get(pair.column, {})
    ]
    mending = [batch for batch in read_by_it if batch.state == State.CHECKED]
    for batch in mending:
        upload.recheck(batch)
    return pair.text, len(mending), len(read_by_it) - len(mending)
