"""Cases by words, for the search over everything: what has been selected, and the own or handed-up ones by title."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from zhijiao.cases import published, sight
from zhijiao.cases.form_keys import CASE_FORMS, TYPICAL
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor


@dataclass(frozen=True, slots=True)
class FoundCase:
    """A case: its title, what it is and of whom, where it is read."""

    title: str
    note: str
    url: str


def selected(actor: Actor, text: str, limit: int) -> list[FoundCase]:
    """典型案例 whose text holds all words, the latest first; one statement."""
    open_to = {form: key for form, key in TYPICAL.items() if access.can(actor, registry.get(key), "view")}
    if not open_to:
        return []
    found = published.search(published.visible(actor, *open_to), text)[:limit]
    return [
        FoundCase(
            each.title,
            f"{registry.get(open_to[each.form]).label} · {each.school_name}",
            reverse("cases:read", args=[open_to[each.form], each.pk]),
        )
        for each in found
    ]


def own(actor: Actor, text: str, limit: int) -> list[FoundCase]:
    """Cases by title: of a school its records, drafts too; of an authority what has come up to it. Three statements."""
    words = text.split()
    found: list[FoundCase] = []
    for key in CASE_FORMS:
        if access.can(actor, registry.get(key), "view"):
            found += (_records if actor.is_school else _handed_up)(actor, key, words, limit)
    return found[:limit]


def _records(actor: Actor, key: str, words: list[str], limit: int) -> list[FoundCase]:
    form = registry.get(key)
    rows = access.rows(actor, form, "view").filter(_titled("title", words)).order_by("-pk")
    return [
        FoundCase(title, form.label, reverse("cases:case", args=[form, pk]))
        for pk, title in rows.values_list("pk", "title")[:limit]
    ]


def _handed_up(actor: Actor, key: str, words: list[str], limit: int) -> list[FoundCase]:
    form = registry.get(key)
    rows = sight.cases(actor, form).filter(_titled("title_above", words)).order_by("-moved_at", "-pk")
    return [
        FoundCase(
            title,
            f"{form.label} · {school}",
            f"{reverse('cases:handled', args=[form, pk])}?school={school_id}",
        )
        for pk, title, school_id, school in rows.values_list(
            "pk", "title_above", "school_id", "school__name"
        )[:limit]
    ]


def _titled(name: str, words: list[str]) -> Q:
    asked = Q()
    for word in words:
        asked &= Q(**{f"{name}__icontains": word})
    return asked
