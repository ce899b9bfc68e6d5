"""催报: who would be reminded, with how many; sending it; what was sent."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhijiao.identity.actions import AUDIT
from zhijiao.identity.gate import GET_POST, business
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.paging import page_of
from zhijiao.kit.text import fold_lines
from zhijiao.oversight import reminders, scope
from zhijiao.oversight.models import ReminderCall
from zhijiao.oversight.pages.common import render_board
from zhijiao.oversight.reminders import Addressees, NobodyToRemind
from zhijiao.oversight.school_list import SchoolQuery
from zhijiao.oversight.scope import Scope

MOST_CHOSEN = 200
"""Nodes that can be ticked on one page; more are reminded by conditions."""


@business(AUDIT, methods=GET_POST)
def remind(request: ActorRequest) -> HttpResponse:
    """Who would be reminded: the nodes posted, or all schools that the conditions of the address find; then send it."""
    asked = scope.read(request)
    reminders.require(asked)
    found = _addressees(request, asked)
    refused = ""
    if "confirm" in request.POST:
        words = fold_lines(request.POST.get("text", ""))
        expected = whole_number(request.POST.get("number", ""))
        if len(words) > reminders.LONGEST:
            refused = f"附言最多 {reminders.LONGEST} 个字，现有 {len(words)} 个，请缩短。"
        elif expected != found.number:
            refused = f"可以催报的单位由 {expected or 0} 个变为 {found.number} 个，请核对后再发送。"
        else:
            try:
                return _sent(request, asked, found, words)
            except NobodyToRemind as nobody:
                refused = str(nobody)
    context: dict[str, Any] = {
        "found": found,
        "refused": refused,
        "text": request.POST.get("text", ""),
        "chosen": [(name, number) for name in ("school", "node") for number in _chosen(request, name) or ()],
        "back": reverse("oversight:schools") + asked.query(),
        "longest": reminders.LONGEST,
    }
    return render_board(request, "oversight/remind.html", asked, "oversight:remind", "催报", **context)


def _sent(request: ActorRequest, asked: Scope, found: Addressees, words: str) -> HttpResponse:
    call = reminders.send(asked, found, words)
    messages.success(request, f"已向 {call.number} 个单位催报，站内消息一般在几分钟内送达")
    return HttpResponseRedirect(reverse("oversight:reminders"))


def _addressees(request: ActorRequest, asked: Scope) -> Addressees:
    """Those ticked, or those that the conditions find."""
    nodes = _chosen(request, "node")
    if nodes:
        return reminders.areas(asked, nodes)
    return reminders.schools(asked, SchoolQuery.read(request.GET, asked), _chosen(request, "school"))


def _chosen(request: ActorRequest, name: str) -> list[int] | None:
    """Numbers ticked; None where nothing was posted under the name, so that conditions count."""
    if request.method != "POST" or name not in request.POST:
        return None
    numbers = (whole_number(text) for text in request.POST.getlist(name)[:MOST_CHOSEN])
    return [number for number in numbers if number is not None]


@business("view")
def sent(request: ActorRequest) -> HttpResponse:
    """What authorities of the part of the tree have sent, and what the own one was sent."""
    asked = scope.read(request)
    rows = ReminderCall.objects.filter(
        Q(sender__path__under=asked.actor.org_path), round=asked.filing.key
    ).select_related("sender")
    page = page_of(rows.order_by("-id"), request.GET, sizes=(20,))
    return render_board(
        request,
        "oversight/reminders.html",
        asked,
        "oversight:reminders",
        "催报记录",
        page=page,
        latest=reminders.latest(asked.node, asked.filing),
    )


@business("view")
def sent_one(request: ActorRequest, pk: int) -> HttpResponse:
    """Who was reminded by one act; of nodes that have left the part of the tree since, nothing is said."""
    asked = scope.read(request)
    within = ReminderCall.objects.filter(sender__path__under=asked.actor.org_path)
    call = within.select_related("sender").filter(pk=pk).first()
    if call is None:
        raise Http404("没有这次催报，或不在您的管理范围内。")
    rows = call.reminders.filter(org__path__under=asked.actor.org_path).select_related("org")
    page = page_of(rows.order_by("org__path"), request.GET, sizes=(50,))
    return render_board(
        request, "oversight/reminder.html", asked, "oversight:reminders", "催报记录", call=call, page=page
    )
