"""合并: a school goes into another, with its people, records and history. Forms that describe the school itself stay.

Nothing is lost or doubled: all of it is one transaction. Where both schools use a number, the record of the absorbed
school gets the agreed mark behind its own; a form of one page per school stays with the school that it describes, as
history that those above can read.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.facts import BLIND_SUFFIX
from zhijiao.filing.schema.form import Form
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import User
from zhijiao.orgs.models import Org, OrgChange
from zhijiao.orgs.paths import path_ids
from zhijiao.orgs.services import By, absorb_org
from zhijiao.restructure import account_transfer
from zhijiao.restructure.preview import (
    ChangePreview,
    PreviewTable,
    batch_names,
    contents_of,
    drop_unfinished,
    rows_by_form,
    state_of,
)
from zhijiao.restructure.transfer import (
    Act,
    check_again,
    clear_references,
    renumber_records,
    transfer_records,
)
from zhijiao.rounds.models import NilDeclaration
from zhijiao.signoff import tree_effects


@dataclass
class Clashes:
    """Records of the source whose number the target uses too: their new numbers, and what speaks against one."""

    form: Form
    numbers: dict[int, str] = field(default_factory=dict)
    example: str = ""
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Merger:
    """A merger that somebody considers: `mark` is put behind numbers that both schools use."""

    actor: Actor
    source: Org
    target: Org
    mark: str
    drop_waiting: bool = False

    @cached_property
    def clashes(self) -> dict[str, Clashes]:
        """What has to be renumbered, by form."""
        found = (key_clashes(form, self.source, self.target, self.mark) for form in mergeable_forms())
        return {each.form.key: each for each in found if each.numbers or each.wrong}

    def plan(self) -> ChangePreview:
        """What will happen, told before it happens."""
        source, target = self.source, self.target
        held, rows = contents_of([source]), rows_by_form(source)
        going = {key: number for key, number in rows.items() if not registry.record_form(key).single}
        staying = {key: number for key, number in rows.items() if registry.record_form(key).single}
        moving = account_transfer.plan_transfer(source, target)
        plan = ChangePreview(
            facts=[
                ("被合并的学校", f"{source.name}（{source.code}）"),
                ("承接的学校", f"{target.name}（{target.code}）"),
                ("转入的账号", f"{moving.number} 个，其中启用 {len(moving.stay_on)} 个"),
                ("转入的记录", f"{sum(going.values()):,} 条，修改记录随同转入"),
                ("重新编号的记录", f"{sum(len(c.numbers) for c in self.clashes.values()):,} 条"),
                ("重新加密的内容", "隐私数据、修改记录和草稿中的隐私内容，用承接学校的密钥重新加密"),
                ("草稿", f"{held.drafts} 份；年度单页表的草稿不转入"),
            ],
            undo="合并不能自动撤销。需要恢复时，用“分立”把相应的部门、专业或班级划出。",
            state=[state_of(source), state_of(target), self.mark, self.drop_waiting],
        )
        plan.tables.append(self._records(going))
        if staying:
            plan.tables.append(self._staying(staying))
        plan.tables += self._people(moving)
        plan.tables.append(visibility_changes(source, target))
        self._notes(plan, going)
        for each in self.clashes.values():
            plan.blockers += each.wrong
        if held.waiting and not self.drop_waiting:
            plan.blockers.append(
                f"{source.name}还有未完成的导入：{batch_names(held.waiting)}。请先复核或放弃，"
                "或在上一步勾选“放弃未完成的导入”。"
            )
        elif held.waiting:
            plan.notes.append(f"将放弃未完成的导入：{batch_names(held.waiting)}。上传的行不入库。")
        return plan

    def run(self, by: By) -> OrgChange:
        """Do it, in the caller's transaction."""
        act = Act(self.actor, self.source, self.target)
        drop_unfinished(self.source, f"学校并入{self.target.name}")
        self._part_pages(act)
        for each in self.clashes.values():
            renumber_records(act, registry.record_form(each.form.key), each.numbers)
        carried = {form.key: transfer_records(act, form) for form in mergeable_forms()}
        moved = account_transfer.carry_people(act)
        account_transfer.carry_drafts(act, list(carried))
        account_transfer.carry_words(act)
        filled = [key for key, slots in carried.items() if slots]
        NilDeclaration.objects.filter(school=self.target, form__in=filled).delete()
        detail = carried_detail(carried, moved.number)
        check_again(act)
        change = absorb_org(self.source, self.target, by, detail)
        tree_effects.after_merge(self.source, self.target, by)
        for org in (self.source, self.target):
            record(Event.ORG, org=org, subject=change.sentence, detail={"summary": detail["summary"]})
        return change

    def _part_pages(self, act: Act) -> None:
        """What stays lets go of the records that leave."""
        for form in registry.registry().records:
            for column in form.references if form.single else ():
                rows = form.model.unscoped.filter(school_id=self.source.pk)
                ids = rows.exclude(**{column.attname: None}).values_list("pk", flat=True)
                clear_references(act, self.source, form, column, list(ids))

    def _records(self, going: Mapping[str, int]) -> PreviewTable:
        rows = []
        for key, number in going.items():
            clash = self.clashes.get(key)
            rows.append(
                (
                    registry.record_form(key).label,
                    number,
                    len(clash.numbers) if clash else 0,
                    clash.example if clash else "",
                )
            )
        return PreviewTable(
            f"转入{self.target.name}的记录",
            ("表单", "记录数", "重新编号", "编号举例"),
            rows,
            note="两校编号相同的，被合并学校的编号后加标记；其余编号不变。引用关系保持不变。",
        )

    def _staying(self, staying: Mapping[str, int]) -> PreviewTable:
        return PreviewTable(
            f"留在{self.source.name}的年度单页表",
            ("表单", "份数"),
            [(registry.record_form(key).label, number) for key, number in staying.items()],
            note="这些表说明的是被合并学校自身的情况，作为历史保留，主管部门可以查看；对已转出教师的引用清空，原值见修改记录。",
        )

    def _people(self, moving: account_transfer.Moving) -> list[PreviewTable]:
        rows = [(user.real_name, user.username, "转入，仍启用") for user in moving.stay_on[:50]]
        rows += [
            (user.real_name, user.username, "转入并禁用：承接学校只能有一个系统管理员和一个校领导")
            for user in moving.switched_off
        ]
        more = len(moving.stay_on) - 50
        note = "功能角色和数据角色不变，下一次点击起按承接学校的数据生效。" + (
            f"另有 {more} 个启用的账号一并转入。" if more > 0 else ""
        )
        tables = [PreviewTable("账号", ("姓名", "用户名", "处理"), rows, note)] if rows else []
        if moving.roles:
            named = [(role.name, moving.renamed.get(role.pk, role.name)) for role in moving.roles]
            tables.append(PreviewTable("学校自设的角色", ("现名称", "转入后名称"), named))
        return tables

    def _notes(self, plan: ChangePreview, going: Mapping[str, int]) -> None:
        lapsed = NilDeclaration.objects.filter(school=self.target, form__in=going)
        labels = sorted({registry.record_form(each.form).label for each in lapsed})
        if labels:
            plan.notes.append(f"承接学校对{'、'.join(labels)}的“本校无此项”声明因有数据转入而失效。")
        for form in mergeable_forms():
            if form.key in going and (number := duplicate_people(form, self.source, self.target)):
                plan.notes.append(
                    f"“{form.label}”中有 {number} 条与承接学校的{_unique_labels(form)}相同，"
                    "两条都保留，请合并后核对是否为同一人或同一事项。"
                )
        plan.notes.append(f"{self.source.name}的人员自下一次操作起归属{self.target.name}。")


