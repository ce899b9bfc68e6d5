"""Encrypting items that a former release kept in clear: in records, and wherever their values rest besides.

A migration does it before the program of the new release starts, in pieces of some hundred rows, each a transaction of
its own. Nothing is kept of what is done: a sealed value is known by opening it. So a run that was cut off anywhere goes
on with what is left, and a run that finds nothing has nothing to do.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps.registry import Apps
from django.db import transaction
from django.db.models import Model, QuerySet

from zhijiao.filing.schema.facts import BLIND_SUFFIX
from zhijiao.kit import bulk
from zhijiao.private import aead, blind_index, masks
from zhijiao.private.cipher import DecryptError, SchoolCipher, for_school
from zhijiao.private.key_rotation import hold

PIECE = 300
HEADS = tuple(f"{mark}." for mark in aead.MARKS)
HIDDEN = masks.mask("text", "x")


@dataclass(frozen=True)
class LateItem:
    """An item of a form that became private: how it is masked, whether it is searched for, its places if a number."""

    name: str
    kind: str = "text"
    exact: bool = False
    places: int | None = None

    def text(self, value: Any) -> str:
        """The text of a value as a table, the change log or a staged row has it."""
        if isinstance(value, list):
            return ",".join(map(str, value))
        if self.places is None:
            return str(value)
        return format(Decimal(str(value)).quantize(Decimal(1).scaleb(-self.places)), "f")

    def token(self, cipher: SchoolCipher, value: Any) -> str | None:
        """What is to stand in the place of a value: its token, or the value where it is one already."""
        if value in (None, "", []):
            return None
        return value if opened(cipher, value) is not None else cipher.encrypt(self.text(value))

    def clear(self, cipher: SchoolCipher, value: Any) -> str | None:
        """The text behind a value, sealed or not."""
        if value in (None, "", []):
            return None
        found = opened(cipher, value)
        return self.text(value) if found is None else found


def opened(cipher: SchoolCipher, value: Any) -> str | None:
    """The text of a token of the school; None for anything else, even if it looks like one."""
    if not isinstance(value, str) or not value.startswith(HEADS):
        return None
    try:
        return cipher.decrypt(value)
    except DecryptError:
        return None


LateItems = Mapping[str, Sequence[LateItem]]
"""Form key → its items that became private."""


def seal_open_items(apps: Apps, module: str, items: LateItems) -> int:
    """Encrypt the items of the forms of a module everywhere; how many rows were changed.

    Args:
        apps: the models as the migration knows them.
        module: app label of the forms.
        items: what became private; the columns already have room for tokens.
    """
    done = 0
    for form_key, of_form in items.items():
        model = apps.get_model(module, form_key.replace("_", ""))
        for work in (_records, _changes, _staged_rows, _batches, _findings):
            while changed := work(apps, model, form_key, of_form):
                done += changed
        columns = [item.name for item in of_form]
        apps.get_model("filing", "ValueMapping").objects.filter(form=form_key, column__in=columns).delete()
    return done


def _pieces(rows: QuerySet[Any], names: Sequence[str]) -> Iterator[list[tuple[Any, ...]]]:
    """Rows in pieces by id, each within a transaction that holds its rows."""
    after = 0
    while True:
        with transaction.atomic():
            ids = list(rows.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:PIECE])
            if not ids:
                return
            hold(rows.model._base_manager.filter(pk__in=ids))
            yield list(rows.filter(pk__in=ids).order_by("pk").values_list("pk", *names))
        after = ids[-1]


def _rewritten(
    rows: QuerySet[Any], read: Sequence[str], written: Sequence[str], change: Callable[..., Sequence[Any]]
) -> int:
    """Replace the ``written`` columns, which are read first, by what ``change`` makes of a row; how many changed."""
    done = 0
    for piece in _pieces(rows, read):
        made = [(pk, values, change(*values)) for pk, *values in piece]
        changed = [(pk, *after) for pk, values, after in made if list(after) != values[: len(written)]]
        if changed:
            bulk.update_rows(rows.model, ("id", *written), changed, key=("id",))
            done += len(changed)
    _tell(rows.model, done)
    return done


def _tell(model: type[Model], rows: int) -> None:
    """Say how far it is."""
    if rows:
        sys.stdout.write(f"\n    {model._meta.db_table}：已加密 {rows} 行")
        sys.stdout.flush()


def _records(apps: Apps, model: type[Model], form_key: str, items: Sequence[LateItem]) -> int:
    """The form's own table, with blind indexes and the entries by which a value is found."""
    exact = [item for item in items if item.exact]
    names = [item.name for item in items]
    written = [*names, *(item.name + BLIND_SUFFIX for item in exact)]
    done = 0
    for piece in _pieces(model._base_manager.all(), [*written, "school_id"]):
        changed = []
        for pk, *values, school in piece:
            cipher = for_school(school)
            tokens = [item.token(cipher, value) for item, value in zip(items, values, strict=False)]
            clear = dict(zip(names, values, strict=False))
            blinds = [blind_index.index(item.kind, item.clear(cipher, clear[item.name])) for item in exact]
            if [*tokens, *blinds] != values:
                changed.append((pk, school, [*tokens, *blinds]))
        rows = [(pk, *values) for pk, _, values in changed]
        if rows:
            bulk.update_rows(model, ("id", *written), rows, key=("id",))
            for place, item in enumerate(exact, len(items)):
                found = [(pk, school, values[place]) for pk, school, values in changed]
                _index(apps.get_model("search", "BlindEntry"), form_key, item, found)
        done += len(rows)
    _tell(model, done)
    return done


