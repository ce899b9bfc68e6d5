"""Who looks after the installation as a whole: administrators of the topmost node that has any."""

from zhijiao.identity.actions import ORGS
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import User
from zhijiao.orgs.models import Level, Org
from zhijiao.orgs.paths import path_ids


def looks_after_installation(actor: Actor) -> bool:
    """Whether nothing that this installation does is beyond the actor: the ministry's administrator, or the province's
    where the installation is the province's own: no administrator stands above it, and nothing beside it.
    """
    if not actor.may(ORGS) or actor.area:
        return False
    *above, own = path_ids(actor.org_path)
    if not above:
        return True
    if actor.level != Level.PROVINCE or Org.objects.filter(parent=above[-1]).exclude(pk=own).exists():
        return False
    keepers = User.objects.filter(
        org__in=above, is_active=True, roles__key__endswith="_admin", roles__org=None
    )
    return not keepers.exists()
