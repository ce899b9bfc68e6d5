"""查看: one private item of one record, shown in clear for a short while.

The reason and, while private data is locked, the data password are asked for; the day's number is counted and the
audit log written before the value leaves. The answer to htmx is a part of the record's page, else a page of its own;
neither is stored anywhere.
"""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode

from zhijiao.filing.pages import file_views, private_form
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.pages.heading import FormPage, page_heading
from zhijiao.filing.records import access, row_reader
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.columns.files import held_files
from zhijiao.identity import passwords
from zhijiao.identity.gate import GET_POST
from zhijiao.kit.addresses import address_of
from zhijiao.kit.page_context import render_page
from zhijiao.kit.page_form import PageForm
from zhijiao.private import data_password, reveal
from zhijiao.private.cipher import for_school
from zhijiao.private.views import unlocked

SHOWN_SECONDS = 60


class ReasonForm(PageForm):
    """Why the value is looked at, and the data password where it is locked."""

    reason = forms.ChoiceField(
        label="查看原因",
        choices=[("", "请选择"), *reveal.REASONS.items()],
        error_messages={"invalid_choice": "没有这种原因，请重新选择。"},
    )
    note = forms.CharField(
        label="说明",
        max_length=reveal.LONGEST_NOTE,
        required=False,
        help_text="选“其他”时必填，记入审计日志。",
    )
    data_password = forms.CharField(label="数据密码", max_length=passwords.MAX_LENGTH, strip=False)
    widgets = {"data_password": "password"}

    def __init__(self, *args, locked: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not locked:
            del self.fields["data_password"]

    def clean(self) -> dict[str, Any]:
        """The reason as the log keeps it stands under ``said``."""
        super().clean()
        data = self.cleaned_data
        if data.get("reason") and "note" in data:
            try:
                data["said"] = reveal.checked_reason(data["reason"], data["note"])
            except ValueError as error:
                self.add_error("note", str(error))
        return data


@dataclass(frozen=True)
class HiddenCell:
    """The item asked for: its column, the private column behind it, and the value as stored."""

    record_id: int
    column: Column
    hidden: Column
    token: str


@dataclass(frozen=True, kw_only=True)
class RevealPage(FormPage):
    """One private item: asking for the reason, the value in clear, the mask again, or why it is not shown."""

    #: ask, shown, masked or refused.
    part: str
    is_part: bool
    column: Column
    masked: str | None
    url: str
    form_label: str
    closed_url: str
    record_url: str
    boxes: list[dict[str, Any]] = field(default_factory=list)
    plain: str | None = ""
    files: list[dict[str, str]] = field(default_factory=list)
    left: int = 0
    seconds: int = 0
    reached: str = ""


@form_view("reveal", methods=GET_POST, never_cache=True)
def reveal_cell(ctx: FormContext, record_id: int, name: str) -> HttpResponse:
    """Ask for the reason, then show the value; with ``closed`` the masked value as it was."""
    wanted = _wanted(ctx, record_id, name)
    if "closed" in ctx.request.GET:
        return _answer(ctx, wanted, "masked")
    if not data_password.is_set(ctx.request.user):
        return _to_setting(ctx, record_id)
    is_open = ctx.actor.unlocked
    form = ReasonForm.of(ctx.request, locked=not is_open)
    if ctx.request.method == "POST" and form.is_valid() and (is_open or unlocked(ctx.request, form)):
        try:
            left = _tell(ctx, wanted, form.cleaned_data["said"])
        except reveal.QuotaReached as reached:
            return _answer(ctx, wanted, "refused", 422, reached=str(reached))
        hidden = wanted.hidden
        value = hidden.from_seal(for_school(ctx.school.pk).decrypt(wanted.token))
        response = _answer(
            ctx,
            wanted,
            "shown",
            plain=hidden.text(value),
            files=_files(ctx, wanted, value),
            left=left,
            seconds=SHOWN_SECONDS,
        )
        if not _is_part(ctx):
            response["Refresh"] = f"{SHOWN_SECONDS}; url={_record_url(ctx, record_id)}"
        return response
    boxes = [box | {"id": f"reveal-{name}-{box['name']}"} for box in form.boxes()]
    return _answer(ctx, wanted, "ask", 422 if form.errors else 200, boxes=boxes)


def _wanted(ctx: FormContext, record_id: int, name: str) -> HiddenCell:
    """The item, if it is a private one with a value, of a record the actor may see.

    Raises:
        Http404: it is none.
        access.Denied: it is read through another form whose private items the actor may not see.
    """
    column = ctx.form.columns.get(name)
    hidden = column and column.private_source
    if column is None or hidden is None:
        raise Http404(f"“{ctx.form.label}”没有这一隐私项目。")
    access.require(ctx.actor, hidden.form, "reveal")
    fetched = ctx.record_form.fetch(ctx.rows("view").filter(pk=record_id), [column])
    if not fetched or not fetched[0][1][0]:
        raise Http404(f"“{ctx.form.label}”中没有这条记录，或“{column.label}”没有填写。")
    return HiddenCell(record_id, column, hidden, fetched[0][1][0])


def _tell(ctx: FormContext, wanted: HiddenCell, reason: str) -> int:
    """Count the reveal and put it into the audit log; how many are left today."""
    subject = f"{ctx.form.label} · {wanted.column.label}"
    detail = private_form.reveal_detail(ctx, wanted.record_id, wanted.column.label, reason)
    return reveal.count_and_log(ctx.actor, ctx.school.pk, subject, ctx.form.key, wanted.record_id, detail)


def _files(ctx: FormContext, wanted: HiddenCell, value: Any) -> list[dict[str, str]]:
    """Where the files of a revealed item can be fetched; of one read through a reference, on the page of its record."""
    if not wanted.hidden.holds_files or wanted.hidden is not wanted.column:
        return []
    opened = file_views.ticket(ctx, wanted.record_id, wanted.column)
    return file_views.links(ctx, wanted.record_id, wanted.column, held_files(value), opened)


def _is_part(ctx: FormContext) -> bool:
    """Whether a part of the record's page is asked for."""
    return ctx.request.headers.get("HX-Request") == "true"


def _record_url(ctx: FormContext, record_id: int) -> str:
    """The record's page; of a form with one page per school, that page."""
    if ctx.form.single:
        return ctx.address(address_of("filing:list", ctx.form))
    return ctx.address(address_of("filing:view", ctx.form, record_id))


def _to_setting(ctx: FormContext, record_id: int) -> HttpResponse:
    """To the page where the data password is set for the first time, and back to the record."""
    address = f"{address_of('private:data_password_set')}?{urlencode({'next': _record_url(ctx, record_id)})}"
    if _is_part(ctx):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _answer(ctx: FormContext, wanted: HiddenCell, part: str, status: int = 200, **more: Any) -> HttpResponse:
    """A part of the record's page, or a page with nothing else."""
    hidden = row_reader.mask_token(wanted.hidden, for_school(ctx.school.pk), wanted.token)
    url = ctx.address(address_of("filing:reveal", ctx.form, wanted.record_id, wanted.column.name))
    drawn = RevealPage(
        **page_heading(ctx),
        **more,
        part=part,
        is_part=_is_part(ctx),
        column=wanted.column,
        masked=hidden,
        url=url,
        form_label=ctx.form.label,
        closed_url=f"{url}{'&' if '?' in url else '?'}closed=1",
        record_url=_record_url(ctx, wanted.record_id),
    )
    template = "filing/_reveal.html" if _is_part(ctx) else "filing/reveal_page.html"
    return render_page(ctx.request, template, drawn, status=status)