def mergeable_forms() -> list[Form]:
    """Forms whose records go along: all but those of one page per school."""
    return [form for form in registry.registry().records if not form.single]


def key_clashes(form: Form, source: Org, target: Org, mark: str) -> Clashes:
    """Records of the source whose natural key the target has, with the number each would get.

    A key that holds a reference cannot clash: what it refers to comes along with its own id.
    """
    found = Clashes(form)
    keys = form.key_columns
    if any(column.target for column in keys):
        return found
    names = [column.attname for column in keys]
    theirs = set(form.model.unscoped.filter(school_id=target.pk).values_list(*names))
    rows = form.model.unscoped.filter(school_id=source.pk).order_by("pk")
    mine = {tuple(key): row_id for row_id, *key in rows.values_list("pk", *names)}
    taken = theirs | mine.keys()
    for key, row_id in mine.items():
        if key not in theirs:
            continue
        number = f"{key[-1]}-{mark}"
        reason = _refusal(form, number)
        if (*key[:-1], number) in taken:
            reason = "两校中已有这个编号"
        if reason:
            found.wrong.append(
                f"“{form.label}”的 {key[-1]} 改为 {number}：{reason}。请换一个标记，或先修改该记录。"
            )
        taken.add((*key[:-1], number))
        found.numbers[row_id] = number
        found.example = found.example or f"{key[-1]} → {number}"
    if len(found.wrong) > 3:
        found.wrong = [*found.wrong[:3], f"“{form.label}”另有 {len(found.wrong) - 3} 条类似情况。"]
    return found


