"""Taking a package in: the manifest first, then its parts one by one, in any order and as often as they come.

Over HTTPS and from a carried file alike. Nothing of it is applied before all of it lies here and is what the signed
manifest says.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhijiao.exchange import installation, keys, manifest, store, telling
from zhijiao.exchange.manifest import Manifest
from zhijiao.exchange.models import Package, Part, Partner, PassedItem
from zhijiao.exchange.refusals import Refused
from zhijiao.jobs.declare import declared, enqueue_single
from zhijiao.orgs.models import Org

Kind, State, Way = Package.Kind, Package.State, Package.Way
_APPLY = "zhijiao.exchange.background_jobs.apply_package"
LIVE = (State.RECEIVING, State.WAITING, State.APPLYING)
MOST_BYTES = 200 * 1024**3


def sender_of(envelope: Any) -> Partner:
    """The partner that a manifest names as its sender; whether it is his, the signature tells.

    Raises:
        Refused: there is no such partner, or it is meant for somebody else.
    """
    text = envelope.get("manifest") if isinstance(envelope, dict) else None
    if not isinstance(text, str):
        raise Refused(manifest.UNREADABLE, "manifest")
    said = manifest.read(text.encode("utf-8", "replace"))
    node, own = Org.objects.filter(level=said.sender[0], code=said.sender[1]).first(), installation.own_node()
    partner = Partner.objects.filter(node=node).select_related("node").first() if node else None
    if partner is None:
        raise Refused(
            f"没有登记代码为 {said.sender[1][:12]} 的对方系统。请先登记对方的公钥。",
            "unknown-sender",
            final=False,
        )
    if said.receiver != (own.level, own.code):
        raise Refused("数据包不是发给本系统的，没有接收。请退回对方。", "other-receiver")
    return partner


def offer(partner: Partner, envelope: Any, who: str) -> Package:
    """Take a manifest; one that is here already leads to the same package.

    Raises:
        Refused: its sender, receiver, key, clock, sequence or size does not allow it; the log tells.
    """
    try:
        return _offer(partner, envelope, who)
    except Refused as refused:
        telling.tell(partner, f"拒绝数据包：{refused.text}", bad=True, who=who)
        raise


@transaction.atomic
def _offer(partner: Partner, envelope: Any, who: str) -> Package:
    partner = (
        Partner.objects.select_for_update(of=("self",), no_key=True).select_related("node").get(pk=partner.pk)
    )
    said, signed = manifest.checked(partner, envelope)
    _check_place(partner, said)
    known = Package.objects.filter(partner=partner, way=Way.IN, number=said.number).first()
    if known is not None:
        if bytes(known.manifest or b"").decode() != signed["manifest"]:
            raise Refused(
                "同一编号的数据包已经收到过，但清单不同，没有接收。请对方重新生成。", "changed-manifest"
            )
        if known.state == State.REFUSED:
            raise Refused(f"这个数据包已被拒绝：{known.message}"[:400], "refused-before")
        return known
    _check_order(partner, said)
    return _keep(partner, said, signed, who)


def _check_place(partner: Partner, said: Manifest) -> None:
    """Of whom, for whom, and when."""
    own = installation.own_node()
    if said.sender != (partner.node.level, partner.node.code):
        raise Refused(f"数据包不是“{partner.node.name}”的，没有接收。", "other-province")
    if said.receiver != (own.level, own.code):
        raise Refused("数据包不是发给本系统的，没有接收。请退回对方。", "other-receiver")
    if (said.kind == Kind.DOWN) == installation.is_ministry():
        raise Refused("数据包的方向不对：省级系统向上报送全量或增量包，部级系统下发。", "direction")
    if said.created > timezone.now() + keys.SKEW:
        ahead = round((said.created - timezone.now()).total_seconds() / 60)
        raise Refused(
            f"数据包的生成时间比本系统的时间晚 {ahead} 分钟，没有接收。请双方校准服务器时钟后重新发送。",
            "clock",
            final=False,
        )
    if said.size > MOST_BYTES:
        raise Refused("数据包过大，没有接收。", "size")


def _check_order(partner: Partner, said: Manifest) -> None:
    """A sequence number comes once; what is older than what stands is not applied upon it."""
    if said.sequence <= partner.taken:
        raise Refused(
            f"第 {said.sequence} 号包早于已入库的第 {partner.taken} 号包，没有接收。请发送最新的数据包。",
            "out-of-order",
        )
    same = Package.objects.filter(partner=partner, way=Way.IN, sequence=said.sequence, state__in=LIVE)
    if same.exists():
        raise Refused(f"第 {said.sequence} 号包正在接收，编号却不同，没有接收。请对方核对。", "repeated")


def _keep(partner: Partner, said: Manifest, signed: dict[str, str], who: str) -> Package:
    package = Package.objects.create(
        partner=partner, way=Way.IN, kind=said.kind, number=said.number, sequence=said.sequence, base=said.base,
        place_from=said.base_place, place_to=said.place, state=State.RECEIVING, manifest=signed["manifest"].encode(),
        signature=signed["signature"][:100], key=signed["key"], rows=said.rows, gone=said.gone, size=said.size,
        digest=said.digest, created_at=said.created, creator=who[:60],
    )  # fmt: skip
    there = _files_here(partner, said)
    Part.objects.bulk_create(
        [
            Part(
                package=package, n=n, kind=part.kind, name=part.name, size=part.size, sha256=part.sha256, sm3=part.sm3,
                done=part.name in there,
            )
            for n, part in enumerate(said.parts, start=1)
        ],
        batch_size=500,
    )  # fmt: skip
    label = package.get_kind_display()
    telling.tell(
        partner,
        f"开始接收第 {said.sequence} 号包（{label}，程序版本 {said.program}）",
        package=package,
        who=who,
    )
    telling.audit(partner, "接收数据包", kind=label, sequence=said.sequence)
    return package


def _files_here(partner: Partner, said: Manifest) -> set[str]:
    """Names of files that came with an earlier package, as the same bytes are not needed again."""
    taken = PassedItem.objects.filter(partner=partner, way=Way.IN, kind="file")
    known = (
        set(taken.values_list("remote", flat=True)) if any(p.kind == "file" for p in said.parts) else set()
    )
    return {part.name for part in said.parts if part.kind == "file" and part.name in known}


def missing(package: Package) -> list[dict[str, int]]:
    """Parts that are not all here: number, and how much of each is."""
    lacking = package.parts.filter(done=False).order_by("n").values_list("n", "size", "have")
    return [{"n": n, "have": have} for n, size, have in lacking if have < size]


def put(package: Package, n: int, offset: int, data: bytes) -> int:
    """Add to a part, and judge it when it is whole; returns how much of it is here.

    Raises:
        Refused: there is no such part, it is too long, or it is not what the manifest says, and has to come anew.
    """
    with transaction.atomic():
        found = Part.objects.select_for_update(of=("self",), no_key=True).select_related("package")
        part = found.filter(package=package, n=n).first()
        if part is None:
            raise Refused(f"清单中没有第 {n} 个文件。", "part")
        here = _add(part, offset, data)
    if here is None:
        said = f"第 {n} 个文件的摘要与清单不符，已删除。请重新发送这个文件。"
        telling.tell(package.partner, said, package=package, bad=True)
        raise Refused(said, "part-digest", final=False)
    return here


def _add(part: Part, offset: int, data: bytes) -> int | None:
    """Add to a part that nobody else adds to meanwhile; None where it is whole and wrong, and was thrown away."""
    if part.package.state != State.RECEIVING or part.done:
        return part.size
    here = store.lying(part)
    if here == part.size == part.have:
        return here
    if offset <= here:
        if offset + len(data) > part.size:
            raise Refused(
                f"第 {part.n} 个文件比清单上的长，没有接收。请核对后重新发送。", "part-size", final=False
            )
        here = store.append(part, offset, data)
        if here > part.size or here == part.size and store.digests(part) != (part.sha256, part.sm3):
            store.drop(part)
            Part.objects.filter(pk=part.pk).update(have=0)
            return None
    Part.objects.filter(pk=part.pk).update(have=here)
    return here


@transaction.atomic
def finish(package: Package) -> Package:
    """Everything is here: let it be applied, or wait for the one before.

    Raises:
        Refused: something is missing.
    """
    # The partner first, as whoever closes the package before this one does: it is then seen by one of the two.
    Partner.objects.select_for_update(no_key=True).get(pk=package.partner_id)
    found = Package.objects.select_for_update(of=("self",), no_key=True).select_related("partner__node")
    package = found.get(pk=package.pk)
    if package.state not in (State.RECEIVING, State.WAITING):
        return package
    lacking = missing(package)
    if lacking:
        numbers = "、".join(str(each["n"]) for each in lacking[:10])
        raise Refused(
            f"还缺 {len(lacking)} 个文件（第 {numbers} 个），请继续发送。", "incomplete", final=False
        )
    settle(package)
    return package


def settle(package: Package) -> None:
    """Whether it is this package's turn."""
    partner = package.partner
    if package.base > partner.taken:
        package.state = State.WAITING
        lacking = f"缺少第 {package.base} 号包：本包基于它，而已入库的最近一个是第 {partner.taken} 号。"
        package.message = f"{lacking}请对方补发，或发送全量包。"
        telling.tell(partner, f"第 {package.sequence} 号包{package.message}", package=package, bad=True)
    else:
        package.state, package.message = State.APPLYING, ""
        package.progress = {}
    package.save(update_fields=["state", "message", "progress"])
    if package.state == State.APPLYING:
        enqueue_single(declared(_APPLY), f"exchange-in:{package.pk}", package.pk)


def waiting(partner: Partner) -> Iterable[Package]:
    """Packages that wait for one before them, in order."""
    found = Package.objects.filter(partner=partner, way=Way.IN, state=State.WAITING)
    return found.select_related("partner__node").order_by("sequence")
