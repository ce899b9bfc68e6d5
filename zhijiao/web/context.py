"""Gives every page the `shell` its frame is drawn from."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, cast
from urllib.parse import quote

from django.http import Http404, HttpRequest
from django.middleware.csrf import get_token
from django.template import engines
from django.urls import NoReverseMatch
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from markupsafe import Markup

from zhijiao.catalogue.matrix import (
    Round,
    edition_stamp,
    filing_round,
    module_titles,
    round_for,
    round_of_year,
)
from zhijiao.filing.pages.context import school_of, selected_round, selected_year
from zhijiao.filing.pages.years import round_years, years_offered
from zhijiao.filing.records import access, counts
from zhijiao.identity.actor import BUSINESS, MANAGE, Actor, actor_of
from zhijiao.identity.builtin_roles import role_names
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.addresses import address_of
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.periods import year_label
from zhijiao.manual.contexts import manual_url_for
from zhijiao.orgs.models import Org
from zhijiao.private import data_password
from zhijiao.rounds.completeness import (
    DONE,
    PLANNED,
    Progress,
    Standing,
    called_for,
    nil_declarations,
    progress_from,
)
from zhijiao.rounds.models import NilDeclaration
from zhijiao.signin import sessions
from zhijiao.signin.login import LOGIN_NAMES
from zhijiao.signin.views.answers import IN_PAGE_NAMES
from zhijiao.tours import showing
from zhijiao.web.manage_menu import manage_menu
from zhijiao.web.own_pages import own_pages
from zhijiao.web.shell import (
    Banner,
    NavModule,
    NavNode,
    SessionWatch,
    Shell,
    UnlockWatch,
    ViewedSchool,
    YearChoice,
)

CSRF_INPUT = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'


def page_frame(request: HttpRequest) -> dict:
    """The context processor; the frame is built only if the page draws one."""
    # One token a page: each is masked anew, and a page may hold thirty of them.
    token = SimpleLazyObject(lambda: get_token(request))
    frame = cache(lambda: build_shell(request))
    return {
        "csrf_token": token,
        "csrf_input": SimpleLazyObject(lambda: format_html(CSRF_INPUT, token)),
        "shell": SimpleLazyObject(frame),
        "shell_itself": frame,  # looking into a lazy object costs more than all that is found in it
        "manual_url": SimpleLazyObject(lambda: manual_url_for(request)),
    }


def build_shell(request: HttpRequest) -> Shell | None:
    """The frame of the portal the address belongs to; None for somebody not signed in or without a role."""
    actor = actor_of(request)
    by_token = getattr(request, "by_token", False)
    return None if actor is None or by_token else _shell(cast("ActorRequest", request), actor)


def _shell(request: ActorRequest, actor: Actor) -> Shell:
    manages = request.path.startswith("/manage/") or BUSINESS not in actor.portals
    portal = MANAGE if manages else BUSINESS
    own = {
        "portal": portal,
        "org_name": request.user.org.name,
        "user_name": actor.name,
        "role_names": role_names(actor.roles),
        "logout_url": address_of("signin:logout"),
        "session": _watch(request, portal),
        "banner": _banner(request),
        "messages_url": address_of("notices:list"),
        "manual_url": manual_url_for(request),
        **_unread(request),
        "support_url": f"{address_of('support:new')}?from={quote(request.path)}",
        "extra_links": own_pages(portal),
        "tour": showing.offer(request, actor, portal),
        **_data_password(request, actor),
    }
    return Shell(**own, **(_manage(request) if portal == MANAGE else _business(request, actor)))


def _unread(request: ActorRequest) -> dict[str, int]:
    """What the bell counts: numbers that came with the account, so that no page asks for them."""
    announcements = getattr(request.user, "unread_announcements", 0)
    return {
        "unread": getattr(request.user, "unread_messages", 0) + announcements,
        "must_read": getattr(request.user, "must_read_announcements", 0),
    }


def _banner(request: ActorRequest) -> Banner | None:
    """The line that says as whom an administrator is looking, with the way out."""
    found = request.viewing
    if found is None:
        return None
    text = f"正在以{found.label}查看业务端：只能查看，不能修改，隐私数据不显示明文；{found.minutes} 分钟后自动退出。"
    return Banner(text, address_of("users:view_as_leave"), "退出查看")


def _watch(request: ActorRequest, portal: str) -> SessionWatch:
    """How long the session of this page lasts, for the warning before its end."""
    left, end = sessions.remaining(request)
    return SessionWatch(
        user=request.user.pk,
        left=int(left),
        end=int(end),
        warn=sessions.warning_seconds(),
        url=address_of("signin:session"),
        login_url=address_of(LOGIN_NAMES[portal]),
        in_page_url=address_of(IN_PAGE_NAMES[portal]),
        username=request.user.username,
    )


def _data_password(request: ActorRequest, actor: Actor) -> dict:
    """Entry and countdown of the data password, for those whose roles carry private data."""
    if not data_password.wanted_of(actor):
        return {}
    address, left = address_of("private:data_password"), data_password.seconds_left(actor)
    watch = UnlockWatch(left, address_of("private:data_password_lock"), address) if left else None
    form = request.resolver_match.kwargs.get("form") if request.resolver_match else None
    return {
        "data_password_url": address,
        "unlock": watch,
        "private_page": form is not None and form.is_private,
    }


def _manage(request: ActorRequest) -> dict:
    return {
        "home_url": address_of("web:manage_home"),
        "password_url": address_of("signin:manage_password"),
        "modules": tuple(_entries(request, manage_menu(request.actor))),
    }


def _entries(request: ActorRequest, menu: list[tuple[str, str]]):
    """The menu's entries as far as their pages are installed; the longest address that fits is the current one."""
    found = []
    for label, name in menu:
        try:
            found.append((label, address_of(name)))
        except NoReverseMatch:
            continue
    fitting = [address for _, address in found if request.path.startswith(address)]
    current = max(fitting, key=len, default="")
    return [NavModule(label, address, current=address == current) for label, address in found]


