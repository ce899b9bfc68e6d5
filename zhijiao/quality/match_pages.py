"""跨校核对: matches between schools, for the departments above all schools concerned."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from zhijiao.filing.pages.context import selected_round
from zhijiao.filing.records import access
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import business
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.paging import page_of
from zhijiao.quality import match_limits, rule_registry, visibility
from zhijiao.quality.models import Finding, MatchTally


@business("view")
def match_list(request: ActorRequest) -> HttpResponse:
    """Matches that wait, the oldest first, and schools that brought up more than a day's number."""
    actor = request.actor
    if actor.is_school:
        raise Http404("跨校核对由主管部门办理，学校没有这个页面。")
    filing = selected_round(request)
    page = page_of(visibility.matches(actor, filing).order_by("first_seen", "pk"), request.GET)
    since = timezone.localdate() - match_limits.SHOWN
    excessive = MatchTally.objects.filter(
        held__gt=0, day__gte=since, school__in=access.schools(actor)
    ).select_related("school")
    context = {
        "round": filing,
        "page": page,
        "lines": [(each, rule_registry.rules()[each.rule], _others(actor, each)) for each in page],
        "excessive": excessive.order_by("-day", "school__path"),
        "most": match_limits.MOST_A_DAY,
    }
    return render(request, "quality/matches.html", context)


def _others(actor: Actor, finding: Finding) -> str:
    """The other schools by name."""
    return "、".join(dict.fromkeys(each["school"] for each in visibility.related_records(actor, finding)))
