"""Reading waiting rows one after the other: pass, send back or mark each, and go on to the next."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.messages import get_messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhijiao.filing.models import StagedRow
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.records.query import Query
from zhijiao.filing.schema.form import Form
from zhijiao.identity.gate import POST
from zhijiao.intake import approval, reading, review
from zhijiao.intake.reading import Place, Reading
from zhijiao.intake.review_views import NO_REASON, REASONS, records_form
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page


@dataclass(frozen=True, kw_only=True)
class ReadingPage:
    """One waiting row, where it stands among those asked for, and the addresses of what one may do about it."""

    ctx: FormContext
    form: Form
    reading: Reading
    place: Place
    narrowed: bool
    previous: str
    next: str
    edit: str
    pass_it: str
    give_back: str
    mark_it: str
    list: str
    #: What came of the row before: level and text.
    said: Sequence[tuple[str, str]]
    reasons: tuple[str, ...] = REASONS


@form_view("review")
def read(ctx: FormContext, row_id: int) -> HttpResponse:
    """One waiting row beside what exists already, with everything one may do about it."""
    form = records_form(ctx)
    row = review.get(ctx.school, form, row_id)
    if row is None:
        raise Http404("这一行已被通过、退回或放弃，不在待复核数据中。")
    asked = ctx.asked()
    place = reading.place_of(review.search(ctx.school, form, asked), row)
    drawn = ReadingPage(
        ctx=ctx,
        form=form,
        reading=reading.read(ctx, row),
        place=place,
        narrowed=asked.narrowed,
        previous=_address(ctx, asked, "review_read", place.previous),
        next=_address(ctx, asked, "review_read", place.next),
        edit=_address(ctx, asked, "review_row", row_id),
        pass_it=_address(ctx, asked, "review_pass_one", row_id),
        give_back=_address(ctx, asked, "review_return", row_id),
        mark_it=_address(ctx, asked, "review_mark", row_id),
        list=_address(ctx, asked, "review_rows"),
        said=[(message.level_tag, str(message)) for message in get_messages(ctx.request)],
    )
    return render_page(ctx.request, "intake/review_read.html", drawn)


@form_view("review", methods=POST)
def pass_one(ctx: FormContext, row_id: int) -> HttpResponse:
    """Pass the row that was read, if it is still what was read, and show the next."""
    form, asked = records_form(ctx), ctx.asked()
    row, then = _row_and_next(ctx, asked, form, row_id)
    if row is None:
        return _gone(ctx, asked, form, row_id)
    try:
        passed = approval.pass_rows(ctx.actor, ctx.school, form, chosen=_as_read(ctx, row_id))
    except approval.ApprovalRefused as refused:
        messages.error(ctx.request, str(refused))
        return _go(ctx, asked, row_id)
    if passed.total:
        word = "新增 1 条记录" if passed.created else "更新 1 条记录" if passed.changed else "与正式库一致"
        messages.success(ctx.request, f"第 {row.number} 行已通过，{word}。")
        return _go(ctx, asked, then)
    if passed.own:
        messages.warning(ctx.request, "这一行由您本人上传或修改过，须由另一名数据复核员通过。")
    elif passed.stale:
        messages.warning(ctx.request, "这一行刚刚被他人修改，没有通过。以下是修改后的内容，请核对后再通过。")
    else:
        return _gone(ctx, asked, form, row_id)
    return _go(ctx, asked, row_id)


@form_view("review", methods=POST)
def give_back(ctx: FormContext, row_id: int) -> HttpResponse:
    """Send the row back to whoever uploaded it, with a reason, and show the next."""
    form, asked = records_form(ctx), ctx.asked()
    row, then = _row_and_next(ctx, asked, form, row_id)
    if row is None:
        return _gone(ctx, asked, form, row_id)
    reason = ctx.request.POST.get("reason", "").strip()
    if not reason:
        messages.error(ctx.request, NO_REASON)
        return _go(ctx, asked, row_id)
    if review.give_back(ctx.actor, ctx.school, form, _as_read(ctx, row_id), reason):
        messages.success(ctx.request, f"第 {row.number} 行已退回，没有写入正式库，已通知上传人。")
        return _go(ctx, asked, then)
    messages.warning(ctx.request, "这一行刚刚被他人修改，没有退回。以下是修改后的内容，请核对。")
    return _go(ctx, asked, row_id)


@form_view("review", methods=POST)
def mark(ctx: FormContext, row_id: int) -> HttpResponse:
    """Set the row aside to come back to it, or take the mark away; the page stays."""
    form, asked, on = records_form(ctx), ctx.asked(), ctx.request.POST.get("on") == "1"
    if not review.mark(ctx.actor, ctx.school, form, row_id, on=on):
        return _gone(ctx, asked, form, row_id)
    messages.success(ctx.request, "已标记，全部通过时可不含此行。" if on else "已取消标记。")
    return _go(ctx, asked, row_id)


def _as_read(ctx: FormContext, row_id: int) -> approval.Choice:
    """The row, at the version that was on the screen."""
    version = whole_number(ctx.request.POST.get("version")) or 0
    return approval.Choice([row_id], {row_id: version})


def _row_and_next(
    ctx: FormContext, asked: Query, form: Form, row_id: int
) -> tuple[StagedRow | None, int | None]:
    """The waiting row, and the one to show after it: the next, or the first of those left."""
    row = review.get(ctx.school, form, row_id)
    if row is None:
        return None, None
    return row, reading.place_of(review.search(ctx.school, form, asked), row).next


def _gone(ctx: FormContext, asked: Query, form: Form, row_id: int) -> HttpResponse:
    """Somebody else has settled the row: say so, and go on where it stood."""
    settled = StagedRow.objects.filter(
        school=ctx.school, batch__form=form.key, pk=row_id, state__in=review.SETTLED
    ).first()
    if settled is None:
        raise Http404("没有这一行待复核数据。")
    messages.info(ctx.request, f"第 {settled.number} 行已由他人处理：{_outcome(settled)}。")
    return _go(ctx, asked, reading.place_of(review.search(ctx.school, form, asked), settled).next)


def _outcome(row: StagedRow) -> str:
    """What a reviewer has done with a settled row; the uploader's page has its own words for it."""
    return "已退回" if row.state == StagedRow.State.REMOVED else row.get_state_display()


def _go(ctx: FormContext, asked: Query, row_id: int | None) -> HttpResponse:
    """On to a row; back to the list where none follows, as a page of its own also for the script."""
    if row_id is not None:
        return HttpResponseRedirect(_address(ctx, asked, "review_read", row_id), status=303)
    target = _address(ctx, asked, "review_rows")
    if not review.waiting(ctx.school, ctx.record_form).exists():
        target = reverse("intake:review")
    if ctx.request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return HttpResponseRedirect(target, status=303)


def _address(ctx: FormContext, asked: Query, name: str, row_id: int | None | bool = False) -> str:
    """A page of the rows that were asked for; nothing where there is no such row."""
    if row_id is None:
        return ""
    path = reverse(f"intake:{name}", args=[ctx.form] if row_id is False else [ctx.form, row_id])
    query = asked.string()
    return f"{path}?{query}" if query else path
