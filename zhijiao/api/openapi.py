"""The description of the API, OpenAPI 3.1, made from the registry: what a column says of itself is what stands here."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse

from zhijiao.filing.schema.columns.base import Column, FormLike
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.requirements import required_when
from zhijiao.filing.schema.sources import source_words

#: What can be done with records, in the order of the role tree.
ACTIONS = ("view", "add", "change", "delete", "import", "export", "review", "audit", "submit", "reveal")
SHARED = {
    "id": {"type": "integer", "readOnly": True, "description": "记录编号"},
    "version": {"type": "integer", "description": "版本号，每次修改加一；修改时写回读到的值"},
    "gaps": {"type": "integer", "readOnly": True, "description": "还缺几个必填项目"},
    "updated_at": {"type": "string", "format": "date-time", "readOnly": True, "description": "最近修改时间"},
}
ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["status", "text"],
            "properties": {
                "status": {"type": "integer"},
                "code": {"type": "string"},
                "text": {"type": "string", "description": "哪里不对、怎么办"},
                "problems": {"type": "array", "items": {"$ref": "#/components/schemas/Problem"}},
                "records": {"type": "array", "items": {"type": "object"}, "description": "他人改了什么"},
                "uses": {"type": "array", "items": {"type": "object"}, "description": "被谁引用"},
            },
        }
    },
}
PROBLEM = {
    "type": "object",
    "properties": {
        "row": {"type": "integer", "description": "第几条，从 1 起"},
        **{name: {"type": "string"} for name in ("column", "label", "value", "message", "remedy", "code")},
    },
}


def document(forms: Sequence[FormLike]) -> dict[str, Any]:
    """The whole document, of these forms."""
    paths = {
        reverse("api:document"): {"get": _operation("document", "本说明", {"type": "object"})},
        reverse("api:forms"): {"get": _operation("forms", "可用的表单", _page({"type": "object"}))},
        reverse("api:schools"): {
            "get": _operation("schools", "管理范围内的学校", _page({"type": "object"}), _PAGING)
        },
    }
    schemas = {"Error": ERROR, "Problem": PROBLEM}
    for form in forms:
        schemas[form.key] = _schema(form)
        paths |= _paths(form) if isinstance(form, Form) else _summary_paths(form)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.INSTALLATION_NAME}接口",
            "version": "1",
            "description": "权限与数据范围同令牌的用户；读取列表须有导出权限，每次记入审计日志；"
            "隐私项读出时打码，写入时填原文，写回打码值表示不改。",
        },
        "security": [{"token": []}, {"session": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME},
            },
        },
    }


def _schema(form: FormLike) -> dict[str, Any]:
    """A record of a form."""
    properties: dict[str, Any] = {name: _property(column) for name, column in form.columns.items()}
    if not form.is_summary:
        properties = {**SHARED, **properties}
    return {"type": "object", "title": form.label, "description": form.help, "properties": properties}


def _property(column: Column) -> dict[str, Any]:
    """One item: its own schema with what a clerk is told of it."""
    described = {**column.schema(), "title": column.label}
    if column.private:  # its mask is read, and may be written back
        described["type"] = sorted({*described["type"], "string"})
    notes = [
        column.note,
        f"单位：{column.unit}" if column.unit else "",
        "隐私项，读出时打码" if column.private else "",
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


_SCHOOL = {
    "name": "school",
    "in": "query",
    "schema": {"type": "integer"},
    "description": "学校编号；学校用户不必填",
}
_PAGING = [
    {
        "name": "limit",
        "in": "query",
        "schema": {"type": "integer", "minimum": 1, "maximum": 500, "default": 100},
    },
    {"name": "cursor", "in": "query", "schema": {"type": "string"}, "description": "上一页的 next"},
]


def _paths(form: Form) -> dict[str, Any]:
    """Both addresses of a form."""
    record, key = {"$ref": f"#/components/schemas/{form.key}"}, form.key
    filters = [
        {"name": name, "in": "query", "schema": {"type": "string"}, "description": f"按{column.label}查询"}
        for name, column in form.columns.items()
        if column.filterable and not column.private
    ]
    sort = {
        "name": "sort",
        "in": "query",
        "schema": {"type": "string"},
        "description": "项目名，前加 - 为降序",
    }
    several = {"oneOf": [record, {"type": "array", "items": record, "minItems": 1, "maxItems": 500}]}
    counted = {name: {"type": "integer"} for name in ("created", "changed", "same")}
    written = {
        "type": "object",
        "properties": {**counted, "ids": {"type": "array", "items": {"type": "integer"}}},
    }
    one = reverse("api:record", args=[form, 0]).replace("/0/", "/{id}/")
    place = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
    return {
        reverse("api:records", args=[form]): {
            "get": _operation(f"list_{key}", f"{form.label}：查询", _page(record), [_SCHOOL, *_PAGING, sort, *filters]),
            "post": _operation(
                f"write_{key}", f"{form.label}：按{form.reference_label or '学校'}新增或修改，全部成功或全不写入",
                written, [_SCHOOL], several, ok="201",
            ),
        },
        one: {
            "parameters": [place, _SCHOOL],
            "get": _operation(f"read_{key}", f"{form.label}：读取一条", record),
            "patch": _operation(f"change_{key}", f"{form.label}：修改几项，须写明 version", record, (), record),
            "delete": _operation(f"delete_{key}", f"{form.label}：删除一条；被引用时为 409", None, ok="204"),
        },
    }  # fmt: skip


def _summary_paths(form: FormLike) -> dict[str, Any]:
    record = {"$ref": f"#/components/schemas/{form.key}"}
    get = _operation(f"list_{form.key}", f"{form.label}：自动汇总", _page(record), [_SCHOOL])
    return {reverse("api:records", args=[form]): {"get": get}}


def _page(item: dict[str, Any]) -> dict[str, Any]:
    """A page of items with the cursor of the next one."""
    return {
        "type": "object",
        "properties": {"items": {"type": "array", "items": item}, "next": {"type": ["string", "null"]}},
    }


def _operation(
    name: str,
    summary: str,
    answer: dict[str, Any] | None,
    parameters: Sequence[dict[str, Any]] = (),
    body: dict[str, Any] | None = None,
    ok: str = "200",
) -> dict[str, Any]:
    """One operation; whatever is refused has the shape of an error."""
    good: dict[str, Any] = {"description": "成功"}
    if answer is not None:
        good["content"] = {"application/json": {"schema": answer}}
    refused = {
        "description": "未完成，原因见 error.text",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
    }
    operation: dict[str, Any] = {
        "operationId": name,
        "summary": summary,
        "responses": {ok: good, **({"200": good} if ok == "201" else {}), "default": refused},
    }
    if parameters:
        operation["parameters"] = list(parameters)
    if body is not None:
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return operation