def _index(entries: Any, form_key: str, item: LateItem, found: Sequence[tuple[int, int, str | None]]) -> None:
    """Make the records findable by the item: (record, school, blind index) each."""
    ids = [pk for pk, _, _ in found]
    entries.objects.filter(form=form_key, column=item.name, record_id__in=ids).delete()
    names = ("blind", "kind", "school_id", "form", "record_id", "column")
    rows = [(blind, item.kind, school, form_key, pk, item.name) for pk, school, blind in found if blind]
    bulk.insert_rows(entries, names, rows)


def _changes(apps: Apps, model: type[Model], form_key: str, items: Sequence[LateItem]) -> int:
    """The change log: both sides of the items."""
    known = {item.name: item for item in items}

    def sealed(diff: dict[str, list[Any]], school: int) -> list[Any]:
        cipher = for_school(school)
        return [
            {
                name: [known[name].token(cipher, side) for side in pair] if name in known else pair
                for name, pair in diff.items()
            }
        ]

    rows = apps.get_model("filing", "Change").objects.filter(form=form_key).exclude(diff=None)
    return _rewritten(rows, ("diff", "school_id"), ("diff",), sealed)


def _staged_rows(apps: Apps, model: type[Model], form_key: str, items: Sequence[LateItem]) -> int:
    """Rows that wait for review: cells, the key they are found by, and what is said of them."""
    known = {item.name: item for item in items}

    def sealed(
        cells: list[Any], problems: Any, key: str, school: int, headers: Sequence[str]
    ) -> tuple[list[Any], Any, str]:
        cipher, tokens = for_school(school), list(cells)
        clear: dict[str, str] = {}
        for place, name in enumerate(headers[: len(cells)]):
            if name in known and (text := known[name].clear(cipher, cells[place])):
                clear[name] = text
                tokens[place] = known[name].token(cipher, cells[place])
        for name, text in clear.items():
            digest = str(blind_index.index(known[name].kind, text))
            if known[name].exact and key.endswith(text) and not key.endswith(digest):
                key = key.removesuffix(text) + digest
        return tokens, problems and [_said(problem, known, clear) for problem in problems], key

    rows = apps.get_model("filing", "StagedRow").objects.filter(batch__form=form_key)
    read = ("cells", "problems", "key_text", "school_id", "batch__headers")
    return _rewritten(rows, read, ("cells", "problems", "key_text"), sealed)


def _said(problem: dict[str, str], known: Mapping[str, LateItem], clear: Mapping[str, str]) -> dict[str, str]:
    """A problem of a staged row without the values: at the items themselves in general words, else with masks."""
    if problem["c"] in known:
        shown = HIDDEN if problem["v"] else ""
        return problem | {"v": shown, "m": "内容有误，或与正式库中的记录不同", "r": "请重新上传校验后查看"}
    telling = (text for text in clear.values() if len(text) > 1 and "*" not in text)
    texts = sorted(telling, key=len, reverse=True)
    said = dict(problem)
    for part in ("v", "m", "r"):
        for text in texts:
            said[part] = said[part].replace(text, HIDDEN)
    return said


def _batches(apps: Apps, model: type[Model], form_key: str, items: Sequence[LateItem]) -> int:
    """Questions about keys that are private now."""
    if not any(item.exact for item in items):
        return 0

    def quieter(options: dict[str, Any]) -> list[dict[str, Any]]:
        asked = options.get("questions")
        if not asked:
            return [options]
        general = "有的编号与另一条只有大小写不同，请核对是否为同一个。"
        return [options | {"questions": [general if "大小写不同" in each else each for each in asked]}]

    rows = apps.get_model("filing", "ImportBatch").objects.filter(form=form_key)
    return _rewritten(rows, ("options",), ("options",), quieter)


def _findings(apps: Apps, model: type[Model], form_key: str, items: Sequence[LateItem]) -> int:
    """Values in the messages of rules."""
    names = {item.name for item in items}

    def without(values: dict[str, Any]) -> list[dict[str, Any]]:
        return [{name: value for name, value in values.items() if name not in names}]

    rows = apps.get_model("quality", "Finding").objects.filter(form=form_key)
    return _rewritten(rows, ("values",), ("values",), without)
