"""纠错申请: asking on a record, the list in both portals, sending to the source, its answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from zhijiao.files.answers import hand_out
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.records import access, synced
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.actions import SYNC, VIEW
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import GET_POST, POST, business, manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.page_context import render_page
from zhijiao.kit.page_form import Box, PageForm
from zhijiao.kit.paging import page_of
from zhijiao.upstream import correction_file, corrections, differing
from zhijiao.upstream.models import CorrectionRequest

State = CorrectionRequest.State


class RequestForm(PageForm):
    """What is wrong, what is right, and why."""

    item = forms.ChoiceField(label="有误的项目")
    right = forms.CharField(label="正确内容", max_length=corrections.MOST_VALUE)
    reason = forms.CharField(
        label="理由和依据",
        max_length=corrections.MOST_REASON,
        help_text="写明依据的证件、文件及其存放处；不要填写证件号码。",
    )
    widgets = {"reason": "textarea"}


@dataclass(frozen=True, kw_only=True)
class RequestPage:
    """The page to ask on."""

    form: FormLike
    title: str
    boxes: list[Box]
    errors: list[tuple[str, str]]
    system: str
    back: str


@dataclass(frozen=True)
class Line:
    """A request as a list shows it."""

    request: CorrectionRequest
    form: str
    label: str
    wrong: str
    right: str
    reason: str
    url: str


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Requests, open ones first chosen."""

    lines: list[Line]
    page: Any
    states: list[tuple[str, str, bool, int | None]]
    portal: str
    chosen: str
    own: bool


@form_view("change", methods=GET_POST, never_cache=True)
def ask(ctx: FormContext, record_id: int) -> HttpResponse:
    """Ask the source of a record to mend an item of it."""
    row, form = ctx.get(record_id), ctx.record_form
    columns = corrections.owned_columns(ctx.school, form, row.pk)
    if not columns:
        raise Http404("这条记录没有由源头平台提供的项目，可以直接修改。")
    asked = RequestForm.of(ctx.request)
    asked.field("item", forms.ChoiceField).choices = [(c.name, c.label) for c in columns]
    if ctx.request.method == "POST" and asked.is_valid():
        try:
            corrections.submit(ctx.actor, ctx.school, form, row, **asked.cleaned_data)
        except ValidationError as error:
            asked.refuse(error)
        else:
            messages.success(ctx.request, "已提出纠错申请，由系统管理员送源头平台。")
            return HttpResponseRedirect(reverse("upstream:own_corrections"))
    mark = synced.of_record(ctx.school, form, row.pk)
    drawn = RequestPage(
        form=form,
        title=" ".join(
            c.text(getattr(row, c.attname)) for c in form.title_columns if c.target is None and not c.private
        ),
        boxes=asked.boxes(),
        errors=asked.wrong(),
        system=mark.get_system_display() if mark else "",
        back=ctx.url("view", row.pk),
    )
    return render_page(ctx.request, "upstream/correct.html", drawn, status=422 if asked.errors else 200)


@business(VIEW, never_cache=True)
def own_corrections(request: ActorRequest) -> HttpResponse:
    """Requests about forms the actor may view."""
    return _list(request, "business")


@manage(SYNC, never_cache=True)
def list_corrections(request: ActorRequest) -> HttpResponse:
    """Requests of the school, or of the schools below: to be sent to the source, and to be answered."""
    return _list(request, "manage")


def _list(request: ActorRequest, portal: str) -> HttpResponse:
    found = _visible(request.actor, portal)
    wanted = request.GET.get("state", "open")
    chosen = wanted if wanted in State.values else "open"
    shown = found.filter(state__in=corrections.OPEN) if chosen == "open" else found.filter(state=chosen)
    page = page_of(shown.select_related("school").order_by("-pk"), request.GET)
    states: list[tuple[str, str, bool, int | None]] = [("未办结", "?", chosen == "open", None)]
    states += [(State(each).label, f"?state={each}", each == chosen, None) for each in State.values]
    drawn = ListPage(
        lines=_lines(request.actor, list(page.object_list), portal),
        page=page,
        states=states,
        portal=portal,
        chosen=chosen,
        own=request.actor.is_school,
    )
    return render_page(request, "upstream/corrections.html", drawn)