@dataclass(frozen=True)
class Filed:
    """What a school has filed in a round, as far as the frame depends on it: counters and declarations."""

    school: Org
    school_type: str
    round_key: str
    counters: tuple[counts.Counter, ...]
    declared: tuple[NilDeclaration, ...]
    called: frozenset[str] = frozenset()
    #: Of which edition the round is: what is remembered of a former one is not this.
    edition: int = 0

    def progress(self) -> Progress:
        """The school's standing in the round."""
        filing = filing_round(self.round_key)
        return progress_from(self.school, filing, self.counters, self.declared, self.called)


def filing_summary(request: ActorRequest, actor: Actor) -> Filed | None:
    """What the school of the page has filed; read once per request. None for an authority that has chosen no school."""
    known: dict[str, Any] = request.__dict__
    if "filed" not in known:
        school = school_of(request, actor) if actor.is_school or request.GET.get("school") else None
        filing = selected_round(request)
        known["filed"] = school and _filed(actor, school, filing, counts.of_school(request, school))
    found: Filed | None = known["filed"]
    return found


def _filed(actor: Actor, school: Org, filing: Round, counters: Iterable[counts.Counter]) -> Filed:
    """What a school has filed, with its declarations and with what the records that the actor sees call for."""
    kept = tuple(counters)
    seen = {"created_by": actor.user_id} if access.sees_own_rows_only(actor) else {}
    return Filed(
        school,
        school.school_type,
        filing.key,
        kept,
        tuple(nil_declarations([school], filing).get(school.pk, ())),
        called_for([school], {school.pk: kept}, **seen).get(school.pk, frozenset()),
        edition_stamp(),
    )


def school_progress(request: ActorRequest, actor: Actor) -> Progress | None:
    """The standing of the school the page is about."""
    found = filing_summary(request, actor)
    return found.progress() if found else None


def _business(request: ActorRequest, actor: Actor) -> dict:
    """Modules, forms and states, as far as the actor may see them."""
    current = request.resolver_match.kwargs.get("form") if request.resolver_match else None
    current = getattr(current, "host", None) or current
    review = business_pages(request, actor)
    if any(entry.current for entry in review):  # the form's place is in its module, its waiting rows' is not
        current = None
    try:
        found = filing_summary(request, actor)
    except Http404:  # the address names a school that is not there for the actor; the page itself says so
        found = None
    frame = {
        "home_url": "/",
        "password_url": address_of("signin:password"),
        "years": tuple(_years(request, actor, found)),
        "modules": (NavModule("我的工作台", "/", current=request.path == "/"), *review),
    }
    if found is None:
        return frame
    modules, rest = _menu(actor, found, current)
    if not actor.is_school:
        rest = {**rest, "viewed": _viewed(request, actor, found.school)}
    return {**frame, **rest, "modules": (*frame["modules"], *modules)}


def _viewed(request: ActorRequest, actor: Actor, school: Org) -> ViewedSchool:
    """Which school an authority is reading; one query for the departments between the two."""
    above = [int(part) for part in school.path.strip("/").split("/")[:-1]]
    names = Org.objects.filter(pk__in=above, path__under=actor.org_path).order_by("path")
    form = request.resolver_match.kwargs.get("form") if request.resolver_match else None
    return ViewedSchool(
        school.name,
        tuple(names.values_list("name", flat=True)),
        f"/?school={school.pk}",
        _list_path(form.key) if form is not None else "/",
    )


