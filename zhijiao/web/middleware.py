"""Headers of every response, compression, and the page for a request sent in a way an address does not know."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from zhijiao.web import views

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""A view may only tighten the policy (a sandbox for an uploaded file), so what it set itself stays."""


class SecurityHeaders:
    """Adds the headers above to every response and keeps pages with people's data out of shared caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, then add what is not set yet."""
        response = self.get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            response = views.method_not_allowed(request, response)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class CompressedPages(GZipMiddleware):
    """Compresses pages and what scripts ask for; files that are handed out are compressed by their kind, or streamed.

    Each answer gets a random length on top (`max_random_bytes`), so that its size tells nobody who puts words into an
    address what else is on the page. A proxy that compresses by itself asks for nothing compressed.
    """

    kinds = ("text/html", "application/json", "application/problem+json")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress the answer if it is one of these kinds."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in self.kinds:
            return response
        return super().process_response(request, response)
