"""Receipts: what the receiver says, signed, of a package it has applied or refused."""

import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhijiao.exchange import installation, keys, store, telling
from zhijiao.exchange.manifest import NUMBER
from zhijiao.exchange.models import Package, Partner, PassedItem
from zhijiao.exchange.refusals import Refused
from zhijiao.exchange.wire import Unreadable, moment, storable
from zhijiao.kit import bulk

PURPOSE = b"zhijiao exchange receipt\n"
WRONG = "回执无法识别，没有处理。请重新取回。"
MOST_BYTES = 64 * 1024
State, Way = Package.State, Package.Way


def written(package: Package, digest: str, differing: list[tuple[str, str]], refused: str = "") -> str:
    """A signed receipt as text."""
    node, key = installation.own_node(), keys.own()
    said = {
        "package": package.number,
        "sequence": package.sequence,
        "from": [node.level, node.code],
        "to": [package.partner.node.level, package.partner.node.code],
        "at": timezone.now().isoformat(),
        "digest": digest,
        "differing": differing[:100],
        "refused": refused,
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    signature = keys.sign(key, PURPOSE + text.encode())
    return json.dumps({"receipt": text, "key": key.fingerprint, "signature": signature}, ensure_ascii=False)


def take(partner: Partner, text: str) -> Package:
    """What the other side says of a package that we sent; a second time it changes nothing.

    Raises:
        Refused: it is none, is not signed with a key that holds, or is of no package of ours.
    """
    said = _checked(partner, text)
    with transaction.atomic():
        partner = Partner.objects.select_for_update(of=("self",)).select_related("node").get(pk=partner.pk)
        package = Package.objects.filter(partner=partner, way=Way.OUT, number=said["package"]).first()
        if package is None or package.sequence != said["sequence"]:
            raise Refused("回执说的数据包不是本系统发出的，没有处理。", "receipt")
        if package.receipt:
            return package
        if said["refused"]:
            _note_refusal(partner, package, storable(said["refused"]), text)
        else:
            _note_taken(partner, package, said, text)
    if package.state in (State.ACKNOWLEDGED, State.REFUSED):
        store.forget(package)
    return package


def _checked(partner: Partner, text: str) -> dict[str, Any]:
    """The content of a receipt that its sender has signed."""
    try:
        if len(text) > MOST_BYTES:
            raise ValueError("too long")
        envelope = json.loads(text)
        signed, key, signature = (envelope[name] for name in ("receipt", "key", "signature"))
        if not all(isinstance(each, str) for each in (signed, key, signature)):
            raise TypeError("no texts")
        said = json.loads(signed)
        at, own = moment(said["at"]), installation.own_node()
        ends = (list(said["from"]), list(said["to"]))
        texts = all(isinstance(said[name], str) for name in ("digest", "refused"))
        texts = texts and bool(NUMBER.fullmatch(said["package"])) and isinstance(said["differing"], list)
    except (ValueError, KeyError, TypeError, RecursionError, Unreadable):
        raise Refused(WRONG, "receipt") from None
    keys.check(partner, key, PURPOSE + signed.encode("utf-8", "replace"), signature, at)
    if not texts or ends != ([partner.node.level, partner.node.code], [own.level, own.code]):
        raise Refused(WRONG, "receipt")
    return dict(said)


def _note_refusal(partner: Partner, package: Package, why: str, text: str) -> None:
    package.state, package.message, package.receipt = State.REFUSED, why[:500], text
    package.finished_at = timezone.now()
    package.save(update_fields=["state", "message", "receipt", "finished_at"])
    telling.tell(partner, f"对方拒绝了第 {package.sequence} 号包：{why}", package=package, bad=True)


def _note_taken(partner: Partner, package: Package, said: dict[str, Any], text: str) -> None:
    same = said["digest"] == package.digest
    package.state, package.receipt, package.finished_at = State.ACKNOWLEDGED, text, timezone.now()
    package.message = "对方已入库，摘要一致。" if same else storable(_differs(said))
    package.save(update_fields=["state", "message", "receipt", "finished_at"])
    if package.sequence > partner.sent:
        partner.sent, partner.place = package.sequence, package.place_to
        partner.save(update_fields=["sent", "place"])
    _remember_files(partner, package)
    telling.tell(
        partner, f"收到第 {package.sequence} 号包的回执：{package.message}", package=package, bad=not same
    )
    telling.audit(partner, "收到回执", sequence=package.sequence)


def _differs(said: dict[str, Any]) -> str:
    named = "、".join(" ".join(map(str, each)) for each in said["differing"][:5] if isinstance(each, list))
    return f"对方已入库，但摘要不一致（{named}）。请重新发送全量包。"[:500]


def _remember_files(partner: Partner, package: Package) -> None:
    """Files that the other side has now need not go again."""
    names = package.parts.filter(kind="file").values_list("name", flat=True)
    items = [
        PassedItem(partner=partner, way=Way.OUT, kind="file", remote=name.removeprefix("files/"))
        for name in names
    ]
    for piece in bulk.portions(items, 500):
        PassedItem.objects.bulk_create(piece, ignore_conflicts=True)
