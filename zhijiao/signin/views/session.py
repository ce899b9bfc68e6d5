"""What the page's script asks about the session: how long it lasts, and to let it last on."""

from django.http import JsonResponse
from django.middleware.csrf import get_token

from zhijiao.identity.gate import GET_POST, public
from zhijiao.identity.requests import GatedRequest
from zhijiao.signin import sessions
from zhijiao.signin.session_clock import quiet


@public(methods=GET_POST, never_cache=True)
@quiet
def session(request: GatedRequest) -> JsonResponse:
    """Seconds left; a POST keeps the session alive. The token serves the forms of a page that was signed in again.

    The answer to somebody signed out is the same for all: nothing left.
    """
    if not request.user.is_authenticated or request.by_token:
        return JsonResponse({"user": 0, "idle": 0, "end": 0})
    if request.method == "POST":
        sessions.note_activity(request, at_once=True)
    idle, end = sessions.remaining(request)
    return JsonResponse(
        {"user": request.user.pk, "idle": int(idle), "end": int(end), "token": get_token(request)}
    )
