"""Who at a node holds a right: for those who have to tell them something. Rights themselves are decided by actors."""

from collections.abc import Collection

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from zhijiao.identity.actor import EVERY_FORM
from zhijiao.identity.models import PrivacyConfirmation, PrivacyLevel, RoleGrant, User
from zhijiao.orgs.models import Org, Status


def holders(org: Org, action: str, scopes: Collection[str] = ()) -> QuerySet[User]:
    """Active accounts of a node that may do `action` on some form or in general; one query, whatever their number.

    With `scopes` (form keys, "module:<name>") only those to whom it is granted there, or on every form.
    """
    grants = RoleGrant.objects.filter(role__users=OuterRef("pk"), action=action)
    if scopes:
        grants = grants.filter(form__in=[EVERY_FORM, *scopes])
    if settings.PRIVACY_CONFIRMATION:  # a role that waits for confirmation allows nothing yet
        valid = PrivacyConfirmation.objects.filter(
            user=OuterRef(OuterRef("pk")),
            role=OuterRef("role"),
            state=PrivacyConfirmation.State.CONFIRMED,
            until__gt=timezone.now(),
        )
        grants = grants.filter(Q(role__privacy=PrivacyLevel.NONE) | Exists(valid))
    return active().filter(Exists(grants), org=org)


def active() -> QuerySet[User]:
    """Accounts that may sign in."""
    return User.objects.filter(is_active=True, org__status=Status.ACTIVE)
