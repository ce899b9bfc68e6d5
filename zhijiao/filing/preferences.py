"""How a user likes the list of a form: which columns, how many rows, how tight. One row per user and form."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from zhijiao.filing import access
from zhijiao.filing.cells import private_kind
from zhijiao.filing.columns import Column
from zhijiao.filing.desk import Desk, desk
from zhijiao.filing.models import ListPreference

SIZES = (10, 20, 50, 100)


@dataclass(frozen=True)
class Preference:
    """A user's choice for one list."""

    columns: tuple[Column, ...]
    size: int = 20
    dense: bool = False


def of(desk: Desk) -> Preference:
    """The user's choice, else the form's own listing without private items; one query."""
    kept = (
        ListPreference.objects.filter(user_id=desk.actor.user_id, form=desk.form.key)
        .values_list("columns", "page_size", "dense")
        .first()
    )
    names, size, dense = kept or ([], SIZES[1], False)
    known = desk.form.columns
    return Preference(tuple(known[name] for name in names if name in known) or usual(desk.form), size, dense)


@lru_cache(maxsize=1024)
def usual(form: Any) -> tuple[Column, ...]:
    """The columns of the list as first seen; private ones have to be chosen."""
    listed = [form.columns[getattr(item, "name", item)] for item in form.listing]
    return tuple(column for column in listed or form.columns.values() if private_kind(column) is None)


def remember(desk: Desk, **choice: Any) -> None:
    """Keep part of a choice (``columns``, ``page_size``, ``dense``); not for somebody who looks as another user."""
    if desk.actor.read_only:
        return
    ListPreference.objects.update_or_create(user_id=desk.actor.user_id, form=desk.form.key, defaults=choice)


@require_http_methods(["GET", "HEAD", "POST"])
@desk("view")
def columns(desk: Desk) -> HttpResponse:
    """The menu of columns; posting keeps the columns ticked, the page size or the density."""
    if desk.request.method != "POST":
        shown = {column.name for column in of(desk).columns}
        masked = {seen.column.name for seen in access.columns(desk.actor, desk.form) if seen.masked}
        context = {"desk": desk, "shown": shown, "masked": masked, "save_url": desk.url("columns")}
        return render(desk.request, "filing/_columns.html", context)
    post = desk.request.POST
    if "reset" in post:
        remember(desk, columns=[])
    elif "column" in post:
        ticked = set(post.getlist("column"))
        remember(desk, columns=[name for name in desk.form.columns if name in ticked])
    if post.get("size", "").isdecimal() and int(post["size"]) in SIZES:
        remember(desk, page_size=int(post["size"]))
    if post.get("dense") == "toggle":
        remember(desk, dense=not of(desk).dense)
    return _back(desk)


def _back(desk: Desk) -> HttpResponse:
    """To the list as it was; a part of a page is drawn anew, except for density, which the page has changed itself."""
    if "HX-Request" in desk.request.headers:
        refresh = {} if desk.request.POST.get("dense") else {"HX-Refresh": "true"}
        return HttpResponse(status=204, headers=refresh)
    target = desk.request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(target, {desk.request.get_host()}, desk.request.is_secure())
    return HttpResponseRedirect(target if allowed else desk.url("list"))
