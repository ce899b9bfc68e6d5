"""Who may read a report: the school and those above it all kept editions, schools of the province what is published."""

from functools import reduce

from django.db.models import Q, QuerySet
from django.http import Http404

from zhijiao.annual_reports.models import KEPT, Report, State
from zhijiao.identity.actor import Actor
from zhijiao.orgs.paths import child_path, path_ids

FORM = "quality_report"
"""The form whose rights are those of the report."""


def readable(actor: Actor) -> QuerySet[Report]:
    """Reports that somebody signed in may read."""
    own = Q(state__in=KEPT, school__path__under=actor.org_path)
    if actor.is_school:
        own |= Q(state=State.PUBLISHED, school__path__under=province_path(actor.org_path))
    return Report.objects.filter(own).select_related("school")


def read(actor: Actor, number: int) -> Report:
    """One of them, or 404."""
    found = readable(actor).filter(pk=number).first()
    if found is None:
        raise Http404("没有这份质量年报，可能已被撤回，或不在您的查看范围内。")
    return found


def province_path(path: str) -> str:
    """The part of the tree of the province that a node belongs to."""
    return reduce(child_path, path_ids(path)[:2], "")
