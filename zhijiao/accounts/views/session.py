"""What the page's script asks about the session: how long it lasts, and to let it last on."""

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhijiao.accounts import sessions
from zhijiao.accounts.gate import public
from zhijiao.accounts.session_clock import quiet


@public
@quiet
@never_cache
@require_http_methods(["GET", "POST"])
def session(request: HttpRequest) -> JsonResponse:
    """Seconds left; a POST keeps the session alive. The token serves the forms of a page that was signed in again.

    The answer to somebody signed out is the same for all: nothing left.
    """
    if not request.user.is_authenticated or request.by_token:
        return JsonResponse({"user": 0, "idle": 0, "end": 0})
    if request.method == "POST":
        sessions.touch(request, at_once=True)
    idle, end = sessions.remaining(request)
    return JsonResponse(
        {"user": request.user.pk, "idle": int(idle), "end": int(end), "token": get_token(request)}
    )
