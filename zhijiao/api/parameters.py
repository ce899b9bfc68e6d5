"""Parameters and headers of the API: declared once, described in the document and read from a request alike.

Whatever a schema lets pass is answered, whatever it does not is refused; so the document says exactly what is accepted.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhijiao.api.endpoints import Refusal
from zhijiao.filing.pages.context import FIRST_YEAR, LAST_YEAR
from zhijiao.filing.schema.base_records import PERIOD_FIELDS
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import LARGEST

MOST = 500
USUAL = 100


@dataclass(frozen=True)
class Parameter:
    """One parameter of the query, or one header."""

    name: str
    schema: Mapping[str, Any]
    description: str
    place: str = "query"
    required: bool = False

    def described(self) -> dict[str, Any]:
        """As OpenAPI says it."""
        said = {
            "name": self.name,
            "in": self.place,
            "schema": dict(self.schema),
            "description": self.description,
        }
        return said | ({"required": True} if self.required else {})

    def misfit(self, text: str) -> str:
        """What is wrong with a text, in words; empty if it is accepted."""
        schema = self.schema
        if schema.get("type") == "integer":
            return _misfit_number(text, schema)
        if "enum" in schema and text not in schema["enum"]:
            return "不是接口说明列出的取值"
        if "pattern" in schema and not re.search(schema["pattern"], text):
            return "格式与接口说明不符"
        low, high = schema.get("minLength", 0), schema.get("maxLength")
        if len(text) < low or (high is not None and len(text) > high):
            return f"应为 {low} 到 {high} 个字符"
        return ""


def _misfit_number(text: str, schema: Mapping[str, Any]) -> str:
    low, high = schema["minimum"], schema["maximum"]
    if re.fullmatch("[0-9]{1,19}", text, re.ASCII) and low <= int(text) <= high:
        return ""
    return f"应为 {low} 到 {high} 之间的整数"


ID = {"type": "integer", "minimum": 1, "maximum": LARGEST}
SCHOOL = Parameter("school", ID, "学校编号；学校用户不必填")
YEAR = Parameter(
    "year",
    {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR},
    "学年或年度；不填为当前轮次的",
)
LIMIT = Parameter(
    "limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}, "一页最多几条"
)
CURSOR = Parameter(
    "cursor",
    {"type": "string", "pattern": "^[0-9]{1,18}$"},
    "上一页的 next；内容只供系统使用，不要自行拼写",
)
SINCE = Parameter(
    "since",
    {"type": "string", "pattern": "^(?:now|[0-9]{1,18})$"},
    "上次得到的 next；不填从头读，now 不返回变更、只给出从现在起的 next",
)
ON_ERROR = Parameter(
    "on_error",
    {"type": "string", "enum": ["refuse", "skip"], "default": "refuse"},
    "有的条目不对时：refuse 全部不写入，skip 只写入正确的条目",
)
FORMAT = Parameter("format", {"type": "string", "enum": ["xlsx", "csv"], "default": "xlsx"}, "文件格式")
IDEMPOTENCY_KEY = Parameter(
    "Idempotency-Key",
    {"type": "string", "pattern": "^[A-Za-z0-9._:-]{8,64}$"},
    "自拟的请求编号；24 小时内以同一编号重发同一请求，只写入一次，并得到第一次的回答",
    place="header",
)
IF_MATCH = Parameter(
    "If-Match",
    {"type": "string", "pattern": '^(?:W/)?"[1-9][0-9]{0,8}"$'},
    "读取时 ETag 的值；记录其后被他人修改时为 412",
    place="header",
    required=True,
)
FORM = Parameter(
    "form",
    {"type": "string", "pattern": "^[a-z_]{1,60}$"},
    "只要一张表单的说明；不填为全部表单（约 2 MB）",
)
OF_DOCUMENT = (FORM,)
OF_SCHOOLS = (LIMIT, CURSOR)
RESERVED = frozenset({"school", "sort", "cursor", "limit"})


def of_list(form: FormLike, hidden: Collection[str] = ()) -> list[Parameter]:
    """What a list of records takes: paging, order, and a condition for each item that lists are narrowed by."""
    columns = {name: column for name, column in form.columns.items() if name not in hidden}
    names = [name for name, column in columns.items() if column.order_by]
    sort = {"type": "string", "enum": [*names, *(f"-{name}" for name in names)]}
    orders = [Parameter("sort", sort, "按哪一项排序，前加 - 为降序")] if names else []
    filters = [
        Parameter(name, column.asked_schema(), f"按{column.label}查询")
        for name, column in columns.items()
        if column.filterable and not column.private and name not in RESERVED
    ]
    return [SCHOOL, LIMIT, CURSOR, *orders, *filters]


def of_changes(form: FormLike) -> list[Parameter]:
    """What the changes of a form take."""
    return [SCHOOL, SINCE, LIMIT]


def of_cases(form: FormLike) -> list[Parameter]:
    """What the cases of a form take."""
    return [SCHOOL, LIMIT, CURSOR]


def of_export(form: FormLike) -> list[Parameter]:
    """What an export takes."""
    return [SCHOOL, YEAR, FORMAT]


def of_summary(form: FormLike) -> list[Parameter]:
    """What a summary takes."""
    return [SCHOOL, YEAR]


def of_writing(form: FormLike) -> list[Parameter]:
    """What posted records take besides themselves."""
    return [SCHOOL, *_year_of(form), ON_ERROR, IDEMPOTENCY_KEY]


def of_reading_one(form: FormLike) -> list[Parameter]:
    """What one record takes when it is read."""
    return [SCHOOL]


def of_change(form: FormLike) -> list[Parameter]:
    """What the change of one record takes."""
    return [SCHOOL, *_year_of(form), IF_MATCH, IDEMPOTENCY_KEY]


def of_deletion(form: FormLike) -> list[Parameter]:
    """What the deletion of one record takes."""
    return [SCHOOL, IF_MATCH, IDEMPOTENCY_KEY]


def _year_of(form: FormLike) -> list[Parameter]:
    return [YEAR] if "year" in PERIOD_FIELDS[form.period] else []


def read(request: ActorRequest, declared: Sequence[Parameter]) -> dict[str, str]:
    """What a request gives for the declared parameters; one that is missing is asked for by whoever needs it.

    Raises:
        Refusal: it gives others, or something that the document does not allow. Values are not repeated: what was
            meant for a private item may stand anywhere.
    """
    by_name = {parameter.name: parameter for parameter in declared if parameter.place == "query"}
    given: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for name in request.GET:
        parameter, text = by_name.get(name), request.GET[name]
        reason = "没有这个参数" if parameter is None else parameter.misfit(text)
        if reason:
            wrong[f"?{name[:40]}"] = reason
        given[name] = text
    for parameter in declared:
        if parameter.place == "header" and (text := request.headers.get(parameter.name, "")):
            given[parameter.name] = text
            if reason := parameter.misfit(text):
                wrong[parameter.name] = reason
    if wrong:
        raise _refused(wrong)
    return given


def paging(given: Mapping[str, str]) -> tuple[int, int]:
    """How many to answer with, and after which."""
    return int(given.get("limit", USUAL)), int(given.get("cursor", 0))


def _refused(wrong: Mapping[str, str]) -> Refusal:
    said = "；".join(f"{path.removeprefix('?')} {reason}" for path, reason in wrong.items())
    problems = [{"path": path, "message": reason, "code": "parameter"} for path, reason in wrong.items()]
    return Refusal(400, "parameter", f"参数与接口说明不符：{said}。", problems=problems)
