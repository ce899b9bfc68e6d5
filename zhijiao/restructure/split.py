"""分立: part of a school becomes a school of its own. `portion` works out what goes; here it is told and done."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.filing.models import Change
from zhijiao.filing.records import attached, change_log, counters
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.base_records import PERIOD_FIELDS
from zhijiao.filing.schema.facts import BLIND_SUFFIX
from zhijiao.filing.schema.form import Form
from zhijiao.identity.actor import Actor
from zhijiao.kit import bulk
from zhijiao.orgs.models import Level, Org, OrgChange
from zhijiao.orgs.services import By, create_org, tell_split
from zhijiao.restructure.merge import carried_detail, mergeable_forms
from zhijiao.restructure.preview import ChangePreview, PreviewTable, batch_names, contents_of, state_of
from zhijiao.restructure.split_selection import Portion
from zhijiao.restructure.transfer import (
    Act,
    Slots,
    check_again,
    clear_references,
    pieces,
    reseal,
    transfer_records,
)
from zhijiao.search import finder
from zhijiao.signoff import tree_effects

#: What one can choose, in the order of the page; people who belong there follow.
CHOICES = ("department", "major", "school_class")
PEOPLE = "teacher"


@dataclass(frozen=True)
class Split:
    """A split that somebody considers: the new school's facts, and what goes there."""

    actor: Actor
    source: Org
    facts: Mapping[str, str]
    chosen: Mapping[str, tuple[int, ...]]

    @cached_property
    def portion(self) -> Portion:
        """What goes, what is copied, what is parted."""
        return Portion(self.source, self.chosen)

    def plan(self) -> ChangePreview:
        """What will happen, told before it happens. Raises ValidationError for facts no school can have."""
        with transaction.atomic():
            self._found()
            transaction.set_rollback(True)
        portion, held = self.portion, contents_of([self.source])
        total = sum(map(len, portion.moved.values()))
        plan = ChangePreview(
            facts=[
                ("原学校", f"{self.source.name}（{self.source.code}），继续办学"),
                ("新学校", f"{self.facts['name']}（{self.facts['code']}）"),
                ("主管部门", f"{self.source.parent}，需要时另办划转"),
                ("转出的记录", f"{total:,} 条，修改记录随同转出"),
                ("复制的记录", f"{sum(map(len, portion.copied.values()))} 条"),
            ],
            notes=[
                "账号都留在原学校。新学校开通后请签发其系统管理员，由其为转入的教师建立账号。",
                "年度单页表（基本信息、办学场地、经费等）留在原学校，新学校重新填写。",
                "隐私数据用新学校的密钥重新加密。",
            ],
            undo="分立不能自动撤销。需要恢复时，把新学校合并回原学校。",
            state=[state_of(self.source), sorted(self.facts.items()), sorted(self.chosen.items())],
        )
        plan.tables.append(self._records())
        if parted := self._parted():
            plan.tables.append(parted)
        if not total:
            plan.blockers.append("没有选择任何要划出的部门、专业、班级或教师，请返回修改。")
        if held.waiting:
            plan.blockers.append(f"还有未完成的导入：{batch_names(held.waiting)}。请先复核或放弃。")
        return plan

    def run(self, by: By) -> OrgChange:
        """Do it, in the caller's transaction."""
        founded, portion = self._found(), self.portion
        act = Act(self.actor, self.source, founded)
        for (form, column, _), ids in portion.cuts().items():
            clear_references(act, self.source, form, column, ids)
        copies = self._copy(act)
        self._point_at(copies)
        carried = {
            form.key: transfer_records(act, form, portion.moved[form.key]) for form in mergeable_forms()
        }
        check_again(act)
        tree_effects.after_transfer(self.source, f"部分数据分出到{founded.name}，请核对。")
        detail = carried_detail(carried, 0)
        change = tell_split(self.source, founded, by, detail)
        for org in (self.source, founded):
            record(Event.ORG, org=org, subject=change.sentence, detail={"summary": detail["summary"]})
        return change

    def _found(self) -> Org:
        return create_org(self.source.parent, Level.SCHOOL, **self.facts)

    def _records(self) -> PreviewTable:
        portion, rows = self.portion, []
        for form in mergeable_forms():
            moved, copied = len(portion.moved[form.key]), len(portion.copied[form.key])
            if moved or copied:
                rows.append((form.label, moved, copied, len(portion.links[form.key]) - moved))
        return PreviewTable(
            "记录的去向",
            ("表单", "转到新学校", "复制到新学校", "留在原学校"),
            rows,
            note="转出的记录用到而又留在原学校的机构、校区等，在新学校复制一份；教师和学生不复制。",
        )

    def _parted(self) -> PreviewTable | None:
        """References between the two schools, which are emptied."""
        rows = [
            (form.label, column.label, "转出" if going else "留下", len(ids))
            for (form, column, going), ids in self.portion.cuts().items()
        ]
        if not rows:
            return None
        note = (
            "引用的人员或事项在另一所学校，引用清空，原值保留在修改记录里；必填的会显示为资料不完整，请补选。"
        )
        return PreviewTable("将清空的引用", ("表单", "数据项", "记录", "条数"), sorted(rows), note=note)

    def _copy(self, act: Act) -> dict[str, dict[int, int]]:
        """Copy what stays and is needed; old and new ids by form. What a copy refers to is copied before it."""
        copies: dict[str, dict[int, int]] = {}
        wanted = {key for key, ids in self.portion.copied.items() if ids}
        while wanted:
            ready = [key for key in wanted if not self._needs(key) & (wanted - {key})] or sorted(wanted)[:1]
            for key in ready:
                copies[key] = _copy_rows(act, registry.record_form(key), self.portion, copies)
            wanted -= set(ready)
        return copies

    def _needs(self, key: str) -> set[str]:
        return {column.target.key for column in registry.record_form(key).references}

    def _point_at(self, copies: Mapping[str, Mapping[int, int]]) -> None:
        """Records that go refer to the copies from now on."""
        for form in mergeable_forms():
            for column in form.references:
                known = copies.get(column.target.key)
                if known:
                    links = self.portion.links[form.key]
                    targets = (
                        (row_id, links[row_id][column.name]) for row_id in self.portion.moved[form.key]
                    )
                    rows = [
                        (row_id, known[target]) for row_id, target in targets if target and target in known
                    ]
                    bulk.update_rows(form.model, ["id", column.attname], rows, key=("id",))