@lru_cache(maxsize=256)
def _menu(actor: Actor, found: Filed, current: Any) -> tuple[tuple[NavModule, ...], dict[str, Any]]:
    """The module bar, and the tree of the current module. Remembered: it changes only with what is asked for here."""
    shown = {form.key for form in access.menu_forms(actor)}
    query = "" if actor.is_school else f"?school={found.school.pk}"
    visible = [s for s in found.progress().standings if s.form is not None and s.form.key in shown]
    titles = module_titles()
    here = next((s.place.module for s in visible if s.form is current), "")
    modules = []
    for module in dict.fromkeys(s.place.module for s in visible):
        mine = [s for s in visible if s.place.module == module]
        left = sum(s.required and s.state not in (DONE, PLANNED) for s in mine)
        modules.append(NavModule(titles[module], _link(mine[0], query), current=module == here, left=left))
    if not here:
        return tuple(modules), {}
    mine = [s for s in visible if s.place.module == here]
    locked = frozenset(s.present.key for s in mine if access.is_locked(actor, s.present))
    tree = Shell(
        portal=BUSINESS,
        org_name="",
        user_name="",
        tree=tuple(_nodes(mine, current, query, locked)),
        tree_head=titles[here],
        tree_progress=_share(mine),
    )
    return tuple(modules), {"tree": tree.tree, "tree_html": draw_tree(tree)}


def draw_tree(shell: Shell) -> Markup:
    """The left tree of a frame."""
    engine: Any = engines["jinja2"]
    drawn: Markup = engine.env.get_template("tree.html").module.tree(shell)
    return drawn


def business_pages(request: ActorRequest, actor: Actor) -> list[NavModule]:
    """Pages of the business portal that are about many forms, as far as the actor may open them; no query."""
    school, above = actor.is_school, not actor.is_school
    reports = actor.level in ("province", "ministry") and access.sees_every_form(actor)
    places = (
        (above, "督导看板", "oversight:board", False),
        (school and actor.may_somewhere("review"), "初始化数据复核", "intake:review", False),
        (school and actor.may_somewhere("review"), "同步数据复核", "upstream:waiting", False),
        (school and request.user.org.is_synced, "与源头的差异", "upstream:differences", False),
        (True, "数据校验", "quality:list", True),
        (True, "上报" if school else "上报审核", "signoff:home", False),
        (not access.sees_own_rows_only(actor), "办学条件", "indicators:list", True),
        (True, "数据图表", "pictures:all", True),
        (True, "填报快照", "snapshots:list", True),
        (True, "质量年报", "annual_reports:list", False),
        (reports, "月报表", "monthly:list", False),
    )
    query = _school_of_page(request, actor)
    return [
        _place(request, label, name, query if of_school else "")
        for open_, label, name, of_school in places
        if open_
    ]


def _place(request: ActorRequest, label: str, name: str, query: str) -> NavModule:
    address = address_of(name)
    return NavModule(label, address + query, current=request.path.startswith(address))


def _school_of_page(request: ActorRequest, actor: Actor) -> str:
    """What an authority's links add so that the next page is about the same school."""
    chosen = "" if actor.is_school else request.GET.get("school", "")
    return "" if whole_number(chosen) is None else f"?school={chosen}"


def _years(request: ActorRequest, actor: Actor, found: Filed | None) -> list[YearChoice]:
    """School years one can work in; of the school of the page, every one that has records."""
    chosen, rounds = selected_year(request), round_years()
    forms = {form.key for form in access.menu_forms(actor)} if found else set()
    made = []
    for year in years_offered(found.counters if found else (), forms, chosen):
        note = "日常记录" if year > rounds[-1] else "往年数据"
        if (filing := round_of_year(year)) is not None:
            note = _round_note(filing, found.school if found else None)
        address = address_of("web:year", year)
        made.append(
            YearChoice(year, year_label(year), year == chosen, f"{address}?next={request.path}", note)
        )
    return made


def _round_note(filing: Round, school: Org | None) -> str:
    """What the menu of years says of a year with a round: its name, and how long it is open."""
    if not filing.is_open:
        return f"{filing.title} 已关闭"
    last = round_for(filing, school).deadline("school") if school else filing.deadline("school")
    return f"{filing.title} {last} 截止"


def _link(standing: Standing, query: str) -> str:
    return _list_path(standing.present.key) + query


@cache
def _list_path(form_key: str) -> str:
    """Address of a form's first page; the same for everybody."""
    return address_of("filing:list", form_key)


def _share(standings: list[Standing]) -> str:
    """“必填 3/7”, or nothing where nothing is required."""
    required = [s for s in standings if s.required]
    return f"必填 {sum(s.state == DONE for s in required)}/{len(required)}" if required else ""


def _nodes(
    standings: list[Standing], current: Any, query: str, locked: frozenset[str], depth: int = 1
) -> list[NavNode]:
    """The left tree: places that share a heading of the menu stand under it. What is ``locked`` shows no state."""
    nodes: list[NavNode] = []
    groups: dict[str, list[Standing]] = {}
    for standing in standings:
        groups.setdefault(standing.place.path[depth], []).append(standing)
    for label, group in groups.items():
        if len(group) == 1 and len(group[0].place.path) == depth + 1:
            only = group[0]
            state = "" if only.present.key in locked else only.state
            nodes.append(
                NavNode(label, _link(only, query), only.form is current, state, only.obligation.number)
            )
        else:
            children = tuple(_nodes(group, current, query, locked, depth + 1))
            nodes.append(NavNode(label, children=children, progress=_share(group).removeprefix("必填 ")))
    return nodes
