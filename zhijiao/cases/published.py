"""Reading what has been selected: for 典型案例 of a school, and for the library that searches it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from zhijiao.cases import library_index
from zhijiao.cases.models import Publication
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org
from zhijiao.orgs.paths import path_ids

MOST_SCHOOLS = 1000


def _standing(*forms: str) -> QuerySet[Publication]:
    """What is published of some forms now, without its texts."""
    found = Publication.objects.filter(form__in=forms, ended_at=None)
    return found.defer("items", "pictures", "text", "terms").order_by("-id")


def above_schools(schools: QuerySet[Any], form: str) -> Iterable[Publication]:
    """What authorities above some schools have selected, the latest first; two queries."""
    paths = schools.values_list("path", flat=True)[:MOST_SCHOOLS]
    above = {each for path in paths for each in path_ids(path)[:-1]}
    return _standing(form).filter(selector_id__in=above).select_related("case")


def visible(actor: Actor, *forms: str) -> QuerySet[Publication]:
    """What an actor may read of some forms: selected by authorities above it, by itself, or below it."""
    above = path_ids(actor.org_path)
    condition = Q(selector_id__in=above)
    if actor.level == "ministry":
        condition |= Q(selector__in=Org.objects.filter(level="province"))
    return _standing(*forms).filter(condition)


def search(found: QuerySet[Publication], text: str) -> QuerySet[Publication]:
    """Of some publications those whose text holds all words asked for; words of two signs are found."""
    return library_index.INDEX.narrow(found, text, "text")
