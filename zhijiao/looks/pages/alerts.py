"""Alerts of unusual looking: listed for administrators, settled with a result that goes to the audit log."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.identity.actions import USERS
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import POST, Denied, grantor, manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.page_form import PageForm
from zhijiao.looks import tally
from zhijiao.looks.models import Kind, LookAlert
from zhijiao.orgs.models import Org

SHOWN = 100


class OutcomeForm(PageForm):
    """What was found out."""

    outcome = forms.ChoiceField(
        label="核实结果",
        choices=[("", "请选择"), *LookAlert.Outcome.choices],
        error_messages={"invalid_choice": "没有这种核实结果，请重新选择。"},
    )


@dataclass(frozen=True)
class Line:
    """An alert as the page shows it."""

    alert: LookAlert
    kind: str
    unit: str
    details: str
    settleable: bool


@manage(USERS, never_cache=True)
def listing(request: ActorRequest) -> HttpResponse:
    """Alerts about people of the administrator's node and below: those that are open, then the latest settled ones."""
    found = _alerts(request.actor).select_related("org")
    waiting = list(found.filter(settled_at=None)[:SHOWN])
    settled = list(found.exclude(settled_at=None).order_by("-settled_at")[:SHOWN])
    context = {
        "org": Org.objects.get(pk=request.actor.org_id),
        "open": [_line(request.actor, alert) for alert in waiting],
        "settled": [_line(request.actor, alert) for alert in settled],
        "outcomes": LookAlert.Outcome.choices,
        "most": SHOWN,
    }
    return render(request, "looks/alerts.html", context)


@manage(USERS, methods=POST)
def settle(request: ActorRequest, pk: int) -> HttpResponse:
    """Note what an alert turned out to be; once, and never by the person it is about."""
    alert = _alerts(request.actor).filter(pk=pk).first()
    if alert is None:
        raise Http404("没有这条提醒，或不在您的管理范围内。")
    if alert.user_id == request.actor.user_id:
        text = "这条提醒说的是您自己的账号，没有登记。"
        raise Denied(text, grantor=_grantor_above(alert), remedy="请由其他管理员或上级管理员核实。")
    form = OutcomeForm.of(request)
    if not form.is_valid():
        messages.error(request, "没有登记：请先选择核实结果。")
    elif _settle(alert, form.cleaned_data["outcome"], request.actor):
        messages.success(request, f"已登记{alert.user_name}的核实结果。")
    else:
        messages.error(request, "这条提醒已由他人登记，没有改动。")
    return HttpResponseRedirect(reverse("looks:alerts"))


def _alerts(actor: Actor) -> QuerySet[LookAlert]:
    return LookAlert.objects.filter(org__in=Org.objects.subtree(actor.org_path))


def _grantor_above(alert: LookAlert) -> str:
    return grantor(alert.org.parent_id or alert.org_id)


@transaction.atomic
def _settle(alert: LookAlert, outcome: str, actor: Actor) -> bool:
    open_still = LookAlert.objects.filter(pk=alert.pk, settled_at=None)
    if not open_still.update(outcome=outcome, settled_at=timezone.now(), settled_by=actor.name):
        return False
    detail = {"done": "核实", "outcome": LookAlert.Outcome(outcome).label}
    record(
        Event.ALERT, org=alert.org_id, subject=f"{alert.user_name}：{Kind(alert.kind).label}", detail=detail
    )
    return True


def _line(actor: Actor, alert: LookAlert) -> Line:
    day = alert.day.isoformat()
    asked = {"since": day, "until": day, "kind": alert.kind, "who": alert.user_name}
    details = f"{reverse('looks:list')}?{urlencode(asked)}"
    own = alert.user_id == actor.user_id
    return Line(alert, Kind(alert.kind).label, tally.unit(alert.kind), details, not own)
