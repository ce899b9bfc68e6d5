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


class ScopeViolation(RuntimeError):
    """A write ended outside the actor's scope; the transaction is rolled back."""


@dataclass(frozen=True)
class Visible:
    """How a column may be seen."""

    column: Any
    masked: bool


def can(actor: Actor | None, form: Any, action: str) -> bool:
    """Whether the actor may do this with records of the form somewhere in its scope."""
    if action not in ACTIONS:
        raise ValueError(f"Unknown action {action!r}; the closed list is accounts.actions.ACTIONS.")
    if actor is None or (actor.read_only and action != "view"):
        return False
    if action in WRITING and not actor.is_school:
        return actor.user_id is None
    if isinstance(form, Summary) and action not in ("view", "export"):
        return False
    private_form = getattr(getattr(form, "declaration", None), "private_form", False)
    if private_form and not (
        actor.privacy == "manage" or (actor.privacy == "view" and action not in WRITING)
    ):
        return False
    if action == "view" and actor.rows == "all" and not private_form:
        return True
    return _granted(actor, form, action)


def _granted(actor: Actor, form: Any, action: str) -> bool:
    return actor.may(action, form.key, form.module)


def require(actor: Actor | None, form: Any, action: str) -> None:
    """Refuse with the missing right's name.

    Raises:
        Denied: the actor may not.
    """
    if actor is None:
        raise Denied("请先登录。")
    if not can(actor, form, action):
        raise gate.denied(actor, action, form.label)


def rows(actor: Actor | None, form: Form, action: str) -> QuerySet:
    """The form's records on which the actor may act.

    Raises:
        Denied: the actor may not do this with the form at all.
    """
    require(actor, form, action)
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
    return Reader(registry(), opened, year)


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
    """Forms the actor may act on, in the order of the menu."""
    return [form for form in registry().forms.values() if can(actor, form, action)]


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
