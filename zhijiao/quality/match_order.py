"""Of records of several schools with one number: whose came later, and which department stands above them all.

The newcomer is the one in doubt. What counts is when the number came to the record, not when the record was made: an
old record that is given somebody else's number is a newcomer too.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from zhijiao.filing.models import Change
from zhijiao.filing.schema.columns.base import RecordForm
from zhijiao.orgs.models import Org
from zhijiao.orgs.paths import path_ids
from zhijiao.quality.models import MatchVerdict
from zhijiao.quality.rule import Rule


@dataclass(frozen=True)
class Holding:
    """One record that counts: the school, the record of the rule's form, the number's blind index, since when."""

    school_id: int
    record_id: int
    blind: str
    since: datetime


def claimed(
    form: RecordForm, column: str, persons: Collection[tuple[int, int]]
) -> dict[tuple[int, int], datetime]:
    """When each record (school, id) of the form got its present number; two queries."""
    schools, ids = {school for school, _ in persons}, {person for _, person in persons}
    rows = form.model.unscoped.filter(school__in=schools, pk__in=ids)
    found = {(school, pk): made for school, pk, made in rows.values_list("school_id", "pk", "created_at")}
    changes = Change.objects.filter(
        school__in=schools, form=form.key, record_id__in=ids, diff__has_key=column
    ).exclude(action=Change.Action.DELETE)
    latest = changes.order_by().values("school_id", "record_id").annotate(latest=Max("at"))
    for school, pk, at in latest.values_list("school_id", "record_id", "latest"):
        if (school, pk) in found:
            found[school, pk] = max(found[school, pk], at)
    return found


def verdicts(rule: Rule, links: Iterable[str]) -> dict[str, set[int]]:
    """Schools in doubt by number, where a department has said so."""
    said: dict[str, set[int]] = defaultdict(set)
    rows = MatchVerdict.objects.filter(rule=rule.key, link__in=set(links))
    for link, school in rows.values_list("link", "school_id"):
        said[link].add(school)
    return said


def doubted(group: Iterable[Holding], said: Collection[int] = ()) -> set[int]:
    """The schools whose record is in doubt: those a department has named, else all but the first."""
    holdings = sorted(group, key=lambda each: (each.since, each.record_id))
    schools = {each.school_id for each in holdings}
    named = schools & set(said)
    return named if named and named != schools else schools - {holdings[0].school_id}


def above_all(schools: Iterable[int], paths: dict[int, str]) -> int | None:
    """The lowest department above all these schools; ``paths`` are theirs by id."""
    common: list[int] | None = None
    for school in schools:
        ids = path_ids(paths[school])[:-1]
        if common is None:
            common = ids
        else:
            common = [a for a, b in zip(common, ids, strict=False) if a == b]
    return common[-1] if common else None


def paths_of(schools: Iterable[int]) -> dict[int, str]:
    """Where schools hang in the tree, by id."""
    return dict(Org.objects.filter(pk__in=set(schools)).values_list("pk", "path"))
