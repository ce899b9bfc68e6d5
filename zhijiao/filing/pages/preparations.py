"""The states that a form wants before it is filled, as its pages show them: ticks, and links to what is missing."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists

from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.records import access
from zhijiao.filing.schema.preparations import Preparation
from zhijiao.kit.addresses import address_of
from zhijiao.orgs.models import Org


@dataclass(frozen=True)
class PreparationState:
    """One state: its words, where it is reached, whether it is, and what else to do there."""

    label: str
    place: str
    reached: bool
    remedy: str
    #: Where it is mended; empty for those who may not see that form.
    url: str


def preparation_states(ctx: FormContext) -> list[PreparationState]:
    """All states that the form declares, in the school and year of the page: one query.

    They say yes or no of the whole school's records, whoever entered them; never which or how many.
    """
    declared: list[Preparation] = ctx.record_form.declaration.preparations
    reader = access.preparation_reader(ctx.actor, ctx.record_form, ctx.year, ctx.school)
    asked: dict[str, Any] = {}
    for number, each in enumerate(declared):
        asked[f"there_{number}"] = Exists(each.there(reader))
        if each.unfinished:
            asked[f"unfinished_{number}"] = Exists(each.unfinished(reader))
    found = Org.objects.filter(pk=ctx.school.pk).annotate(**asked).values(*asked).get()
    return [
        _state(ctx, each, found[f"there_{number}"] and not found.get(f"unfinished_{number}"))
        for number, each in enumerate(declared)
    ]


def _state(ctx: FormContext, each: Preparation, reached: bool) -> PreparationState:
    form = ctx.form.registry.by_model(each.form)
    url = ctx.address(address_of("filing:list", form)) if ctx.can("view", form) else ""
    return PreparationState(each.label, "—".join(form.places[0].path), reached, each.remedy, url)
