"""What the ministry's installation answers to those of provinces: programs with a token of an account at the province.

Everything may be asked again at any moment: a manifest that is there is answered with what is missing, a part that is
there with its length, a package that was applied with its receipt.
"""

import json
from typing import Any

from django.http import Http404, HttpResponse
from django.http.request import RawPostDataException

from zhijiao.api.endpoints import Refusal, answer, endpoint
from zhijiao.exchange import installation, manifest, receipts, receiving, store
from zhijiao.exchange.models import Package, Part, Partner
from zhijiao.exchange.refusals import Refused
from zhijiao.identity.actions import AUDIT
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number

State, Way = Package.State, Package.Way
PIECE = 4 * 1024 * 1024


@endpoint("POST", action=AUDIT, large=True)
def offer(request: ActorRequest) -> HttpResponse:
    """Take a manifest; say what is missing."""
    partner = _partner(request)
    try:
        package = receiving.offer(partner, _json(request), request.actor.name)
    except Refused as refused:
        raise _refusal(refused) from None
    return answer(_state(package), 201)


@endpoint("GET", action=AUDIT)
def state(request: ActorRequest, number: str) -> HttpResponse:
    """How far a package is, and its receipt."""
    return answer(_state(_package(request, number, Way.IN)))


@endpoint("PUT", action=AUDIT, large=True)
def put_part(request: ActorRequest, number: str, n: int) -> HttpResponse:
    """Add to a part from the place that the address names."""
    package = _package(request, number, Way.IN)
    offset = whole_number(request.GET.get("offset", "0"))
    if offset is None:
        raise Refusal(400, "offset", "offset 应为非负整数。")
    data = _body(request)
    try:
        return answer({"have": receiving.put(package, n, offset, data)})
    except Refused as refused:
        raise _refusal(refused) from None


@endpoint("POST", action=AUDIT)
def finish(request: ActorRequest, number: str) -> HttpResponse:
    """All parts are here: apply them in the background."""
    package = _package(request, number, Way.IN)
    try:
        return answer(_state(receiving.finish(package)), 202)
    except Refused as refused:
        raise _refusal(refused) from None


@endpoint("GET", action=AUDIT)
def down(request: ActorRequest) -> HttpResponse:
    """Manifests of what waits for the province; none for a node without a partner of its own."""
    partner = _found_partner(request)
    found = Package.objects.filter(
        partner=partner, way=Way.OUT, state__in=(State.READY, State.SENDING, State.SENT)
    )
    return answer({"packages": [manifest.signed_of(package) for package in found.order_by("sequence")[:5]]})


@endpoint("GET", action=AUDIT)
def down_part(request: ActorRequest, number: str, n: int) -> HttpResponse:
    """Some of the bytes of a part."""
    package = _package(request, number, Way.OUT)
    part = Part.objects.filter(package=package, n=n).select_related("package").first()
    offset = whole_number(request.GET.get("offset", "0"))
    if part is None or offset is None or offset >= part.size:
        raise Http404("数据包中没有这个文件。")
    try:
        data = store.piece(part, offset, PIECE)
    except Refused as refused:
        raise _refusal(refused) from None
    Package.objects.filter(pk=package.pk, state=State.READY).update(state=State.SENDING)
    return HttpResponse(data, content_type="application/octet-stream")


@endpoint("POST", action=AUDIT)
def down_receipt(request: ActorRequest, number: str) -> HttpResponse:
    """The province's receipt of what was sent down."""
    package = _package(request, number, Way.OUT)
    try:
        receipts.take(package.partner, json.dumps(_json(request)))
    except Refused as refused:
        raise _refusal(refused) from None
    return answer({"state": "acked"})


def _partner(request: ActorRequest) -> Partner:
    """The partner whose account asks; nobody asks for another."""
    found = _found_partner(request)
    if found is None:
        raise Http404("本系统没有登记您所在单位的报送系统。请由部级系统管理员登记贵方公钥。")
    return found


def _found_partner(request: ActorRequest) -> Partner | None:
    if not installation.is_ministry():
        return None
    return Partner.objects.filter(node_id=request.actor.org_id).select_related("node").first()


def _package(request: ActorRequest, number: str, way: str) -> Package:
    found = Package.objects.filter(partner=_partner(request), way=way, number=number)
    known = manifest.NUMBER.fullmatch(number)  # another text may be one that no database takes
    package = found.select_related("partner__node").first() if known else None
    if package is None:
        raise Http404("没有这个数据包，或不属于您的单位。")
    return package


def _state(package: Package) -> dict[str, Any]:
    lacking = receiving.missing(package) if package.state == State.RECEIVING else []
    return {
        "package": package.number, "sequence": package.sequence, "state": package.state, "message": package.message,
        "missing": lacking, "receipt": package.receipt,
    }  # fmt: skip


def _body(request: ActorRequest) -> bytes:
    try:
        return request.body
    except RawPostDataException:  # something before has read it as a form
        raise Refusal(400, "body", "请求内容应为文件的字节，类型为 application/octet-stream。") from None


def _json(request: ActorRequest) -> Any:
    try:
        return json.loads(_body(request))
    except (ValueError, RecursionError):
        raise Refusal(400, "json", "请求内容不是 JSON，请核对后重新发送。") from None


def _refusal(refused: Refused) -> Refusal:
    return Refusal(409 if refused.final else 422, refused.code, refused.text)
