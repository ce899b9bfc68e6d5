"""Common mistakes of a form: what its own columns and checks say of cells that people often type.

Nothing here is written down twice: each column is given wrong cells, and what it says is what the page says.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zhijiao.filing.records.validation import MASK_LEFT
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.columns.cells import Cell
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.implied_checks import implied_checks
from zhijiao.filing.schema.row_checks import RequiredIf

TITLES = {
    "required": "必填项没有填写",
    "code": "填写的内容不在代码表中",
    "ref": "引用的记录不存在",
    "ambiguous": "引用的记录有重名",
    "date": "日期写法不能识别",
    "month": "年月写法不能识别",
    "year": "年份写法不能识别",
    "number": "数值中夹有文字",
    "whole": "应填整数的填了小数",
    "places": "小数位数过多",
    "range": "数值或日期超出范围",
    "length": "文字过长",
    "pattern": "格式不符合要求",
    "check": "号码或代码有误",
    "name": "姓名不规范",
    "flag": "是否项填了其他内容",
    "file": "在表格中填写附件",
    "masked": "把打码的隐私数据原样上传",
    "repeated": "同一文件中重复",
    "exists": "与已有记录重复",
    "id": "证件号码与其他项目不一致",
    "order": "日期先后颠倒",
    "future": "日期晚于当天",
    "period": "日期不在所属学年或学期",
    "less": "部分大于总数",
    "sum": "合计与分项不符",
    "one_of": "至少填一项的都没有填",
    "row": "项目之间不相符",
    "ring": "上下级关系成环",
    "state": "改动已经办结的记录",
    "quota": "当日查询隐私数据的次数已用完",
    "version": "记录已被他人修改",
    "shape": "提交的内容不完整",
}
"""Every code of a problem, as the manual calls it."""
TYPED = (
    "约五十",
    "3.14159",
    "-1",
    "99999999999999999999",
    "2020.2.30",
    "2020年13月",
    "二〇二〇",
    "待定",
    "无",
    "不适用",
    "见附件",
    "12345",
    "123456789012345678",
)
"""Cells that people type where they should not."""
TELLING = {
    "date": "2020.2.30",
    "month": "2020年13月",
    "year": "二〇二〇",
    "code": "待定",
    "flag": "待定",
    "name": "无",
}
"""Which of them is the example of a kind of mistake, where a column says it of several."""
MOST_NAMED = 8


@dataclass
class Mistake:
    """One kind of mistake of a form: an example of it, and the items where it occurs."""

    code: str
    typed: str
    item: str
    said: str
    remedy: str
    items: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What kind of mistake it is."""
        return TITLES[self.code]

    @property
    def named(self) -> str:
        """The items where it occurs, the first ones by name."""
        more = f" 等 {len(self.items)} 项" if len(self.items) > MOST_NAMED else ""
        return "、".join(self.items[:MOST_NAMED]) + more


class _Probe:
    """A frame of one cell that notes what a column says of it."""

    school_id = 0
    epoch1904 = False
    mappings: Mapping[tuple[str, str], str] = {}

    def __init__(self) -> None:
        self.said: tuple[str, str, str] | None = None

    def problem(self, i: int, column: Column, message: str, remedy: str = "", code: str = "") -> Any:
        """Note the first thing said."""
        self.said = self.said or (message, remedy, code)


def mistakes(form: Form) -> list[Mistake]:
    """The common mistakes of a form, in the order of :data:`TITLES`."""
    found: dict[str, Mistake] = {}
    for column in form.stored:
        for code, typed, said, remedy in dict.fromkeys(_said_of(column)):
            made = Mistake(code, typed, column.label, said, remedy)
            known = found.setdefault(code, made)
            if typed == TELLING.get(code) != known.typed:
                known.typed, known.item, known.said, known.remedy = typed, column.label, said, remedy
            if column.label not in known.items:
                known.items.append(column.label)
    for each in _of_the_key(form):
        found.setdefault(each.code, each)
    return [found[code] for code in TITLES if code in found]


def demands(form: Form) -> list[str]:
    """What the checks of a form ask for that look at several items, each in a sentence."""
    checks = [*form.declaration.checks, *implied_checks(form)]
    return list(dict.fromkeys(check.demand(form) for check in checks if not isinstance(check, RequiredIf)))


def _said_of(column: Column) -> Iterator[tuple[str, str, str, str]]:
    """Code, cell, message and remedy of everything that may be said of a column."""
    if column.required and column.typed:
        yield "required", "（空）", "为必填项", "请填写"
    if column.private:
        yield "masked", "138****0002", *MASK_LEFT
    if unfound := column.unfound():  # read by asking the records, of which the manual knows none
        said, remedy, code = unfound
        yield code, "未登记的内容", said, remedy
        return
    for cell in (*TYPED, *_limits(column)):
        probe = _Probe()
        column.parse([cell], probe)
        if probe.said:
            said, remedy, code = probe.said
            yield code, _short(cell), said, remedy


def _limits(column: Column) -> Sequence[Cell]:
    longest = column.facts.max_length
    return ["字" * (longest + 1)] if longest else []


def _short(cell: Cell) -> str:
    text = str(cell)
    return text if text.strip("字") else f"{len(text)} 个字的内容"


def _of_the_key(form: Form) -> Iterator[Mistake]:
    """What is said of a second record with the same key."""
    if not form.key_columns or form.single:
        return
    named = [column.label for column in form.key_columns]
    key = "、".join(named)
    yield Mistake("repeated", "", key, f"两行的{key}相同", "同一文件中只能出现一次，请删去重复的行", named)
    yield Mistake("exists", "", key, f"已有记录的{key}相同", "请改用别的编号，或直接编辑已有记录", named)
