"""One snapshot: what it says of itself, and its forms as far as the reader may view them."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.gate import POST, business
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.page_context import render_page
from zhijiao.orgs.models import Org
from zhijiao.snapshots import manifest, reading, state_blocks, visibility, wording
from zhijiao.snapshots import verify as proof
from zhijiao.snapshots.models import Correction, Snapshot
from zhijiao.snapshots.visibility import SeenForm


@dataclass(frozen=True)
class FormLine:
    """A form of a snapshot: what stood, and what has become of it."""

    form: FormLike
    rows: int
    locked: bool
    year: int | None
    url: str
    changes_url: str
    state: str
    detail: str
    nil: bool
    findings: int
    #: Records corrected since, where that is known of the latest snapshot.
    corrected: int | None


@dataclass(frozen=True, kw_only=True)
class SnapshotPage:
    """A snapshot with its forms."""

    snapshot: Snapshot
    title: str
    said: manifest.Manifest
    #: Where its records are today, when the school has been merged.
    heir: Org | None
    own: bool
    #: The school, or its heir where the reader stands above that one alone.
    listed: int
    lines: list[FormLine]
    empty: int
    everything: bool
    others: list[tuple[int, str]]
    latest: bool
    may_export: bool
    total: int


@business("view")
def snapshot(request: ActorRequest, snapshot_id: int) -> HttpResponse:
    """The snapshot."""
    found = visibility.get(request.actor, snapshot_id)
    seen = visibility.forms(request.actor, found)
    others = visibility.light(Snapshot.objects.filter(school_id=found.school_id)).order_by("-number")
    siblings = [each for each in others if each.pk != found.pk]
    latest = not any(each.number > found.number for each in siblings)
    everything = "all" in request.GET
    said = _said(request, found, latest)
    lines = [_line(found, each, said) for each in seen]
    shown = [line for line in lines if everything or line.rows or line.locked or line.nil or line.corrected]
    holder = visibility.holder(found.school)
    drawn = SnapshotPage(
        snapshot=found,
        title=wording.title(found),
        said=manifest.read(found.manifest),
        heir=holder if holder != found.school else None,
        own=request.actor.is_school,
        listed=found.school_id if request.actor.covers(found.school.path) else holder.pk,
        lines=shown,
        empty=len(lines) - len(shown),
        everything=everything,
        others=[(each.pk, f"{wording.title(each)}（{wording.taken(each)}）") for each in siblings],
        latest=latest,
        may_export=request.actor.may_somewhere("export") and not access.sees_own_rows_only(request.actor),
        total=sum(line.rows for line in lines),
    )
    return render_page(request, "snapshots/snapshot.html", drawn)


@dataclass
class Said:
    """What was said of the forms beside their records, by form; nothing for who may know of own rows only."""

    standings: dict[str, dict[str, Any]] = field(default_factory=dict)
    nils: set[str] = field(default_factory=set)
    findings: Counter[str] = field(default_factory=Counter)
    #: Records corrected since, where they are counted.
    corrected: dict[str, int] | None = None


def _said(request: ActorRequest, found: Snapshot, latest: bool) -> Said:
    if access.sees_own_rows_only(request.actor):
        return Said()
    standings: dict[str, dict[str, Any]] = {}
    for line in reading.state_lines(found, state_blocks.STANDINGS):
        standings.setdefault(line["form"], line)
    rows = Correction.objects.filter(school_id=found.school_id, round=found.round)
    return Said(
        standings,
        {line["form"] for line in reading.state_lines(found, state_blocks.NILS)},
        Counter(line["form"] for line in reading.state_lines(found, state_blocks.FINDINGS)),
        dict(rows.values_list("form", "records")) if latest else None,
    )


def _line(found: Snapshot, each: SeenForm, said: Said) -> FormLine:
    """A form of the list; of one that wants the data password first only its name."""
    key, form = each.form.key, each.form
    standing = {} if each.locked else said.standings.get(key, {})
    return FormLine(
        form=form,
        rows=each.rows,
        locked=each.locked,
        year=each.entry.year,
        url=reverse("snapshots:form", args=[found.pk, form]),
        changes_url="" if form.is_summary else reverse("snapshots:changes", args=[found.pk, form]),
        state=standing.get("state", ""),
        detail=standing.get("detail", ""),
        nil=not each.locked and key in said.nils,
        findings=0 if each.locked else said.findings[key],
        corrected=None if each.locked or said.corrected is None else said.corrected.get(key, 0),
    )


@business("view", methods=POST, harmless=True)
def verify(request: ActorRequest, snapshot_id: int) -> HttpResponse:
    """Prove the snapshot now; of forms that the reader may not view nothing is named."""
    found = visibility.get(request.actor, snapshot_id)
    verdict = proof.prove(found.school, found)
    if verdict.whole:
        messages.success(request, f"校验通过：快照完好，与 {wording.taken(found)} 封存时一致。")
    else:
        named = _named(request, found)
        told = [damage.sentence for damage in verdict.damages if not damage.form or damage.form in named]
        rest = len(verdict.damages) - len(told)
        told += [f"另有 {rest} 处在您不能查看的内容中。"] if rest else []
        messages.error(request, f"校验没有通过：{' '.join(told)}请联系系统运维单位。")
    return HttpResponseRedirect(reverse("snapshots:snapshot", args=[found.pk]))


def _named(request: ActorRequest, found: Snapshot) -> set[str]:
    """Keys of forms that may be named; none where what is said of the forms cannot be read."""
    try:
        return {each.form.key for each in visibility.forms(request.actor, found) if not each.locked}
    except manifest.UNREADABLE:
        return set()
