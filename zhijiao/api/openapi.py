"""The description of the API, OpenAPI 3.1, made from the registry: what a column says of itself is what stands here.

Parameters come from :mod:`zhijiao.api.parameters`, which also reads them; a code table is described once.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import reverse

from zhijiao.api import parameters, seen
from zhijiao.api.bodies import LARGEST_VERSION, MOST_ROWS
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import Column, FormLike
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.requirements import required_when
from zhijiao.filing.schema.sources import source_words
from zhijiao.identity.actor import Actor
from zhijiao.kit.problem_json import CONTENT_TYPE

#: What can be done with records, in the order of the role tree.
ACTIONS = ("view", "add", "change", "delete", "import", "export", "review", "audit", "submit", "reveal")
_TEXT, _NUMBER = {"type": "string"}, {"type": "integer"}
_VERSION = {"type": "integer", "minimum": 1, "maximum": LARGEST_VERSION}
SHARED = {
    "id": parameters.ID | {"description": "记录编号"},
    "version": _VERSION | {"description": "版本号，每次修改加一"},
    "gaps": {"type": "integer", "minimum": 0, "readOnly": True, "description": "还缺几个必填项目"},
    "updated_at": {"type": "string", "format": "date-time", "readOnly": True, "description": "最近修改时间"},
}
PROBLEM_ITEM = {
    "type": "object",
    "required": ["path", "message", "code"],
    "properties": {
        "path": _TEXT | {"description": "请求内容中的位置（JSON Pointer），或“?参数名”、请求头名"},
        "row": {"type": "integer", "description": "第几条，从 1 起"},
        **dict.fromkeys(("column", "label", "value", "message", "remedy", "code"), _TEXT),
    },
}
PROBLEM = {
    "type": "object",
    "required": ["title", "status", "detail", "code"],
    "properties": {
        "title": _TEXT,
        "status": _NUMBER,
        "detail": _TEXT | {"description": "哪里不对、怎么办"},
        "code": _TEXT | {"description": "供程序判断的代号"},
        "problems": {"type": "array", "items": {"$ref": "#/components/schemas/ProblemItem"}},
        "records": {"type": "array", "items": {"type": "object"}, "description": "他人改了什么"},
        "uses": {"type": "array", "items": {"type": "object"}, "description": "被谁引用"},
        **dict.fromkeys(("right", "grantor", "remedy", "reference"), _TEXT),
    },
}
ROW_RESULT = {
    "type": "object",
    "required": ["row", "result", "id", "version"],
    "properties": {
        "row": {"type": "integer", "minimum": 1},
        "result": {"type": "string", "enum": ["created", "changed", "same", "refused"]},
        "id": {"type": ["integer", "null"]},
        "version": {"type": ["integer", "null"]},
        "problems": {"type": "array", "items": {"$ref": "#/components/schemas/ProblemItem"}},
    },
}
_COUNTS = ("created", "changed", "same", "refused")
WRITTEN = {
    "type": "object",
    "required": [*_COUNTS, "results"],
    "properties": {
        **{name: {"type": "integer", "minimum": 0} for name in _COUNTS},
        "results": {"type": "array", "items": {"$ref": "#/components/schemas/RowResult"}},
    },
}
FORM = {
    "type": "object",
    "required": ["key", "label", "module", "kind", "period", "path", "actions", "records"],
    "properties": {
        **dict.fromkeys(("key", "label", "module", "kind", "period", "records"), _TEXT),
        "path": {"type": "array", "items": _TEXT},
        "actions": {"type": "array", "items": {"type": "string", "enum": list(ACTIONS)}},
    },
}
SCHOOL = {
    "type": "object",
    "required": ["id", "code", "name", "school_type", "region", "status"],
    "properties": {
        "id": _NUMBER,
        **dict.fromkeys(("code", "name", "school_type", "region", "status"), _TEXT),
    },
}
_SHARED_SCHEMAS = {
    "Problem": PROBLEM, "ProblemItem": PROBLEM_ITEM, "RowResult": ROW_RESULT, "Written": WRITTEN,
    "Form": FORM, "School": SCHOOL,
}  # fmt: skip
_ABOUT_ALL = (
    "权限与数据范围同令牌的用户；读取列表须有导出权限，每次记入审计日志；隐私项读出时打码，写入时填原文，写回打码值表示不改。"
    "回答 400 表示请求与本说明不符，422 表示数据本身需要修改，412 表示记录已被他人修改，428 表示缺少 If-Match。"
    "每个令牌每分钟的请求数有上限，回答中的 RateLimit-Limit、RateLimit-Remaining、RateLimit-Reset 说明上限、"
    "剩余次数和重新计数前的秒数；超过时为 429，Retry-After 说明几秒后再试。"
)


def document(forms: Sequence[FormLike], actor: Actor) -> dict[str, Any]:
    """The whole document, of these forms as the actor sees them."""
    schemas: dict[str, Any] = dict(_SHARED_SCHEMAS)
    paths = {
        reverse("api:document"): {"get": _operation("document", "本说明", {"type": "object"})},
        reverse("api:forms"): {"get": _operation("forms", "可用的表单", _page(_ref("Form")))},
        reverse("api:schools"): {
            "get": _operation("schools", "管理范围内的学校", _page(_ref("School")), parameters.OF_SCHOOLS)
        },
    }
    for form in forms:
        of_schemas, of_paths = _of_form(form.key, seen.hidden(actor, form))
        schemas |= of_schemas
        paths |= of_paths
    problem = {"description": "未完成，原因见 detail", "content": {CONTENT_TYPE: {"schema": _ref("Problem")}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": f"{settings.INSTALLATION_NAME}接口", "version": "1", "description": _ABOUT_ALL},
        "security": [{"token": []}, {"session": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": {"Problem": problem},
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME},
            },
        },
    }


@lru_cache(maxsize=1024)
def _of_form(key: str, hidden: frozenset[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Schemas and paths of a form, and the codes they refer to; the same for everybody who may see the form."""
    form = registry.get(key)
    codes: dict[str, Any] = {}
    schemas = {key: _schema(form, hidden)}
    if isinstance(form, Form):
        schemas[f"{key}.write"] = _write_schema(form, hidden)
        paths = _paths(form, hidden)
    else:
        paths = _summary_paths(form)
    schemas, paths = _shared_codes(schemas, codes), _shared_codes(paths, codes)
    return schemas | codes, paths


