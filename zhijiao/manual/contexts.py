"""From a page to what the manual says of it: the page of its form, else the chapter that names it, else its area's."""

from typing import Any

from django.http import HttpRequest

from zhijiao.filing.schema import registry
from zhijiao.manual.chapters import Chapter, chapters
from zhijiao.manual.links import chapter_address, form_address

OVERVIEW = "overview"
"""The chapter that everything begins with."""

DEFAULTS = {
    "": OVERVIEW,
    "announcements": "messages#阅读通知公告",
    "annual_reports": "annual-reports",
    "api": "files-api#数据接口",
    "audit": "audit",
    "cases": "cases",
    "dictionary": "files-api#数据字典",
    "exchange": "exchange",
    "files": "files-api",
    "filing": "filling",
    "indicators": "indicators",
    "intake": "import",
    "internships": "internships",
    "jobs": "operations#后台任务",
    "looks": "audit#谁查看过",
    "lookup": "overview#查找和收藏",
    "manual": OVERVIEW,
    "monthly": "monthly",
    "notices": "messages",
    "orgs": "orgs",
    "oversight": "oversight",
    "pictures": "dossiers-and-charts#数据图表",
    "private": "private-data",
    "quality": "quality",
    "restructure": "restructure",
    "roles": "roles",
    "rounds": "rounds-admin",
    "selfcheck": "operations#权限自检",
    "signin": "sign-in",
    "signoff": "signoff",
    "sso": "sign-in#统一身份认证登录",
    "snapshots": "snapshots",
    "support": "support",
    "timetable": "timetable",
    "tours": "sign-in#系统指引",
    "upstream": "upstream",
    "users": "users",
    "web": "workbench",
    "webhooks": "webhooks",
}
"""Where each area of the program (the namespace of its addresses) leads whose pages no chapter names: a chapter, or a
place in one. ``""`` is for pages that belong to no area, such as errors."""

GENERAL = frozenset(("", "manual"))
"""Areas of which the overview itself tells."""

FORM_ANCHORS = {
    "filing:new": "items",
    "filing:edit": "items",
    "filing:edit_single": "items",
    "filing:grid": "mistakes",
    "intake:review_rows": "mistakes",
    "intake:review_row": "items",
}
"""At which part of a form's page one begins who comes from a certain page of the form."""


def manual_url_for(request: HttpRequest) -> str:
    """The best place of the manual for the page of a request."""
    match = request.resolver_match
    if match is None:
        return _default("")
    form = _form_key(match.kwargs)
    named = chapter_of(match.view_name)
    own = match.namespace in FORM_AREAS
    if form and (own or named is None):
        return form_address(form, FORM_ANCHORS.get(match.view_name, ""))
    if named is not None:
        return chapter_address(named.slug, named.pages[match.view_name])
    return _default(match.namespace)


FORM_AREAS = frozenset(("filing", "intake"))
"""Areas whose pages are the same for every form: there the page of the form tells more than the chapter."""


def chapter_of(view_name: str) -> Chapter | None:
    """The chapter that names a page."""
    return next((chapter for chapter in chapters().values() if view_name in chapter.pages), None)


def _default(area: str) -> str:
    """Where an area leads; KeyError for one that is not listed."""
    slug, _, said = DEFAULTS[area.partition(":")[0]].partition("#")
    return chapter_address(slug, chapters()[slug].anchor_named(said) if said else "")


def _form_key(kwargs: dict[str, Any]) -> str:
    form = kwargs.get("form")
    key = getattr(form, "key", form)
    return key if isinstance(key, str) and key in registry.forms() else ""


def steps(area: str) -> list[tuple[str, str]]:
    """What chapters say of the pages of an area: heading and address, each once."""
    found: dict[str, str] = {}
    for chapter in chapters().values():
        titles = {head.anchor: head.text for head in chapter.heads}
        for name, anchor in chapter.pages.items():
            if name.startswith(f"{area}:"):
                found.setdefault(chapter_address(chapter.slug, anchor), titles.get(anchor, chapter.title))
    return [(title, address) for address, title in found.items()]
