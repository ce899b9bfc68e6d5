"""审计日志 in the manage portal: what happened at one's node and below it, on the page and as a file."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhijiao.accounts.actions import USERS
from zhijiao.accounts.gate import manage
from zhijiao.audit import reading
from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.audit.words import in_words
from zhijiao.filing.export import WRITERS
from zhijiao.filing.files import file
from zhijiao.orgs.models import Org

MOST_EXPORTED = 100_000


@manage(USERS)
@never_cache
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """The entries asked for, newest first."""
    asked = reading.read(request.GET)
    rows, following = [], ""
    if not asked.problems:
        found = reading.entries(request.actor.org_path, asked)
        rows, following = reading.piece(found, request.GET.get("after", ""))
    context = {
        "org": Org.objects.get(pk=request.actor.org_id),
        "asked": asked,
        "events": Event.choices,
        "rows": [(entry, Event(entry.event).label, in_words(entry.detail)) for entry in rows],
        "moment": reading.moment,
        "following": following,
        "later": bool(request.GET.get("after")),
        "query": asked.string(),
        "formats": list(WRITERS),
    }
    return render(request, "web/audit.html", context, status=422 if asked.problems else 200)


@manage(USERS)
@require_safe
def export(request: HttpRequest, fmt: str) -> HttpResponse:
    """The entries asked for as a file; that they were taken out is an entry itself."""
    if fmt not in WRITERS:
        raise Http404("只能导出 xlsx 或 csv 格式。")
    asked = reading.read(request.GET)
    back = f"{reverse('web:audit_log')}?{request.GET.urlencode()}"
    if asked.problems:
        return HttpResponseRedirect(back)
    found = reading.entries(request.actor.org_path, asked)
    number = found[: MOST_EXPORTED + 1].count()
    if number > MOST_EXPORTED:
        text = (
            f"符合条件的审计记录超过 {MOST_EXPORTED // 10_000} 万条，一次导不完，请缩短起止日期后分次导出。"
        )
        messages.error(request, text)
        return HttpResponseRedirect(back)
    detail = {"rows": number, "format": fmt, "conditions": asked.labels()}
    told = record(Event.EXPORT, subject="审计日志", detail=detail)
    org = Org.objects.get(pk=request.actor.org_id)
    name = f"审计日志_{org.name}_{timezone.localdate():%Y%m%d}"
    lines = (reading.line(entry) for entry in found.filter(pk__lt=told.pk).iterator(chunk_size=2000))
    return file(fmt, name, reading.HEADS, lines)
