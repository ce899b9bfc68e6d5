"""Schools and authorities of a province: as its package names them, and as they are kept at the ministry."""

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from zhijiao.exchange import lots, numbers
from zhijiao.exchange.models import Partner, PartnerOrg
from zhijiao.exchange.refusals import Refused
from zhijiao.exchange.wire import encode
from zhijiao.filing.records import period_locks
from zhijiao.filing.records.period_locks import Lock
from zhijiao.orgs import services
from zhijiao.orgs.models import Level, Org, SchoolType, Status

FACTS = ("level", "code", "name", "school_type", "status", "region")
MOST_BYTES = 64 * 1024 * 1024
_TEXTS = {"code": 12, "name": 100, "region": 6}


def written(node: Org) -> bytes:
    """All nodes below a province, and itself, from the top down."""
    rows = Org.objects.subtree(node.path).order_by("path").values_list("pk", "parent_id", *FACTS)
    return lots.packed([encode(list(row)) for row in rows])


@transaction.atomic
def take(partner: Partner, data: Iterable[bytes]) -> None:
    """Let the nodes of a province stand here as they stand there; what is new is made, under the same authority.

    Raises:
        Refused: the file is none, or a node belongs to somebody else here.
    """
    rows = [_read(line) for line in lots.unpacked(data, MOST_BYTES)]
    if not rows or (rows[0]["level"], rows[0]["code"]) != (partner.node.level, partner.node.code):
        raise Refused(
            f"数据包中的机构不属于“{partner.node.name}”，没有入库。请确认对方没有发错数据包。",
            "other-province",
        )
    by = services.By(name=f"报送：{partner.node.name}"[:60])
    known = {
        each.remote: each.org for each in PartnerOrg.objects.filter(partner=partner).select_related("org")
    }
    placed: dict[int, Org] = {rows[0]["remote"]: partner.node}
    _remember(partner, rows[0]["remote"], partner.node, known)
    for row in rows[1:]:
        placed[row["remote"]] = _place(partner, row, placed, known, by)
    _keep_closed(partner, placed.values())


def _read(line: str) -> dict[str, Any]:
    try:
        remote, parent, *facts = json.loads(line)
        row = {"remote": remote, "parent": parent, **dict(zip(FACTS, facts, strict=True))}
        whole = (
            numbers.fits(remote)
            and all(isinstance(row[name], str) and len(row[name]) <= most for name, most in _TEXTS.items())
            and row["level"] in Level.values
            and row["status"] in Status.values
            and row["school_type"] in ("", *SchoolType.values)
            and row["name"].isprintable()
        )
    except (ValueError, TypeError, RecursionError):
        whole = False
    if not whole:
        raise Refused(lots.DAMAGED, "damaged")
    return row


def _place(
    partner: Partner, row: dict[str, Any], placed: dict[int, Org], known: dict[int, Org], by: services.By
) -> Org:
    """One node as it is here afterwards."""
    parent = placed.get(row["parent"])
    if parent is None or row["level"] in (Level.MINISTRY, Level.PROVINCE):
        raise Refused(lots.DAMAGED, "damaged")
    org = known.get(row["remote"]) or Org.objects.filter(level=row["level"], code=row["code"]).first()
    try:
        if org is None:
            org = services.create_org(
                parent, row["level"], row["name"], row["code"], row["school_type"], row["region"]
            )
        else:
            org = _follow(partner, org, row, parent, by)
        if org.status != row["status"]:
            org = services.follow_status(org, row["status"], by)
    except ValidationError as error:
        said = "".join(error.messages)[:200]
        raise Refused(f"机构“{row['name']}”（{row['code']}）不能入库：{said}", "org") from None
    _remember(partner, row["remote"], org, known)
    return org


def _follow(partner: Partner, org: Org, row: dict[str, Any], parent: Org, by: services.By) -> Org:
    """A node that is here already: under another name or authority where it has changed there."""
    if not partner.node.covers(org):
        above = org.parent.name if org.parent else ""
        raise Refused(
            f"“{row['name']}”（代码 {row['code']}）在本系统中由“{above}”主管，不属于“{partner.node.name}”，没有入库。"
            "请先在机构管理中划转，或请对方核对代码。",
            "other-province",
            final=False,
        )
    names = ("name", "code", "school_type", "region")
    renamed = any(row[name] != getattr(org, name) for name in names if row[name])
    moved = org.parent_id != parent.pk
    if renamed:
        services.rename_org(org, by, **{name: row[name] for name in names})
    if moved:
        services.move_org(org, parent, by)
    if renamed or moved:
        org.refresh_from_db()
    return org


def _remember(partner: Partner, remote: int, org: Org, known: dict[int, Org]) -> None:
    if known.get(remote) != org:
        PartnerOrg.objects.update_or_create(partner=partner, remote=remote, defaults={"org": org})
        known[remote] = org


ROUND = "exchange"


def _keep_closed(partner: Partner, orgs: Iterable[Org]) -> None:
    """What a province keeps is not changed here."""
    lock = Lock(
        ROUND, 0, 0, f"本校数据由{partner.node.name}的系统报送，在本系统只能查看",
        "需要更正时，请学校在所在省的系统中修改，随下一次报送更新", whole=True,
    )  # fmt: skip
    schools = [org for org in orgs if org.is_school]
    closed = period_locks.whole_of({school.pk for school in schools})
    for school in schools:
        if school.pk not in closed:
            period_locks.hold(school)
            period_locks.keep(school, ROUND, lock)
