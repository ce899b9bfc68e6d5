"""The changes of the tree as pages do them: what is asked, what will happen, doing it."""

from contextlib import contextmanager
from typing import Any, ClassVar

from django.db import transaction

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.cases import following
from zhijiao.catalogue.matrix import current_round, round_for
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import User, new_stamp
from zhijiao.kit.school_code import province_digits
from zhijiao.orgs.models import Org, OrgChange, SchoolType, Status
from zhijiao.orgs.services import By, close_org, hold, move_org, rename_org, resume_org
from zhijiao.restructure import forms, split
from zhijiao.restructure.merge import Merger, visibility_changes
from zhijiao.restructure.preview import (
    ChangePreview,
    PreviewTable,
    batch_names,
    contents_of,
    drop_unfinished,
    state_of,
)
from zhijiao.search import finder
from zhijiao.signin.password_change import end_sessions
from zhijiao.signoff import tree_effects


class TreeChange:
    """One kind of change. `typed` ones are confirmed by typing the node's name."""

    key: ClassVar[str]
    title: ClassVar[str]
    form_class: ClassVar[type[forms.ActForm]]
    statuses: ClassVar[tuple[str, ...]] = (Status.ACTIVE,)
    schools_only: ClassVar[bool] = False
    typed: ClassVar[bool] = False

    def fits(self, org: Org) -> bool:
        """Whether a node can be changed so at all."""
        return org.status in self.statuses and (org.is_school or not self.schools_only)

    def plan(self, actor: Actor, org: Org, data: dict[str, Any]) -> ChangePreview:
        """What will happen. Raises ValidationError by field where it cannot."""
        raise NotImplementedError

    def run(self, actor: Actor, org: Org, data: dict[str, Any]) -> OrgChange:
        """Do it, in the caller's transaction."""
        raise NotImplementedError

    def others(self, data: dict[str, Any]) -> list[Org]:
        """Further nodes that are held while it is done."""
        return []


class Rename(TreeChange):
    """更名: another name, code, region or type."""

    key, title, form_class = "rename", "更名", forms.RenameForm
    statuses = (Status.ACTIVE, Status.CLOSED)

    def plan(self, actor: Actor, org: Org, data: dict[str, Any]) -> ChangePreview:
        """Old and new side by side."""
        with rehearsal():
            rename_org(org, By(), **self._facts(data))
        labels = {"name": "名称", "code": "代码", "region": "所在地", "school_type": "学校类型"}
        rows = []
        for name, new in self._facts(data).items():
            old = getattr(org, name)
            if name == "school_type" and old:
                old, new = SchoolType(old).label, SchoolType(new).label
            if old != new:
                rows.append((labels[name], old or "—", new))
        held = contents_of([org])
        plan = ChangePreview(
            facts=[
                ("单位", org.name),
                ("账号", f"{held.accounts} 个，不变"),
                ("记录", f"{held.records:,} 条，不变"),
            ],
            tables=[PreviewTable("变更内容", ("项目", "现在", "变更后"), rows)],
            notes=["用户名不变；页面、导出和打印自下一次操作起使用新名称，已下载的文件不变。"],
            undo="再次更名即可改回，两次都留在变更记录里。",
            state=[state_of(org)],
        )
        if org.is_school:
            plan.notes.append("“学校基本信息”等表单中填写的校名由学校自行修改。")
            if data["school_type"] != org.school_type:
                plan.notes.append(_obligations(org, data["school_type"]))
        return plan

    def run(self, actor: Actor, org: Org, data: dict[str, Any]) -> OrgChange:
        return rename_org(org, context_of(actor, data), **self._facts(data))

    def _facts(self, data: dict[str, Any]) -> dict[str, str]:
        return {name: data[name] for name in ("name", "code", "region", "school_type") if name in data}


