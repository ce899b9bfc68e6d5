"""常见问题: what people ask before they are in, in one page that needs no account."""

from django.http import HttpRequest, HttpResponse

from zhijiao.identity.gate import public
from zhijiao.manual.views import chapter_page


@public()
def faq(request: HttpRequest) -> HttpResponse:
    """The questions with their answers (填报指南 part 4, in our words): a chapter of the manual."""
    return chapter_page(request, "faq")
