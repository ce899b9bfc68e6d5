"""The gate: who may see and do what with records, decided here and nowhere else.

Everything fails closed. A query for records starts from :func:`rows`; outside an actor's part of the tree
there is nothing (404), inside but without the right there is a refusal that says which right is missing
and who can grant it (403).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404

from zhijiao.filing.schema.columns.base import Column, FormLike
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.frame import Frame
from zhijiao.filing.schema.registry import registry
from zhijiao.filing.schema.summaries import Reader, Summary
from zhijiao.identity import gate
from zhijiao.identity.actions import ACTIONS
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import RowRole
from zhijiao.kit import bulk
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.statements import statement
from zhijiao.looks.log import record_look
from zhijiao.looks.models import Kind
from zhijiao.orgs.models import Org, OrgQuerySet
from zhijiao.private import blind_index, reveal
from zhijiao.search.models import BlindEntry

Denied = gate.Denied
"""The refusal for want of a right; the doors of views and the gate of records raise the same."""

WRITING = frozenset({"add", "change", "delete", "import", "review"})


class Locked(Denied):
    """The right is there, but the form is private data and the data password has not been entered.

    `kept` says that what was typed has been put by, to be found on the same page afterwards.
    """

    kept = False


class ScopeViolation(RuntimeError):
    """A write ended outside the actor's scope; the transaction is rolled back."""


@dataclass(frozen=True)
class Visible:
    """How a column may be seen."""

    column: Column
    masked: bool


# The data role -------------------------------------------------------------------------------------------------------


def row_role(actor: Actor) -> RowRole:
    """The actor's data role, for pages that name it; what follows from it is asked of the functions below."""
    return RowRole(actor.data_role)


def sees_every_form(actor: Actor) -> bool:
    """Whether the data role alone lets the actor view every form that is not private data."""
    return row_role(actor) == RowRole.ALL


def sees_own_rows_only(actor: Actor) -> bool:
    """Whether the actor may know of no rows but those it entered, be it as a figure."""
    return row_role(actor) == RowRole.OWN


def own_rows(actor: Actor, found: QuerySet[Any]) -> QuerySet[Any]:
    """Of rows that note who created them, those that the data role leaves to the actor."""
    return found.filter(created_by=actor.user_id) if sees_own_rows_only(actor) else found


def opens_records(actor: Actor, form: FormLike) -> bool:
    """Whether the records themselves are open to the actor: some forms are the school's own until it hands them up."""
    return actor.is_school or actor.user_id is None or not (isinstance(form, Form) and form.declaration.above)


# The gate ------------------------------------------------------------------------------------------------------------


def can(actor: Actor | None, form: FormLike, action: str) -> bool:
    """Whether the actor may do this now with records of the form somewhere in its scope."""
    return holds(actor, form, action) and not is_locked(actor, form)


def is_locked(actor: Actor | None, form: FormLike) -> bool:
    """Whether the form wants the data password first; true of private forms, for everybody but the program."""
    return form.is_private and not (actor is not None and actor.unlocked)


def holds(actor: Actor | None, form: FormLike, action: str) -> bool:
    """Whether the actor has the right, with the data password or without."""
    if action not in ACTIONS:
        raise ValueError(f"Unknown action {action!r}; the closed list is identity.actions.ACTIONS.")
    if actor is None or (actor.read_only and action != "view"):
        return False
    if actor.forms is not None and form.key not in actor.forms:
        return False
    if action in WRITING and not actor.is_school:
        return actor.user_id is None
    if not (_fits(actor, form, action) and _trusted(actor, form, action)):
        return False
    if action == "view" and sees_every_form(actor) and not form.is_private:
        return True
    return _granted(actor, form, action)


def _fits(actor: Actor, form: FormLike, action: str) -> bool:
    """Whether the action means anything there: summaries are only read, what waits for review was entered by others."""
    if form.is_summary:
        return action in ("view", "export")
    return action != "review" or not sees_own_rows_only(actor)


def _trusted(actor: Actor, form: FormLike, action: str) -> bool:
    """Whether private data, where the action touches it, is within the actor's roles."""
    private = form.is_private
    if private and action in WRITING:
        return actor.privacy == "manage"
    return actor.privacy != "none" or not (private or action == "reveal")


def _granted(actor: Actor, form: FormLike, action: str) -> bool:
    """Whether a grant names the form; what has no place in the menu goes with the form it belongs to."""
    owner = form.host or form
    return actor.may(action, owner.key, owner.module)


