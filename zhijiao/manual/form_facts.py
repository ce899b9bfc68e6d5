"""What the manual tells of a form, from its declaration, the matrix, the rules and the validator.

Nothing is written for a single form but its purpose. What costs is worked out once per process; what a round asks for
is asked each time, because rounds change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from zhijiao.catalogue import matrix
from zhijiao.catalogue.obligations import Obligation, ObligationLevel
from zhijiao.catalogue.round_facts import SCHOOL_TYPES
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import Column, FormLike
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.requirements import required_when
from zhijiao.filing.schema.sources import source_words
from zhijiao.filing.schema.summaries import Summary
from zhijiao.intake.dependency_order import guide_number, sequence
from zhijiao.intake.workbook import example_of
from zhijiao.kit.periods import Period
from zhijiao.manual.mistakes import Mistake, demands, mistakes
from zhijiao.manual.purposes import purposes
from zhijiao.orgs.models import SchoolType
from zhijiao.quality.rule import Rule
from zhijiao.quality.rule_registry import key_of, rules

PERIODS = {
    Period.STANDING: "长期使用的台账，不分学年；情况有变化时随时更新",
    Period.ACADEMIC_YEAR: "按学年填报，学年从 9 月 1 日至次年 8 月 31 日",
    Period.TERM: "按学期填报，第一学期（秋）从 9 月起，第二学期（春）从 2 月起",
    Period.CALENDAR_YEAR: "按自然年填报，从 1 月 1 日至 12 月 31 日",
}
MEANINGS = {
    ObligationLevel.MUST: "须填写，计入必填表单数",
    ObligationLevel.IF_ANY: "有就填写；没有的，在表单中声明本校无此项",
    ObligationLevel.SHOULD: "应当填写，不影响上报",
    ObligationLevel.NONE_IF_EMPTY: "有就填写，不填视作没有",
    ObligationLevel.OPTIONAL: "可以不填",
    ObligationLevel.NOT_THIS_TIME: "本轮可以不填",
    ObligationLevel.AUTO: "由系统从其他表单汇总，不用填写",
    ObligationLevel.IF_PILOT: "有试点的填写；没有试点的不填",
}


@dataclass(frozen=True, slots=True)
class Owed:
    """What a kind of school owes for a form at one place of the menu."""

    school_type: str
    obligation: Obligation

    @property
    def meaning(self) -> str:
        """What the guide's word asks of the school."""
        return MEANINGS[self.obligation.level]


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One item of a form, as the manual tells it."""

    name: str
    label: str
    required: str
    note: str
    unit: str
    kind: str
    example: str
    values_from: str
    table: str
    target: FormLike | None
    source: str
    private: bool


@dataclass(frozen=True)
class FormFacts:
    """Everything of a form that does not change while the program runs."""

    form: FormLike
    purpose: str
    definition: str
    sections: tuple[tuple[str, tuple[ItemFacts, ...]], ...]
    needs: tuple[FormLike, ...]
    reads: tuple[FormLike, ...]
    preparations: tuple[str, ...]
    demands: tuple[str, ...]
    mistakes: tuple[Mistake, ...]
    rules: tuple[Rule, ...]
    importable: bool
    import_number: int

    @property
    def items(self) -> list[ItemFacts]:
        """All items in their order."""
        return [item for _, items in self.sections for item in items]

    @property
    def paths(self) -> list[str]:
        """Where the form stands in the menu."""
        places = [" › ".join(place.path) for place in self.form.places]
        return [f"{path} › {self.form.label}" for path in places] if self.form.host else places

    @property
    def period(self) -> str:
        """How often it is filled in."""
        one = "，每校一份" if self.form.single else ""
        return PERIODS[self.form.period] + one


@cache
def facts_of(key: str) -> FormFacts:
    """What the manual tells of a form.

    Raises:
        KeyError: there is no such form.
    """
    form = registry.get(key)
    record = form if isinstance(form, Form) else None
    known = registry.registry()
    return FormFacts(
        form=form,
        purpose=purposes().get(key, ""),
        definition=form.definition if isinstance(form, Summary) else "",
        sections=tuple((title, tuple(map(_item, columns))) for title, columns in _sections(form)),
        needs=tuple(form.needs) if record else (),
        reads=tuple(known.by_model(label) for label in form.reads) if isinstance(form, Summary) else (),
        preparations=tuple(
            f"{each.label}：{each.remedy}" for each in (record.declaration.preparations if record else ())
        ),
        demands=tuple(demands(record)) if record else (),
        mistakes=tuple(mistakes(record)) if record else (),
        rules=tuple(rule for rule in rules().values() if key_of(rule.form) == key),
        importable=form.takes_rows,
        import_number=_import_order().get(key, 0),
    )


def owed(form: FormLike) -> list[tuple[str, list[Owed]]]:
    """What each kind of school owes in the present round, for each place of the form in the menu."""
    filing = matrix.current_round()
    places = [place for place in filing.places if place.form == (form.host or form).key]
    return [
        (" › ".join(place.path), [Owed(str(SchoolType(t).label), place.obligations[t]) for t in SCHOOL_TYPES])
        for place in places
    ]


def who_fills(form: FormLike) -> list[str]:
    """Who has to do with the form, by right."""
    if form.is_summary:
        return ["系统自动汇总，不用填写；有“查看”权限的人员可以查看、导出。"]
    if form.is_private:
        return [
            "整张表单属于隐私数据：由“隐私数据管理员”填写，“隐私数据查看员”查看，均须先输入数据密码。",
            "其他人员（包括系统管理员）看不到本表单的内容。",
        ]
    lines = ["由有本栏目“新增”“修改”权限的人员填写，内置角色中为“业务员（校）”；“业务主管（校）”查看并审核。"]
    if form.private_columns:
        lines.append(
            "标有“隐私”的项目加密保存，只显示打码内容；查看完整内容须有隐私数据角色，并输入数据密码。"
        )
    if isinstance(form, Form) and form.declaration.above:
        lines.append("主管部门只看到学校上报的内容，看不到未上报的草稿。")
    return lines


def completeness(form: FormLike) -> list[str]:
    """When the form counts as done."""
    if form.is_summary:
        return ["自动汇总的表单不计入完成情况；数据随来源表单更新。"]
    if form.host:
        return [f"不单独计入完成情况；记录显示在“{form.host.label}”的详情页。"]
    lines = ["没有记录的为“未填”；有记录但必填项有空缺的为“填报中”；全部记录的必填项都已填写的为“已完成”。"]
    if isinstance(form, Form) and form.covered_form:
        lines.append(f"“{form.covered_form.label}”的每条记录都须有对应的一条记录，缺一条即为“填报中”。")
    if isinstance(form, Form) and form.followed_form:
        lines.append(f"“{form.followed_form.label}”中没有相应记录的，本表单不用填写。")
    if form.needs:
        named = "、".join(f"“{need.label}”" for need in form.needs)
        lines.append(f"{named}没有数据时，本表单显示“待完成前置表单”。")
    return lines


def how_to_import(facts: FormFacts) -> list[str]:
    """How rows of it are imported, or why they cannot be."""
    form = facts.form
    if form.is_summary:
        return ["本表单由系统汇总，不能导入。需要改动时，请修改来源表单。"]
    if not facts.importable or not isinstance(form, Form):
        return ["本表单每校只有一份，不用导入，请在页面上填写。"]
    named = "、".join(column.label for column in form.key_columns)
    lines = [
        "系统管理员（校）在管理端“初始化数据”下载本表单的模板，填好后上传；数据复核员复核通过后进入正式库。",
        f"系统按“{named}”判断是否已有记录：没有的新增，已有的可以选择更新或跳过。",
    ]
    if facts.needs:
        needs = "、".join(f"“{need.label}”" for need in facts.needs)
        lines.append(f"导入前，{needs}须先有正式数据，否则不能上传。")
    if not_read := [c.label for c in form.stored if not c.read_from_sheets]:
        lines.append(f"{'、'.join(not_read)}不能通过表格导入，请在记录的页面上传或填写。")
    lines.append("少量记录也可以由业务员在业务端逐条新增，或用“批量录入”从 Excel 粘贴。")
    return lines


@cache
def _import_order() -> dict[str, int]:
    """The place of each form in the order in which forms are imported."""
    importable = [form for form in registry.registry().records if form.takes_rows and not form.is_private]
    first = [form for form in sequence(importable) if guide_number(form) < 10_000]
    return {form.key: number for number, form in enumerate(first, 1)}


def _sections(form: FormLike) -> list[tuple[str, Sequence[Column]]]:
    if isinstance(form, Form):
        return list(form.sections.items())
    return [(form.label, list(form.columns.values()))]


def _item(column: Column) -> ItemFacts:
    form = column.form
    return ItemFacts(
        name=column.name,
        label=column.label,
        required=_required(column),
        note=column.note,
        unit=column.unit,
        kind=column.type_label,
        example=example_of(form, column) if isinstance(form, Form) and column.typed else "",
        values_from=column.values_from,
        table=column.table.key if column.table else "",
        target=column.target,
        source=source_words(column.source),
        private=bool(column.private_source),
    )


def _required(column: Column) -> str:
    """Whether the item has to be filled, in words."""
    if column.form.is_summary or not column.stored:
        return "系统带出"
    if when := required_when(column):
        return when
    if not column.required:
        return "选填"
    free = [str(SchoolType(kind).label).partition("（")[0] for kind in column.facts.optional_for]
    return f"必填（{'、'.join(free)}选填）" if free else "必填"
