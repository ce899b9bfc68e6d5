"""数据报送: how things stand with each partner, packages, what is missing, the log, and what can be done."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from zhijiao.exchange import client, downward, installation, keys, making, receipts, receiving, store, telling
from zhijiao.exchange.background_jobs import apply_package, make_package, send_package
from zhijiao.exchange.models import LogLine, Package, Part, Partner
from zhijiao.exchange.pages.own_side import package_of, require_on, require_reader
from zhijiao.exchange.refusals import Refused
from zhijiao.identity.actions import ORGS
from zhijiao.identity.gate import POST, manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.jobs.declare import enqueue_single
from zhijiao.kit.page_context import render_page
from zhijiao.kit.paging import page_of

Kind, State, Way = Package.Kind, Package.State, Package.Way
CRUMBS = [("管理端", "web:manage_home"), ("数据报送", "exchange:list")]
MOST_PARTS = 50
CHIPS: dict[str, str] = {
    State.ACKNOWLEDGED: "ok", State.APPLIED: "ok", State.REFUSED: "bad", State.WAITING: "warn", State.DROPPED: "mute",
}  # fmt: skip


@dataclass(frozen=True)
class PartnerLine:
    """A partner as the desk shows it."""

    partner: Partner
    latest_out: Package | None
    latest_in: Package | None
    key_until: Any


@dataclass(frozen=True)
class DeskPage:
    """The first page of 数据报送."""

    crumbs: list[tuple[str, str | None]]
    on: bool
    ministry: bool
    reachable: bool
    own_key: bool
    partners: list[PartnerLine]
    page: Any
    chips: dict[str, str]
    open: Package | None
    trouble: list[LogLine]


@dataclass(frozen=True)
class PackagePage:
    """One package."""

    crumbs: list[tuple[str, str | None]]
    package: Package
    facts: list[tuple[str, Any]]
    chip: str
    missing: list[Part]
    missing_number: int
    log: list[LogLine]
    may_send: bool
    may_drop: bool
    may_carry: bool
    may_apply: bool


@dataclass(frozen=True)
class LogPage:
    """The log of the exchange."""

    crumbs: list[tuple[str, str | None]]
    page: Any
    bad: bool


def crumbs(*more: str) -> list[tuple[str, str | None]]:
    """Where a page stands."""
    above: list[tuple[str, str | None]] = [(label, reverse(name)) for label, name in CRUMBS]
    if not more:
        above[-1] = (above[-1][0], None)
    return [*above, *((label, None) for label in more)]


@manage(ORGS, never_cache=True)
def listing(request: ActorRequest) -> HttpResponse:
    """Partners and packages."""
    require_reader(request)
    packages = Package.objects.select_related("partner__node").order_by("-pk").defer("manifest", "receipt")
    rows = packages if installation.is_on() else packages.none()
    partners = [_line(partner) for partner in installation.partners()]
    lines = LogLine.objects.filter(bad=True, at__gt=timezone.now() - timedelta(days=7))
    drawn = DeskPage(
        crumbs=crumbs(), on=installation.is_on(), ministry=installation.is_ministry(), reachable=client.is_set(),
        own_key=_has_own_key(), partners=partners, page=page_of(rows, request.GET), chips=dict(CHIPS),
        open=packages.filter(way=Way.OUT, state=State.MAKING).first(), trouble=list(lines[:3]),
    )  # fmt: skip
    return render_page(request, "exchange/desk.html", drawn)


def _has_own_key() -> bool:
    from zhijiao.exchange.models import OwnKey

    return OwnKey.objects.filter(valid_to__gt=timezone.now()).exists()


def _line(partner: Partner) -> PartnerLine:
    mine = Package.objects.filter(partner=partner).defer("manifest", "receipt").order_by("-pk")
    key = partner.keys.filter(revoked_at=None).order_by("-valid_to").first()
    return PartnerLine(
        partner,
        mine.filter(way=Way.OUT).first(),
        mine.filter(way=Way.IN).first(),
        key.valid_to if key else None,
    )


@manage(ORGS, never_cache=True)
def package(request: ActorRequest, pk: int) -> HttpResponse:
    """One package: how far it is, what is missing, what has happened to it."""
    found = package_of(request, pk)
    parts = found.parts.aggregate(
        number=Count("pk"), done=Count("pk", filter=Q(done=True)), have=Sum("have"), size=Sum("size")
    )
    lacking = Part.objects.filter(package=found, done=False)
    missing = (
        [part for part in lacking[:5000] if part.have < part.size] if found.state == State.RECEIVING else []
    )
    drawn = PackagePage(
        crumbs=crumbs(f"第 {found.sequence} 号包"), package=found, facts=_facts(found, parts),
        chip=CHIPS.get(State(found.state), "info"), missing=missing[:MOST_PARTS], missing_number=len(missing),
        log=list(found.log.all()[:50]),
        may_send=found.outgoing and client.is_set() and found.state in making.OPEN,
        may_drop=found.state in (State.MAKING, *making.OPEN, State.RECEIVING, State.WAITING),
        may_carry=found.outgoing and found.state in making.OPEN,
        may_apply=not found.outgoing and found.state in (State.RECEIVING, State.APPLYING),
    )  # fmt: skip
    return render_page(request, "exchange/package.html", drawn)


def _facts(found: Package, parts: dict[str, Any]) -> list[tuple[str, Any]]:
    facts = [
        ("对方系统", found.partner.node.name),
        ("方向", found.get_way_display()),
        ("种类", found.get_kind_display()),
        ("生成时间", f"{timezone.localtime(found.created_at):%Y-%m-%d %H:%M}"),
        ("操作人", found.creator),
        ("记录", f"{found.rows:,}"),
        ("删除", f"{found.gone:,}"),
        ("文件", f"{parts['number']:,} 个，{(parts['size'] or 0) / 1024 / 1024:.1f} MB"),
        ("基于", f"第 {found.base} 号包" if found.base else ""),
        ("数据摘要（SM3）", keys.shown(found.digest)),
    ]
    if found.state == State.RECEIVING:
        facts.append(("已接收", f"{(parts['have'] or 0) / 1024 / 1024:.1f} MB"))
    if found.state == State.APPLYING:
        facts.append(("已处理文件", f"{parts['done']:,} 个"))
    return facts


@manage(ORGS, never_cache=True)
def log(request: ActorRequest) -> HttpResponse:
    """Everything that happened, the latest first."""
    require_on(request)
    lines, bad = LogLine.objects.select_related("partner__node"), request.GET.get("bad") == "1"
    lines = lines.filter(bad=True) if bad else lines
    page = page_of(lines.order_by("-pk"), request.GET)
    return render_page(request, "exchange/log.html", LogPage(crumbs("报送日志"), page, bad))


# What can be done ----------------------------------------------------------------------------------------------------


@manage(ORGS, methods=POST)
def make(request: ActorRequest) -> HttpResponse:
    """Make a package in the background: full, an increment, or what is sent down to a province."""
    require_on(request)
    kind = request.POST.get("kind", "")
    try:
        if installation.is_ministry():
            code = request.POST.get("province", "")
            partner = next((each for each in installation.partners() if each.node.code == code), None)
            if partner is None:
                raise Refused("请选择下发给哪个省。", "partner")
            made = downward.make(partner, request.actor.name)
            messages.success(
                request, f"第 {made.sequence} 号下发包已生成，对方系统会自动取回，也可以下载文件拷贝。"
            )
            return HttpResponseRedirect(reverse("exchange:package", args=[made.pk]))
        if kind not in (Kind.FULL, Kind.INCREMENT):
            raise Refused("请选择全量或增量。", "kind")
        with transaction.atomic():
            begun = making.begin(kind, request.actor.name)
            enqueue_single(make_package, f"exchange-make:{begun.pk}", begun.pk)
    except Refused as refused:
        messages.error(request, refused.text)
        return HttpResponseRedirect(reverse("exchange:list"))
    messages.success(request, f"正在后台生成第 {begun.sequence} 号包，完成后在本页下载或自动发送。")
    return HttpResponseRedirect(reverse("exchange:package", args=[begun.pk]))


@manage(ORGS, methods=POST)
def send(request: ActorRequest, pk: int) -> HttpResponse:
    """Send a package (again), or go on with applying one."""
    found = package_of(request, pk)
    if found.outgoing and client.is_set() and found.state in making.OPEN:
        enqueue_single(send_package, f"exchange-out:{found.pk}", found.pk)
        messages.success(request, "已安排发送，对方已有的内容不会重发。")
    elif found.state == State.APPLYING:
        enqueue_single(apply_package, f"exchange-in:{found.pk}", found.pk)
        messages.success(request, "已安排继续入库。")
    elif found.state == State.RECEIVING:
        _finish(request, found)
    else:
        messages.error(request, "这个数据包现在不能发送。没有设置部级系统地址的，请下载文件拷贝。")
    return HttpResponseRedirect(reverse("exchange:package", args=[pk]))


def _finish(request: HttpRequest, found: Package) -> None:
    try:
        receiving.finish(found)
        messages.success(request, "内容已齐，正在后台入库。")
    except Refused as refused:
        messages.error(request, refused.text)


@manage(ORGS, methods=POST)
def drop(request: ActorRequest, pk: int) -> HttpResponse:
    """Give a package up; what was changed since goes with the next."""
    found = package_of(request, pk)
    states = (State.MAKING, *making.OPEN, State.RECEIVING, State.WAITING)
    with transaction.atomic():
        done = Package.objects.filter(pk=pk, state__in=states).update(
            state=State.DROPPED, message=f"由{request.actor.name}作废。", finished_at=timezone.now()
        )
        if done:
            telling.tell(
                found.partner, f"第 {found.sequence} 号包作废", package=found, who=request.actor.name
            )
            telling.audit(found.partner, "作废数据包", sequence=found.sequence)
    if done:
        store.forget(found)
        messages.success(request, "数据包已作废，其中的改动随下一个包报送。")
    else:
        messages.error(request, "这个数据包已经处理完，不能作废。")
    return HttpResponseRedirect(reverse("exchange:package", args=[pk]))


@manage(ORGS, methods=POST)
def take_receipt(request: ActorRequest) -> HttpResponse:
    """Read a receipt that was carried here."""
    require_on(request)
    file = request.FILES.get("file")
    text = file.read(receipts.MOST_BYTES + 1).decode("utf-8", "replace") if file else ""
    said = receipts.WRONG
    for partner in installation.partners():
        try:
            found = receipts.take(partner, text)
        except Refused as refused:
            said = refused.text
            continue
        messages.success(request, f"第 {found.sequence} 号包：{found.message}")
        return HttpResponseRedirect(reverse("exchange:package", args=[found.pk]))
    messages.error(request, said)
    return HttpResponseRedirect(reverse("exchange:list"))