class Move(TreeChange):
    """划转: a school comes under another authority."""

    key, title, form_class = "move", "划转", forms.MoveForm
    statuses = (Status.ACTIVE, Status.CLOSED)

    def plan(self, actor: Actor, org: Org, data: dict[str, Any]) -> ChangePreview:
        """Who loses and who gains sight; whether province and code still agree."""
        parent = data["parent"]
        with rehearsal():
            move_org(org, parent, By())
        below = list(Org.objects.subtree(org.path))
        schools = [each for each in below if each.is_school]
        held = contents_of(below)
        plan = ChangePreview(
            facts=[
                ("单位", f"{org.name}（{org.code}）"),
                ("现主管部门", str(org.parent)),
                ("新主管部门", parent.name),
                ("随同划转的学校", f"{len(schools)} 所"),
                ("账号", f"{held.accounts} 个，不变"),
                ("记录", f"{held.records:,} 条，不变"),
            ],
            tables=[visibility_changes(org, parent)],
            notes=[
                "人员、角色、记录、修改记录和进行中的导入都不受影响，密钥不变。",
                "各级汇总从此按新的隶属关系计算；划转前后的口径可在“隶属变化对照”中逐校查看。",
            ],
            undo="再次划转即可改回，两次都留在变更记录里。",
            state=[
                [state_of(each) for each in schools] if org.is_school else len(schools),
                org.path,
                parent.path,
            ],
        )
        province = Org.objects.filter(pk=parent.province_id).first()
        if province and province.pk != org.province_id:
            plan.notes.append("跨省划转：姓名检索按新的省份重建。")
            odd = [
                s.name
                for s in schools
                if s.code.startswith("36") and province_digits(s.code) != province.code[:2]
            ]
            if odd:
                plan.notes.append(
                    f"标识码第 3～4 位与新的省份不同：{'、'.join(odd[:10])}，如需换码请另办更名。"
                )
        return plan

    def run(self, actor: Actor, org: Org, data: dict[str, Any]) -> OrgChange:
        """Move, and let names be found under the new province."""
        province = org.province_id
        change = move_org(org, data["parent"], context_of(actor, data))
        if Org.objects.get(pk=org.pk).province_id != province:
            for school in Org.objects.subtree(change.to_path).schools():
                finder.reindex_school(school)
        tree_effects.after_move(Org.objects.subtree(change.to_path).schools())
        following.after_move(Org.objects.subtree(change.to_path).schools())
        return change

    def others(self, data: dict[str, Any]) -> list[Org]:
        """The authority that the school comes under."""
        return [data["parent"]]


class Close(TreeChange):
    """停办: nobody signs in any longer."""

    key, title, form_class, typed = "close", "停办", forms.CloseForm, True

    def plan(self, actor: Actor, org: Org, data: dict[str, Any]) -> ChangePreview:
        """Who is shut out, what stays, what is in the way."""
        with rehearsal():
            close_org(org, By())
        held = contents_of([org])
        plan = ChangePreview(
            facts=[
                ("单位", f"{org.name}（{org.code}）"),
                ("不能再登录的账号", f"{held.active} 个"),
                ("保留的记录", f"{held.records:,} 条，主管部门仍可查看"),
                ("未保存的草稿", f"{held.drafts} 份，保留"),
            ],
            notes=[
                "正在使用的人员下一次点击起退出；以正确密码登录时会看到停办说明和主管部门名称。",
                "接口令牌同时停用。填报进度不再计入本级的学校数。",
            ],
            undo="用“复招”恢复：停办前启用的账号、未到期的接口令牌和数据都照旧。",
            state=[state_of(org)],
        )
        if held.waiting and not data["drop_waiting"]:
            plan.blockers.append(
                f"还有未完成的导入：{batch_names(held.waiting)}。请先复核或放弃，或在上一步勾选“放弃未完成的导入”。"
            )
        elif held.waiting:
            plan.notes.append(f"将放弃未完成的导入：{batch_names(held.waiting)}。")
        return plan

    def run(self, actor: Actor, org: Org, data: dict[str, Any]) -> OrgChange:
        drop_unfinished(org, "学校停办")
        change = close_org(org, context_of(actor, data))
        if org.is_school:
            tree_effects.after_close(org)
        end_sessions(User.objects.filter(org=org))
        _restamp(org)
        return change


