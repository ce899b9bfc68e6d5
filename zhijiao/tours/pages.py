"""What is sent when somebody starts a tour or does not want it."""

from django.http import Http404, HttpResponse, HttpResponseRedirect

from zhijiao.identity.gate import POST, member
from zhijiao.identity.requests import MemberRequest
from zhijiao.tours.showing import home_of, remember


@member(methods=POST)
def seen(request: MemberRequest) -> HttpResponse:
    """Offer the tour of a portal no more, and go back to its first page."""
    portals = request.actor.portals if request.actor else frozenset()
    portal = request.POST.get("portal", min(portals, default=""))
    if portal not in portals:
        raise Http404("没有这个端的系统指引。")
    remember(request.user.pk, portal)
    return HttpResponseRedirect(home_of(portal))
