"""接口说明: the document of the API as pages, one for what is general and one for each form; GET can be tried there."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from zhijiao.api import openapi
from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.gate import business
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.page_context import render_page

_WORDS = {
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "是否",
    "array": "列表",
    "null": "空",
}


@dataclass(frozen=True)
class Operation:
    """One operation as the page shows it."""

    id: str
    method: str
    path: str
    summary: str
    #: Name, place, whether it must be there, kind, description.
    given: list[tuple[str, str, bool, str, str]]


@dataclass(frozen=True, kw_only=True)
class DocumentPage:
    """Operations of one form, or those of no form, and the items of the form's records."""

    chosen: FormLike | None
    forms: list[FormLike]
    operations: list[Operation]
    #: Name, title, kind, description.
    items: list[tuple[str, str, str, str]]
    document_url: str
    about: str


@business("view")
def document(request: ActorRequest) -> HttpResponse:
    """What the document says, for people."""
    forms = access.forms(request.actor)
    key = request.GET.get("form", "")
    chosen = next((form for form in forms if form.key == key), None)
    if key and chosen is None:
        raise Http404("没有这张表单，或您看不到它。")
    said = openapi.document([chosen] if chosen else [], request.actor)
    general = openapi.document([], request.actor)["paths"] if chosen else {}
    paths = {path: methods for path, methods in said["paths"].items() if path not in general}
    schemas = said["components"]["schemas"]
    address = reverse("api:document")
    drawn = DocumentPage(
        chosen=chosen,
        forms=forms,
        operations=[each for path, methods in paths.items() for each in _operations(path, methods)],
        items=_items(schemas[chosen.key], schemas) if chosen else [],
        document_url=f"{address}?form={chosen.key}" if chosen else address,
        about=said["info"]["description"],
    )
    return render_page(request, "api/document.html", drawn)


def _operations(path: str, methods: dict[str, Any]) -> list[Operation]:
    common = methods.get("parameters", [])
    return [
        Operation(
            said["operationId"],
            method.upper(),
            path,
            said["summary"],
            [
                (
                    each["name"],
                    each["in"],
                    each.get("required", False),
                    _kind(each["schema"]),
                    each.get("description", ""),
                )
                for each in (*common, *said.get("parameters", []))
            ],
        )
        for method, said in methods.items()
        if method != "parameters"
    ]


def _items(schema: dict[str, Any], schemas: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    found = []
    for name, each in schema["properties"].items():
        referred = schemas.get(each.get("$ref", "").rpartition("/")[2], {})
        found.append((name, each.get("title", ""), _kind(referred | each), each.get("description", "")))
    return found


def _kind(schema: dict[str, Any]) -> str:
    """A schema in a few words."""
    kinds = schema.get("type", [])
    words = "、".join(_WORDS.get(kind, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds))
    if table := schema.get("x-code-table"):
        return f"{words}；代码表 {table}"
    if "enum" in schema:
        shown = [str(value) for value in schema["enum"] if value is not None]
        return f"{words}；{'、'.join(shown[:8])}{' 等' if len(shown) > 8 else ''}"
    if "pattern" in schema:
        return f"{words}；{schema['pattern']}"
    if "minimum" in schema and "maximum" in schema:
        return f"{words}；{schema['minimum']} 至 {schema['maximum']}"
    return words