def require(actor: Actor | None, form: FormLike, action: str) -> Actor:
    """The actor, if it has the right; else refuse with the right's name.

    Raises:
        Denied: the actor may not.
        Locked: the actor may, once the data password has been entered.
    """
    if actor is None:
        raise Denied("请先登录。")
    if not holds(actor, form, action):
        raise gate.denied(actor, action, form.label)
    if is_locked(actor, form):
        raise Locked(f"“{form.label}”是隐私数据，在页面上输入数据密码后才能打开。")
    return actor


def rows(actor: Actor | None, form: FormLike, action: str) -> QuerySet[Any]:
    """The form's records on which the actor may act.

    Raises:
        Denied: the actor may not do this with the form at all.
        Http404: the form is a summary, which has no records of its own.
    """
    actor = require(actor, form, action)
    if not isinstance(form, Form):
        raise Http404(f"“{form.label}”由系统汇总，没有单条记录。")
    found = form.model.unscoped.all()
    if actor.is_school:
        found = of_school(form, actor.org_id)
    elif not opens_records(actor, form):
        found = found.none()
    else:
        found = found.filter(school_id__in=schools(actor).values("pk"))
    return own_rows(actor, found)


def of_school(form: Form, school_id: int) -> QuerySet[Any]:
    """All records of a school: what :func:`rows` and the compiled statements of `school_rows` begin with."""
    found: QuerySet[Any] = form.model.unscoped.filter(school_id=school_id)
    return found


def has_whole_school(actor: Actor | None, form: FormLike, school_id: int, action: str = "view") -> bool:
    """Whether :func:`rows` would give the actor for an action simply all records of this school, which is its own.

    Raises:
        Denied: the actor may not do this with the form at all.
    """
    actor = require(actor, form, action)
    own = actor.is_school and actor.org_id == school_id
    return own and isinstance(form, Form) and not sees_own_rows_only(actor)


def schools(actor: Actor | None) -> OrgQuerySet:
    """Schools in the actor's part of the tree."""
    return Org.objects.none() if actor is None else schools_under(actor.scope)


def schools_under(scope: str) -> OrgQuerySet:
    """Schools in the part of the tree that an actor sees (`Actor.scope`), for statements, whose shape it is."""
    return Org.objects.subtree(scope).schools()


def school(actor: Actor | None, school_id: int | str | None = None) -> Org:
    """The school to work with: the actor's own, or the one named if it lies in the actor's part of the tree.

    Raises:
        Http404: no such school here.
    """
    if actor is None:
        raise Http404("请先登录")
    wanted = actor.org_id if school_id in (None, "") and actor.is_school else school_id
    number = whole_number(str(wanted))
    found = None if number is None else schools(actor).filter(pk=number).first()
    if found is None:
        raise Http404("没有这所学校，或不在您的管理范围内。")
    return found


def reader(
    actor: Actor | None, summary: Summary, year: int, school: Org | None = None, action: str = "view"
) -> Reader:
    """What a summary may read for this actor.

    Raises:
        Denied: the actor may not see the summary.
    """
    actor = require(actor, summary, action)
    opened = schools(actor) if school is None else schools(actor).filter(pk=school.pk)
    return Reader(registry(), opened, year, actor.user_id if sees_own_rows_only(actor) else None)


def preparation_reader(actor: Actor | None, form: FormLike, year: int, school: Org) -> Reader:
    """What says whether a school is ready for a form: all its records, of which only yes or no is told.

    Raises:
        Denied: the actor may not see the form.
    """
    actor = require(actor, form, "view")
    return Reader(registry(), schools(actor).filter(pk=school.pk), year)


def columns(actor: Actor | None, form: FormLike) -> list[Visible]:
    """The form's columns as the actor may see them; private ones masked."""
    require(actor, form, "view")
    return [Visible(column, masked=column.private_source is not None) for column in form.columns.values()]


def forms(actor: Actor | None, action: str = "view") -> list[FormLike]:
    """Forms the actor may act on now, in the order of the menu."""
    return [form for form in _held(actor, action) if not is_locked(actor, form)]


def menu_forms(actor: Actor | None) -> list[FormLike]:
    """Forms the menu shows to the actor: those open to it, and those that want the data password first."""
    return list(_held(actor, "view"))


@lru_cache(maxsize=1024)
def _held(actor: Actor | None, action: str) -> tuple[FormLike, ...]:
    """Forms for which the actor has the right, with the data password or without.

    Remembered: an actor is another one after each change of rights, and forms change with a release alone.
    """
    return tuple(form for form in registry().forms.values() if holds(actor, form, action))


def of_others(actor: Actor, frame: Frame) -> list[int]:
    """Rows of a frame whose key led to a record that the data role leaves to somebody else: they cannot be written."""
    ids = [found for found in frame.ids if found is not None] if sees_own_rows_only(actor) else []
    if not ids:
        return []
    seen = set(rows(actor, frame.form, "view").filter(pk__in=ids).values_list("pk", flat=True))
    return [i for i, found in enumerate(frame.ids) if found is not None and found not in seen]


