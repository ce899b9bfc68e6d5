"""A delivery: the preview of what it would change, its decision, doubtful persons, and the report.

The same page in both portals: of administrators who sync, and of reviewers, who decide on what their school has
uploaded itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from zhijiao.files.answers import hand_out
from zhijiao.filing.schema.frame import Problem
from zhijiao.identity.actions import REVIEW, SYNC
from zhijiao.identity.gate import GET_POST, POST, Denied, business, manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.page_context import render_page
from zhijiao.kit.paging import page_of
from zhijiao.upstream import comparing, report, syncing, writing
from zhijiao.upstream.layout import SourceSystem, systems
from zhijiao.upstream.models import DeliveredRow, Delivery

State = DeliveredRow.State
LOOKED_AT = (State.NEW, State.CHANGED, State.LINKED, State.DOUBTFUL, State.WRONG, State.SAME, State.WRITTEN)
FORMATS = ("xlsx", "csv")


@dataclass(frozen=True)
class Line:
    """A row as the page shows it."""

    row: DeliveredRow
    part: str
    problems: list[Problem]
    candidates: list[tuple[int, str, str]]


@dataclass(frozen=True, kw_only=True)
class PreviewPage:
    """What a delivery would change, or has changed."""

    delivery: Delivery
    system: SourceSystem
    states: list[tuple[str, str, bool, int]]
    chosen: str
    page: Any
    lines: list[Line]
    stamp: str
    may_decide: bool
    needs_reviewer: bool
    too_many_gone: bool
    #: Whether the actor may have a delivery that could not be worked on taken up again, or drop it.
    may_retry: bool
    gone: int
    said: str
    #: Names of the addresses of this portal: page, decision, person, report.
    names: dict[str, str]
    portal: str


def _names(portal: str) -> dict[str, str]:
    tail = "" if portal == "manage" else "_review"
    return {name: f"upstream:{name}{tail}" for name in ("delivery", "decide", "person", "report")}


def _page(request: ActorRequest, pk: int, portal: str, said: str = "") -> HttpResponse:
    found = syncing.delivery(request.actor, pk)
    rows = DeliveredRow.objects.filter(school_id=found.school_id, delivery_id=found.pk)
    counted = {key: found.counts.get(key, 0) for key in State.values}
    if found.state == Delivery.State.DONE and found.written:
        total = writing.totals(found)
        counted |= dict.fromkeys(State.values, 0)
        counted[State.WRITTEN] = total["new"] + total["changed"] + total["linked"]
        counted |= {each: rows.filter(state=each).count() for each in (State.DOUBTFUL, State.WRONG)}
    wanted = request.GET.get("state", "")
    present = [each for each in LOOKED_AT if counted.get(each)]
    chosen = wanted if wanted in present else next(iter(_worst_first(present)), "")
    page = page_of(
        rows.filter(state=chosen).order_by("part", "number"), request.GET, total=counted.get(chosen, 0)
    )
    drawn = PreviewPage(
        delivery=found,
        system=systems()[found.system],
        states=[(State(each).label, f"?state={each}", each == chosen, counted[each]) for each in present],
        chosen=chosen,
        page=page,
        lines=_lines(found, list(page.object_list)),
        stamp=syncing.stamp(found),
        may_decide=syncing.may_decide(request.actor, found),
        needs_reviewer=syncing.needs_reviewer(found),
        may_retry=syncing.may_handle(request.actor, found),
        too_many_gone=comparing.too_many_gone(found.counts),
        gone=found.counts.get("gone", 0),
        said=said,
        names=_names(portal),
        portal=portal,
    )
    return render_page(request, "upstream/delivery.html", drawn, status=409 if said else 200)


def _worst_first(present: list[State]) -> list[State]:
    order = (State.DOUBTFUL, State.WRONG, State.CHANGED, State.NEW, State.LINKED, State.WRITTEN, State.SAME)
    return [each for each in order if each in present]


def _lines(found: Delivery, rows: list[DeliveredRow]) -> list[Line]:
    system = systems()[found.system]
    called: dict[str, dict[int, str]] = {}
    for part in system.parts:
        ids = [pk for row in rows if row.part == part.key for pk, _ in row.candidates]
        if ids:
            called[part.key] = syncing.names_of_candidates(found.school, part.form_keys[0], ids)
    labels = {part.key: part.label for part in system.parts}
    return [
        Line(
            row,
            labels.get(row.part, row.part),
            [Problem.from_stored(kept) for kept in row.problems],
            [(pk, called.get(row.part, {}).get(pk, "记录已不在"), why) for pk, why in row.candidates],
        )
        for row in rows
    ]


def _acting(request: ActorRequest, pk: int, portal: str, act: Callable[[Delivery], str]) -> HttpResponse:
    """Do something to a delivery and go back to it; what has moved on is shown as it is now."""
    found = syncing.delivery(request.actor, pk)
    try:
        messages.success(request, act(found))
    except syncing.MovedOn as moved:
        return _page(request, pk, portal, str(moved))
    except Denied as denied:
        return _page(request, pk, portal, f"{denied}{denied.remedy}")
    return HttpResponseRedirect(reverse(_names(portal)["delivery"], args=[pk]))


def _decided(request: ActorRequest, pk: int, portal: str) -> HttpResponse:
    def act(found: Delivery) -> str:
        if request.POST.get("do") == "drop":
            syncing.drop(request.actor, found)
            return "已放弃，没有写入任何内容。"
        if request.POST.get("do") == "again":
            syncing.work_again(request.actor, found)
            return "已重新提交处理。"
        syncing.take_over(request.actor, found, request.POST.get("stamp", ""))
        return "已确认，正在写入。"

    return _acting(request, pk, portal, act)


def _settled(request: ActorRequest, pk: int, row: int, portal: str) -> HttpResponse:
    def act(found: Delivery) -> str:
        syncing.settle_person(request.actor, found, row, request.POST.get("choice", ""))
        return "已记住核对结果，正在重新比对。"

    return _acting(request, pk, portal, act)


def _report(request: ActorRequest, pk: int, fmt: str) -> HttpResponseBase:
    if fmt not in FORMATS:
        raise Http404("只能导出 xlsx 或 csv 格式。")
    return hand_out(request, report.wanted(syncing.delivery(request.actor, pk), fmt))


# In the manage portal ----------------------------------------------------------------------------------------------


@manage(SYNC, never_cache=True)
def delivery(request: ActorRequest, pk: int) -> HttpResponse:
    """The preview of a delivery, or what became of it."""
    return _page(request, pk, "manage")


@manage(SYNC, methods=POST)
def decide(request: ActorRequest, pk: int) -> HttpResponse:
    """Take a delivery over, or drop it."""
    return _decided(request, pk, "manage")


@manage(SYNC, methods=POST)
def person(request: ActorRequest, pk: int, row: int) -> HttpResponse:
    """Say who a doubtful person is."""
    return _settled(request, pk, row, "manage")


@manage(SYNC, methods=GET_POST, never_cache=True)
def report_file(request: ActorRequest, pk: int, fmt: str) -> HttpResponseBase:
    """The report of a delivery as a file."""
    return _report(request, pk, fmt)


# In the business portal --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class WaitingPage:
    """Deliveries that wait for a reviewer."""

    deliveries: list[Delivery]
    labels: dict[str, str]


@business(REVIEW, never_cache=True)
def waiting(request: ActorRequest) -> HttpResponse:
    """What the school has uploaded and a reviewer has to look at."""
    found = list(syncing.waiting_for_review(request.actor).order_by("-pk")[:100])
    labels = {key: each.label for key, each in systems().items()}
    return render_page(request, "upstream/waiting.html", WaitingPage(found, labels))


@business(REVIEW, never_cache=True)
def delivery_review(request: ActorRequest, pk: int) -> HttpResponse:
    """The preview of a delivery, for a reviewer."""
    return _page(request, _reviewed(request, pk), "business")


@business(REVIEW, methods=POST)
def decide_review(request: ActorRequest, pk: int) -> HttpResponse:
    """Take a delivery over, or drop it, as a reviewer."""
    return _decided(request, _reviewed(request, pk), "business")


@business(REVIEW, methods=POST)
def person_review(request: ActorRequest, pk: int, row: int) -> HttpResponse:
    """Say who a doubtful person is, as a reviewer."""
    return _settled(request, _reviewed(request, pk), row, "business")


@business(REVIEW, methods=GET_POST, never_cache=True)
def report_file_review(request: ActorRequest, pk: int, fmt: str) -> HttpResponseBase:
    """The report of a delivery as a file, for a reviewer."""
    return _report(request, _reviewed(request, pk), fmt)


def _reviewed(request: ActorRequest, pk: int) -> int:
    """A delivery that a reviewer of its school may look at: those the school has brought itself.

    Raises:
        Http404: another one, or somebody who may not review all it fills.
    """
    found = syncing.delivery(request.actor, pk)
    if not syncing.may_review(request.actor, found):
        raise Http404("没有这批待复核的同步数据。")
    return pk
