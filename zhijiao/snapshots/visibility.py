"""Whose snapshots one may read, and which forms of them. The gate of this package.

A snapshot stays with the school it was taken of. When that school has been merged into another one, the heir and
whoever stands above the heir read it as well, as they read the records that came along. Of a form that somebody may not
view nothing is told, neither rows nor how many; who sees own rows only is told of those alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org, OrgChange, Status
from zhijiao.snapshots import manifest
from zhijiao.snapshots.manifest import FrozenForm
from zhijiao.snapshots.models import Snapshot

_GENERATIONS = 10
"""Mergers of mergers are followed no further."""


@dataclass(frozen=True)
class SeenForm:
    """A form of a snapshot that the actor may view, and how many of its records he may know of.

    ``locked``: it wants the data password first, and until then its numbers are not told.
    """

    form: FormLike
    entry: FrozenForm
    rows: int
    locked: bool


def snapshots(actor: Actor, school: Org) -> QuerySet[Snapshot]:
    """Snapshots of a school of the actor's part of the tree and of schools merged into it, the latest first."""
    schools = [school.pk, *predecessors([school.pk])]
    found = (
        Snapshot.objects.filter(school__in=schools) if actor.covers(school.path) else Snapshot.objects.none()
    )
    return light(found).order_by("-taken_at", "-pk")


def light(found: QuerySet[Snapshot]) -> QuerySet[Snapshot]:
    """Without the columns that only reading a snapshot needs."""
    return found.select_related("school").defer("manifest", "entries", "salt")


def get(actor: Actor | None, snapshot_id: int) -> Snapshot:
    """A snapshot that the actor may read.

    Raises:
        Http404: there is none, or it is of a school outside the actor's part of the tree.
    """
    found = Snapshot.objects.select_related("school").filter(pk=snapshot_id).first() if actor else None
    if actor is None or found is None or not _covers(actor, found.school):
        raise Http404("没有这份快照，或不在您的管理范围内。")
    return found


def _covers(actor: Actor, school: Org) -> bool:
    return actor.covers(school.path) or any(actor.covers(heir.path) for heir in heirs(school))


def heirs(school: Org) -> list[Org]:
    """The school that a merged school has gone into, and where that went in its turn."""
    found: list[Org] = []
    last: Org | None = school
    while last is not None and last.status == Status.MERGED and len(found) < _GENERATIONS:
        mergers = OrgChange.objects.filter(org=last, kind=OrgChange.Kind.MERGE).select_related("other")
        merger = mergers.order_by("-pk").first()
        last = merger.other if merger else None
        if last is None or last in (school, *found):
            break
        found.append(last)
    return found


def holder(school: Org) -> Org:
    """Where the records of a school are today: with itself, or with the last of its heirs."""
    return (heirs(school) or [school])[-1]


def predecessors(schools: Iterable[int]) -> list[int]:
    """Ids of schools that have been merged into some, directly or on the way."""
    known, wanted = set(schools), set(schools)
    for _ in range(_GENERATIONS):
        merged = OrgChange.objects.filter(
            other__in=wanted, kind=OrgChange.Kind.MERGE, org__status=Status.MERGED
        ).values_list("org_id", flat=True)
        wanted = set(merged) - known
        if not wanted:
            break
        known |= wanted
    return sorted(known - set(schools))


def forms(actor: Actor, snapshot: Snapshot) -> list[SeenForm]:
    """Forms of a snapshot that the actor may view, in the order of the menu of then."""
    known = registry.forms()
    seen = []
    for entry in manifest.read_entries(snapshot.entries).values():
        form = known.get(entry.key)
        if form is not None and access.holds(actor, form, "view") and _told(actor, entry):
            locked = access.is_locked(actor, form)
            seen.append(SeenForm(form, entry, 0 if locked else number_of(actor, entry), locked))
    return seen


def form(actor: Actor, snapshot: Snapshot, wanted: FormLike, action: str = "view") -> FrozenForm:
    """What the snapshot says of a form.

    Raises:
        access.Denied: the actor may not do this with the form.
        access.Locked: the data password is wanted first.
        Http404: the snapshot does not hold the form, or the actor may know of no row of it.
    """
    access.require(actor, wanted, action)
    entry = manifest.read_entries(snapshot.entries).get(wanted.key)
    if entry is None or not _told(actor, entry):
        raise Http404(f"这份快照中没有“{wanted.label}”。")
    return entry


def number_of(actor: Actor, entry: FrozenForm) -> int:
    """How many of the form's records the actor may know of."""
    return entry.makers.get(str(actor.user_id), 0) if access.sees_own_rows_only(actor) else entry.rows


def _told(actor: Actor, entry: FrozenForm) -> bool:
    """Summaries count everybody's records, so that who sees own rows only is not told of them."""
    return entry.kind != manifest.SUMMARY or not access.sees_own_rows_only(actor)
