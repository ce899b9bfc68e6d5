"""What a change of the tree will do, told before it is done, and whether it still would do just that."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, QuerySet, Sum

from zhijiao.filing.models import Draft, FilingCount, ImportBatch
from zhijiao.filing.schema import registry
from zhijiao.identity.models import User
from zhijiao.intake import upload
from zhijiao.orgs.models import Org

MOST_NAMED = 20
"""Unfinished batches that a preview names."""


@dataclass(frozen=True)
class PreviewTable:
    """A table of a preview: heading, column heads, rows of texts and numbers."""

    title: str
    heads: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    note: str = ""


@dataclass
class ChangePreview:
    """A preview. With `blockers` it cannot be done; `stamp` differs as soon as anything it tells is different."""

    facts: list[tuple[str, Any]] = field(default_factory=list)
    tables: list[PreviewTable] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    blockers: list[str] = field(default_factory=list)
    undo: str = ""
    state: list[Any] = field(default_factory=list)

    @property
    def stamp(self) -> str:
        """Digest of all that is told and of the states it rests on."""
        told = [self.facts, [[t.title, t.rows] for t in self.tables], self.notes, self.blockers, self.state]
        text = json.dumps(told, ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class SchoolHoldings:
    """What a school (or all below a department) holds: numbers for a preview."""

    accounts: int
    active: int
    records: int
    drafts: int
    waiting: list[ImportBatch]


def contents_of(orgs: Sequence[Org]) -> SchoolHoldings:
    """Accounts, records, drafts and unfinished import batches of nodes; counters only, no form table is read."""
    users = User.objects.filter(org__in=orgs)
    return SchoolHoldings(
        accounts=users.count(),
        active=users.filter(is_active=True).count(),
        records=FilingCount.objects.filter(school__in=orgs).aggregate(total=Sum("rows"))["total"] or 0,
        drafts=Draft.objects.filter(school__in=orgs).count(),
        waiting=list(unfinished(orgs)[:MOST_NAMED]),
    )


def unfinished(orgs: Sequence[Org]) -> QuerySet:
    """Import batches of nodes that have been neither written nor given up."""
    found = ImportBatch.objects.filter(school__in=orgs, state__in=upload.LIVE)
    return found.defer("file").order_by("pk")


def drop_unfinished(org: Org, why: str) -> None:
    """Give up the unfinished import batches of a node; nothing of them is written."""
    for batch in unfinished([org]):
        upload.drop(batch, batch.State.CANCELLED, f"{why}，未完成的导入已放弃")


def rows_by_form(school: Org) -> dict[str, int]:
    """Records of a school by form, over all periods, in the order of the menu; forms without any are left out."""
    counted = FilingCount.objects.filter(school=school).values("form").annotate(total=Sum("rows"))
    rows = dict(counted.values_list("form", "total"))
    return {key: rows[key] for key in registry.forms() if rows.get(key)}


def state_of(org: Org) -> list[Any]:
    """What a preview of a node rests on: a later save, upload or account makes it a preview of yesterday."""
    saved = FilingCount.objects.filter(school=org).aggregate(at=Max("updated_at"))["at"]
    batches = list(ImportBatch.objects.filter(school=org, state__in=upload.LIVE).values_list("pk", "state"))
    users = list(User.objects.filter(org=org).order_by("pk").values_list("pk", "stamp", "is_active"))
    return [org.pk, org.name, org.code, org.path, org.status, org.school_type, saved, batches, users]


def batch_names(batches: Sequence[ImportBatch]) -> str:
    """Unfinished batches as a list in words."""
    forms = registry.forms()
    return "、".join(
        f"“{forms[batch.form].label}”批次 {batch.pk}（{batch.get_state_display()}，{batch.creator_name}）"
        for batch in batches
    )
