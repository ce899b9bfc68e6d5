"""复制上年数据: records of an earlier year or term are chosen, seen beside the new one, and taken over item by item.

What is written counts as open until somebody has confirmed it (:mod:`zhijiao.filing.records.copies`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from zhijiao.filing.models import ImportBatch
from zhijiao.filing.pages import bulk, copy_links
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.pages.heading import FormPage, page_heading
from zhijiao.filing.records import access, carry_over, copies, undo, writer
from zhijiao.filing.records.carry_over import Slot, SourceRow
from zhijiao.filing.records.change_log import WriteContext
from zhijiao.filing.schema import sums
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.frame import Frame
from zhijiao.identity.gate import GET_POST
from zhijiao.kit.addresses import address_of
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page

MOST = 300
"""Records of one step, each of whose values somebody looks at."""
MOST_BOXES = 9000
"""Boxes of one step: a page may post ten thousand."""
OPENED = 20
"""Up to so many records stand open on the second page; of more, each is opened by whoever looks at it."""
NEVER_SHOWN = -1
"""The version of a record that was not there when its page was drawn: no record has it."""
OF_OTHERS = "已有相同的记录，由他人填报，不能复制到其中，请返回取消勾选"


@dataclass(kw_only=True)
class Item:
    """One item of a record to be taken over, beside what the new period holds."""

    column: Column
    name: str
    was: str
    now: str
    reason: str
    #: What is written instead of what was: a day moved into the new period.
    moved: str
    taken: bool
    #: Tells the record apart: it goes along whatever is chosen.
    fixed: bool = False


@dataclass(kw_only=True)
class Copied:
    """One record to be taken over: where it goes, and item by item."""

    source: SourceRow
    #: The record of the new period, if it is there already, with the version that was read.
    record_id: int | None
    version: int | None
    items: list[Item] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def barred(self) -> str:
        """Why it cannot go over as a whole: what tells it apart does not. Empty for most."""
        return next(
            (f"{item.column.label}：{item.reason}" for item in self.items if item.fixed and item.reason), ""
        )


@dataclass(frozen=True, kw_only=True)
class ChoosePage(FormPage):
    """The first page: which records."""

    source: Slot
    target: Slot
    sources: Sequence[Slot]
    targets: Sequence[Slot]
    asked: str
    page: Page
    #: Record, name, and whether it is there already.
    rows: list[tuple[int, str, bool]]
    may_change: bool
    most: int
    list_url: str
    here: str


@dataclass(frozen=True, kw_only=True)
class ComparePage(FormPage):
    """The second page: which items."""

    source: Slot
    target: Slot
    copied: list[Copied]
    #: Whether all records stand open.
    opened: bool
    left_out: list[tuple[str, str]]
    said: str
    list_url: str
    back_url: str
    here: str


@dataclass(frozen=True, kw_only=True)
class OpenPage(FormPage):
    """Records with items that nobody has confirmed."""

    rows: list[tuple[str, str, int, str]]
    more: int
    list_url: str
    copy_url: str


def most_of(form: Form) -> int:
    """How many records of a form one step takes: fewer where each has many items."""
    return max(1, min(MOST, MOST_BOXES // (len(carry_over.carried(form)) + 2)))


def _require(ctx: FormContext) -> None:
    if not carry_over.may_be_copied(ctx.form):
        raise Http404(f"“{ctx.form.label}”不能从上年复制。")
    ctx.require_open()


@form_view("add", methods=GET_POST, large=True)
def copy(ctx: FormContext) -> HttpResponse:
    """Choose records, then items; what is posted with ``apply`` is written."""
    _require(ctx)
    source, target, sources, targets = copy_links.slots(ctx)
    rows = ctx.rows("view").filter(**source.values)
    chosen = [number for each in ctx.request.POST.getlist("id") if (number := whole_number(each)) is not None]
    if ctx.record_form.single and ctx.request.method != "POST":
        chosen = list(rows.values_list("pk", flat=True)[:1])
    if not chosen or len(chosen) > most_of(ctx.record_form):
        return _choose(ctx, rows, source, target, sources, targets)
    found = carry_over.read_sources(
        ctx.record_form,
        ctx.school.pk,
        rows.filter(pk__in=chosen).order_by(*ctx.record_form.ordering),
        source,
        target,
    )
    if not found:
        raise Http404("选中的记录已不存在，请返回重新勾选。")
    copied = _beside(ctx, found, target)
    if "apply" in ctx.request.POST:
        return _apply(ctx, copied, source, target)
    return _compare(ctx, copied, source, target)


def _choose(
    ctx: FormContext, rows: Any, source: Slot, target: Slot, sources: Sequence[Slot], targets: Sequence[Slot]
) -> HttpResponse:
    """The first page; names of records are searched by what is typed."""
    form, asked = ctx.record_form, ctx.request.GET.get("q", "").strip()[:60]
    if asked:
        rows = rows.filter(form.reference_filter(asked))
    most = most_of(form)
    page = Paginator(rows.order_by(*form.ordering, "pk"), most).get_page(ctx.request.GET.get("page"))
    on_page: Any = page.object_list
    found = carry_over.read_sources(form, ctx.school.pk, on_page, source, target)
    frame = _matched(ctx, found, target)
    drawn = ChoosePage(
        **page_heading(ctx),
        source=source,
        target=target,
        sources=sources,
        targets=targets,
        asked=asked,
        page=page,
        rows=[(row.record_id, row.title, frame.ids[i] is not None) for i, row in enumerate(found)],
        may_change=ctx.can("change"),
        most=most,
        list_url=ctx.next_url("list"),
        here=_here(ctx, source, target),
    )
    return render_page(ctx.request, "filing/copy_choose.html", drawn)


def _here(ctx: FormContext, source: Slot, target: Slot) -> str:
    """The address of a page about two periods, whatever year is chosen meanwhile in another tab."""
    params = {
        "year": str(ctx.year),
        "term": target.term,
        "from": source.key,
        "q": ctx.request.GET.get("q", ""),
    }
    return f"{ctx.request.path}?{urlencode({name: value for name, value in params.items() if value})}"


def _matched(ctx: FormContext, found: Sequence[SourceRow], target: Slot) -> Frame:
    """The rows as the new period would hold them, with the records that are there already by natural key."""
    return ctx.validate(_cells(ctx, found, target, None, None), lenient=True)


def _cells(
    ctx: FormContext, found: Sequence[SourceRow], target: Slot, taken: Any, there: Frame | None
) -> dict[str, list[Any]]:
    """Cells of all rows: what is taken, else what the record of the new period holds, else nothing."""
    form, rows = ctx.record_form, []
    columns = carry_over.carried(form)
    for i, row in enumerate(found):
        cells: dict[str, list[Any]] = {}
        for column in columns:
            name = column.name
            if taken is None or (row.record_id, name) in taken:
                value = row.raw.get(name, "") if name not in row.barred else ""
            else:
                value = _held(ctx, there, i, column)[0]
            cells[name] = [value]
        for total in sums.totals(form):
            if total.always:
                cells[total.name] = [""]
        sums.complete(form, ctx.school.pk, cells)
        rows.append(cells)
    names = list(rows[0]) if rows else []
    cells = {name: [row[name][0] for row in rows] for name in names}
    return cells | {name: [value] * len(rows) for name, value in target.values.items()}


def _held(ctx: FormContext, there: Frame | None, i: int, column: Column) -> tuple[Any, str]:
    """What the record of the new period holds, as a control does and as text."""
    record_id = there.ids[i] if there else None
    if there is None or record_id is None:
        return "", ""
    held: dict[int, dict[str, tuple[Any, str]]] = there.__dict__.setdefault("held", {})
    if not held:
        ids = [each for each in there.ids if each is not None]
        columns = list(carry_over.carried(ctx.record_form))
        for (row_id,), values in ctx.record_form.fetch(ctx.rows("view").filter(pk__in=ids), columns):
            held[row_id] = {
                each.name: (each.raw(value), each.shown(value))
                for each, value in zip(columns, values, strict=True)
            }
    return held.get(record_id, {}).get(column.name, ("", ""))


def _beside(ctx: FormContext, found: Sequence[SourceRow], target: Slot) -> list[Copied]:
    """Each record with its items: empty ones are taken unless somebody says no, filled ones and moved days if somebody
    says so.
    """
    there = _matched(ctx, found, target)
    posted = "apply" in ctx.request.POST
    keys = {column.name for column in ctx.record_form.key_columns}
    copied = []
    for i, row in enumerate(found):
        one = Copied(source=row, record_id=there.ids[i], version=there.versions[i])
        for column in carry_over.carried(ctx.record_form):
            if column.name not in row.texts:
                continue
            _, now = _held(ctx, there, i, column)
            name = f"take-{row.record_id}-{column.name}"
            reason = row.barred.get(column.name, "")
            fixed = column.name in keys
            moved = row.moved.get(column.name, "")
            wanted = fixed or (name in ctx.request.POST if posted else not now and not moved)
            one.items.append(
                Item(
                    column=column, name=name, was=row.texts[column.name], now=now, reason=reason,
                    moved=moved, taken=wanted and not reason, fixed=fixed,
                )
            )  # fmt: skip
        copied.append(one)
    for i in access.of_others(ctx.actor, there):
        copied[i].problems.append(f"{target.name}{OF_OTHERS}。")
    return copied


def _apply(ctx: FormContext, copied: list[Copied], source: Slot, target: Slot) -> HttpResponse:
    """Judge and write what was taken; with something wrong the page comes back and nothing is written."""
    if any(one.problems for one in copied):
        return _refused(ctx, copied, source, target, [])
    taken = {(one.source.record_id, item.column.name) for one in copied for item in one.items if item.taken}
    found = [one.source for one in copied]
    there = _matched(ctx, found, target)
    cells = _cells(ctx, found, target, taken, there)
    frame = ctx.validate(cells, ids=[one.record_id for one in copied], lenient=True)
    if not frame.clean:
        return _refused(ctx, copied, source, target, frame.problems)
    try:
        batch = _write(ctx, copied, source, frame, taken)
    except writer.WriteRefused as refused:
        return _refused(ctx, copied, source, target, refused.problems)
    except writer.StaleRecord:
        said = "有的记录刚被他人修改，没有复制，请核对后再试。"
        return _compare(ctx, copied, source, target, said=said, status=409)
    bulk.flash_with_undo(ctx, f"{ctx.form.label}：已从{source.name}复制 {batch.total} 条，请逐条核对", batch)
    return HttpResponseRedirect(ctx.dated_url("edit_single" if ctx.record_form.single else "copied"))


@transaction.atomic
def _write(
    ctx: FormContext, copied: Sequence[Copied], source: Slot, frame: Frame, taken: set[tuple[int, str]]
) -> ImportBatch:
    """Write as one batch that can be undone, and note what is open."""
    batch = undo.open_batch(ctx.actor, ctx.school, ctx.record_form, ImportBatch.Kind.COPY.value, len(copied))
    posted = [ctx.request.POST.get(f"version-{one.source.record_id}") for one in copied]
    versions = [whole_number(each) or NEVER_SHOWN for each in posted]
    outcome = writer.write(ctx.actor, ctx.school, frame, versions=versions, batch_id=batch.pk)
    marks = {}
    for one, record_id in zip(copied, outcome.ids, strict=True):
        names = [item.column.name for item in one.items if (one.source.record_id, item.column.name) in taken]
        if record_id is not None and names:
            marks[record_id] = (one.source.record_id, names)
    context = WriteContext(ctx.actor, ctx.school, ctx.record_form, batch.pk, timezone.now())
    copies.mark_copied(context, marks, source.name)
    return batch


def _refused(
    ctx: FormContext, copied: list[Copied], source: Slot, target: Slot, problems: Sequence[Any]
) -> HttpResponse:
    for problem in problems:
        copied[problem.row].problems.append(f"{problem.label}：{problem.sentence}")
    said = "有的项目不能这样复制，没有写入任何内容；请按提示取消勾选，复制后再填写。"
    return _compare(ctx, copied, source, target, said=said, status=422)


def _compare(
    ctx: FormContext, copied: list[Copied], source: Slot, target: Slot, said: str = "", status: int = 200
) -> HttpResponse:
    here = _here(ctx, source, target)
    drawn = ComparePage(
        **page_heading(ctx),
        source=source,
        target=target,
        copied=copied,
        opened=len(copied) <= OPENED,
        left_out=carry_over.left_out(ctx.record_form),
        said=said,
        list_url=ctx.next_url("list"),
        back_url=ctx.next_url("list") if ctx.record_form.single else here,
        here=here,
    )
    return render_page(ctx.request, "filing/copy_compare.html", drawn, status=status)


@form_view("change")
def copied(ctx: FormContext) -> HttpResponse:
    """Records of the year with items that nobody has confirmed, each with the way to its page."""
    if not carry_over.may_be_copied(ctx.form):
        raise Http404(f"“{ctx.form.label}”没有从上年复制的数据。")
    form = ctx.record_form
    rows = copies.still_open(ctx.school, form, ctx.rows("change").filter(year=ctx.year))
    ids = list(rows.order_by(*form.ordering, "pk").values_list("pk", flat=True)[: bulk.MOST_AT_ONCE + 1])
    shown = ids[: bulk.MOST_AT_ONCE]
    marks = {
        mark.record_id: mark for mark in copies.open_copies(ctx.school.pk, form).filter(record_id__in=shown)
    }
    names = undo.record_names(ctx.school, form, shown)
    back = ctx.dated_url("copied")
    drawn = OpenPage(
        **page_heading(ctx),
        rows=[
            (
                _edit_url(ctx, row_id, back),
                names.get(row_id, "") or form.label,
                len(mark.open_items),
                mark.source_period,
            )
            for row_id in shown
            if (mark := marks.get(row_id))
        ],
        more=len(ids) - len(shown),
        list_url=ctx.next_url("list"),
        copy_url=copy_links.copy_link(ctx),
    )
    return render_page(ctx.request, "filing/copied.html", drawn)


def _edit_url(ctx: FormContext, record_id: int, back: str) -> str:
    """The page of a record, which leads back to what is still open."""
    return ctx.address(address_of("filing:edit", ctx.form, record_id), urlencode({"next": back}))
