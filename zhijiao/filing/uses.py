"""What refers to a record, told to somebody: only records they may see are named, and others' are not even counted."""

from collections.abc import Iterable
from dataclasses import replace

from zhijiao.accounts.actor import Actor
from zhijiao.filing import access
from zhijiao.filing.writer import Use


def told(actor: Actor, uses: Iterable[Use]) -> list[Use]:
    """Uses as far as the actor may know of them; a query per use for those who see only their own rows."""
    return [_told(actor, use) for use in uses]


def _told(actor: Actor, use: Use) -> Use:
    if not access.can(actor, use.form, "view"):
        return replace(use, examples=[])
    if actor.rows != "own":
        return use
    ids = [record_id for record_id, _ in use.examples]
    mine = set(access.rows(actor, use.form, "view").filter(pk__in=ids).values_list("pk", flat=True))
    return replace(use, count=None, examples=[each for each in use.examples if each[0] in mine])
