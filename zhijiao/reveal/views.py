"""查看: one private item of one record, shown in clear for a short while.

The reason and, while private data is locked, the data password are asked for; the day's number is counted and the
audit log written before the value leaves. The answer to htmx is a part of the record's page, else a page of its own;
neither is stored anywhere.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhijiao.accounts import data_password, passwords, reveals
from zhijiao.accounts.forms import PageForm
from zhijiao.accounts.views.data_password import unlocked
from zhijiao.filing import access, cells, private
from zhijiao.filing.columns import Column
from zhijiao.filing.desk import Desk, desk
from zhijiao.filing.page import heading, kept
from zhijiao.privacy.cipher import for_school

SHOWN_SECONDS = 60


class ReasonForm(PageForm):
    """Why the value is looked at, and the data password where it is locked."""

    reason = forms.ChoiceField(
        label="查看原因",
        choices=[("", "请选择"), *reveals.REASONS.items()],
        error_messages={"invalid_choice": "没有这种原因，请重新选择。"},
    )
    note = forms.CharField(
        label="说明",
        max_length=reveals.LONGEST_NOTE,
        required=False,
        help_text="选“其他”时必填，记入审计日志。",
    )
    data_password = forms.CharField(label="数据密码", max_length=passwords.MAX_LENGTH, strip=False)
    widgets = {"data_password": "password"}

    def __init__(self, *args, locked: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not locked:
            del self.fields["data_password"]

    def clean(self) -> dict:
        """The reason as the log keeps it stands under ``said``."""
        data = super().clean()
        if data.get("reason") and "note" in data:
            try:
                data["said"] = reveals.checked_reason(data["reason"], data["note"])
            except ValueError as error:
                self.add_error("note", str(error))
        return data


@dataclass(frozen=True)
class Cell:
    """The item asked for: its column, the private column behind it, and the value as stored."""

    record_id: int
    column: Column
    hidden: Column
    token: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@desk("reveal")
def cell(desk: Desk, record_id: int, name: str) -> HttpResponse:
    """Ask for the reason, then show the value; with ``closed`` the masked value as it was."""
    wanted = _wanted(desk, record_id, name)
    if "closed" in desk.request.GET:
        return _answer(desk, wanted, "masked")
    if not data_password.is_set(desk.request.user):
        return _to_setting(desk, record_id)
    is_open = desk.actor.unlocked
    form = ReasonForm.of(desk.request, locked=not is_open)
    if desk.request.method == "POST" and form.is_valid() and (is_open or unlocked(desk.request, form)):
        try:
            left = _tell(desk, wanted, form.cleaned_data["said"])
        except reveals.QuotaReached as reached:
            return _answer(desk, wanted, "refused", 422, reached=str(reached))
        plain = for_school(desk.school.pk).decrypt(wanted.token)
        response = _answer(desk, wanted, "shown", plain=plain, left=left, seconds=SHOWN_SECONDS)
        if not _is_part(desk):
            response["Refresh"] = f"{SHOWN_SECONDS}; url={_record_url(desk, record_id)}"
        return response
    boxes = [box | {"id": f"reveal-{name}-{box['name']}"} for box in form.boxes()]
    return _answer(desk, wanted, "ask", 422 if form.errors else 200, boxes=boxes)


def _wanted(desk: Desk, record_id: int, name: str) -> Cell:
    """The item, if it is a private one with a value, of a record the actor may see.

    Raises:
        Http404: it is none.
        access.Denied: it is read through another form whose private items the actor may not see.
    """
    column = desk.form.columns.get(name)
    hidden = cells.private_kind(column)
    if column is None or hidden is None:
        raise Http404(f"“{desk.form.label}”没有这一隐私项目。")
    access.require(desk.actor, hidden.form, "reveal")
    fetched = desk.form.fetch(desk.rows("view").filter(pk=record_id), [column])
    if not fetched or not fetched[0][1][0]:
        raise Http404(f"“{desk.form.label}”中没有这条记录，或“{column.label}”没有填写。")
    return Cell(record_id, column, hidden, fetched[0][1][0])


def _tell(desk: Desk, wanted: Cell, reason: str) -> int:
    """Count the reveal and put it into the audit log; how many are left today."""
    subject = f"{desk.form.label} · {wanted.column.label}"
    detail = private.told(desk, wanted.record_id, wanted.column.label, reason)
    return reveals.tell(desk.actor, desk.school.pk, subject, detail)


def _is_part(desk: Desk) -> bool:
    """Whether a part of the record's page is asked for."""
    return desk.request.headers.get("HX-Request") == "true"


def _record_url(desk: Desk, record_id: int) -> str:
    """The record's page; of a form with one page per school, that page."""
    if desk.form.single:
        return kept(desk, reverse("filing:list", args=[desk.form]))
    return kept(desk, reverse("filing:view", args=[desk.form, record_id]))


def _to_setting(desk: Desk, record_id: int) -> HttpResponse:
    """To the page where the data password is set for the first time, and back to the record."""
    address = f"{reverse('accounts:data_password_set')}?{urlencode({'next': _record_url(desk, record_id)})}"
    if _is_part(desk):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _answer(desk: Desk, wanted: Cell, part: str, status: int = 200, **context: Any) -> HttpResponse:
    """A part of the record's page, or a page with nothing else."""
    hidden = cells.mask_token(wanted.hidden, for_school(desk.school.pk), wanted.token)
    url = kept(desk, reverse("reveal:cell", args=[desk.form, wanted.record_id, wanted.column.name]))
    context |= {
        "part": part, "is_part": _is_part(desk), "column": wanted.column, "masked": hidden, "url": url,
        "form_label": desk.form.label,
        "closed_url": f"{url}{'&' if '?' in url else '?'}closed=1",
        "record_url": _record_url(desk, wanted.record_id), **heading(desk),
    }  # fmt: skip
    template = "reveal/part.html" if _is_part(desk) else "reveal/page.html"
    return render(desk.request, template, context, status=status)
