"""The search as a page, as the list that opens while one types, and the star of a place.

What is typed is posted. The page leads on to an address with the words, so that one can go back to it, unless there may
be a private number among them: that is answered at once and stands in no address.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import GET_POST, POST, Denied, member
from zhijiao.identity.requests import ActorRequest, MemberRequest
from zhijiao.kit.page_context import render_page
from zhijiao.lookup import favourites, places, private_numbers, sources
from zhijiao.lookup.asking import Asker, Words
from zhijiao.lookup.places import Place
from zhijiao.lookup.private_numbers import Answer
from zhijiao.lookup.sources import Group

IN_LIST, ON_PAGE, RECENT = 5, 30, 8


@dataclass(frozen=True, kw_only=True)
class ResultsPage:
    """What was found for some words; with none, where somebody goes often."""

    words: Words
    groups: list[Group]
    starred: list[Place] = field(default_factory=list)
    recent: list[Place] = field(default_factory=list)
    numbers: Answer = field(default_factory=Answer)
    #: Whether a number stood in the address, which was not looked for.
    kept_out: bool = False
    #: How many lines there are.
    count: int = field(init=False)

    def __post_init__(self) -> None:
        lines = sum(len(group.hits) for group in self.groups) + len(self.numbers.hits)
        object.__setattr__(self, "count", lines)


@dataclass(frozen=True, kw_only=True)
class StarButton:
    """The star of one place as its button draws it."""

    place: Place
    starred: bool
    back: str


@member(methods=GET_POST, harmless=True, never_cache=True)
def page(request: MemberRequest) -> HttpResponse:
    """All results; works without scripts."""
    asker = _asker(request)
    posted = request.method == "POST"
    words = Words.typed((request.POST if posted else request.GET).get("q", ""))
    if words.stays_out_of_addresses and not posted:
        return _drawn(request, asker, Words(""), kept_out=True)
    if posted and not words.stays_out_of_addresses:
        query = f"?{urlencode({'q': words.text})}" if words.text else ""
        moved = HttpResponseRedirect(reverse("lookup:page") + query)
        moved.status_code = 303
        return moved
    return _drawn(request, asker, words)


def _drawn(request: MemberRequest, asker: Asker, words: Words, *, kept_out: bool = False) -> HttpResponse:
    drawn = ResultsPage(
        words=words,
        groups=sources.ask(asker, words, ON_PAGE) if words.each else [],
        starred=_known(asker, favourites.keys_of(asker.user)),
        numbers=private_numbers.find(asker.actor, words),
        kept_out=kept_out,
    )
    return render_page(request, "lookup/page.html", drawn)


@member(methods=POST, harmless=True, never_cache=True)
def found(request: MemberRequest) -> HttpResponse:
    """The list below the box: the first few of each kind, or favourite and recent places."""
    asker = _asker(request)
    words = Words.typed(request.POST.get("q", ""))
    starred = favourites.keys_of(asker.user)
    recent = [key for key in request.POST.get("recent", "")[:2000].split() if key not in starred][:RECENT]
    drawn = ResultsPage(
        words=words,
        groups=sources.ask(asker, words, IN_LIST) if words.each else [],
        starred=[] if words.each else _known(asker, starred),
        recent=[] if words.each else _known(asker, recent),
    )
    return render_page(request, "lookup/_list.html", drawn)


@member(methods=POST, never_cache=True)
def star(request: MemberRequest) -> HttpResponse:
    """Star a place, or take the star away."""
    asker = _asker(request)
    if asker.actor.read_only:
        raise Denied("正在以其他角色查看，不能修改收藏。", remedy="退出查看后再收藏。")
    place = asker.places.get(request.POST.get("place", ""))
    if place is None:
        raise Http404("没有这个页面，或您没有打开它的权限。")
    wanted, back = request.POST.get("wanted") == "1", _safe(request, place)
    said = f"已收藏“{place.label}”" if wanted else f"已取消收藏“{place.label}”"
    try:
        favourites.set_star(request.user, place.key, wanted)
    except favourites.TooMany as refusal:
        wanted, said = False, str(refusal)
    if request.headers.get("HX-Request") == "true":
        return render_page(request, "lookup/_star.html", StarButton(place=place, starred=wanted, back=back))
    messages.info(request, said)
    return HttpResponseRedirect(back)


def _asker(request: MemberRequest) -> Asker:
    """Whoever asks, or as whom an administrator looks; somebody without a role has nothing to look for yet (404)."""
    actor: Actor | None = request.viewing.actor if request.viewing else cast("ActorRequest", request).actor
    if actor is None or not actor.portals:
        raise Http404("请先修改初始密码，并由系统管理员分配角色。")
    return Asker(actor, request.user, places.all_places(cast("ActorRequest", request), actor))


def _known(asker: Asker, keys: Iterable[str]) -> list[Place]:
    """The places that may be opened now, each once."""
    return [asker.places[key] for key in dict.fromkeys(keys) if key in asker.places]


def _safe(request: MemberRequest, place: Place) -> str:
    """Where to go back to; only inside this site."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if safe and target.startswith("/") else place.url
