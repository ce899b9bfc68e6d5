"""Gives every page the `shell` its frame is drawn from."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from zhijiao.accounts import data_password, sessions
from zhijiao.accounts.actor import BUSINESS, MANAGE, Actor
from zhijiao.accounts.builtin import role_names
from zhijiao.accounts.entrance import LOGIN_NAMES
from zhijiao.accounts.menu import manage_menu
from zhijiao.catalogue.matrix import current_round, filing_round, module_titles, round_keys, round_of_year
from zhijiao.filing import access, counts
from zhijiao.filing.desk import school_of, selected_year
from zhijiao.kit.periods import academic_span, year_label
from zhijiao.orgs.models import Org
from zhijiao.rounds.completeness import (
    DONE,
    PLANNED,
    Progress,
    Standing,
    declarations,
    progress_from,
)
from zhijiao.rounds.models import NilDeclaration
from zhijiao.web.shell import Banner, NavModule, NavNode, SessionWatch, Shell, UnlockWatch, YearChoice

REVIEW_PAGE = "intake:review"
QUALITY_PAGE = "quality:list"


def shell(request: HttpRequest) -> dict:
    """The context processor; the frame is built only if the page draws one."""
    return {"shell": SimpleLazyObject(lambda: build_shell(request))}


def build_shell(request: HttpRequest) -> Shell | None:
    """The frame of the portal the address belongs to; None for somebody not signed in or without a role."""
    actor = getattr(request, "actor", None)
    if actor is None or request.by_token:
        return None
    manages = request.path.startswith("/manage/") or BUSINESS not in actor.portals
    portal = MANAGE if manages else BUSINESS
    own = {
        "portal": portal,
        "org_name": request.user.org.name,
        "user_name": actor.name,
        "role_names": role_names(actor.roles),
        "logout_url": reverse("accounts:logout"),
        "session": _watch(request, portal),
        "banner": _banner(request),
        "extra_links": (("shield-check", "账号安全", reverse("accounts:security")),),
        **_data_password(request, actor),
    }
    return Shell(**own, **(_manage(request) if portal == MANAGE else _business(request, actor)))


def _banner(request: HttpRequest) -> Banner | None:
    """The line that says as whom an administrator is looking, with the way out."""
    found = request.viewing
    if found is None:
        return None
    text = f"正在以{found.label}查看业务端：只能查看，不能修改，隐私数据不显示明文；{found.minutes} 分钟后自动退出。"
    return Banner(text, reverse("accounts:view_as_leave"), "退出查看")


def _watch(request: HttpRequest, portal: str) -> SessionWatch:
    """How long the session of this page lasts, for the warning before its end."""
    left, end = sessions.remaining(request)
    return SessionWatch(
        user=request.user.pk,
        left=int(left),
        end=int(end),
        warn=sessions.warning_seconds(),
        url=reverse("accounts:session"),
        login_url=reverse(LOGIN_NAMES[portal]),
    )


def _data_password(request: HttpRequest, actor: Actor) -> dict:
    """Entry and countdown of the data password, for those whose roles carry private data."""
    if not data_password.wanted_of(actor):
        return {}
    address, left = reverse("accounts:data_password"), data_password.seconds_left(actor)
    watch = UnlockWatch(left, reverse("accounts:data_password_lock"), address) if left else None
    form = request.resolver_match.kwargs.get("form") if request.resolver_match else None
    return {"data_password_url": address, "unlock": watch, "private_page": access.is_private(form)}


def _manage(request: HttpRequest) -> dict:
    return {
        "home_url": reverse("accounts:manage_home"),
        "password_url": reverse("accounts:manage_password"),
        "modules": tuple(_entries(request, manage_menu(request.actor))),
    }


def _entries(request: HttpRequest, menu: list[tuple[str, str]]):
    """The menu's entries as far as their pages are installed; the longest address that fits is the current one."""
    found = []
    for label, name in menu:
        try:
            found.append((label, reverse(name)))
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

    def progress(self) -> Progress:
        """The school's standing in the round."""
        return progress_from(self.school, filing_round(self.round_key), self.counters, self.declared)


