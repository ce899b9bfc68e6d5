"""Middleware that ends sessions in time and keeps used ones alive."""

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

from zhijiao.identity.requests import GatedRequest
from zhijiao.signin import sessions


def quiet(view):
    """Mark a view whose requests are no sign of a person: they do not keep the session alive."""
    view.quiet = True
    return view


class SessionClock:
    """Stands after Django's authentication and before the gate; `request.timed_out` tells the sign-in page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: GatedRequest) -> HttpResponse:
        """Close a session that has run out of time; the request goes on as a stranger's."""
        by_token = request.META.get("HTTP_AUTHORIZATION", "").lower().startswith("bearer ")
        request.timed_out = not by_token and sessions.is_over(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        """Note the click of somebody signed in."""
        if getattr(view, "quiet", False) or SESSION_KEY not in request.session:
            return
        if request.user.is_authenticated and not getattr(request, "by_token", False):
            sessions.note_activity(request)
