"""Packages and receipts as files, for networks that do not reach each other."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import content_disposition_header

from zhijiao.exchange import carried, making, telling
from zhijiao.exchange.models import Package
from zhijiao.exchange.pages.own_side import package_of, require_on
from zhijiao.exchange.refusals import Refused
from zhijiao.identity.actions import ORGS
from zhijiao.identity.gate import POST, manage
from zhijiao.identity.requests import ActorRequest


@manage(ORGS, never_cache=True)
def download(request: ActorRequest, pk: int) -> HttpResponseBase:
    """The file of a package that is ready; sent piece by piece, as it may be large."""
    found = package_of(request, pk)
    if not (found.outgoing and found.state in making.OPEN):
        messages.error(request, "数据包还没有生成，或已经处理完，没有可以下载的文件。")
        return HttpResponseRedirect(reverse("exchange:package", args=[pk]))
    telling.tell(found.partner, f"下载第 {found.sequence} 号包的文件", package=found, who=request.actor.name)
    telling.audit(found.partner, "下载数据包文件", sequence=found.sequence)
    response = StreamingHttpResponse(carried.written(found), content_type="application/x-tar")
    response["Content-Disposition"] = content_disposition_header(True, carried.name_of(found)) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@manage(ORGS, never_cache=True)
def receipt(request: ActorRequest, pk: int) -> HttpResponseBase:
    """Our receipt of a package, to be carried back."""
    found = package_of(request, pk)
    if found.outgoing or not found.receipt:
        messages.error(request, "这个数据包还没有回执。")
        return HttpResponseRedirect(reverse("exchange:package", args=[pk]))
    name = f"zhijiao-receipt-{found.sequence:06d}-{found.number[:8]}.json"
    response = HttpResponse(found.receipt, content_type="application/json")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@manage(ORGS, methods=POST, large=True)
def receive(request: ActorRequest) -> HttpResponse:
    """Take a package that was carried here; it is applied in the background."""
    require_on(request)
    file = request.FILES.get("file")
    if file is None or file.file is None:
        messages.error(request, "请选择数据包文件。")
        return HttpResponseRedirect(reverse("exchange:list"))
    try:
        found: Package = carried.take(file.file, request.actor.name)
    except Refused as refused:
        messages.error(request, refused.text)
        return HttpResponseRedirect(reverse("exchange:list"))
    messages.success(request, f"已接收第 {found.sequence} 号包。{found.message or '正在后台入库。'}")
    return HttpResponseRedirect(reverse("exchange:package", args=[found.pk]))
