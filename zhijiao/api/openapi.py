"""The description of the API, OpenAPI 3.1, made from the registry: what a column says of itself is what stands here.

Parameters come from :mod:`zhijiao.api.parameters`, which also reads them; a code table is described once.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from zhijiao.api import parameters, pushed, seen
from zhijiao.api.attached import CASE, FILE, FILE_NUMBER
from zhijiao.api.bodies import MOST_ROWS
from zhijiao.api.changes import CHANGES
from zhijiao.api.exports import EXPORT
from zhijiao.api.resources import RESOURCES, Resource
from zhijiao.api.shapes import (
    FORM,
    NUMBER,
    PROBLEM,
    PROBLEM_ITEM,
    ROW_RESULT,
    SCHOOL,
    SHARED,
    TEXT,
    WRITTEN,
)
from zhijiao.cases.form_keys import CASE_FORMS
from zhijiao.filing.schema.columns.base import Column, FormLike
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.requirements import required_when
from zhijiao.filing.schema.sources import source_words
from zhijiao.identity.actor import Actor
from zhijiao.kit.problem_json import CONTENT_TYPE

_SHARED_SCHEMAS = {
    "Problem": PROBLEM, "ProblemItem": PROBLEM_ITEM, "RowResult": ROW_RESULT, "Written": WRITTEN,
    "Form": FORM, "School": SCHOOL, "File": FILE, "Case": CASE, "Export": EXPORT, "Pushed": pushed.PUSHED,
    **{each.name: each.item for each in RESOURCES},
}  # fmt: skip
_ABOUT_ALL = (
    "权限与数据范围同令牌的用户；读取列表须有导出权限，每次记入审计日志；隐私项读出时打码，写入时填原文，写回打码值表示不改。"
    "回答 400 表示请求与本说明不符，422 表示数据本身需要修改，412 表示记录已被他人修改，428 表示缺少 If-Match。"
    "每个令牌每分钟的请求数有上限，回答中的 RateLimit-Limit、RateLimit-Remaining、RateLimit-Reset 说明上限、"
    "剩余次数和重新计数前的秒数；超过时为 429，Retry-After 说明几秒后再试。"
)


@dataclass(frozen=True)
class FormParts:
    """What a form adds to the document: schemas, paths, and the code tables that they refer to."""

    schemas: dict[str, Any]
    paths: dict[str, Any]
    codes: dict[str, Any]


def document(forms: Sequence[FormLike], actor: Actor) -> dict[str, Any]:
    """The document of some forms as the actor sees them; `api.packed` has the whole of it."""
    whole = head()
    for form in forms:
        parts = describe(form, seen.hidden(actor, form))
        whole["components"]["schemas"] |= parts.codes | parts.schemas
        whole["paths"] |= parts.paths
    return whole


def head() -> dict[str, Any]:
    """The document without forms."""
    paths = {
        reverse("api:document"): {
            "get": _operation("document", "本说明", {"type": "object"}, parameters.OF_DOCUMENT)
        },
        reverse("api:forms"): {"get": _operation("forms", "可用的表单", _page(_ref("Form")))},
        reverse("api:schools"): {
            "get": _operation("schools", "管理范围内的学校", _page(_ref("School")), parameters.OF_SCHOOLS)
        },
    }
    paths |= {_address(each.path): _resource(each) for each in RESOURCES}
    paths |= _export_paths()
    problem = {"description": "未完成，原因见 detail", "content": {CONTENT_TYPE: {"schema": _ref("Problem")}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": f"{settings.INSTALLATION_NAME}接口", "version": "1", "description": _ABOUT_ALL},
        "security": [{"token": []}, {"session": []}],
        "paths": paths,
        "webhooks": pushed.described(),
        "components": {
            "schemas": dict(_SHARED_SCHEMAS),
            "responses": {"Problem": problem},
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME},
            },
        },
    }


def describe(form: FormLike, hidden: frozenset[str]) -> FormParts:
    """What a form adds; the same for everybody who sees the same of its items."""
    codes: dict[str, Any] = {}
    schemas = {form.key: _schema(form, hidden)}
    if isinstance(form, Form):
        schemas[f"{form.key}.write"] = _write_schema(form, hidden)
        paths = _paths(form, hidden)
    else:
        paths = _summary_paths(form)
    return FormParts(_shared_codes(schemas, codes), _shared_codes(paths, codes), codes)


def _shared_codes(node: Any, codes: dict[str, Any]) -> Any:
    """The same description with the values of a code table in one place."""
    if isinstance(node, list):
        plain = not any(isinstance(each, dict | list) for each in node)
        return node if plain else [_shared_codes(each, codes) for each in node]
    if not isinstance(node, dict):
        return node
    if "enum" in node and (table := node.get("x-code-table")):
        values = node["enum"]
        name = f"codes.{table}" + (".or_null" if None in values else f".{len(values)}")
        codes[name] = {key: node[key] for key in ("type", "enum", "x-code-table")}
        return _ref(name) | {key: node[key] for key in node.keys() - {"type", "enum", "x-code-table"}}
    return {key: _shared_codes(value, codes) for key, value in node.items()}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _schema(form: FormLike, hidden: frozenset[str]) -> dict[str, Any]:
    """A record of a form, as it is read."""
    properties: dict[str, Any] = {
        name: _property(column) for name, column in form.columns.items() if name not in hidden
    }
    if form.is_summary:
        properties |= {
            "origins": {"type": "array", "items": {"type": "object"}, "description": "来自哪些记录"}
        }
    else:
        properties = {**SHARED, **properties}
    return {
        "type": "object", "title": form.label, "description": form.help, "properties": properties,
        "required": list(properties), "additionalProperties": False,
    }  # fmt: skip


def _property(column: Column) -> dict[str, Any]:
    """One item: its own schema with what a clerk is told of it."""
    described = {**_with_masks(column, column.schema()), "title": column.label}
    notes = [
        column.note,
        f"单位：{column.unit}" if column.unit else "",
        "隐私项，读出时打码" if column.private_source is not None else "",
        required_when(column),
    ]
    if text := "；".join(filter(None, notes)):
        described["description"] = text
    if column.private_source is None and column.example not in (None, ""):
        described["examples"] = [str(column.example)]
    if column.required:
        described["x-required"] = True
    if column.source:
        described["x-source"] = source_words(column.source)
    return described


def _with_masks(column: Column, schema: dict[str, Any]) -> dict[str, Any]:
    """The mask of a private value is a text, which is read and may be written back."""
    if column.private_source is None:
        return schema
    kept: dict[str, Any] = {
        key: schema[key] for key in ("readOnly", "x-code-table", "maxLength") if key in schema
    }
    return {"type": sorted({*schema["type"], "string"} - {"array"}), **kept}


def _write_schema(form: Form, hidden: frozenset[str]) -> dict[str, Any]:
    """What may be sent of a record; what each item means stands with the record as it is read."""
    items = {
        name: _with_masks(column, column.sent_schema())
        for name, column in form.columns.items()
        if column.read_from_sheets and name not in hidden
    }
    about = {name: {**SHARED[name], "type": ["integer", "null"]} for name in ("id", "version")}
    return {
        "type": "object", "title": f"{form.label}（写入）", "properties": {**about, **items},
        "additionalProperties": False, "minProperties": 1,
    }  # fmt: skip


def _paths(form: Form, hidden: frozenset[str]) -> dict[str, Any]:
    """Both addresses of a form."""
    key, record, sent = form.key, _ref(form.key), _ref(f"{form.key}.write")
    rows = {"type": "array", "items": sent, "minItems": 1, "maxItems": MOST_ROWS}
    one = reverse("api:record", args=[form, 0]).replace("/0/", "/{id}/")
    place = {"name": "id", "in": "path", "required": True, "schema": parameters.ID}
    by = f"{form.label}：按编号或{form.reference_label or '学校'}新增或修改，在一个事务中写入，逐条说明结果"
    return _files_paths(form) | {
        reverse("api:records", args=[form]): {
            "get": _operation(f"list_{key}", f"{form.label}：查询", _page(record), parameters.of_list(form, hidden)),
            "post": _operation(
                f"write_{key}", by, _ref("Written"), parameters.of_writing(form), {"anyOf": [rows, sent]}, ok="201"
            ),
        },
        reverse("api:changes", args=[form]): {
            "get": _operation(
                f"changes_{key}", f"{form.label}：上次以来的新增、修改、删除，按先后、不重不漏",
                _changes_of(record), parameters.of_changes(form)
            ),
        },
        one: {
            "parameters": [place],
            "get": _operation(
                f"read_{key}", f"{form.label}：读取一条", record, parameters.of_reading_one(form), etag=True
            ),
            "patch": _operation(
                f"change_{key}", f"{form.label}：修改几项", record, parameters.of_change(form), sent, etag=True
            ),
            "delete": _operation(
                f"delete_{key}", f"{form.label}：删除一条；被引用时为 409", None, parameters.of_deletion(form), ok="204"
            ),
        },
    }  # fmt: skip


def _files_paths(form: Form) -> dict[str, Any]:
    """Files of a record, exports of the form, and its cases where there are any."""
    key = form.key
    files = reverse("api:files", args=[form, 0]).replace("/0/", "/{id}/")
    place = {"name": "id", "in": "path", "required": True, "schema": parameters.ID}
    number = {"name": "number", "in": "path", "required": True, "schema": FILE_NUMBER}
    paths = {
        files: {
            "parameters": [place],
            "get": _operation(
                f"files_{key}", f"{form.label}：记录的附件（隐私项的除外）", _page(_ref("File")),
                parameters.of_reading_one(form),
            ),
        },
        files + "{number}/": {
            "parameters": [place, number],
            "get": _bytes(f"file_{key}", f"{form.label}：下载一个附件", parameters.of_reading_one(form)),
        },
        reverse("api:exports", args=[form]): {"post": _export_of(form)},
    }  # fmt: skip
    if key in CASE_FORMS:
        get = _operation(
            f"cases_{key}", f"{form.label}：办理情况", _page(_ref("Case")), parameters.of_cases(form)
        )
        paths[reverse("api:cases", args=[form])] = {"get": get}
    return paths


def _export_of(form: FormLike) -> dict[str, Any]:
    said = f"{form.label}：在后台生成导出文件，用答复中的编号查询进度和下载"
    return _operation(f"export_{form.key}", said, _ref("Export"), parameters.of_export(form), ok="202")


def _export_paths() -> dict[str, Any]:
    """How far an export is, and its bytes."""
    one = reverse("api:export", args=[0]).replace("/0/", "/{id}/")
    place = {"name": "id", "in": "path", "required": True, "schema": parameters.ID}
    return {
        one: {"parameters": [place], "get": _operation("export", "导出文件的进度", _ref("Export"))},
        one + "content/": {"parameters": [place], "get": _bytes("export_content", "下载导出文件", ())},
    }


def _bytes(name: str, summary: str, given: Sequence[parameters.Parameter]) -> dict[str, Any]:
    """An operation that answers with a file."""
    operation = _operation(name, summary, None, given)
    operation["responses"]["200"]["content"] = {"*/*": {"schema": {"type": "string", "format": "binary"}}}
    return operation


def _resource(each: Resource) -> dict[str, Any]:
    """The one operation of a resource."""
    described: dict[str, Any] = {
        "get": _operation(each.name, each.summary, _page(_ref(each.name)), each.given)
    }
    if each.place is not None:
        name, schema = each.place
        described["parameters"] = [{"name": name, "in": "path", "required": True, "schema": schema}]
    return described


def _address(path: str) -> str:
    """A path as the document writes it: /rounds/{round_key}/ for rounds/<slug:round_key>/."""
    return reverse("api:forms").removesuffix("forms/") + re.sub(r"<\w+:(\w+)>", r"{\1}", path)


def _summary_paths(form: FormLike) -> dict[str, Any]:
    page = _page(_ref(form.key))
    get = _operation(f"list_{form.key}", f"{form.label}：自动汇总", page, parameters.of_summary(form))
    return {
        reverse("api:records", args=[form]): {"get": get},
        reverse("api:exports", args=[form]): {"post": _export_of(form)},
    }


def _page(item: dict[str, Any]) -> dict[str, Any]:
    """A page of items with the cursor of the next one."""
    properties = {"items": {"type": "array", "items": item}, "next": {"type": ["string", "null"]}}
    return {"type": "object", "required": ["items", "next"], "properties": properties}


_NOW = "记录现在的内容；已删除（deleted）或转到其他学校（left）的为 null"


def _changes_of(record: dict[str, Any]) -> dict[str, Any]:
    """A page of changes, each with the record as it is now; null where it is gone since."""
    item = {
        "type": "object",
        "required": ["change", "id", "version", "at", "record"],
        "properties": {
            "change": {"type": "string", "enum": sorted(set(CHANGES.values()))},
            "id": NUMBER,
            "version": NUMBER | {"description": "这次变更后的版本"},
            "at": {"type": "string", "format": "date-time"},
            "record": {
                "anyOf": [record, {"type": "null"}],
                "description": _NOW,
            },
        },
    }
    properties = {
        "items": {"type": "array", "items": item},
        "next": TEXT | {"description": "下次的 since"},
        "more": {"type": "boolean", "description": "还有变更，可以立即再读"},
    }
    return {"type": "object", "required": list(properties), "properties": properties}


def _operation(
    name: str,
    summary: str,
    answer: dict[str, Any] | None,
    given: Sequence[parameters.Parameter] = (),
    body: dict[str, Any] | None = None,
    *,
    ok: str = "200",
    etag: bool = False,
) -> dict[str, Any]:
    """One operation; whatever is refused is a problem."""
    good: dict[str, Any] = {"description": "成功"}
    if answer is not None:
        good["content"] = {"application/json": {"schema": answer}}
    if etag:
        good["headers"] = {"ETag": {"schema": TEXT, "description": "版本，修改和删除时写入 If-Match"}}
    refused = {"$ref": "#/components/responses/Problem"}
    operation: dict[str, Any] = {
        "operationId": name,
        "summary": summary,
        "responses": {ok: good, **({"200": good} if ok == "201" else {}), "default": refused},
    }
    if given:
        operation["parameters"] = [parameter.described() for parameter in given]
    if body is not None:
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return operation
