"""Keeps the built-in roles in the database in step with the code."""

from typing import Any

from django.db import transaction
from django.db.migrations.state import StateApps
from django.db.models import Model

from zhijiao.identity.builtin_roles import BUILTIN_ROLES, EVERY_FORM, BuiltinRole
from zhijiao.identity.models import Role, RoleGrant, User, new_stamp


def ensure_roles(using: str = "default", apps: StateApps | None = None, **kwargs: Any) -> None:
    """Create or refresh the built-in roles. Runs after every `migrate`; running it again changes nothing.

    `apps` is the state `migrate` arrived at; without the table of roles in it there is nothing to do.
    """
    if apps is not None and ("identity", "role") not in {_name(model) for model in apps.get_models()}:
        return
    with transaction.atomic(using=using):
        for position, builtin in enumerate(BUILTIN_ROLES, start=1):
            role, _ = Role.objects.using(using).update_or_create(
                org=None, key=builtin.key, defaults=_facts(builtin, position)
            )
            if _refresh_grants(role, builtin, using):
                User.objects.using(using).filter(roles=role).update(stamp=new_stamp())


def _name(model: type[Model]) -> tuple[str, str]:
    return model._meta.app_label, model.__name__.lower()


def _facts(builtin: BuiltinRole, position: int) -> dict[str, Any]:
    return {
        "name": builtin.name,
        "portal": builtin.portal,
        "level": builtin.level,
        "privacy": builtin.privacy,
        "principal": builtin.principal,
        "position": position,
        "note": builtin.note,
    }


def _refresh_grants(role: Role, builtin: BuiltinRole, using: str) -> bool:
    """Make the role's grants equal to the code's; true if anything changed."""
    grants = RoleGrant.objects.using(using).filter(role=role)
    wanted = {(EVERY_FORM, action) for action in builtin.actions}
    found = set(grants.values_list("form", "action"))
    if wanted == found:
        return False
    grants.delete()
    RoleGrant.objects.using(using).bulk_create(
        [RoleGrant(role=role, form=form, action=action) for form, action in sorted(wanted)]
    )
    return True
