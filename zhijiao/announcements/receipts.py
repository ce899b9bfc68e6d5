"""Who has read an announcement: numbers, and a list by node, with as many statements for thousands as for one."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q

from zhijiao.announcements.audience import addressed_nodes
from zhijiao.announcements.models import Announcement, Receipt
from zhijiao.orgs.models import Org

NAMED = 5
"""Readers of a node who are named in its line."""


@dataclass(frozen=True)
class Numbers:
    """How many nodes and people an announcement has come to."""

    nodes: int
    read_nodes: int
    readers: int
    confirmed: int


@dataclass
class NodeLine:
    """A node and who of it has read."""

    org: Org
    readers: list[Receipt] = field(default_factory=list)

    @property
    def confirmed(self) -> int:
        """How many have confirmed."""
        return sum(receipt.confirmed_at is not None for receipt in self.readers)

    @property
    def named(self) -> str:
        """The first readers by name, and how many there are besides."""
        names = "、".join(receipt.user.real_name for receipt in self.readers[:NAMED])
        return names if len(self.readers) <= NAMED else f"{names}等 {len(self.readers)} 人"


def numbers(announcement: Announcement) -> Numbers:
    """Two statements."""
    told = Receipt.objects.filter(announcement=announcement).aggregate(
        nodes=Count("org", distinct=True),
        readers=Count("pk"),
        confirmed=Count("pk", filter=Q(confirmed_at__isnull=False)),
    )
    return Numbers(addressed_nodes(announcement).count(), told["nodes"], told["readers"], told["confirmed"])


def lines(
    announcement: Announcement, *, unread: bool, after: str, name: str, most: int
) -> tuple[list[NodeLine], str]:
    """Nodes in the order of the tree after a path, and the path after which the next ones come ("" at the end)."""
    found = addressed_nodes(announcement)
    if unread:
        found = found.filter(~Exists(Receipt.objects.filter(announcement=announcement, org=OuterRef("pk"))))
    if name:
        found = found.filter(Q(name__icontains=name) | Q(code=name))
    if after:
        found = found.filter(path__gt=after)
    orgs = list(found[: most + 1])
    by_org = defaultdict(list)
    shown = orgs[:most]
    told = Receipt.objects.filter(announcement=announcement, org__in=[org.pk for org in shown])
    for receipt in told.select_related("user").order_by("read_at", "pk"):
        by_org[receipt.org_id].append(receipt)
    further = shown[-1].path if len(orgs) > most else ""
    return [NodeLine(org, by_org[org.pk]) for org in shown], further
