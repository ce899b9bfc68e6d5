"""延期 and 解锁 in the business portal: what a school has and asks for, what an authority gives and decides."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from zhijiao.catalogue.matrix import Round, round_for
from zhijiao.filing.pages.context import selected_round
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.actions import AUDIT
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import GET_POST, POST, Denied, business, denied
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.kit.page_form import PageForm
from zhijiao.kit.paging import page_of
from zhijiao.orgs.models import Org
from zhijiao.rounds import granting
from zhijiao.rounds.deadlines import SchoolDeadlines, deadlines_of
from zhijiao.rounds.granting import NotGrantable, label_of, may_ask, may_grant
from zhijiao.rounds.grants import WHOLE_SCHOOL
from zhijiao.rounds.models import Grant
from zhijiao.rounds.pages.forms import DayField

WHOLE = "*"
"""What a box says instead of nothing for all forms of a school."""
STATE_KINDS = {"asked": "info", "granted": "ok", "refused": "bad", "withdrawn": "mute"}


class GrantForm(PageForm):
    """What is asked for, or given: of which form, what, until when, why."""

    widgets = {"until": "date", "reason": "textarea"}
    form = forms.ChoiceField(label="表单", error_messages={"invalid_choice": "没有这张表单，请重新选择。"})
    kind = forms.ChoiceField(
        label="类别",
        choices=[("", "请选择"), *Grant.Kind.choices],
        help_text="延期：推迟截止日期。解锁：提交或关闭以后再补正。",
        error_messages={"invalid_choice": "请选择延期或解锁。"},
    )
    until = DayField(label="截止日期")
    reason = forms.CharField(label="事由", max_length=200)

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("form", forms.ChoiceField).choices = [("", "请选择"), *offered]

    def clean_reason(self) -> str:
        """One line: breaks of lines become blanks."""
        return " ".join(str(self.cleaned_data["reason"]).split())


@dataclass(frozen=True)
class GrantShown:
    """A row of the list, with what the reader may do with it."""

    grant: Grant
    label: str
    badge: str
    lapsed: bool
    may_decide: bool
    may_withdraw: bool


@dataclass(frozen=True, kw_only=True)
class GrantsPage:
    """Extensions and unlocks of a school, or of an area."""

    round: Round
    #: The school the page is about; none for an area.
    school: Org | None
    deadlines: SchoolDeadlines | None
    own: bool
    page: Page
    rows: list[GrantShown]
    #: Filters: name, address, whether it is chosen.
    views: list[tuple[str, str, bool, None]]
    form: GrantForm | None
    error: str
    today: date


@business("view", methods=GET_POST)
def grants(request: ActorRequest) -> HttpResponse:
    """What was asked for and granted in the round; ask or give with what is posted."""
    actor = request.actor
    named = request.GET.get("school", "")
    school = access.school(actor, named) if actor.is_school or named else None
    filing = selected_round(request)
    offered = _offered(actor, filing, school)
    form = GrantForm.of(request, offered=offered) if offered else None
    error = ""
    if request.method == "POST":
        if form is None or school is None:
            raise denied(actor, AUDIT) if not actor.is_school else Denied("您不能为本校申请延期或解锁。")
        if form.is_valid():
            try:
                _do(actor, school, filing, form)
            except NotGrantable as refused:
                error = str(refused)
                form.add_error(None, ValidationError(error))
            else:
                messages.success(
                    request, "已提交申请，等待主管部门审批" if actor.is_school else "已生效，并已通知学校"
                )
                return HttpResponseRedirect(_address(actor, school))
    return _page(request, filing, school, form, error)


@business("view", methods=POST)
def decide(request: ActorRequest, pk: int) -> HttpResponse:
    """Agree to what was asked for, or not."""
    grant = _found(request.actor, pk)
    until = request.POST.get("until", "").strip()
    try:
        day = DayField(required=False).clean(until) if until else None
        agree = request.POST.get("answer_is") == "yes"
        answer = request.POST.get("answer", "")[:200]
        done = granting.decide(request.actor, grant.pk, agree=agree, until=day, answer=answer)
    except (NotGrantable, ValidationError) as refused:
        messages.error(request, refused.messages[0] if isinstance(refused, ValidationError) else str(refused))
    else:
        messages.success(request, f"{grant.school.name}：{done.get_state_display()}，已通知学校")
    return _back(request, grant)


@business("view", methods=POST)
def withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """Take back what was granted, or asked for."""
    grant = _found(request.actor, pk)
    try:
        granting.withdraw(request.actor, grant.pk)
    except NotGrantable as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "已撤销")
    return _back(request, grant)


def _do(actor: Actor, school: Org, filing: Round, form: GrantForm) -> None:
    """Ask, or give."""
    data = form.cleaned_data
    key = WHOLE_SCHOOL if data["form"] == WHOLE else data["form"]
    if actor.is_school:
        granting.ask(actor, school, filing, key, data["kind"], data["until"], data["reason"])
    else:
        granting.give(actor, school, filing, [key], data["kind"], data["until"], data["reason"])


def _page(
    request: ActorRequest, filing: Round, school: Org | None, form: GrantForm | None, error: str
) -> HttpResponse:
    actor = request.actor
    state = request.GET.get("state", "")
    if state not in Grant.State.values:
        state = ""
    found = _rows(actor, filing, school)
    page = page_of(found.filter(state=state) if state else found, request.GET)
    drawn = GrantsPage(
        round=round_for(filing, school) if school else filing,
        school=school,
        deadlines=deadlines_of(filing, [school])[school.pk] if school else None,
        own=actor.is_school,
        page=page,
        rows=[_shown(actor, grant) for grant in page],
        views=_views(actor, school, state),
        form=form if school else None,
        error=error,
        today=timezone.localdate(),
    )
    return render_page(request, "rounds/grants.html", drawn, status=422 if form and form.errors else 200)


def _rows(actor: Actor, filing: Round, school: Org | None) -> QuerySet[Grant]:
    """Rows that the actor may know of: of whole schools, and of forms he may see."""
    found = Grant.objects.filter(round=filing.key).select_related("school", "authority").order_by("-pk")
    if school is not None:
        found = found.filter(school=school)
    else:
        found = found.filter(school__in=access.schools(actor))
    if access.sees_every_form(actor):
        return found
    return found.filter(form__in=[WHOLE_SCHOOL, *(form.key for form in access.menu_forms(actor))])


def _shown(actor: Actor, grant: Grant) -> GrantShown:
    waits = grant.state == Grant.State.ASKED
    decides = may_grant(actor, grant.form)
    granted = grant.state == Grant.State.GRANTED
    takes = granted and decides and grant.authority is not None and actor.covers(grant.authority.path)
    return GrantShown(
        grant,
        label_of(grant.form).strip("“”"),
        STATE_KINDS[grant.state],
        granted and not grant.holds(timezone.localdate()),
        waits and decides,
        takes or (waits and actor.is_school and may_ask(actor, grant.form)),
    )


def _views(actor: Actor, school: Org | None, chosen: str) -> list[tuple[str, str, bool, None]]:
    """All, and each state."""
    about = f"&school={school.pk}" if school and not actor.is_school else ""
    choices = [("", "全部"), *Grant.State.choices]
    return [(str(label), f"?state={value}{about}", value == chosen, None) for value, label in choices]


def _offered(actor: Actor, filing: Round, school: Org | None) -> list[tuple[str, str]]:
    """Forms for which the actor may ask or give, 全校 first."""
    if school is None:
        return []
    may = may_ask if actor.is_school else may_grant
    known = registry.forms()
    keys = dict.fromkeys(place.form for place in filing.places)
    shown: list[FormLike] = [known[key] for key in keys if key in known and not known[key].is_summary]
    whole = [(WHOLE, "全校")] if may(actor) else []
    return [*whole, *((form.key, registry.distinct_label(form)) for form in shown if may(actor, form.key))]


def _found(actor: Actor, pk: int) -> Grant:
    """A grant that the actor may know of, or 404."""
    number = whole_number(str(pk))
    grant = Grant.objects.select_related("school").filter(pk=number or 0).first()
    if grant is None or not actor.covers(grant.school.path):
        raise Http404("没有这件申请，或不在您的管理范围内。")
    form = registry.forms().get(grant.form)
    if form is not None and not access.holds(actor, form, "view"):
        raise Http404("没有这件申请，或不在您的管理范围内。")
    return grant


def _address(actor: Actor, school: Org) -> str:
    address = reverse("rounds:grants")
    return address if actor.is_school else f"{address}?school={school.pk}"


def _back(request: ActorRequest, grant: Grant) -> HttpResponse:
    """Back to the list one came from: of the school, or of the area."""
    if request.POST.get("from") == "area" and not request.actor.is_school:
        return HttpResponseRedirect(reverse("rounds:grants"))
    return HttpResponseRedirect(_address(request.actor, grant.school))
