"""Records by name and people by number, through the gate: what may not be read is not found.

Names are asked of the index across schools, and what it says is asked of the gate again in a single statement, which
knows of own rows, of forms that are the school's own, and of records that have gone.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

from django.db.models import CharField, Q, QuerySet, Value
from django.urls import reverse

from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.form import Form
from zhijiao.identity.actor import BUSINESS, Actor
from zhijiao.lookup.asking import Asker, Hit, Words
from zhijiao.orgs.models import Org
from zhijiao.search import finder

ALIKE = 20
"""How many records of one name are expected; they are shown as one, which leads to the list of them."""
MOST_FOR_OWN = 1000
"""Names looked through for somebody who may know of the records alone that he has entered."""
MOST_SCHOOLS = 300
"""Schools in which numbers are looked for one by one: numbers are indexed by school, and only private ones beyond."""
Row = tuple[int, str, int, str]
"""School, form, record, what it is called."""


def people(asker: Asker, words: Words, limit: int) -> list[Hit]:
    """People by name, by initials, or by the number that their school has given them."""
    forms = [form for form in _named_forms(asker.actor) if _names_person(form)]
    found = _by_number(asker.actor, forms, words.number) if words.number else []
    return _hits(asker.actor, [*found, *_by_name(asker.actor, forms, words.text, limit)], limit)


def others(asker: Asker, words: Words, limit: int) -> list[Hit]:
    """Records of other forms by their name: majors, classes, enterprises, activities."""
    forms = [form for form in _named_forms(asker.actor) if not _names_person(form)]
    return _hits(asker.actor, _by_name(asker.actor, forms, words.text, limit * ALIKE), limit)


def record_url(actor: Actor, form_key: str, record_id: int, school_id: int) -> str:
    """Where a record, or a person, opens."""
    path = reverse("filing:view", args=[form_key, record_id])
    return path if actor.is_school else f"{path}?school={school_id}"


def _named_forms(actor: Actor) -> list[Form]:
    """Forms with a name to search for whose records are open to the actor now; none without the portal of records."""
    if BUSINESS not in actor.portals:
        return []
    return [
        form
        for form in access.forms(actor)
        if isinstance(form, Form) and form.search_column is not None and access.opens_records(actor, form)
    ]


def _names_person(form: Form) -> bool:
    return form.search_column is not None and form.search_column.names_person


def _by_name(actor: Actor, forms: Sequence[Form], text: str, limit: int) -> list[Row]:
    asked = MOST_FOR_OWN if access.sees_own_rows_only(actor) else limit
    found = finder.search(actor.org_path, text, [form.key for form in forms], limit=asked)
    allowed = _allowed(actor, forms, found)
    return [row for row in found if (row[1], row[2]) in allowed][:limit]


def _allowed(actor: Actor, forms: Sequence[Form], found: Iterable[Row]) -> set[tuple[str, int]]:
    """Which of the rows the gate lets through; one statement."""
    ids: dict[str, list[int]] = defaultdict(list)
    for _, key, record_id, _ in found:
        ids[key].append(record_id)
    parts = [
        access.rows(actor, form, "view")
        .filter(pk__in=ids[form.key])
        .order_by()
        .values_list(_named(form.key), "pk")
        for form in forms
        if form.key in ids
    ]
    return set(_together(parts))


def _by_number(actor: Actor, forms: Sequence[Form], number: str) -> list[Row]:
    """People whose number is the text; one statement, and one for the schools of an authority."""
    narrowed = Q()
    if not actor.is_school:
        schools = list(access.schools(actor).order_by().values_list("pk", flat=True)[: MOST_SCHOOLS + 1])
        if len(schools) > MOST_SCHOOLS:
            return []
        narrowed = Q(school_id__in=schools)
    parts = []
    for form in forms:
        key = form.declaration.key
        column = form.columns[key[0]] if len(key) == 1 else None
        if column is None or column.target or column.private or form.search_column is None:
            continue
        rows = access.rows(actor, form, "view").filter(narrowed, **{column.name: number}).order_by()
        parts.append(rows.values_list("school_id", _named(form.key), "pk", form.search_column.name))
    return list(_together(parts))


def _named(key: str) -> Value:
    return Value(key, output_field=CharField())


def _together(parts: Sequence[QuerySet]) -> Iterable[tuple]:
    """The rows of several queries in one statement."""
    return parts[0].union(*parts[1:], all=True) if parts else ()


def _hits(actor: Actor, found: Sequence[Row], limit: int) -> list[Hit]:
    """The rows as hits, those of one name in one form of one school as one; with the school for those above it."""
    alike: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for school_id, key, record_id, name in dict.fromkeys(found):
        alike[school_id, key, name].append(record_id)
    rows = list(alike.items())[:limit]
    schools: dict[int, str] = {}
    if rows and not actor.is_school:
        ids = {school_id for (school_id, _, _), _ in rows}
        schools = dict(Org.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [_hit(actor, row, ids, schools) for row, ids in rows]


def _hit(actor: Actor, row: tuple[int, str, str], ids: list[int], schools: dict[int, str]) -> Hit:
    school_id, key, name = row
    form = registry.record_form(key)
    several = "多条同名" if len(ids) > 1 else ""
    note = " · ".join(filter(None, (form.label, schools.get(school_id, ""), several)))
    column = form.search_column
    if several and column is not None and column.filterable:
        asked = {f"f_{column.name}": name} | ({} if actor.is_school else {"school": str(school_id)})
        return Hit(name, f"{reverse('filing:list', args=[form])}?{urlencode(asked)}", note)
    return Hit(name, record_url(actor, key, ids[0], school_id), note)