def duplicate_people(form: Form, source: Org, target: Org) -> int:
    """Records of the source that say of a unique item (证件号) what a record of the target says, too."""
    number = 0
    for names in form.declaration.unique:
        columns = [form.columns[name] for name in names]
        paths = [column.name + BLIND_SUFFIX if column.private else column.attname for column in columns]
        theirs = set(form.model.unscoped.filter(school_id=target.pk).values_list(*paths))
        mine = form.model.unscoped.filter(school_id=source.pk).values_list(*paths)
        number += sum(key in theirs and None not in key for key in mine)
    return number


def visibility_changes(org: Org, place: Org) -> PreviewTable:
    """Which authorities lose sight of what is at `org` and which gain it when it comes to `place`."""
    before, after = set(path_ids(org.path)[:-1]), set(path_ids(place.path)[:-1])
    if not place.is_school:
        after.add(place.pk)
    names = dict(Org.objects.filter(pk__in=before | after).values_list("pk", "name"))
    users = Counter(
        User.objects.filter(org__in=before ^ after, is_active=True).values_list("org_id", flat=True)
    )
    rows = [
        (names[pk], "不再能看到", f"{users[pk]} 个账号") for pk in path_ids(org.path) if pk in before - after
    ]
    rows += [
        (names[pk], "开始能看到", f"{users[pk]} 个账号")
        for pk in path_ids(place.path)
        if pk in after - before
    ]
    rows = rows or [("各级主管部门", "不变", "")]
    return PreviewTable("主管部门的查看范围", ("部门", "变化", "涉及"), rows)


def carried_detail(
    carried: Mapping[str, Mapping[tuple[int, str], list[int]]], accounts: int
) -> dict[str, Any]:
    """What a change of schools keeps of the records that went along: rows and gaps by form, year and term."""
    slots = [
        [key, year, term, *numbers]
        for key, by_slot in carried.items()
        for (year, term), numbers in by_slot.items()
    ]
    total = sum(numbers[0] for by_slot in carried.values() for numbers in by_slot.values())
    return {"carried": slots, "accounts": accounts, "summary": f"转入账号 {accounts} 个、记录 {total} 条"}


class _Ear:
    """Listens to what a column has to say about a value."""

    school_id = 0
    epoch1904 = False

    def __init__(self) -> None:
        self.said = ""
        self.mappings: Mapping[tuple[str, str], str] = {}

    def problem(self, i: int, column: Column, message: str, remedy: str = "", code: str = "") -> None:
        """Keep the message, which is all that is asked for here."""
        self.said = message


def _refusal(form: Form, number: str) -> str:
    """Why a number cannot be; empty if it can."""
    ear: Any = _Ear()  # a number of a school asks for no more of the frame it is read in
    form.key_columns[-1].read(number, 0, ear)
    said: str = ear.said
    return said


def _unique_labels(form: Form) -> str:
    labels = [form.columns[name].label for names in form.declaration.unique for name in names]
    return "、".join(dict.fromkeys(labels))