@transaction.atomic
def settle_private_answers(
    actor: Actor, school: Org, frame: Frame, already: int = 0, retyped: bool = False
) -> int:
    """Count and log what “已存在” says of private values; where the day's number is used up, take it back.

    With ``retyped`` also what “没有改动” says: that a value typed over a stored one is that value. A number that
    another form of the school holds counts as well, because a rule of 数据校验 will tell of it.

    The answer cannot be spared, because nobody could mend a duplicate without it. So it counts as a search, and for
    those who may not see private values of the form as one of the day's reveals. After the last one nothing is said of
    such an item, be it there or not: the actor can neither enter nor change it that day.

    ``already`` answers about these rows have been counted before. How many there are now is returned.
    """
    over = frame.retyped_private() if retyped else []
    unique = frame.private_questions()
    asked = [*unique, *((row, column) for row, column, _ in over)]
    if not asked or actor.user_id is None:
        return 0
    form, names = frame.form, sorted({column.name for _, column in asked})
    hits = {(p.row, p.column) for p in frame.problems if p.code == "exists" and p.column in names}
    hits |= {(row, column.name) for row, column, same in over if same}
    hits |= _held_by_other_forms(school, frame, unique)
    new = max(0, len(hits) - already)
    given = holds(actor, form, "reveal") or reveal.count_answers(actor, new)
    if new or not given:
        labels = [form.columns[name].label for name in names]
        detail: dict[str, Any] = {"by": "录入时查重", "conditions": labels}
        detail |= {} if given else {"done": "当日次数已用完，没有答复"}
        rows = new if given else 0
        record_look(Kind.SEARCH, org=school, subject=form.label, form=form.key, rows=rows, detail=detail)
    if given:
        return len(hits)
    frame.withhold(
        asked,
        f"今天由录入得知隐私数据已存在或相同已达 {settings.REVEALS_PER_DAY} 次，本人当天不能再录入或修改这一项",
        "请明天再录入，或请有“查看隐私数据”权限的人员录入",
    )
    return already


def _held_by_other_forms(
    school: Org, frame: Frame, cells: Iterable[tuple[int, Column]]
) -> set[tuple[int, str]]:
    """Of typed private cells those whose value another form of the school holds in an item of the same kind."""
    typed = [(row, column) for row, column in cells if column.private]
    found: set[tuple[int, str]] = set()
    for column in dict.fromkeys(column for _, column in typed):
        rows = [row for row, each in typed if each is column]
        texts = [column.to_seal(frame.values[column.name][row]) for row in rows]
        blinds = blind_index.index_many(column.private, texts)
        others = BlindEntry.objects.filter(school=school, kind=column.private, blind__in=set(blinds))
        known = set(others.exclude(form=frame.form.key).values_list("blind", flat=True))
        found |= {(row, column.name) for row, blind in zip(rows, blinds, strict=True) if blind in known}
    return found


@transaction.atomic
def count_stored_again(actor: Actor, school: Org, form: FormLike, labels: Iterable[str]) -> bool:
    """Count and log the answer that all private values of a file are stored already; False if it may not be given."""
    if not reveal.count_answers(actor, 1):
        return False
    detail = {"by": "导入时与正式库比较", "conditions": sorted(labels)}
    record_look(Kind.SEARCH, org=school, subject=form.label, form=form.key, rows=1, detail=detail)
    return True


@statement
def _standing(school: int, record: int, *, model: Any) -> QuerySet[Any]:
    """A record, if it stands in this school and the school still works."""
    rows: QuerySet[Any] = model.unscoped.filter(school_id=school, pk=record, school__status="active")
    return rows.values_list("pk", flat=True)


def recheck(actor: Actor, form: FormLike, action: str, ids: Iterable[int]) -> None:
    """After a write: what was written must lie in the actor's scope, at a school that still works.

    Raises:
        ScopeViolation: some of it does not; the caller's transaction is undone.
        Denied: the school was closed or merged while the write waited for it.
    """
    wanted = set(ids)
    if not wanted:
        return
    if len(wanted) == 1 and isinstance(form, Form) and actor.is_school and not sees_own_rows_only(actor):
        require(actor, form, action)
        if _standing(actor.org_id, *wanted, model=form.model):
            return
    written = bulk.among(rows(actor, form, action), wanted)
    if written.filter(school__status="active").count() != len(wanted):
        if written.exclude(school__status="active").exists():
            raise Denied("学校刚刚停办或并入其他学校，本次没有保存，请刷新页面。")
        raise ScopeViolation(f"{form.key}: a write by user {actor.user_id} left the actor's scope.")
