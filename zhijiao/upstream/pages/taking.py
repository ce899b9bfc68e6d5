"""源头平台同步 in the manage portal: upload, template, what each sync brought."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhijiao.identity.actions import SYNC
from zhijiao.identity.gate import GET_POST, manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.page_context import render_page
from zhijiao.kit.paging import page_of
from zhijiao.orgs.models import Org
from zhijiao.upstream import syncing, template
from zhijiao.upstream.layout import SourceSystem, system, systems
from zhijiao.upstream.models import Delivery, Sync
from zhijiao.workbooks.markup import FileRefused
from zhijiao.workbooks.table_sheet import as_file, uploaded

SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """Systems, the upload, and the latest of what came."""

    org: Org
    systems: list[SourceSystem]
    choices: list[tuple[str, str]]
    chosen: str
    refused: str
    syncs: list[Sync]
    deliveries: list[Delivery]


@dataclass(frozen=True, kw_only=True)
class SyncPage:
    """One sync: rows nobody could be given, and the schools it brought something for."""

    sync: Sync
    system: SourceSystem
    page: object
    waiting: bool


@manage(SYNC, methods=GET_POST, never_cache=True, large=True)
def home(request: ActorRequest) -> HttpResponse:
    """The page; posting takes a file. Nothing is written before somebody has looked at the preview."""
    if request.method != "POST":
        return _home(request, request.GET.get("system", ""))
    chosen = request.POST.get("system", "")
    source = system(chosen)
    if source is None:
        return _home(request, chosen, "请选择源头平台。")
    try:
        data, name = uploaded(request)
        complete = request.POST.get("complete") == "1"
        sync = syncing.take_file(request.actor, source, name, data, complete=complete)
    except FileRefused as refused:
        return _home(request, chosen, str(refused))
    messages.success(request, "文件已接收，正在与现有数据比对。")
    return HttpResponseRedirect(reverse("upstream:sync", args=[sync.pk]))


def _home(request: ActorRequest, chosen: str, refused: str = "") -> HttpResponse:
    actor = request.actor
    drawn = HomePage(
        org=Org.objects.get(pk=actor.org_id),
        systems=list(systems().values()),
        choices=[(each.key, each.label) for each in systems().values()],
        chosen=chosen,
        refused=refused,
        syncs=list(syncing.syncs(actor).order_by("-pk")[:SHOWN]),
        deliveries=list(syncing.deliveries(actor).order_by("-pk")[:SHOWN]) if actor.is_school else [],
    )
    return render_page(request, "upstream/home.html", drawn, status=422 if refused else 200)


@manage(SYNC)
def template_file(request: ActorRequest, key: str) -> HttpResponse:
    """Hand out the empty workbook of a system."""
    source = _system(key)
    return as_file(template.workbook(source), f"{source.label}数据模板.xlsx")


@manage(SYNC)
def layout(request: ActorRequest, key: str) -> HttpResponse:
    """The layout of a system: parts, fields, what they fill, who owns them."""
    return render_page(request, "upstream/layout.html", LayoutPage(system=_system(key)))


@dataclass(frozen=True)
class LayoutPage:
    """The layout of one system."""

    system: SourceSystem


@manage(SYNC, never_cache=True)
def sync_page(request: ActorRequest, pk: int) -> HttpResponse:
    """What a sync brought, school by school."""
    sync = syncing.syncs(request.actor).filter(pk=pk).first()
    if sync is None:
        raise Http404("没有这次同步，或不是本单位发起的。")
    found = syncing.deliveries(request.actor).filter(sync_number=sync.pk).select_related("school")
    drawn = SyncPage(
        sync=sync,
        system=systems()[sync.system],
        page=page_of(found.order_by("school__code"), request.GET),
        waiting=sync.state == Sync.State.READING or _busy(found),
    )
    return render_page(request, "upstream/sync.html", drawn)


def _busy(found: QuerySet[Delivery]) -> bool:
    return found.filter(state__in=(Delivery.State.COMPARING, Delivery.State.WRITING)).exists()


def _system(key: str) -> SourceSystem:
    found = system(key)
    if found is None:
        raise Http404("没有这个源头平台。")
    return found
