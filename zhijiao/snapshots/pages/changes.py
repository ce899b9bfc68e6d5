"""Differences of a form: a snapshot against what is there now, or against another snapshot."""

from dataclasses import dataclass

from django.core.paginator import Page
from django.http import Http404, HttpResponse
from django.shortcuts import render

from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.filing.schema.form import Form
from zhijiao.identity.gate import business
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.kit.paging import page_of
from zhijiao.orgs.models import Org
from zhijiao.snapshots import comparing, reading, visibility, wording
from zhijiao.snapshots.comparing import Difference, Item
from zhijiao.snapshots.models import Snapshot

SIZES = (20, 50)
KINDS = {"changed": "修改", "added": "新增", "removed": "删除"}


@dataclass(frozen=True)
class ChangedRecord:
    """A record that differs: what it is called, its items before and after (of an added or removed one, its items)."""

    name: str
    items: list[Item]


@dataclass(frozen=True, kw_only=True)
class ChangesPage:
    """Differences of one kind, a page at a time."""

    snapshot: Snapshot
    title: str
    span: str
    form: FormLike
    kind: str
    switches: list[tuple[str, str, bool, int]]
    found: Difference
    records: list[ChangedRecord]
    page: Page
    heir: Org | None
    others: list[tuple[int, str]]
    chosen: int


@business("view")
def changes(request: ActorRequest, snapshot_id: int, form: FormLike) -> HttpResponse:
    """What became of the records of a form."""
    snapshot = visibility.get(request.actor, snapshot_id)
    entry = visibility.form(request.actor, snapshot, form)
    if not isinstance(form, Form):
        raise Http404(f"“{form.label}”由系统汇总，请比较它所依据的表单。")
    siblings = list(
        visibility.light(Snapshot.objects.filter(school_id=snapshot.school_id)).exclude(pk=snapshot.pk)
    )
    other = chosen_other(request, siblings)
    if other is None:
        most = comparing.MOST_VALUES
        try:
            found = comparing.with_now(request.actor, snapshot, form, entry.year, most=most)
        except comparing.TooMany as many:
            return _too_many(request, snapshot, form, many.number)
    else:
        visibility.form(request.actor, visibility.get(request.actor, other.pk), form)
        older, newer = sorted((snapshot, other), key=lambda each: each.number)
        found = comparing.between(request.actor, older, newer, form)
    return _draw(request, snapshot, form, found, siblings, other)


def _too_many(request: ActorRequest, snapshot: Snapshot, form: Form, number: int) -> HttpResponse:
    """So much was written to that the differences are a file made in the background."""
    drawn = {"snapshot": snapshot, "title": wording.title(snapshot), "form": form, "number": number}
    drawn["may_export"] = access.can(request.actor, form, "export")
    return render(request, "snapshots/too_many.html", drawn)


def chosen_other(request: ActorRequest, siblings: list[Snapshot]) -> Snapshot | None:
    """The snapshot that ``with`` names; none where what is there now is meant.

    Raises:
        Http404: it is no other snapshot of this school.
    """
    text = request.GET.get("with", "")
    if text in ("", "now"):
        return None
    number = whole_number(text)
    other = next((each for each in siblings if each.pk == number), None)
    if other is None:
        raise Http404("没有可以比较的另一份快照，请从快照页面重新选择。")
    return other


def _draw(
    request: ActorRequest,
    snapshot: Snapshot,
    form: Form,
    found: Difference,
    siblings: list[Snapshot],
    other: Snapshot | None,
) -> HttpResponse:
    numbers = dict(zip(("added", "changed", "removed"), found.counts, strict=True))
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else next((each for each in KINDS if numbers[each]), "changed")
    listed = {"added": found.added, "removed": found.removed, "changed": found.changed}[kind]
    page = page_of(listed, request.GET, sizes=SIZES)
    with_other = f"with={other.pk}&" if other else ""
    holder = visibility.holder(snapshot.school)
    drawn = ChangesPage(
        snapshot=snapshot,
        title=wording.title(snapshot),
        span=_span(snapshot, other),
        form=form,
        kind=kind,
        switches=[
            (label, f"?{with_other}kind={each}", each == kind, numbers[each]) for each, label in KINDS.items()
        ],
        found=found,
        records=[_record(found, form, kind, each) for each in page],
        page=page,
        heir=holder if other is None and holder != snapshot.school else None,
        others=[(each.pk, f"{wording.title(each)}（{wording.taken(each)}）") for each in siblings],
        chosen=other.pk if other else 0,
    )
    return render_page(request, "snapshots/changes.html", drawn)


def _span(snapshot: Snapshot, other: Snapshot | None) -> str:
    """From which moment to which."""
    if other is None:
        return f"由 {wording.taken(snapshot)} 封存时到现在"
    older, newer = sorted((snapshot, other), key=lambda each: each.number)
    return f"由第 {older.revision} 版（{wording.taken(older)}）到第 {newer.revision} 版（{wording.taken(newer)}）"


def _record(found: Difference, form: Form, kind: str, each: int | tuple[int, int]) -> ChangedRecord:
    """A record with what is to be told of it."""
    names = [column.name for column in form.title_columns]
    if isinstance(each, tuple):
        return ChangedRecord(reading.titled(found.now, each[1], names) or form.label, found.items(*each))
    side = found.now if kind == "added" else found.then
    values = side.values(each)
    items = [
        Item(column.label, "" if kind == "added" else text, text if kind == "added" else "")
        for name, column in side.columns.items()
        if name in values and (text := side.text(each, name))
    ]
    return ChangedRecord(reading.titled(side, each, names) or form.label, items)