class Resume(TreeChange):
    """复招: a closed node works again."""

    key, title, form_class = "resume", "复招", forms.ResumeForm
    statuses = (Status.CLOSED,)

    def plan(self, actor: Actor, org: Org, data: dict[str, Any]) -> ChangePreview:
        """As what it comes back, and with which accounts."""
        kind = data.get("school_type", "")
        with rehearsal():
            resume_org(org, By(), kind)
        held = contents_of([org])
        accounts = f"恢复启用 {held.active} 个" if data["accounts"] == "on" else f"{held.active} 个全部禁用"
        plan = ChangePreview(
            facts=[
                ("单位", f"{org.name}（{org.code}）"),
                ("原有账号", accounts),
                ("原有记录", f"{held.records:,} 条，可以继续填报"),
            ],
            undo="用“停办”即可恢复到现在的状态"
            + ("；被禁用的账号需逐个启用。" if data["accounts"] == "off" else "。"),
            state=[state_of(org)],
        )
        if data["accounts"] == "off":
            plan.notes.append("复招后请签发新的系统管理员账号，由其逐个启用或新建校内账号。")
        if kind and kind != org.school_type:
            plan.notes.append(_obligations(org, kind))
        return plan

    def run(self, actor: Actor, org: Org, data: dict[str, Any]) -> OrgChange:
        """Open again; accounts come back or not."""
        change = resume_org(org, context_of(actor, data), data.get("school_type", ""))
        if data["accounts"] == "off":
            User.objects.filter(org=org).update(is_active=False)
            end_sessions(User.objects.filter(org=org))
        _restamp(org)
        return change


class MergeChange(TreeChange):
    """合并: a school becomes part of another one."""

    key, title, form_class, typed, schools_only = "merge", "合并", forms.MergeForm, True, True

    def plan(self, actor: Actor, org: Org, data: dict[str, Any]) -> ChangePreview:
        """Everything that follows, form by form."""
        return self._merger(actor, org, data).plan()

    def run(self, actor: Actor, org: Org, data: dict[str, Any]) -> OrgChange:
        return self._merger(actor, org, data).run(context_of(actor, data))

    def others(self, data: dict[str, Any]) -> list[Org]:
        """The school that takes over."""
        return [data["into"]]

    def _merger(self, actor: Actor, org: Org, data: dict[str, Any]) -> Merger:
        return Merger(actor, org, data["into"], data["mark"], data["drop_waiting"])


class SplitChange(TreeChange):
    """分立: part of the school becomes a school of its own."""

    key, title, form_class, typed, schools_only = "split", "分立", forms.SplitForm, True, True

    def plan(self, actor: Actor, org: Org, data: dict[str, Any]) -> ChangePreview:
        """What goes, what is copied, what is parted."""
        return self._split(actor, org, data).plan()

    def run(self, actor: Actor, org: Org, data: dict[str, Any]) -> OrgChange:
        return self._split(actor, org, data).run(context_of(actor, data))

    def _split(self, actor: Actor, org: Org, data: dict[str, Any]) -> split.Split:
        facts = {name: data[name] for name in ("name", "code", "school_type", "region")}
        return split.Split(actor, org, facts, data["picked"])


class Outdated(RuntimeError):
    """Something has changed since the preview; `plan` is the new one."""

    def __init__(self, plan: ChangePreview) -> None:
        self.plan = plan
        super().__init__("the preview is of yesterday")


@transaction.atomic
def perform(change: TreeChange, actor: Actor, org: Org, data: dict[str, Any], stamp: str) -> OrgChange:
    """Do what the preview with this stamp told, or nothing.

    Raises:
        Outdated: it would no longer be that.
        ValidationError: it cannot be done any longer.
    """
    tree_effects.hold([org, *change.others(data)])
    held = hold(org, *change.others(data))
    data = data | {name: each for name, value in data.items() for each in held if value == each}
    plan = change.plan(actor, held[0], data)
    if plan.blockers or plan.stamp != stamp:
        raise Outdated(plan)
    done = change.run(actor, held[0], data)
    if done.other_id is None:  # mergers and splits tell of both schools themselves
        record(Event.ORG, org=org, subject=done.sentence, detail={"kind": done.kind, "basis": done.basis})
    return done


def context_of(actor: Actor, data: dict[str, Any]) -> By:
    """Who changes the tree, on what ground."""
    return By(actor.user_id, actor.name, data.get("basis", ""))


@contextmanager
def rehearsal():
    """Do it and take it back: what only the services know, such as a code that is taken, comes out."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _restamp(org: Org) -> None:
    """Whoever is signed in at a node finds the change at the next click."""
    for user in User.objects.filter(org=org):
        user.stamp = new_stamp()
        user.save(update_fields=["stamp"])


def _obligations(school: Org, after: str) -> str:
    """How many forms are required of the two types of school."""
    required = round_for(current_round(), school).required
    return f"学校类型改变后，必填表单由 {required[school.school_type]} 张变为 {required[after]} 张，已填的记录都保留。"
