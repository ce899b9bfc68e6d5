"""What is no form. Written by tools/python_client.py from the document of the API: do not edit, run `make client`."""

from collections.abc import Iterator
from typing import Any, TypedDict, cast

from zhijiao_client.transport import Transport


class Form(TypedDict):
    """Form."""

    key: str
    label: str
    module: str
    kind: str
    period: str
    records: str
    path: list[str]
    actions: list[str]


class School(TypedDict):
    """School."""

    id: int
    code: str
    name: str
    school_type: str
    region: str
    status: str


class Rounds(TypedDict):
    """rounds."""

    key: str
    title: str
    academic_year: int
    opens: str
    closes: str
    state: str
    deadlines: dict[str, Any]


class Obligations(TypedDict):
    """obligations."""

    place: str
    label: str
    path: list[str]
    form: str | None
    level: str
    words: str
    number: int | None
    note: str


class Completion(TypedDict):
    """completion."""

    place: str
    form: str
    label: str
    required: bool
    state: str
    rows: int
    gaps: int
    updated_at: str | None
    detail: str


class Orgs(TypedDict):
    """orgs."""

    id: int
    parent: int | None
    level: str
    code: str
    name: str
    school_type: str
    region: str
    status: str


class CodeTables(TypedDict):
    """code_tables."""

    key: str
    title: str
    standard: str
    edition: str
    size: int


class Codes(TypedDict):
    """codes."""

    code: str
    name: str
    parent: str
    heading: bool
    selectable: bool
    valid_from: str | None
    valid_to: str | None


class Dictionary(TypedDict):
    """dictionary."""

    form: str
    label: str
    module: str
    kind: str
    host: str | None
    period: str | None
    paths: list[str]
    obligations: dict[str, Any]
    needs: list[str]
    columns: list[dict[str, Any]]


class DictionaryChanges(TypedDict):
    """dictionary_changes."""

    change: str
    kind: str
    key: str
    label: str
    item: str
    item_label: str
    facts: list[list[str]]


class Findings(TypedDict):
    """findings."""

    id: int
    rule: str
    title: str
    level: str
    form: str
    column: str
    record: int | None
    message: str
    remedy: str
    state: str
    explanation: str
    first_seen: str
    last_seen: str


class Resources:
    """Rounds, organisations, code tables and what else programs read."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def _pages(self, path: str, query: dict[str, object]) -> Iterator[Any]:
        """All items, page by page."""
        while True:
            page = self._transport.send("GET", path, query=query).json()
            yield from page["items"]
            if page["next"] is None:
                return
            query["cursor"] = page["next"]

    def forms(self) -> Iterator["Form"]:
        """可用的表单."""
        return self._pages("forms/", {})

    def schools(self, *, limit: int | None = None) -> Iterator["School"]:
        """管理范围内的学校."""
        return self._pages("schools/", {"limit": limit})

    def rounds(self) -> Iterator["Rounds"]:
        """填报轮次."""
        return self._pages("rounds/", {})

    def obligations(self, round_key: str, *, school: int | None = None) -> Iterator["Obligations"]:
        """学校在一个轮次中的填报要求."""
        return self._pages(f"rounds/{round_key}/obligations/", {"school": school})

    def completion(self, round_key: str, *, school: int | None = None) -> Iterator["Completion"]:
        """学校在一个轮次中的填报进度."""
        return self._pages(f"rounds/{round_key}/completion/", {"school": school})

    def orgs(self, *, limit: int | None = None) -> Iterator["Orgs"]:
        """管理范围内的机构."""
        return self._pages("orgs/", {"limit": limit})

    def code_tables(self) -> Iterator["CodeTables"]:
        """代码表."""
        return self._pages("codes/", {})

    def codes(self, table: str) -> Iterator["Codes"]:
        """一张代码表的全部代码."""
        return self._pages(f"codes/{table}/", {})

    def dictionary(self, *, form: str | None = None, limit: int | None = None) -> Iterator["Dictionary"]:
        """数据字典：表单及其项目."""
        return self._pages("dictionary/", {"form": form, "limit": limit})

    def dictionary_changes(self, *, since: str | None = None) -> Iterator["DictionaryChanges"]:
        """数据字典与一个版本的差异."""
        return self._pages("dictionary/changes/", {"since": since})

    def findings(self, *, school: int | None = None, round_: str | None = None, state: str | None = None, level: str | None = None, limit: int | None = None) -> Iterator["Findings"]:
        """学校的数据校验结果."""
        return self._pages("findings/", {"school": school, "round": round_, "state": state, "level": level, "limit": limit})
