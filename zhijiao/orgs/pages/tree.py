"""机构管理: the tree below one's own node, opened branch by branch, and the page of each node."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render

from zhijiao.identity.actions import ORGS, USERS
from zhijiao.identity.actor import Actor
from zhijiao.identity.builtin_roles import admin_key
from zhijiao.identity.gate import manage
from zhijiao.identity.models import User
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Level, Org, OrgChange, Status
from zhijiao.orgs.services import changes_of

BRANCH = 100
"""Schools of one branch that are shown at once."""
FOUND = 50


@dataclass(frozen=True)
class Leaf:
    """A node as the tree shows it: schools below by state (of a school: none), where it hangs, what it was called."""

    org: Org
    active: int = 0
    ended: int = 0
    trail: str = ""
    former: str = ""


@manage(ORGS)
def tree(request: ActorRequest) -> HttpResponse:
    """One's own node with what hangs right below it; or what a name or code finds."""
    own = Org.objects.get(pk=request.actor.org_id)
    asked = fold(request.GET.get("q", "")[:100])
    context = {"own": own, "q": asked}
    if asked:
        found = list(_matching(Org.objects.subtree(own.path), asked)[: FOUND + 1])
        context |= {"found": _with_trail(own, found[:FOUND], asked), "cut": len(found) > FOUND, "most": FOUND}
    else:
        context |= {"root": _counted(own.path, [own])[0], **_branch(own, 0)}
    return render(request, "orgs/tree.html", context)


@manage(ORGS)
def branch(request: ActorRequest, pk: int) -> HttpResponse:
    """What hangs right below a department, as a part of the tree."""
    org = within(request.actor, pk)
    start = whole_number(request.GET.get("from"), 999_999) or 0
    return render(request, "orgs/_branch.html", _branch(org, start))


@dataclass(frozen=True, kw_only=True)
class NodePage:
    """The page of a node: its facts, and what the reader may do from here."""

    org: Org
    #: Whether it is the reader's own.
    own: bool
    #: Nodes above it from the top, and whether the reader may open each.
    above: list[tuple[Org, bool]]
    #: The node with the number of schools it holds.
    schools: Leaf
    areas: int
    #: Accounts by whether they are enabled.
    users: Counter[bool]
    admins: QuerySet[User]
    changes: QuerySet[OrgChange]
    may_change: bool
    may_see_users: bool
    #: Whether the reader may open another node.
    covers: Callable[[Org | None], bool]


@manage()
def node(request: ActorRequest, pk: int) -> HttpResponse:
    """Facts of a node: place, state, people, and what has become of it."""
    actor = request.actor
    org = within(actor, pk)
    above = Org.objects.filter(pk__in=org.ancestors_ids()).order_by("path")
    role = admin_key(org.level)
    drawn = NodePage(
        org=org,
        own=org.pk == actor.org_id,
        above=[(each, actor.covers(each.path)) for each in above],
        schools=_counted(org.path, [org])[0],
        areas=Org.objects.filter(parent=org).exclude(level=Level.SCHOOL).count(),
        users=Counter(org.users.values_list("is_active", flat=True)),
        admins=org.users.filter(is_active=True, roles__key=role, roles__org=None).order_by("username"),
        changes=changes_of(org),
        may_change=actor.may(ORGS) and not actor.is_school and org.pk != actor.org_id,
        may_see_users=actor.may(USERS),
        covers=lambda other: other is not None and actor.covers(other.path),
    )
    return render_page(request, "orgs/node.html", drawn)


def within(actor: Actor, pk: int) -> Org:
    """A node of the actor's part of the tree. Anything else is not there (404)."""
    org = Org.objects.subtree(actor.org_path).select_related("parent").filter(pk=pk).first()
    if org is None:
        raise Http404("没有这个单位，或不在您的管理范围内。")
    return org


def administered(level: str) -> QuerySet:
    """Ids of the nodes of a level that have an active administrator."""
    admins = User.objects.filter(is_active=True, roles__key=admin_key(level), roles__org=None)
    return admins.values("org_id")


def _matching(rows: QuerySet, asked: str) -> QuerySet:
    """Nodes by their name or the beginning of their code, as they are now or were before a change."""
    now = Q(name__icontains=asked) | Q(code__startswith=asked)
    return rows.filter(now | Q(pk__in=_formerly(asked).values("org_id"))).order_by("path")


def _formerly(asked: str) -> QuerySet:
    """Changes of nodes that were called so before."""
    return OrgChange.objects.filter(Q(name_before__icontains=asked) | Q(code_before__startswith=asked))


def _branch(org: Org, start: int) -> dict:
    """Departments right below a node with their counts (on the first page), then its schools, a page of them."""
    below = Org.objects.filter(parent=org)
    areas = list(below.exclude(level=Level.SCHOOL).order_by("code", "pk")) if start == 0 else []
    schools = list(below.filter(level=Level.SCHOOL).order_by("code", "pk")[start : start + BRANCH + 1])
    return {
        "parent": org,
        "areas": _counted(org.path, areas),
        "schools": schools[:BRANCH],
        "without_admin": _without_admin(schools),
        "next": start + BRANCH if len(schools) > BRANCH else None,
    }


def _without_admin(schools: Iterable[Org]) -> set[int]:
    """Ids of working schools that nobody administers."""
    working = {school.pk for school in schools if school.status == Status.ACTIVE}
    return working - set(administered(Level.SCHOOL).filter(org__in=working).values_list("org_id", flat=True))


def _counted(path: str, orgs: list[Org]) -> list[Leaf]:
    """Nodes at or right below `path` with the number of schools each holds; one query."""
    if not orgs:
        return []
    numbers: dict[int, Counter] = {org.pk: Counter() for org in orgs}
    rows = Org.objects.subtree(path).schools().values_list("path", "status")
    for school_path, status in rows:
        for org_id in map(int, school_path.split("/")[1:-2]):
            if org_id in numbers:
                numbers[org_id][status] += 1
    return [
        Leaf(org, numbers[org.pk][Status.ACTIVE], numbers[org.pk].total() - numbers[org.pk][Status.ACTIVE])
        for org in orgs
    ]


def _with_trail(own: Org, found: list[Org], asked: str) -> list[Leaf]:
    """Nodes with the names of what stands between one's own node and them, and the name they were found by."""
    wanted = {org_id for org in found for org_id in org.ancestors_ids()}
    names = dict(Org.objects.subtree(own.path).filter(pk__in=wanted).values_list("pk", "name"))
    former = dict(_formerly(asked).filter(org__in=found).order_by("pk").values_list("org_id", "name_before"))
    return [
        Leaf(
            org,
            trail=" › ".join(names[org_id] for org_id in org.ancestors_ids() if org_id in names),
            former=former[org.pk] if former.get(org.pk, org.name) != org.name else "",
        )
        for org in found
    ]
