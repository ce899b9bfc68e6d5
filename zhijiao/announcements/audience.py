"""Whom an announcement is addressed to: rules made from what the author chose, and who they fit.

A rule names a node and fits it and everything below it, narrowed to a level or a kind of school. An authority's own
staff is not among those it writes to; a school writes to its own.
"""

from collections.abc import Iterable, Sequence

from django.db.models import OuterRef, Q, QuerySet

from zhijiao.announcements.models import Announcement, Audience
from zhijiao.orgs.models import Level, Org, SchoolType
from zhijiao.orgs.paths import path_ids

Reach = Announcement.Reach
RANKS = tuple(Level)
MOST_NODES = 2000
"""Nodes that one announcement may name; more are better told by level or kind."""
_STEPS_UP = ("org", "org__parent", "org__parent__parent", "org__parent__parent__parent")


def reaches(org: Org) -> list[tuple[str, str]]:
    """Values and labels of what an author at a node may choose."""
    if org.is_school:
        return [(Reach.OWN.value, Reach.OWN.label)]
    return [(reach.value, reach.label) for reach in Reach if reach != Reach.OWN]


def levels_below(org: Org) -> list[tuple[str, str]]:
    """Values and labels of the levels below a node."""
    return [(level.value, level.label) for level in RANKS[RANKS.index(Level(org.level)) + 1 :]]


def rules(
    org: Org, reach: str, levels: Iterable[str] = (), types: Iterable[str] = (), nodes: Iterable[int] = ()
) -> list[Audience]:
    """The rules that follow from what the author chose, not yet kept."""
    if reach == Reach.LEVELS:
        return [Audience(node_id=org.pk, level=level) for level in dict.fromkeys(levels)]
    if reach == Reach.TYPES:
        return [
            Audience(node_id=org.pk, level=Level.SCHOOL, school_type=kind) for kind in dict.fromkeys(types)
        ]
    if reach == Reach.NODES:
        return [Audience(node_id=node) for node in dict.fromkeys(nodes)]
    return [Audience(node_id=org.pk)]


def in_words(announcement: Announcement, audience: Sequence[Audience]) -> str:
    """Whom it is addressed to, in a few words."""
    if announcement.reach == Reach.LEVELS:
        return "、".join(Level(rule.level).label for rule in audience)
    if announcement.reach == Reach.TYPES:
        return "、".join(SchoolType(rule.school_type).label for rule in audience)
    if announcement.reach == Reach.NODES:
        named = "、".join(rule.node.name for rule in audience[:3])
        return named if len(audience) <= 3 else f"{named}等 {len(audience)} 个单位"
    return announcement.get_reach_display()


def fitting(org: Org) -> QuerySet[Audience]:
    """Rules that fit the people of a node, of whatever state."""
    kinds = ("", org.school_type) if org.school_type else ("",)
    found = Audience.objects.filter(node__in=path_ids(org.path), level__in=("", org.level))
    return found.filter(school_type__in=kinds).filter(_for_others(org.pk))


def fitting_account(account: type[OuterRef]) -> QuerySet[Audience]:
    """Open rules that fit the account of an outer query, which says by itself what stands above its node."""
    up = Q(node=account("org_id"))
    for step in _STEPS_UP:
        up |= Q(node=account(f"{step}__parent_id"))
    found = Audience.objects.filter(up, open=True).filter(Q(level="") | Q(level=account("org__level")))
    found = found.filter(Q(school_type="") | Q(school_type=account("org__school_type")))
    return found.filter(_for_others(account("org_id")))


def _for_others(org: int | OuterRef) -> Q:
    return Q(announcement__reach=Reach.OWN) | ~Q(announcement__org=org)


def addressed_nodes(announcement: Announcement) -> QuerySet[Org]:
    """The nodes that work and that an announcement is addressed to, in the order of the tree."""
    below = Org.objects.active().subtree(announcement.org.path)
    if announcement.reach != Reach.OWN:
        below = below.exclude(pk=announcement.org_id)
    return below.filter(_named_or_below(announcement)).order_by("path")


def _named_or_below(announcement: Announcement) -> Q:
    """Nodes that the rules fit: by what stands above them where nodes are named, else by level and kind."""
    rules = Audience.objects.filter(announcement=announcement)
    if announcement.reach == Reach.NODES:
        named = rules.values("node")
        fits = Q(pk__in=named)
        for step in ("parent", "parent__parent", "parent__parent__parent", "parent__parent__parent__parent"):
            fits |= Q(**{f"{step}__in": named})
        return fits
    fits = Q(pk__in=[])
    for level, kind in rules.values_list("level", "school_type"):
        fits |= Q(**({"level": level} if level else {}), **({"school_type": kind} if kind else {}))
    return fits if announcement.reach in (Reach.LEVELS, Reach.TYPES) else Q()
