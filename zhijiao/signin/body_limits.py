"""How much a request may bring, judged by its announced length before anything is read of it.

The protection against forged forms reads a body before the gate knows whether the view may be opened, so a stranger
could make every address read and take apart what only an upload needs.
"""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse

from zhijiao.identity.gate import Gate
from zhijiao.identity.requests import GatedRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.signin.middleware import turn_away

STRANGER = 64 * 1024
"""A sign-in form has a few hundred bytes."""
MEMBER = 2 * 1024 * 1024
"""A page with every box full of Chinese characters, or 5,000 ticks in a list."""
LARGE = 25 * 1024 * 1024
"""For views marked `large=True`; above `UPLOAD_MAX_BYTES`, so that its page says which file is too large."""


class BodyLimits:
    """Stands before the protection against forged forms. How many fields there may be is Django's own setting."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: GatedRequest) -> HttpResponse:
        """Nothing to do before the view is known."""
        return self.get_response(request)

    def process_view(self, request: GatedRequest, view, args, kwargs) -> HttpResponse | None:
        """Refuse what is too long; whoever must sign in first is told that, as with a shorter one."""
        gate: Gate | None = getattr(view, "gate", None)
        acting = request.actor is not None
        most = STRANGER if not acting else LARGE if gate and gate.large else MEMBER
        if _length(request) <= most:
            return None
        if not acting and gate and gate.kind != "public":
            return turn_away(request, gate)
        raise RequestDataTooBig(f"more than {most} bytes")


def _length(request: GatedRequest) -> int:
    """The announced length; without a readable one nothing is read at all."""
    return whole_number(str(request.META.get("CONTENT_LENGTH"))) or 0
