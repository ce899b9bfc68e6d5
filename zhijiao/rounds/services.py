"""Changes in a round: declaring that a school has nothing to enter, and taking that back."""

from django.db import transaction
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.catalogue.matrix import ObligationLevel, Round, round_for
from zhijiao.filing.models import FilingCount
from zhijiao.filing.records import access, counters, period_locks
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org
from zhijiao.rounds.completeness import year_counted
from zhijiao.rounds.models import NilDeclaration


class NotDeclarable(ValueError):
    """The form cannot be declared empty; the message says why."""


@transaction.atomic
def declare_nil(actor: Actor, school: Org, form: FormLike, filing: Round) -> NilDeclaration:
    """Declare 本校无此项 for a form that is owed only if there is something.

    Raises:
        access.Denied: the actor may not add to the form.
        NotDeclarable: the form is required in any case, or has rows.
        period_locks.PeriodLocked: the school has submitted the round.
    """
    access.require(actor, form, "add")
    period_locks.check_round(period_locks.enter(school), filing.key, form, school)
    places = [place for place in round_for(filing, school).places if place.form == form.key]
    if not any(place.obligations[school.school_type].level is ObligationLevel.IF_ANY for place in places):
        raise NotDeclarable(f"“{form.label}”不是“有则必填”的表单，不需要声明。")
    year = year_counted(form.period, filing)
    if FilingCount.objects.filter(school=school, form=form.key, year=year, rows__gt=0).exists():
        raise NotDeclarable(f"“{form.label}”已有数据，不能声明本校无此项；如确无此项，请先删除已有数据。")
    declaration, new = NilDeclaration.objects.get_or_create(
        school=school, round=filing.key, form=form.key,
        defaults={"declared_by": actor.user_id, "declarer": actor.name, "declared_at": timezone.now()},
    )  # fmt: skip
    if new:
        _tell(school, form, filing, "声明本校无此项")
    return declaration


@transaction.atomic
def withdraw_nil(actor: Actor, school: Org, form: FormLike, filing: Round) -> None:
    """Take a declaration back.

    Raises:
        access.Denied: the actor may not add to the form.
        period_locks.PeriodLocked: the school has submitted the round.
    """
    access.require(actor, form, "add")
    period_locks.check_round(period_locks.enter(school), filing.key, form, school)
    gone, _ = NilDeclaration.objects.filter(school=school, round=filing.key, form=form.key).delete()
    if gone:
        _tell(school, form, filing, "撤回“本校无此项”")


def _tell(school: Org, form: FormLike, filing: Round, done: str) -> None:
    """Put what was done with a form of a round into the audit log; the school stands otherwise now."""
    counters.mark_moved([school.pk])
    record(Event.SUBMISSION, org=school, subject=form.label, detail={"done": done, "round": filing.key})