def _copy_rows(
    act: Act, form: Form, portion: Portion, copies: Mapping[str, Mapping[int, int]]
) -> dict[int, int]:
    """Enter copies of records at the new school; references lead to what goes or was copied before, or nowhere."""
    made: dict[int, int] = {}
    for piece in pieces(portion.copied[form.key]):
        names = [column.attname for column in form.stored]
        names += [column.name + BLIND_SUFFIX for column in form.private_columns if column.facts.exact]
        rows = form.model.unscoped.filter(school_id=act.source.pk, pk__in=piece).order_by("pk")
        attached.carry(form, act.source.pk, act.target.pk, rows, Change.objects.none())
        fetched = list(rows.values_list("pk", "gaps", *names))
        old_ids, gaps, *columns = map(list, zip(*fetched, strict=True))
        for place, column in enumerate(form.stored):
            if column.target is not None:
                going = {pk: pk for pk in portion.moved[column.target.key]}
                known = going | dict(copies.get(column.target.key, {}))
                kept = [known.get(target) for target in columns[place]]
                missing = int(column.required_for(act.target.school_type))
                lost = [old and not new for old, new in zip(columns[place], kept, strict=True)]
                gaps = [gap + missing if gone else gap for gap, gone in zip(gaps, lost, strict=True)]
                columns[place] = kept
            elif column.private:
                columns[place] = reseal(act, columns[place])
        made |= _insert(act, form, names, old_ids, gaps, columns)
    return made


def _insert(
    act: Act, form: Form, names: list[str], old_ids: list[int], gaps: list[int], columns: list[list[Any]]
) -> dict[int, int]:
    """Store the copies with log, counters and search; old and new ids."""
    ids = list(bulk.allocate_ids(form.model, len(old_ids)))
    common = (1, act.target.pk, act.actor.user_id, act.now, act.actor.user_id, act.now)
    own = ["id", "gaps", "version", "school_id", "created_by", "created_at", "updated_by", "updated_at"]
    rows = [(new_id, gap, *common, *values) for new_id, gap, *values in zip(ids, gaps, *columns, strict=True)]
    bulk.insert_rows(form.model, [*own, *names], rows)
    context = act.context(act.target, form)
    change_log.append_changes(context, [(new_id, 1, Change.Action.ADD.value, None) for new_id in ids])
    slots: Slots = {}
    periods = PERIOD_FIELDS[form.period]
    for row in rows:
        values = dict(zip([*own, *names], row, strict=True))
        slot = slots.setdefault(counters.period_slot(form, {name: values[name] for name in periods}), [0, 0])
        slot[0] += 1
        slot[1] += values["gaps"] > 0
    counters.add_to_counts(context, slots)
    if form.search_column is not None:
        texts = columns[names.index(form.search_column.attname)]
        finder.index_many(form.key, act.target, list(zip(ids, texts, strict=True)))
    for column in form.private_columns:
        if column.facts.exact:
            blinds = columns[names.index(column.name + BLIND_SUFFIX)]
            finder.index_blinds(
                form.key, act.target, column.name, column.private, list(zip(ids, blinds, strict=True))
            )
    return dict(zip(old_ids, ids, strict=True))
