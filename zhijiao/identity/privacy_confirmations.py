"""Privacy roles count only once the department that issued the school's administrator has confirmed them.

A school grants the role and its authority agrees, so that no single administrator opens private data to anybody. An
installation that has the rule switched off (`PRIVACY_CONFIRMATION`) asks nothing and keeps what was confirmed.
"""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import BigIntegerField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from zhijiao.identity.builtin_roles import SCHOOL_ADMIN
from zhijiao.identity.models import PrivacyConfirmation, PrivacyLevel, Role, User, new_stamp
from zhijiao.orgs.models import Org

WAITS = timedelta(days=30)
"""A request nobody has decided lapses; the school asks again."""
HOLDS = timedelta(days=365)
"""Once a year the department looks again at who may see private data."""

State = PrivacyConfirmation.State


def needs_confirmation(role: Role) -> bool:
    """Whether a role opens private data."""
    return role.privacy != PrivacyLevel.NONE


def confirmed(user_ids: Collection[int]) -> set[tuple[int, int]]:
    """Pairs of user and role that are confirmed now."""
    rows = PrivacyConfirmation.objects.filter(
        user__in=user_ids, state=State.CONFIRMED, until__gt=timezone.now()
    )
    return set(rows.values_list("user_id", "role_id"))


def without_effect(held: Iterable[tuple[int, Role]]) -> set[tuple[int, int]]:
    """Of pairs of user id and role those that wait for confirmation; asks the database only if a role needs any."""
    pairs = {(user_id, role.pk) for user_id, role in held if needs_confirmation(role)}
    if not pairs or not settings.PRIVACY_CONFIRMATION:
        return set()
    return pairs - confirmed({user_id for user_id, _ in pairs})


def confirm_all(user: User, by: str) -> None:
    """Confirm the privacy roles of an account at once: for whoever runs the installation, as the demo does."""
    now = timezone.now()
    for role in user.roles.exclude(privacy=PrivacyLevel.NONE):
        facts = {"state": State.CONFIRMED, "decided_at": now, "decided_by": by, "until": now + HOLDS}
        PrivacyConfirmation.objects.update_or_create(
            user=user, role=role, defaults=facts, create_defaults={**facts, "asked_at": now, "asked_by": by}
        )
    user.stamp = new_stamp()
    user.save(update_fields=["stamp"])


def decided_by(org: Org) -> QuerySet[PrivacyConfirmation]:
    """Confirmations that a department decides: of schools whose administrator it has issued, or else that it runs."""
    return _with_authority(PrivacyConfirmation.objects.filter(user__org__path__under=org.path)).filter(
        authority=org.pk
    )


def authority_of(school: Org) -> Org | None:
    """The department that confirms for a school; None for the top of the tree."""
    issued = _issuers().filter(org=school).values_list("issued_by", flat=True).first()
    return Org.objects.filter(pk=issued or school.parent_id or 0).first()


def _issuers() -> QuerySet[User]:
    """Administrators of schools with the department that issued them, as long as that is above the school."""
    return (
        User.objects.filter(
            roles__key=SCHOOL_ADMIN, roles__org=None, is_active=True, issued_by__status="active"
        )
        .filter(org__path__startswith=F("issued_by__path"))
        .exclude(issued_by=F("org"))
        .order_by("-pk")
    )


def _with_authority(rows: QuerySet[PrivacyConfirmation]) -> QuerySet[Any]:
    issued = _issuers().filter(org=OuterRef("user__org")).values("issued_by")[:1]
    return rows.annotate(
        authority=Coalesce(Subquery(issued), "user__org__parent", output_field=BigIntegerField())
    )


def open_requests(rows: QuerySet[PrivacyConfirmation]) -> QuerySet[PrivacyConfirmation]:
    """Those that wait for a decision, of accounts that still have the role and are enabled."""
    return rows.filter(Q(state=State.WAITING), until__gt=timezone.now(), user__is_active=True)
