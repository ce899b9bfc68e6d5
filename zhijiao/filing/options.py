"""What a searchable box may hold: records of the form referred to (of this school, through the gate), regions and long
code tables. Found by key, name, full path or pinyin initials.
"""

from datetime import date
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from zhijiao.catalogue import tables
from zhijiao.filing import access
from zhijiao.filing.columns import Column
from zhijiao.filing.desk import Desk, desk
from zhijiao.filing.page import kept
from zhijiao.kit.pinyin import initials, term_initials
from zhijiao.kit.text import fold

LIMIT = 30
#: A search by pinyin initials reads at most so many names.
MOST_NAMES = 10_000

Option = dict[str, str]


@require_safe
@desk("view")
def options(desk: Desk, column: str) -> HttpResponse:
    """Choices for a box, in the form that searchable boxes read."""
    found = desk.form.columns.get(column)
    while getattr(found, "seen", None):  # a lookup may look at a lookup
        found = found.seen
    asked = fold(desk.request.GET.get("q", "")[:60])
    if found is not None and found.ref:
        return JsonResponse(records(desk, found, asked))
    if found is not None and found.choices():
        results = codes(found, asked)
        return JsonResponse({"results": results[:LIMIT], "more": len(results) > LIMIT, "empty": None})
    raise Http404(f"“{desk.form.label}”没有可查找的项目“{column[:40]}”。")


def records(desk: Desk, column: Column, asked: str) -> dict[str, Any]:
    """Records of the form referred to; where there are none at all, what has to be filled first."""
    target = column.target
    if not desk.can("view", target):
        text = f"您没有“{target.label}”的查看权限，请联系本单位系统管理员"
        return {"results": [], "more": False, "empty": {"text": text, "url": "", "label": ""}}
    rows = access.rows(desk.actor, target, "view").filter(school=desk.school)
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
            "url": kept(desk, reverse("filing:list", args=[target])),
            "label": f"去填写 {target.label}",
        }
    return {"results": found[:LIMIT], "more": len(found) > LIMIT, "empty": empty}


def label(desk: Desk, column: Column, key: str) -> str:
    """What a record referred to is called, by its natural key; the key itself where there is none."""
    target = column.target
    if not desk.can("view", target):
        return key
    rows = access.rows(desk.actor, target, "view").filter(school=desk.school)
    found = _fetch(target, rows.filter(target.reference_filter(key, exact=True)), 2)
    return found[0]["text"] if len(found) == 1 else key


def _fetch(target: Any, rows: Any, limit: int) -> list[Option]:
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
    """Codes that may be chosen today; those that begin with what is asked for come first."""
    entries = (
        _entries(column.code_table, date.today())
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
    return [{"value": value, "text": text, "py": py, "hint": value} for value, text, py in chosen]


@lru_cache(maxsize=64)
def _entries(key: str, day: date) -> tuple[tuple[str, str, str, str, str], ...]:
    """Code, full name, full name without separators, initials of the name and of the full name; read once a day."""
    table = tables.table(key)
    found = []
    for code, label, py in table.choices():
        full = table.full_name(code)
        path = "".join(term_initials(part) for part in full.split(" / "))
        text = full if table.label_style == "full" else label
        found.append((code, text, full.replace(" / ", ""), py, path))
    return tuple(found)