def _shared_codes(node: Any, codes: dict[str, Any]) -> Any:
    """The same description with the values of a code table in one place."""
    if isinstance(node, list):
        return [_shared_codes(each, codes) for each in node]
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
    return {
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


def _summary_paths(form: FormLike) -> dict[str, Any]:
    page = _page(_ref(form.key))
    get = _operation(f"list_{form.key}", f"{form.label}：自动汇总", page, parameters.of_summary(form))
    return {reverse("api:records", args=[form]): {"get": get}}


def _page(item: dict[str, Any]) -> dict[str, Any]:
    """A page of items with the cursor of the next one."""
    properties = {"items": {"type": "array", "items": item}, "next": {"type": ["string", "null"]}}
    return {"type": "object", "required": ["items", "next"], "properties": properties}


def _changes_of(record: dict[str, Any]) -> dict[str, Any]:
    """A page of changes, each with the record as it is now; null where it has been deleted since."""
    item = {
        "type": "object",
        "required": ["change", "id", "version", "at", "record"],
        "properties": {
            "change": {"type": "string", "enum": ["created", "changed", "deleted"]},
            "id": _NUMBER,
            "version": _NUMBER | {"description": "这次变更后的版本"},
            "at": {"type": "string", "format": "date-time"},
            "record": {"anyOf": [record, {"type": "null"}], "description": "记录现在的内容；已删除的为 null"},
        },
    }
    properties = {
        "items": {"type": "array", "items": item},
        "next": _TEXT | {"description": "下次的 since"},
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
        good["headers"] = {"ETag": {"schema": _TEXT, "description": "版本，修改和删除时写入 If-Match"}}
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
