"""The dictionary as a workbook: forms, items, code tables, codes; and its items as csv."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from zhijiao.dictionary import content
from zhijiao.workbooks.table_file import TableHead
from zhijiao.workbooks.writing import write_comma_separated, write_sheets

ITEM_HEADS = {
    "name": "项目标识", "label": "项目名称", "kind": "类型", "length": "最大长度", "unit": "单位", "required": "必填",
    "required_when": "必填条件", "optional_for": "选填的学校类型", "private": "隐私", "code_table": "代码表",
    "ref": "引用表单", "moment": "时点", "note": "含义与填法", "source": "来源与标准编号", "source_kind": "来源类别",
    "system": "来源系统", "system_field": "来源系统字段",
    "doubt": "存疑",
}  # fmt: skip
SOURCE_KINDS = {"item": "标准数据项", "listed": "文件列出", "policy": "政策依据", "ours": "本系统自定"}
_FORM_HEADS = (
    "表单标识",
    "表单名称",
    "菜单位置",
    "填报周期",
    "所属表单",
    "前置表单",
    "各类学校的填报要求",
    "项目数",
)
_TABLE_HEADS = ("代码表标识", "名称", "标准", "版本", "来源", "存疑", "使用的项目数", "代码数")
_CODE_HEADS = ("代码表标识", "代码", "名称", "上级代码", "是否分组", "启用日期", "停用日期")


def write_workbook(out: BinaryIO) -> None:
    """All of it in four sheets."""
    write_sheets(
        out,
        [
            ("表单", _heads(*_FORM_HEADS), _form_rows()),
            ("项目", _heads("表单标识", "表单名称", *ITEM_HEADS.values()), item_rows()),
            ("代码表", _heads(*_TABLE_HEADS), _table_rows()),
            ("代码", _heads(*_CODE_HEADS), _code_rows()),
        ],
    )


def write_items(out: BinaryIO) -> None:
    """The items as csv."""
    write_comma_separated(out, _heads("表单标识", "表单名称", *ITEM_HEADS.values()), item_rows())


def cells() -> int:
    """What the workbook costs to write."""
    items = sum(len(form["columns"]) for form in content.forms().values()) * (len(ITEM_HEADS) + 2)
    codes = sum(len(table["codes"]) for table in content.code_tables().values()) * len(_CODE_HEADS)
    return items + codes


def item_rows() -> Iterator[list[Any]]:
    """A row for each item."""
    for form in content.forms().values():
        for column in form["columns"]:
            yield [form["form"], form["label"], *(_cell(name, column[name]) for name in ITEM_HEADS)]


def _heads(*labels: str) -> list[TableHead]:
    return [TableHead(label) for label in labels]


def _cell(name: str, value: Any) -> Any:
    if name == "source_kind":
        return SOURCE_KINDS[value]
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(value)
    return value


def _form_rows() -> Iterator[list[Any]]:
    for form in content.forms().values():
        owed = "；".join(f"{kind}：{words}" for kind, words in form["obligations"].items())
        yield [
            *(form["form"], form["label"], "；".join(form["paths"]), form["period"], form["host"]),
            *("、".join(form["needs"]), owed, len(form["columns"])),
        ]


def _table_rows() -> Iterator[list[Any]]:
    for table in content.code_tables().values():
        about = [table[name] for name in ("table", "title", "standard", "edition", "source", "doubt")]
        yield [*about, len(table["used_by"]), len(table["codes"])]


def _code_rows() -> Iterator[list[Any]]:
    for table in content.code_tables().values():
        for code in table["codes"]:
            facts = [code["code"], code["name"], code["parent"], _cell("", code["heading"])]
            yield [table["table"], *facts, code["valid_from"], code["valid_to"]]
