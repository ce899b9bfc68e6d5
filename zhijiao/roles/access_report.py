"""数据可见范围…: who can see a form, a record, or what stands in its private columns, each with the reasons.

The users of the node and of the nodes above it are put before the gate one by one; nothing is decided here. Whoever
asks reads the names of the people of one node; those of other nodes are only counted, by node and role.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from django.db.models import IntegerField, Value
from django.utils import timezone

from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.actions import REVEAL, VIEW
from zhijiao.identity.models import User
from zhijiao.identity.rights import may_sign_in
from zhijiao.orgs.models import Org
from zhijiao.private import data_password
from zhijiao.roles.explain import Holder, holders, reasons, row_reason

#: One question to the database holds so many people's rows.
_AT_ONCE = 100


@dataclass(frozen=True)
class PermittedPerson:
    """Somebody who can see it, why, and what else has to be known."""

    user: User
    reasons: list[str]
    notes: list[str]


@dataclass(frozen=True)
class PersonGroup:
    """People of another node: how many there are, through which roles."""

    org: Org
    count: int
    roles: list[str]


@dataclass(frozen=True)
class Answer:
    """Who can see it: the people of the node by name, those of other nodes by number."""

    people: list[PermittedPerson]
    groups: list[PersonGroup]


def can_see(
    school: Org,
    form: FormLike,
    record_id: int | None = None,
    *,
    clear: bool = False,
    named: Org | None = None,
) -> Answer:
    """Who can see records of a form (or the one record) of a node, or with `clear` its private columns in plain text.

    The people of `named` (without it, of the node itself) are named. The number of queries does not depend on how many
    people there are.
    """
    action = REVEAL if clear else VIEW
    nodes = Org.objects.filter(pk__in=[school.pk, *school.ancestors_ids()]).in_bulk()
    users = User.objects.filter(org__in=nodes, is_active=True).select_related("org").order_by("username")
    everybody = [_opened(holder) for holder in holders(filter(may_sign_in, users))]
    through = [(holder, reasons(holder, form, action)) for holder in everybody]
    through = [(holder, why) for holder, why in through if why]
    if record_id is not None:
        reached = _reached([holder for holder, _ in through], form, action, record_id)
        through = [(holder, why) for holder, why in through if holder.user.pk in reached]
    with_password = (
        data_password.having(holder.user.pk for holder, _ in through) if _private(form, clear) else set()
    )
    home = named or school
    people = [
        PermittedPerson(
            holder.user, why, list(_notes(holder, _private(form, clear), with_password, record_id))
        )
        for holder, why in through
        if holder.user.org_id == home.pk
    ]
    others = [nodes[pk] for pk in (school.pk, *reversed(school.ancestors_ids())) if pk != home.pk]
    groups = [_group(node, through) for node in others]
    return Answer(people, [group for group in groups if group.count])


def _opened(holder: Holder) -> Holder:
    """The user as after the data password: the question is who can see it, not who is looking now."""
    return replace(holder, actor=holder.actor.unlocked_to(timezone.now() + timedelta(minutes=1)))


def _reached(found: list[Holder], form: FormLike, action: str, record_id: int) -> set[int]:
    """Ids of those whose rows hold the record: everybody's rows by the gate, asked for together."""
    reached: set[int] = set()
    for start in range(0, len(found), _AT_ONCE):
        questions = [
            access.rows(holder.actor, form, action)
            .filter(pk=record_id)
            .order_by()
            .annotate(who=Value(holder.user.pk, output_field=IntegerField()))
            .values_list("who", flat=True)
            for holder in found[start : start + _AT_ONCE]
        ]
        first, *rest = questions
        reached |= set(first.union(*rest, all=True) if rest else first)
    return reached


def _private(form: FormLike, clear: bool) -> bool:
    """Whether the data password has to be entered to see it."""
    return clear or form.is_private


def _notes(
    holder: Holder, private: bool, with_password: Iterable[int], record_id: int | None
) -> Iterator[str]:
    if private:
        known = holder.user.pk in with_password
        yield "须输入数据密码" if known else "还没有设置数据密码，设置后才能看到"
    if access.sees_own_rows_only(holder.actor):
        yield "只见本人录入的记录" if record_id is None else f"{row_reason(holder.actor)}，这条由其录入"
    if holder.user.must_change_password:
        yield "还没有首次登录"


def _group(node: Org, through: list[tuple[Holder, list[str]]]) -> PersonGroup:
    mine = [why for holder, why in through if holder.user.org_id == node.pk]
    return PersonGroup(node, len(mine), list(dict.fromkeys(reason for why in mine for reason in why)))
