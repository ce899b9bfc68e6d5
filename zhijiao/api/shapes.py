"""Schemas of what every form answers alike, as the document prints them."""

from typing import Any

from zhijiao.api import parameters
from zhijiao.api.bodies import LARGEST_VERSION

#: What can be done with records, in the order of the role tree.
ACTIONS = ("view", "add", "change", "delete", "import", "export", "review", "audit", "submit", "reveal")
TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
TEXT_OR_NULL, NUMBER_OR_NULL = {"type": ["string", "null"]}, {"type": ["integer", "null"]}
DAY = {"type": "string", "format": "date"}
MOMENT = {"type": "string", "format": "date-time"}
MOMENT_OR_NULL = {"type": ["string", "null"], "format": "date-time"}
KEY = {"type": "string", "minLength": 1, "maxLength": 40, "pattern": "^[A-Za-z0-9_-]+$"}


def shape(**properties: dict[str, Any]) -> dict[str, Any]:
    """An object that has all of these and nothing else."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


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
        "path": TEXT | {"description": "请求内容中的位置（JSON Pointer），或“?参数名”、请求头名"},
        "row": {"type": "integer", "description": "第几条，从 1 起"},
        **dict.fromkeys(("column", "label", "value", "message", "remedy", "code"), TEXT),
    },
}
PROBLEM = {
    "type": "object",
    "required": ["title", "status", "detail", "code"],
    "properties": {
        "title": TEXT,
        "status": NUMBER,
        "detail": TEXT | {"description": "哪里不对、怎么办"},
        "code": TEXT | {"description": "供程序判断的代号"},
        "problems": {"type": "array", "items": {"$ref": "#/components/schemas/ProblemItem"}},
        "records": {"type": "array", "items": {"type": "object"}, "description": "他人改了什么"},
        "uses": {"type": "array", "items": {"type": "object"}, "description": "被谁引用"},
        **dict.fromkeys(("right", "grantor", "remedy", "reference"), TEXT),
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
        **dict.fromkeys(("key", "label", "module", "kind", "period", "records"), TEXT),
        "path": {"type": "array", "items": TEXT},
        "actions": {"type": "array", "items": {"type": "string", "enum": list(ACTIONS)}},
    },
}
SCHOOL = {
    "type": "object",
    "required": ["id", "code", "name", "school_type", "region", "status"],
    "properties": {
        "id": NUMBER,
        **dict.fromkeys(("code", "name", "school_type", "region", "status"), TEXT),
    },
}
