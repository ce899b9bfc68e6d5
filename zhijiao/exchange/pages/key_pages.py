"""Keys: our own to be handed over, those of the other side to be registered after their fingerprint was compared."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from zhijiao.exchange import installation, keys
from zhijiao.exchange.models import OwnKey, PartnerKey
from zhijiao.exchange.pages.desk import crumbs
from zhijiao.exchange.pages.own_side import box, require_on
from zhijiao.exchange.refusals import Refused
from zhijiao.identity.actions import ORGS
from zhijiao.identity.gate import POST, manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.page_context import render_page
from zhijiao.kit.page_form import Box

LONGEST = 4000


@dataclass(frozen=True)
class KeysPage:
    """Keys of both sides."""

    crumbs: list[tuple[str, str | None]]
    own: list[tuple[OwnKey, str, bool]]
    theirs: list[tuple[PartnerKey, str, bool]]
    boxes: list[Box]


@manage(ORGS, never_cache=True)
def listing(request: ActorRequest) -> HttpResponse:
    """Keys of both sides, and the boxes for registering one."""
    require_on(request)
    return _drawn(request)


def _drawn(request: ActorRequest, text: str = "", fingerprint: str = "", wrong: str = "") -> HttpResponse:
    now = timezone.now()
    own = [(key, keys.shown(key.fingerprint), key.valid_to > now) for key in OwnKey.objects.all()[:20]]
    theirs = [
        (key, keys.shown(key.fingerprint), key.revoked_at is None and key.valid_to > now)
        for key in PartnerKey.objects.select_related("partner__node")[:200]
    ]
    boxes = [
        box("text", "对方公钥文件的内容", "textarea", rows=5, width=3, maxlength=LONGEST, value=text),
        box(
            "fingerprint", "向对方核对过的指纹", width=3, maxlength=100, value=fingerprint,
            hint="通过电话等另一途径请对方念出其页面上的指纹，不要从公钥文件中复制。", errors=[wrong] if wrong else [],
        ),
    ]  # fmt: skip
    status = 422 if wrong else 200
    return render_page(request, "exchange/keys.html", KeysPage(crumbs("密钥"), own, theirs, boxes), status)


@manage(ORGS, methods=POST)
def new(request: ActorRequest) -> HttpResponse:
    """Make a new key of our own."""
    require_on(request)
    made = keys.make_own(request.actor.name)
    keys.telling.audit_own("生成本方密钥", made.fingerprint)
    messages.success(request, "已生成新密钥。请下载公钥文件交给对方登记，对方登记前不要报送。")
    return HttpResponseRedirect(reverse("exchange:keys"))


@manage(ORGS, methods=POST, never_cache=True)
def register(request: ActorRequest) -> HttpResponse:
    """Register a key of the other side."""
    require_on(request)
    text, typed = request.POST.get("text", "")[:LONGEST], request.POST.get("fingerprint", "")[:200]
    try:
        made = keys.register(text, typed, request.actor.name)
    except Refused as refused:
        return _drawn(request, text, typed, refused.text)
    messages.success(request, f"已登记“{made.partner.node.name}”的公钥。")
    return HttpResponseRedirect(reverse("exchange:keys"))


@manage(ORGS, methods=POST)
def revoke(request: ActorRequest, pk: int) -> HttpResponse:
    """Take no package signed with a key of the other side any more."""
    require_on(request)
    found = PartnerKey.objects.filter(pk=pk).select_related("partner__node").first()
    if found is None:
        raise Http404("没有这把公钥。")
    keys.revoke(found, request.actor.name)
    messages.success(request, "已停用。用它签名的数据包不再接收。")
    return HttpResponseRedirect(reverse("exchange:keys"))


@manage(ORGS, never_cache=True)
def public(request: ActorRequest, pk: int) -> HttpResponse:
    """The file of our public keys."""
    require_on(request)
    found = OwnKey.objects.filter(pk=pk).first()
    if found is None:
        raise Http404("没有这把密钥。")
    response = HttpResponse(found.public, content_type="application/json")
    name = f"zhijiao-key-{installation.own_node().code}-{found.fingerprint[:8]}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
