"""Pages of the manual. They hold nothing of any school, so whoever has not signed in may read them; papers cost more
and are for people with an account.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from zhijiao.catalogue import matrix
from zhijiao.catalogue.code_entries import CatalogueError
from zhijiao.catalogue.tables import CodeTable
from zhijiao.catalogue.tables import table as code_table
from zhijiao.files.answers import hand_out
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.actor import BUSINESS, MANAGE, actor_of
from zhijiao.identity.gate import GET_POST, member, public
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.page_context import render_page
from zhijiao.manual import exported_files, form_facts
from zhijiao.manual.chapters import BOTH, Chapter, chapters, role_word
from zhijiao.manual.contexts import steps
from zhijiao.manual.finding import Hit, search
from zhijiao.manual.links import address
from zhijiao.manual.pictures import Taken, taken

GROUPS = {BOTH: "通用", BUSINESS: "业务端", MANAGE: "管理端"}
KINDS = {"chapter": "操作步骤", "question": "常见问题", "form": "表单说明"}
MOST_CODES = 600
"""Codes of a table on one page; longer ones are looked up by the box of the form."""


@dataclass(frozen=True)
class HomePage:
    """Chapters by portal, those of the reader's roles, forms by module."""

    groups: list[tuple[str, list[Chapter]]]
    mine: list[Chapter]
    modules: list[tuple[str, list[tuple[str, FormLike]]]]


@dataclass(frozen=True)
class ChapterPage:
    """One chapter, with what its blocks ask for."""

    chapter: Chapter
    groups: list[tuple[str, list[Chapter]]]
    before: Chapter | None
    after: Chapter | None
    address: Callable[[str], str] = address
    taken: Callable[[str], Taken | None] = taken


@dataclass(frozen=True)
class EntryPage:
    """What the manual tells of one form."""

    facts: form_facts.FormFacts
    label: str
    owed: list[tuple[str, list[form_facts.Owed]]]
    who: list[str]
    completeness: list[str]
    importing: list[str]
    steps: list[tuple[str, str]]
    parts: list[FormLike]


@dataclass(frozen=True)
class SearchPage:
    """What was looked for, and what was found."""

    words: str
    hits: list[Hit] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=lambda: KINDS)


@dataclass(frozen=True)
class CodesPage:
    """A code table, or the beginning of a long one."""

    table: CodeTable
    shown: list[tuple[str, str]]
    total: int
    #: What the codes are narrowed by, and how many there are then.
    words: str
    found: int
    #: Forms and items that take their values from it.
    used: list[tuple[FormLike, str]]


@public()
def home(request: HttpRequest) -> HttpResponse:
    """Contents of the manual."""
    return render_page(request, "manual/home.html", HomePage(_groups(), _mine(request), _modules()))


@public()
def chapter(request: HttpRequest, slug: str) -> HttpResponse:
    """One chapter."""
    return chapter_page(request, slug)


def chapter_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a chapter, at whichever address."""
    found = _chapter(slug)
    order = list(chapters().values())
    at = order.index(found)
    before = order[at - 1] if at else None
    after = order[at + 1] if at + 1 < len(order) else None
    return render_page(request, "manual/chapter.html", ChapterPage(found, _groups(), before, after))


@public()
def form_page(request: HttpRequest, entry: FormLike) -> HttpResponse:
    """One form."""
    facts = form_facts.facts_of(entry.key)
    context = EntryPage(
        facts=facts,
        label=registry.distinct_label(entry),
        owed=form_facts.owed(entry),
        who=form_facts.who_fills(entry),
        completeness=form_facts.completeness(entry),
        importing=form_facts.how_to_import(facts),
        steps=[] if entry.is_summary else steps("filing"),
        parts=[form for form in registry.registry().records if form.host is entry],
    )
    return render_page(request, "manual/form.html", context)


@public()
def search_page(request: HttpRequest) -> HttpResponse:
    """Search in the manual."""
    words = " ".join(request.GET.get("q", "").split())
    return render_page(request, "manual/search.html", SearchPage(words, search(words) if words else []))


@public()
def codes(request: HttpRequest, table: str) -> HttpResponse:
    """A code table with its source."""
    used = [
        (form, column.label)
        for form in registry.forms().values()
        for column in form.columns.values()
        if column.code_table == table
    ]
    if not used:
        raise Http404("没有这张代码表。")
    try:
        found = code_table(table)
    except CatalogueError:
        raise Http404("没有这张代码表。") from None
    choices = [(code, found.full_name(code)) for code, _, _ in found.choices()]
    words = " ".join(request.GET.get("q", "").split())[:100]
    fitting = [each for each in choices if all(word in "\n".join(each) for word in words.split())]
    drawn = CodesPage(found, fitting[:MOST_CODES], len(choices), words, len(fitting), used)
    return render_page(request, "manual/codes.html", drawn)


@member(methods=GET_POST)
def chapter_paper(request: ActorRequest, slug: str) -> HttpResponseBase:
    """One chapter as PDF."""
    return _paper(request, exported_files.CHAPTER, _chapter(slug).slug)


@member(methods=GET_POST)
def form_paper(request: ActorRequest, entry: FormLike) -> HttpResponseBase:
    """One form as PDF."""
    return _paper(request, exported_files.FORM, entry.key)


@member(methods=GET_POST)
def whole(request: ActorRequest) -> HttpResponseBase:
    """The whole manual as PDF."""
    return _paper(request, exported_files.WHOLE)


def _paper(request: ActorRequest, part: str, key: str = "") -> HttpResponseBase:
    """A part as PDF, made in the background where it takes long."""
    actor = actor_of(request)
    if actor is None or not actor.portals:
        raise Http404("请先修改初始密码，并由系统管理员分配角色。")
    return hand_out(request, exported_files.paper_wanted(request.user.org, part, key))


def _chapter(slug: str) -> Chapter:
    found = chapters().get(slug)
    if found is None:
        raise Http404(f"手册中没有这一章，请从手册首页（{reverse('manual:home')}）查找。")
    return found


def _groups() -> list[tuple[str, list[Chapter]]]:
    """Chapters by portal; portals without any are left out."""
    every = chapters().values()
    found = [(title, [each for each in every if each.portal == portal]) for portal, title in GROUPS.items()]
    return [(title, members) for title, members in found if members]


def _mine(request: HttpRequest) -> list[Chapter]:
    """Chapters that concern the roles of whoever reads."""
    actor = actor_of(request)
    words = {role_word(key) for key in actor.roles} - {""} if actor else set()
    return [each for each in chapters().values() if words & set(each.roles)]


def _modules() -> list[tuple[str, list[tuple[str, FormLike]]]]:
    """Places of the menu by module, each with its path below the module and its form; parts of a form follow it."""
    forms = registry.forms()
    parts: dict[str, list[FormLike]] = {}
    for form in registry.registry().records:
        if form.host:
            parts.setdefault(form.host.key, []).append(form)
    found: dict[str, list[tuple[str, FormLike]]] = {title: [] for title in matrix.module_titles().values()}
    for place in matrix.places():
        if place.form in forms:
            path = " › ".join(place.path[1:])
            found[place.path[0]].append((path, forms[place.form]))
            found[place.path[0]] += [(f"{path} › {part.label}", part) for part in parts.pop(place.form, ())]
    return list(found.items())
