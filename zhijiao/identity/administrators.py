"""Who looks after the accounts of a node."""

from django.db.models import Q, QuerySet

from zhijiao.identity.models import User
from zhijiao.orgs.models import Level, Org


def administrators(org: Org) -> list[User]:
    """Who administers the accounts of a node: its own administrators, else those of the nearest node above."""
    upwards = [org.pk, *reversed(org.ancestors_ids())]
    found = list(
        User.objects.filter(
            org_id__in=upwards, is_active=True, roles__key__endswith="_admin", roles__org=None
        )
        .select_related("org")
        .distinct()
    )
    nearest = min((upwards.index(user.org_id) for user in found), default=0)
    return [user for user in found if user.org_id == upwards[nearest]]


def administrators_below(org: Org) -> QuerySet[User]:
    """Administrators whom a department looks after: of departments right below it, and of schools in its area."""
    admins = User.objects.filter(roles__key__endswith="_admin", roles__org=None)
    below = admins.filter(org__path__under=org.path).exclude(org=org)
    near = below.filter(Q(org__parent=org) | Q(org__level=Level.SCHOOL))
    return User.objects.filter(pk__in=near.values("pk")).select_related("org")
