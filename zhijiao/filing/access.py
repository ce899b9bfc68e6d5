"""The gate: who may see and do what with records, decided here and nowhere else.

Everything fails closed. A query for records starts from :func:`rows`; outside an actor's part of the tree
there is nothing (404), inside but without the right there is a refusal that says which right is missing
and who can grant it (403).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from zhijiao.accounts import gate
from zhijiao.accounts.actions import ACTIONS
from zhijiao.accounts.actor import Actor
from zhijiao.accounts.gate import Denied
from zhijiao.filing.registry import Form, registry
from zhijiao.filing.summaries import Reader, Summary
from zhijiao.orgs.models import Org

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

    column: Any
    masked: bool


def is_private(form: Any) -> bool:
    """Whether the form as a whole is private data (纪检工作)."""
    return getattr(getattr(form, "declaration", None), "private_form", False)


def can(actor: Actor | None, form: Any, action: str) -> bool:
    """Whether the actor may do this now with records of the form somewhere in its scope."""
    return holds(actor, form, action) and not is_locked(actor, form)


def is_locked(actor: Actor, form: Any) -> bool:
    """Whether the form wants the data password first; true of private forms, for everybody but the program."""
    return is_private(form) and not actor.unlocked


def holds(actor: Actor | None, form: Any, action: str) -> bool:
    """Whether the actor has the right, with the data password or without."""
    if action not in ACTIONS:
        raise ValueError(f"Unknown action {action!r}; the closed list is accounts.actions.ACTIONS.")
    if actor is None or (actor.read_only and action != "view"):
        return False
    if action in WRITING and not actor.is_school:
        return actor.user_id is None
    if not (_fits(actor, form, action) and _trusted(actor, form, action)):
        return False
    if action == "view" and actor.rows == "all" and not is_private(form):
        return True
    return _granted(actor, form, action)


def _fits(actor: Actor, form: Any, action: str) -> bool:
    """Whether the action means anything there: summaries are only read, what waits for review was entered by others."""
    if isinstance(form, Summary):
        return action in ("view", "export")
    return action != "review" or actor.rows != "own"


def _trusted(actor: Actor, form: Any, action: str) -> bool:
    """Whether private data, where the action touches it, is within the actor's roles."""
    private = is_private(form)
    if private and action in WRITING:
        return actor.privacy == "manage"
    return actor.privacy != "none" or not (private or action == "reveal")


def _granted(actor: Actor, form: Any, action: str) -> bool:
    return actor.may(action, form.key, form.module)


def require(actor: Actor | None, form: Any, action: str) -> None:
    """Refuse with the missing right's name.

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


def rows(actor: Actor | None, form: Form, action: str) -> QuerySet:
    """The form's records on which the actor may act.

    Raises:
        Denied: the actor may not do this with the form at all.
        Http404: the form is a summary, which has no records of its own.
    """
    require(actor, form, action)
    if isinstance(form, Summary):
        raise Http404(f"“{form.label}”由系统汇总，没有单条记录。")
    found = form.model.unscoped.all()
    if actor.is_school:
        found = found.filter(school_id=actor.org_id)
    else:
        found = found.filter(school_id__in=schools(actor).values("pk"))
    if actor.rows == "own":
        found = found.filter(created_by=actor.user_id)
    return found


def schools(actor: Actor | None) -> QuerySet:
    """Schools in the actor's part of the tree."""
    if actor is None:
        return Org.objects.none()
    return Org.objects.subtree(actor.org_path).schools()


def school(actor: Actor | None, school_id: int | str | None = None) -> Org:
    """The school to work with: the actor's own, or the one named if it lies in the actor's part of the tree.

    Raises:
        Http404: no such school here.
    """
    if actor is None:
        raise Http404("请先登录")
    wanted = actor.org_id if school_id in (None, "") and actor.is_school else school_id
    found = schools(actor).filter(pk=wanted).first() if str(wanted or "").isdecimal() else None
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
    require(actor, summary, action)
    opened = schools(actor) if school is None else schools(actor).filter(pk=school.pk)
    return Reader(registry(), opened, year, actor.user_id if actor.rows == "own" else None)


def columns(actor: Actor | None, form: Any) -> list[Visible]:
    """The form's columns as the actor may see them; private ones masked."""
    require(actor, form, "view")
    return [
        Visible(
            column, masked=bool(column.private or (getattr(column, "seen", None) and column.seen.private))
        )
        for column in form.columns.values()
    ]


def forms(actor: Actor | None, action: str = "view") -> list[Any]:
    """Forms the actor may act on now, in the order of the menu."""
    return [form for form in registry().forms.values() if can(actor, form, action)]


def listed(actor: Actor | None) -> list[Any]:
    """Forms the menu shows to the actor: those open to it, and those that want the data password first."""
    return [form for form in registry().forms.values() if holds(actor, form, "view")]


def recheck(actor: Actor, form: Form, action: str, ids: Iterable[int]) -> None:
    """After a write: what was written must lie in the actor's scope, at a school that still works.

    Raises:
        ScopeViolation: some of it does not; the caller's transaction is undone.
        Denied: the school was closed or merged while the write waited for it.
    """
    wanted = set(ids)
    found = rows(actor, form, action).filter(pk__in=wanted, school__status="active")
    if wanted and found.count() != len(wanted):
        if rows(actor, form, action).filter(pk__in=wanted).exclude(school__status="active").exists():
            raise Denied("学校刚刚停办或并入其他学校，本次没有保存，请刷新页面。")
        raise ScopeViolation(f"{form.key}: a write by user {actor.user_id} left the actor's scope.")
