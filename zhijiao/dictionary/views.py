"""Pages of the data dictionary. They hold nothing of any school: whoever is signed in may read them."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

from zhijiao import __version__
from zhijiao.catalogue import matrix
from zhijiao.dictionary import content, differences, exported_files, finding, releases, sheets
from zhijiao.files.answers import hand_out
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.actor import actor_of
from zhijiao.identity.gate import GET_POST, member
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.page_context import render_page


@dataclass(frozen=True)
class HomePage:
    """Forms by module and code tables; or what was found."""

    words: str
    found: finding.Found | None
    modules: list[tuple[str, list[dict[str, Any]]]]
    tables: list[dict[str, Any]]
    items: int


@dataclass(frozen=True)
class FormPage:
    """One form with its items."""

    entry: dict[str, Any]
    #: Labels of forms that are referred to.
    labels: dict[str, str]
    #: Titles of code tables.
    titles: dict[str, str]
    source_kinds: dict[str, str]


@dataclass(frozen=True)
class ChangesPage:
    """What has changed since a release."""

    versions: list[str]
    since: str
    changes: list[differences.Change]


@member()
def home(request: HttpRequest) -> HttpResponse:
    """All forms and code tables, or what holds the words."""
    words = " ".join(request.GET.get("q", "").split())[:100]
    forms = content.forms().values()
    modules = [
        (title, [form for form in forms if form["module"] == key])
        for key, title in matrix.module_titles().items()
    ]
    drawn = HomePage(
        words=words,
        found=finding.search(words) if words else None,
        modules=[(title, members) for title, members in modules if members],
        tables=list(content.code_tables().values()),
        items=sum(len(form["columns"]) for form in forms),
    )
    return render_page(request, "dictionary/home.html", drawn)


@member()
def form_page(request: HttpRequest, entry: FormLike) -> HttpResponse:
    """One form, item by item."""
    forms = content.forms()
    drawn = FormPage(
        entry=forms[entry.key],
        labels={key: form["label"] for key, form in forms.items()},
        titles={key: table["title"] for key, table in content.code_tables().items()},
        source_kinds=sheets.SOURCE_KINDS,
    )
    return render_page(request, "dictionary/form.html", drawn)


@member()
def changes(request: HttpRequest) -> HttpResponse:
    """与上一版本的差异, or with an earlier one."""
    versions = releases.versions()
    since = request.GET.get("since") or next(iter(versions), "")
    try:
        found = differences.between(releases.read(since), releases.present()) if since else []
    except KeyError:
        raise Http404("没有保存这个版本的数据字典。") from None
    return render_page(request, "dictionary/changes.html", ChangesPage(versions, since, found))


@member()
def as_json(request: HttpRequest) -> HttpResponse:
    """All of it for programs."""
    answer = JsonResponse(content.whole(__version__), json_dumps_params={"ensure_ascii": False})
    answer["Content-Disposition"] = "attachment; filename=dictionary.json"
    return answer


@member(methods=GET_POST)
def workbook(request: ActorRequest) -> HttpResponseBase:
    """All of it as a workbook, made in the background."""
    actor = actor_of(request)
    if actor is None or not actor.portals:
        raise Http404("请先修改初始密码，并由系统管理员分配角色。")
    return hand_out(request, exported_files.wanted(request.user.org))
