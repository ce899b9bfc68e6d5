"""审计日志 in the manage portal: what happened at one's node and below it, on the page and as a file."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from zhijiao.audit import prepared_files, queries
from zhijiao.audit.events import Event
from zhijiao.audit.models import Entry
from zhijiao.audit.wording import in_words
from zhijiao.files.answers import hand_out
from zhijiao.identity.actions import USERS
from zhijiao.identity.gate import GET_POST, manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.page_context import render_page
from zhijiao.orgs.models import Org
from zhijiao.workbooks.writing import WRITERS

MOST_EXPORTED = 100_000


@dataclass(frozen=True, kw_only=True)
class LogPage:
    """The page of the log: what is asked for, and a piece of what was found."""

    org: Org
    asked: queries.AuditQuery
    events: list[tuple[str, str]]
    #: Entry, what happened, and what is known of it.
    rows: list[tuple[Entry, str, list[tuple[str, str]]]]
    moment: Callable[[Entry], str]
    #: The mark of the next piece; empty after the last one.
    following: str
    #: Whether pieces stand before this one.
    later: bool
    query: str
    formats: list[str]


@manage(USERS, never_cache=True)
def log(request: ActorRequest) -> HttpResponse:
    """The entries asked for, newest first."""
    asked = queries.parse_query(request.GET)
    rows: list[Entry] = []
    following = ""
    if not asked.problems:
        found = queries.entries(request.actor.org_path, asked)
        rows, following = queries.piece_after(found, request.GET.get("after", ""))
    drawn = LogPage(
        org=Org.objects.get(pk=request.actor.org_id),
        asked=asked,
        events=Event.choices,
        rows=[(entry, Event(entry.event).label, in_words(entry.detail)) for entry in rows],
        moment=queries.local_time,
        following=following,
        later=bool(request.GET.get("after")),
        query=asked.string(),
        formats=list(WRITERS),
    )
    return render_page(request, "audit/log.html", drawn, status=422 if asked.problems else 200)


@manage(USERS, methods=GET_POST)
def export(request: ActorRequest, fmt: str) -> HttpResponseBase:
    """The entries asked for as a file; that they were taken out is an entry itself."""
    if fmt not in WRITERS:
        raise Http404("只能导出 xlsx 或 csv 格式。")
    asked = queries.parse_query(request.GET)
    back = f"{reverse('audit:log')}?{request.GET.urlencode()}"
    if asked.problems:
        return HttpResponseRedirect(back)
    found = queries.entries(request.actor.org_path, asked)
    number = found[: MOST_EXPORTED + 1].count()
    if number > MOST_EXPORTED:
        text = (
            f"符合条件的审计记录超过 {MOST_EXPORTED // 10_000} 万条，一次导不完，请缩短起止日期后分次导出。"
        )
        messages.error(request, text)
        return HttpResponseRedirect(back)
    last = found.values_list("pk", flat=True).first() or 0
    return hand_out(request, prepared_files.wanted(request.actor, asked, fmt, number, last))
