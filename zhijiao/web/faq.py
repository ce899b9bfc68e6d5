"""常见问题: what people ask before they are in, in one page that needs no account."""

from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from zhijiao.identity.gate import public

PAGE = "web/faq.html"


@public()
def faq(request: HttpRequest) -> HttpResponse:
    """The questions with their answers (填报指南 part 4, in our words)."""
    return render(request, PAGE)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the page: where it stands, how it is put, and the words of its answer."""

    anchor: str
    title: str
    text: str


@cache
def questions() -> tuple[Question, ...]:
    """The questions for a search, read off the page itself, so that none is missing."""
    reader = _Reader()
    reader.feed(render_to_string(PAGE))
    return tuple(
        Question(anchor, "".join(title).strip().lstrip("0123456789. "), " ".join("".join(text).split()))
        for anchor, title, text in reader.found
    )


class _Reader(HTMLParser):
    """Gathers the headings of sections, each with the words up to the next one or the end of the section."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str], list[str]]] = []
        self._into: list[str] | None = None
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A heading of a section begins a question."""
        anchor = dict(attrs).get("id")
        self._inside = self._inside or tag == "section"
        if tag in ("h2", "h3") and anchor and self._inside:
            self.found.append((anchor, [], []))
            self._into = self.found[-1][1]

    def handle_endtag(self, tag: str) -> None:
        """The answer follows the heading and ends with its section."""
        if tag in ("h2", "h3") and self._into is not None:
            self._into = self.found[-1][2]
        elif tag == "section":
            self._into, self._inside = None, False

    def handle_data(self, data: str) -> None:
        """Words of the heading or of the answer."""
        if self._into is not None:
            self._into.append(data)