def _visible(actor: Actor, portal: str) -> Any:
    """Requests that may be seen: in the business portal those about forms and rows open to the actor."""
    found = corrections.of_actor(actor)
    if portal == "manage":
        return found
    keys = [form.key for form in access.forms(actor)]
    found = found.filter(form__in=keys)
    return found.filter(created_by=actor.person) if access.sees_own_rows_only(actor) else found


def _lines(actor: Actor, rows: Sequence[CorrectionRequest], portal: str) -> list[Line]:
    made = []
    for each in rows:
        facts = corrections.shown(each)
        url = reverse("filing:view", args=[each.form, each.record_id]) if portal == "business" else ""
        url += "" if actor.is_school or not url else f"?school={each.school_id}"
        made.append(
            Line(each, facts["form"], facts["label"], facts["wrong"], facts["right"], facts["reason"], url)
        )
    return made


@business(VIEW, methods=POST)
def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """Take back one's own request before it has been sent."""
    own = _visible(request.actor, "business").filter(created_by=request.actor.person)
    found = own.filter(pk=pk).first()
    if found is None:
        raise Http404("没有这份纠错申请，或不是您提出的。")
    if corrections.move(request.actor, found, State.WITHDRAWN):
        messages.success(request, "已撤回。")
    else:
        messages.error(request, "已送源头平台或已办结，不能撤回。")
    return HttpResponseRedirect(reverse("upstream:own_corrections"))


@manage(SYNC, methods=POST)
def answer(request: ActorRequest, pk: int) -> HttpResponse:
    """Note that a request was sent, or what the source has answered."""
    found = corrections.of_actor(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404("没有这份纠错申请，或不在您的管理范围内。")
    step, text = request.POST.get("do", ""), request.POST.get("answer", "").strip()
    if step not in (State.SENT, State.ACCEPTED, State.REFUSED):
        messages.error(request, "没有登记：请选择送出、已更正或不予更正。")
    elif step == State.REFUSED and not text:
        messages.error(request, "没有登记：不予更正的，请填写源头平台的答复。")
    elif corrections.move(request.actor, found, step, text):
        messages.success(request, f"已登记：{State(step).label}。")
    else:
        messages.error(request, "这份申请的状态已有变化，没有改动。")
    return HttpResponseRedirect(reverse("upstream:corrections"))


@manage(SYNC, methods=GET_POST, never_cache=True)
def export(request: ActorRequest, fmt: str) -> HttpResponseBase:
    """Requests that are not settled, as a file for the source; private values are masked."""
    if fmt not in ("xlsx", "csv"):
        raise Http404("只能导出 xlsx 或 csv 格式。")
    return hand_out(request, correction_file.wanted(request.actor, fmt))


# What the sources have done --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Differing:
    """A value that gave way, or a record that its source no longer holds."""

    form: str
    title: str
    item: str
    before: str
    after: str
    at: Any
    system: str
    url: str


@dataclass(frozen=True, kw_only=True)
class DifferencesPage:
    """What differed from the source, or what the source no longer holds."""

    kind: str
    kinds: list[tuple[str, str, bool, None]]
    lines: list[Differing]
    page: Any


@business(VIEW, never_cache=True)
def differences(request: ActorRequest) -> HttpResponse:
    """Values that gave way to the source's, and records that it no longer holds; of the actor's own school."""
    kind = "gone" if request.GET.get("kind") == "gone" else "overwritten"
    school = access.school(request.actor, request.GET.get("school"))
    found = (
        differing.gone(request.actor, school)
        if kind == "gone"
        else differing.overwritten(request.actor, school)
    )
    page = page_of(found, request.GET)
    made = differing.gone_lines if kind == "gone" else differing.overwritten_lines
    tail = "" if request.actor.is_school else f"&school={school.pk}"
    lines = [
        Differing(**facts, url=reverse("filing:view", args=[key, pk]) + (tail and f"?{tail[1:]}"))
        for key, pk, facts in made(school, list(page.object_list))
    ]
    kinds = [
        ("与源头不一致的原值", f"?kind=overwritten{tail}", kind == "overwritten", None),
        ("源头已无", f"?kind=gone{tail}", kind == "gone", None),
    ]
    drawn = DifferencesPage(kind=kind, kinds=kinds, lines=lines, page=page)
    return render_page(request, "upstream/differences.html", drawn)
