"""数据字典 for programs: forms with their items, and what has changed since a release. Code tables have their own."""

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpResponse

from zhijiao.api import parameters
from zhijiao.api.endpoints import answer, endpoint
from zhijiao.api.parameters import Parameter
from zhijiao.api.shapes import NUMBER_OR_NULL, TEXT, TEXT_OR_NULL, shape
from zhijiao.dictionary import content, differences, releases
from zhijiao.identity.requests import ActorRequest

_TEXTS = {"type": "array", "items": TEXT}
_FLAG = {"type": "boolean"}
ITEM = shape(
    name=TEXT, label=TEXT, type=TEXT, kind=TEXT, length=NUMBER_OR_NULL, unit=TEXT, required=_FLAG, required_when=TEXT,
    optional_for=_TEXTS, private=_FLAG, code_table=TEXT_OR_NULL, ref=TEXT_OR_NULL, note=TEXT, moment=TEXT_OR_NULL,
    source=TEXT, source_kind=TEXT, doubt=TEXT, system=TEXT, system_field=TEXT,
)  # fmt: skip
ENTRY = shape(
    form=TEXT, label=TEXT, module=TEXT, kind=TEXT, host=TEXT_OR_NULL, period=TEXT_OR_NULL, paths=_TEXTS,
    obligations={"type": "object", "additionalProperties": TEXT}, needs=_TEXTS,
    columns={"type": "array", "items": ITEM},
)  # fmt: skip
CHANGE = shape(
    change={"type": "string", "enum": [differences.ADDED, differences.REMOVED, differences.CHANGED]},
    kind={"type": "string", "enum": ["form", "code_table"]}, key=TEXT, label=TEXT, item=TEXT, item_label=TEXT,
    facts={"type": "array", "items": {"type": "array", "items": TEXT, "minItems": 3, "maxItems": 3}},
)  # fmt: skip
OF_DICTIONARY = (
    Parameter("form", {"type": "string", "pattern": "^[a-z_]{1,60}$"}, "只要一张表单"),
    parameters.LIMIT,
    parameters.CURSOR,
)
OF_CHANGES = (
    Parameter(
        "since",
        {"type": "string", "pattern": "^[0-9][0-9A-Za-z.]{0,19}$"},
        "与哪个版本相比；不填为上一版本，没有上一版本时没有差异",
    ),
)


@endpoint("GET")
def dictionary(request: ActorRequest) -> HttpResponse:
    """Every form with its items; it holds nothing of any school."""
    given = parameters.read(request, OF_DICTIONARY)
    entries = list(content.forms().values())
    if "form" in given:
        entries = [entry for entry in entries if entry["form"] == given["form"]]
        if not entries:
            raise Http404("没有这张表单。")
    limit, cursor = parameters.paging(given)
    following = cursor + limit
    more = len(entries) > following
    return answer({"items": entries[cursor:following], "next": str(following) if more else None})


@endpoint("GET")
def changes(request: ActorRequest) -> HttpResponse:
    """What has changed since a release."""
    given = parameters.read(request, OF_CHANGES)
    since = given.get("since") or next(iter(releases.versions()), "")
    try:
        found = differences.between(releases.read(since), releases.present()) if since else []
    except KeyError:
        raise Http404("没有保存这个版本的数据字典。") from None
    items: list[dict[str, Any]] = [asdict(each) for each in found]
    return answer({"items": items, "next": None})
