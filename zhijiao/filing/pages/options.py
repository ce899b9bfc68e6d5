"""What a searchable box may hold: records of the form referred to (of this school, through the gate), regions and long
code tables. Found by key, name, full path or pinyin initials.
"""

from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, JsonResponse

from zhijiao.catalogue import tables
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import Column, FormLike, RecordForm
from zhijiao.filing.schema.probe import Probe
from zhijiao.kit.addresses import address_of
from zhijiao.kit.pinyin import initials, term_initials
from zhijiao.kit.text import fold

LIMIT = 30
#: A search by pinyin initials reads at most so many names.
MOST_NAMES = 10_000

Option = dict[str, str]


@form_view("view")
def options(ctx: FormContext, column: str) -> HttpResponse:
    """Choices for a box, in the form that searchable boxes read."""
    found = ctx.form.columns.get(column)
    origin = found and found.origin
    asked = fold(ctx.request.GET.get("q", "")[:60])
    if origin is not None and origin.target is not None:
        return JsonResponse(records(ctx, origin.target, asked))
    if origin is not None and origin.choices():
        results = codes(origin, asked)
        return JsonResponse({"results": results[:LIMIT], "more": len(results) > LIMIT, "empty": None})
    raise Http404(f"“{ctx.form.label}”没有可查找的项目“{column[:40]}”。")


@form_view("view")
def look_up(ctx: FormContext, column: str) -> HttpResponse:
    """The items that are read through a code or a reference, for the value picked (``?value=``); nothing private.

    What the actor may not view in the form referred to is left out.
    """
    through = ctx.form.columns.get(column)
    shown = looked_up_through(ctx.form, column)
    if through is None:
        raise Http404(f"“{ctx.form.label}”没有项目“{column[:40]}”。")
    if not shown or through.target is not None and not ctx.can("view", through.target):
        return JsonResponse({})
    value = Probe(ctx.school.pk).read(through, ctx.request.GET.get("value", "")[:200])
    texts = {each.name: each.looked_up({column: [value]}, ctx.school.pk)[0] for each in shown}
    return JsonResponse({name: text for name, text in texts.items() if text})


def looked_up_through(form: FormLike, name: str) -> list[Column]:
    """Items read through an item of the form that a page may show once it is picked."""
    return [
        column
        for column in form.columns.values()
        if (through := column.looked_through) is not None
        and through.name == name
        and not column.private_source
    ]


def records(ctx: FormContext, target: RecordForm, asked: str) -> dict[str, Any]:
    """Records of a form referred to; where there are none at all, what has to be filled first."""
    if not ctx.can("view", target):
        text = f"您没有“{target.label}”的查看权限，请联系本单位系统管理员"
        return {"results": [], "more": False, "empty": {"text": text, "url": "", "label": ""}}
    rows = access.rows(ctx.actor, target, "view").filter(school=ctx.school)
    ordered = rows.order_by(*target.ordering, "pk")
    found = _fetch(target, ordered.filter(target.reference_filter(asked)) if asked else ordered, LIMIT + 1)
    if not found and asked.isascii():
        letters = asked.lower()
        every = _fetch(target, ordered, MOST_NAMES)
        found = [option for option in every if option["py"].startswith(letters)][: LIMIT + 1]
    empty = None
    if not found and not asked:
        empty = {
            "text": f"还没有{target.label}",
            "url": ctx.address(address_of("filing:list", target)),
            "label": f"去填写 {target.label}",
        }
    return {"results": found[:LIMIT], "more": len(found) > LIMIT, "empty": empty}


def label(ctx: FormContext, target: RecordForm, key: str) -> str:
    """What a record referred to is called, natural key and title; the key alone where there is no such record."""
    if not ctx.can("view", target):
        return key
    rows = access.rows(ctx.actor, target, "view").filter(school=ctx.school)
    found = _fetch(target, rows.filter(target.reference_filter(key, exact=True)), 2)
    if len(found) != 1:
        return key
    value, title = found[0]["value"], found[0]["text"]
    return title if title.startswith(value) else f"{value} {title}"


def _fetch(target: RecordForm, rows: QuerySet, limit: int) -> list[Option]:
    """Records as options: natural key as value, title as text; one query."""
    titles = [column for column in target.title_columns if not column.private]
    found = []
    for key, values in target.fetch(rows[:limit], titles, tuple(target.reference_paths)):
        value = " / ".join(map(str, key))
        text = " ".join(filter(None, (column.text(v) for column, v in zip(titles, values, strict=True))))
        same = not text or text == value
        found.append(
            {
                "value": value,
                "text": value if same else text,
                "py": initials(text),
                "hint": "" if same else value,
            }
        )
    return found


def codes(column: Column, asked: str) -> list[Option]:
    """Codes that may be chosen; those that begin with what is asked for come first."""
    entries = (
        _entries(column.code_table, date.today(), column.facts.of_then)
        if column.code_table
        else tuple((value, text, text, py, py) for value, text, py in column.choices())
    )
    letters, words = asked.lower(), asked.replace("/", " ").split()
    joined = "".join(words)
    first, later = [], []
    for value, text, compact, py, path in entries:
        if not asked or value.startswith(letters) or py.startswith(letters) or compact.endswith(joined):
            first.append((value, text, py))
        elif all(word in compact for word in words) or path.startswith(letters):
            later.append((value, text, py))
    chosen = [*first, *later][: LIMIT + 1]
    return [
        {"value": value, "text": text, "py": py, "hint": "" if text.startswith(f"{value} ") else value}
        for value, text, py in chosen
    ]


@lru_cache(maxsize=64)
def _entries(key: str, day: date, withdrawn: bool) -> tuple[tuple[str, str, str, str, str], ...]:
    """Code, full name, full name without separators, initials of the name and of the full name; read once a day."""
    table = tables.table(key)
    found = []
    for code, label, py in table.choices(withdrawn=withdrawn):
        full = table.full_name(code)
        path = "".join(term_initials(part) for part in full.split(" / "))
        text = full if table.label_style == "full" else label
        if (last := table.entries[code].valid_to) and last < day:
            text += f"（至{last.year}年）"
        found.append((code, text, full.replace(" / ", ""), py, path))
    return tuple(found)
