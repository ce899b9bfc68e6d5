"""Where records keep sealed texts and blind indexes, for the changing of keys."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from zhijiao.filing.models import Change, Draft, ImportBatch, StagedRow
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.facts import BLIND_SUFFIX
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.registry import forms, record_form, registry
from zhijiao.kit import bulk
from zhijiao.private import blind_index
from zhijiao.private.cipher import for_school
from zhijiao.private.key_rotation import hold
from zhijiao.private.master_key_change import renews_blinds
from zhijiao.private.sealed_stores import FileStore, JsonStore, Renew, Store, blind_holders, sealed
from zhijiao.search.models import BlindEntry


@sealed
def stores() -> Iterable[Store]:
    """The tables of all forms, the change log, drafts, staged rows and uploaded files."""
    for form in registry().records:
        if form.private_columns:
            names = tuple(column.name for column in form.private_columns)
            yield Store(form.key, form.model, names, partial(_of, form.model))
    yield JsonStore(
        "修改记录", Change, ("diff",), lambda school: _of(Change, school), _diff, beside=("form",)
    )
    yield JsonStore(
        "待复核数据",
        StagedRow,
        ("cells",),
        lambda school: _of(StagedRow, school),
        _cells,
        beside=("batch__form", "batch__headers"),
    )
    yield FileStore("上传的文件", ImportBatch, ("file",), lambda school: _of(ImportBatch, school))
    yield Store("草稿", Draft, ("content",), lambda school: _of(Draft, school))


def _of(model: Any, school: int) -> QuerySet[Any]:
    """All rows of a node; a change of keys is nobody's reading."""
    found: QuerySet[Any] = model._base_manager.filter(school_id=school)
    return found


def _private(form_key: str) -> dict[str, Column]:
    form = forms().get(form_key)
    return {column.name: column for column in form.private_columns} if form else {}


def _diff(values: Sequence[Any], renew: Renew) -> dict[str, Any] | None:
    """The log of one change: both sides of private items."""
    diff, form_key = values
    private = _private(form_key)
    return {
        name: [renew(side) if side else side for side in pair] if name in private else pair
        for name, pair in diff.items()
    }


def _cells(values: Sequence[Any], renew: Renew) -> list[Any]:
    """A staged row: the cells of private columns."""
    cells, form_key, headers = values
    private = _private(form_key)
    return [
        renew(cell) if cell and name in private else cell
        for cell, name in zip(cells, [*headers, *[""] * len(cells)], strict=False)
    ]


# Blind indexes -----------------------------------------------------------------------------------------------------


@renews_blinds
@transaction.atomic
def renew_blinds(limit: int) -> int:
    """Make blind indexes anew that stand under a former master key, in all places where a value is found at once."""
    old = BlindEntry.objects.exclude(blind__startswith=blind_index.key_tag())
    chosen = list(old.order_by("pk").values_list("blind", flat=True)[:limit])
    if not chosen:
        return 0
    places = defaultdict(list)
    for place in BlindEntry.objects.filter(blind__in=chosen).order_by("pk").values_list(*_PLACE):
        places[place[:3]].append(place)
    renewed: dict[str, str] = {}
    done = 0
    for (school, form_key, column), entries in sorted(places.items()):
        done += _renew(school, record_form(form_key), column, entries, renewed)
    for model, name in blind_holders():
        holding = model._default_manager.filter(**{f"{name}__in": list(renewed)}).values_list("pk", name)
        bulk.update_rows(model, ("id", name), [(pk, renewed[text]) for pk, text in holding], key=("id",))
    return done


_PLACE = ("school_id", "form", "column", "pk", "record_id", "kind", "blind")


def _renew(
    school: int, form: Form, name: str, entries: list[tuple[Any, ...]], renewed: dict[str, str]
) -> int:
    """The indexes of one column of one school's records; the records are held first, as a writer does."""
    rows = _of(form.model, school).filter(pk__in=[entry[4] for entry in entries])
    hold(rows)
    tokens = dict(rows.values_list("pk", name))
    kind = entries[0][5]
    texts = for_school(school).decrypt_many(tokens.get(entry[4]) for entry in entries)
    found = blind_index.index_many(kind, texts)
    gone = [entry[3] for entry, index in zip(entries, found, strict=True) if index is None]
    BlindEntry.objects.filter(pk__in=gone).delete()
    kept = [(entry, index) for entry, index in zip(entries, found, strict=True) if index is not None]
    bulk.update_rows(BlindEntry, ("id", "blind"), [(entry[3], index) for entry, index in kept], key=("id",))
    attname = name + BLIND_SUFFIX
    bulk.update_rows(form.model, ("id", attname), [(entry[4], index) for entry, index in kept], key=("id",))
    renewed.update((entry[6], index) for entry, index in kept)
    return len(entries)
