"""常见问题: what people ask before they are in, in one page that needs no account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhijiao.identity.gate import public


@public()
def faq(request: HttpRequest) -> HttpResponse:
    """The questions with their answers (填报指南 part 4, in our words)."""
    return render(request, "web/faq.html")
