"""Sending a package and fetching what is sent down, over HTTPS: each step asks the other side how far it is."""

import json

from django.db import transaction
from django.utils import timezone

from zhijiao.exchange import client, installation, manifest, receipts, receiving, store, telling
from zhijiao.exchange.client import Unreachable
from zhijiao.exchange.models import Package, Partner
from zhijiao.exchange.refusals import Refused
from zhijiao.jobs import current_job

State, Way = Package.State, Package.Way
PIECE = 4 * 1024 * 1024


def send(package: Package) -> float | None:
    """Bring a package as far as it gets; seconds after which to look again, None when it is settled.

    What cannot be reached is tried again; what is refused for good ends the package with the reason.
    """
    package = Package.objects.select_related("partner__node").get(pk=package.pk)
    if package.state not in (State.READY, State.SENDING, State.SENT):
        return None
    try:
        return _send(package)
    except Unreachable as trouble:
        Package.objects.filter(pk=package.pk).update(message=str(trouble)[:500])
        return 60
    except Refused as refused:
        return _note(package, refused)


def _send(package: Package) -> float | None:
    if package.state == State.SENT:
        answer = client.ask("GET", f"packages/{package.number}/")
    else:
        answer = client.ask("POST", "packages/", manifest.signed_of(package))
        Package.objects.filter(pk=package.pk, state=State.READY).update(state=State.SENDING, message="")
        if answer["state"] == State.RECEIVING:
            _send_parts(package, answer["missing"])
            answer = client.ask("POST", f"packages/{package.number}/finish/", {})
    if answer.get("receipt"):
        receipts.take(package.partner, answer["receipt"])
        return None
    moved = Package.objects.filter(pk=package.pk, state=State.SENDING).update(state=State.SENT)
    Package.objects.filter(pk=package.pk).update(message=answer.get("message", "")[:500])
    if moved:
        telling.tell(package.partner, f"第 {package.sequence} 号包已送达，等待回执", package=package)
    return 5


def _send_parts(package: Package, missing: list[dict[str, int]]) -> None:
    """What the other side has not got yet, piece by piece."""
    parts = {part.n: part for part in package.parts.select_related("package")}
    for done, each in enumerate(missing):
        part = parts[each["n"]]
        offset, again = each["have"], 0
        while offset < part.size:
            current_job.progress(done, len(missing), "正在发送")
            path = f"packages/{package.number}/parts/{part.n}/?offset={offset}"
            have = client.put(path, store.piece(part, offset, PIECE))["have"]
            again = again + 1 if have <= offset else 0
            if again > 3:
                raise Unreachable("部级系统没有收下文件，稍后自动重试。")
            offset = have


def _note(package: Package, refused: Refused) -> float | None:
    """Keep what the other side has said; for good unless somebody there may mend it."""
    final = refused.final and refused.code not in ("no-address", "incomplete")
    if package.message != refused.text[:500]:
        telling.tell(
            package.partner, f"发送第 {package.sequence} 号包时：{refused.text}", package=package, bad=True
        )
    package.message = refused.text[:500]
    if final:
        package.state, package.finished_at = State.REFUSED, timezone.now()
    package.save(update_fields=["message", "state", "finished_at"])
    return None if final or refused.code == "no-address" else 300


# What is sent down --------------------------------------------------------------------------------------------------


def fetch_down() -> int:
    """Fetch what waits for us at the ministry, and bring receipts; how many packages were new.

    Raises:
        Refused, Unreachable: as the other side has it.
    """
    partner, new = installation.upper(), 0
    for envelope in client.ask("GET", "down/")["packages"]:
        package = receiving.offer(partner, envelope, "系统")
        if package.state == State.RECEIVING:
            _fetch_parts(package)
            receiving.finish(package)
            new += 1
    _bring_receipts(partner)
    return new


def _fetch_parts(package: Package) -> None:
    sizes = dict(package.parts.values_list("n", "size"))
    for each in receiving.missing(package):
        offset = each["have"]
        while offset < sizes[each["n"]]:
            data = client.fetch(f"down/{package.number}/parts/{each['n']}/?offset={offset}")
            have = receiving.put(package, each["n"], offset, data)
            if have <= offset:
                raise Unreachable(client.UNREACHABLE)
            offset = have


def _bring_receipts(partner: Partner) -> None:
    waiting = Package.objects.filter(partner=partner, way=Way.IN, kind=Package.Kind.DOWN).exclude(receipt="")
    for package in waiting.filter(progress__brought=None).order_by("pk")[:20]:
        client.ask("POST", f"down/{package.number}/receipt/", json.loads(package.receipt))
        with transaction.atomic():
            now = Package.objects.select_for_update().get(pk=package.pk)
            now.progress = {**now.progress, "brought": True}
            now.save(update_fields=["progress"])
