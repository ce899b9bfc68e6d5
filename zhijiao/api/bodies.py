"""Records as programs send them: read, and refused with the place in the body where they are no records."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

from zhijiao.api import seen
from zhijiao.api.endpoints import Refusal
from zhijiao.api.reading import ABOUT
from zhijiao.filing.schema.columns.base import Column, FormLike
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.sent_json import read_sent

MOST_ROWS = 1000
"""Records of one batch."""
LARGEST_VERSION = 2**31 - 1


def records(request: ActorRequest, form: FormLike) -> tuple[list[dict[str, Any]], bool]:
    """The records posted, a list of them or one, and whether it was one.

    Raises:
        Refusal: the body is no JSON, or not of the shape that the document describes.
    """
    body = _json(request)
    several = isinstance(body, list)
    items = body if several else [body]
    if not 1 <= len(items) <= MOST_ROWS:
        said = f"一次应写入 1 到 {MOST_ROWS} 条记录，现有 {len(items)} 条。"
        raise Refusal(400, "body", said, problems=[_problem("", said)])
    items_of = _Items.of(seen.columns(request.actor, form))
    problems = [
        _problem(pointer(i if several else None, name), reason)
        for i, item in enumerate(items)
        for name, reason in items_of.misfits(item)
    ]
    if problems:
        raise Refusal(400, "body", f"请求内容有 {len(problems)} 处与接口说明不符。", problems=problems)
    return items, not several


def record(request: ActorRequest, form: FormLike) -> dict[str, Any]:
    """The items of one record that are to be changed."""
    body = _json(request)
    items_of = _Items.of(seen.columns(request.actor, form))
    if problems := [_problem(pointer(None, name), reason) for name, reason in items_of.misfits(body)]:
        raise Refusal(400, "body", f"请求内容有 {len(problems)} 处与接口说明不符。", problems=problems)
    item: dict[str, Any] = body
    return item


def none(request: ActorRequest) -> None:
    """Nothing may be sent with this request: what a program believes to say there would be passed over in silence.

    Raises:
        Refusal: something is.
    """
    if request.body:
        raise Refusal(400, "body", "这个地址不接受请求内容，要求请写在地址的参数里。")


def pointer(row: int | None, name: str) -> str:
    """The place of an item in the body, as a JSON pointer."""
    parts = [*([] if row is None else [str(row)]), *([name] if name else [])]
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)


def _problem(path: str, message: str) -> dict[str, str]:
    return {"path": path, "message": message, "code": "body"}


def _json(request: ActorRequest) -> Any:
    try:
        sent = read_sent(request.body)
        json.dumps(sent, ensure_ascii=False).encode()  # half a surrogate pair is no character
        return sent
    except (ValueError, RecursionError):
        raise Refusal(400, "json", "请求内容不是有效的 JSON（UTF-8 编码）。") from None


@dataclass(frozen=True)
class _Items:
    """The items that may be sent, and those of them whose single values are judged as cells."""

    columns: Mapping[str, Column]
    typed: frozenset[str]

    @classmethod
    def of(cls, columns: Mapping[str, Column]) -> Self:
        """Items of some columns."""
        typed = frozenset(name for name, column in columns.items() if column.read_from_sheets)
        return cls(columns, typed - set(ABOUT))

    def misfits(self, item: Any) -> Iterator[tuple[str, str]]:
        """Items that no record of the form has, and values of a kind that no column takes."""
        if not isinstance(item, dict):
            yield "", "应为对象"
            return
        for name, value in item.items():
            if name in self.typed:
                if type(value) in (dict, list) and (reason := _misfit(self.columns[name], value)):
                    yield name, reason
            elif name in ("id", "version"):
                most = LARGEST_VERSION if name == "version" else 2**63 - 1
                if value is not None and (type(value) is not int or not 1 <= value <= most):
                    yield name, "应为读取时得到的整数"
            elif name not in ABOUT and name not in self.columns:
                yield name[:40], "没有这一项，项目名见 openapi.json"
            # what the system says of a record is read here, and files are brought on pages


def _misfit(column: Column, value: Any) -> str:
    """What is wrong with a list or an object; single values are judged as cells, whatever they are."""
    if not _takes_lists(column):
        return "应为单个值"
    fits = isinstance(value, list) and all(isinstance(part, str) for part in value)
    return "" if fits else "应为文字的列表"


@lru_cache(maxsize=4096)
def _takes_lists(column: Column) -> bool:
    """Kept, since the schema of a column may name thousands of codes."""
    return "array" in column.sent_schema()["type"]