def filed(request: HttpRequest, actor: Actor) -> Filed | None:
    """What the school of the page has filed; read once per request. None for an authority that has chosen no school."""
    if not hasattr(request, "filed"):
        school = school_of(request, actor) if actor.is_school or request.GET.get("school") else None
        filing = round_of_year(selected_year(request)) or current_round()
        request.filed = school and Filed(
            school,
            school.school_type,
            filing.key,
            tuple(counts.of_school(request, school)),
            tuple(declarations([school], filing).get(school.pk, ())),
        )
    return request.filed


def school_progress(request: HttpRequest, actor: Actor) -> Progress | None:
    """The standing of the school the page is about."""
    found = filed(request, actor)
    return found.progress() if found else None


def _business(request: HttpRequest, actor: Actor) -> dict:
    """Modules, forms and states, as far as the actor may see them."""
    current = request.resolver_match.kwargs.get("form") if request.resolver_match else None
    review = [*_review(request, actor), *_quality(request, actor)]
    if any(entry.current for entry in review):  # the form's place is in its module, its waiting rows' is not
        current = None
    try:
        found = filed(request, actor)
    except Http404:  # the address names a school that is not there for the actor; the page itself says so
        found = None
    frame = {
        "home_url": "/",
        "password_url": reverse("accounts:password"),
        "years": tuple(_years(request)),
        "modules": (NavModule("我的工作台", "/", current=request.path == "/"), *review),
    }
    if found is None:
        return frame
    modules, rest = _menu(actor, found, current)
    return {**frame, **rest, "modules": (*frame["modules"], *modules)}


@lru_cache(maxsize=256)
def _menu(actor: Actor, found: Filed, current: Any) -> tuple[tuple[NavModule, ...], dict[str, Any]]:
    """The module bar, and the tree of the current module. Remembered: it changes only with what is asked for here."""
    shown = {form.key for form in access.listed(actor)}
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
    locked = frozenset(s.form.key for s in mine if access.is_locked(actor, s.form))
    tree = {
        "tree": tuple(_nodes(mine, current, query, locked)),
        "tree_head": titles[here],
        "tree_progress": _share(mine),
    }
    return tuple(modules), tree


def _review(request: HttpRequest, actor: Actor) -> list[NavModule]:
    """初始化数据复核, for those who review."""
    if not (actor.is_school and actor.may_somewhere("review")):
        return []
    address = reverse(REVIEW_PAGE)
    return [NavModule("初始化数据复核", address, current=request.path.startswith(address))]


def _quality(request: HttpRequest, actor: Actor) -> list[NavModule]:
    """数据校验, of the school the page is about."""
    address = reverse(QUALITY_PAGE)
    chosen = "" if actor.is_school else request.GET.get("school", "")
    query = f"?school={chosen}" if chosen.isdecimal() else ""
    return [NavModule("数据校验", address + query, current=request.path.startswith(address))]


def _years(request: HttpRequest) -> list[YearChoice]:
    """School years one can work in: those of the rounds, and the one that follows for daily records."""
    chosen = selected_year(request)
    rounds = [filing_round(key).academic_year for key in round_keys()]
    choices = sorted({*rounds, max(rounds) + 1, chosen})
    made = []
    for year in choices:
        first, last = academic_span(year)
        note = f"{first} 至 {last}" if year in rounds else "日常记录"
        address = reverse("web:year", args=[year])
        made.append(
            YearChoice(year, year_label(year), year == chosen, f"{address}?next={request.path}", note)
        )
    return made


def _link(standing: Standing, query: str) -> str:
    return _list_path(standing.form.key) + query


@cache
def _list_path(form_key: str) -> str:
    """Address of a form's first page; the same for everybody."""
    return reverse("filing:list", args=[form_key])


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
            state = "" if only.form.key in locked else only.state
            nodes.append(
                NavNode(label, _link(only, query), only.form is current, state, only.obligation.number)
            )
        else:
            children = tuple(_nodes(group, current, query, locked, depth + 1))
            nodes.append(NavNode(label, children=children, progress=_share(group).removeprefix("必填 ")))
    return nodes
