"""What is found by its name alone, without asking the database: places of the menus, items of forms, the manual."""

from django.urls import reverse

from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.lookup.asking import Asker, Hit, Words
from zhijiao.lookup.places import FORM, Place
from zhijiao.manual import finding
from zhijiao.manual.links import form_address


def places(asker: Asker, words: Words, limit: int) -> list[Hit]:
    """Forms and pages whose name, or a heading above it, meets the words: by signs, by pinyin, by its initials.

    Of those that meet them equally well the ones nearer to the top of the menu come first, then the order of the menu.
    """
    ranked = [(words.rank(place.label, *place.above), place) for place in asker.places.values()]
    found = [(rank, len(place.above), place) for rank, place in ranked if rank is not None]
    found.sort(key=lambda each: each[:2])
    return [Hit(place.label, place.url, place.way) for *_, place in found[:limit]]


def items(asker: Asker, words: Words, limit: int) -> list[Hit]:
    """Items of forms by their label; they open where they are filled in, or the list for those who only read."""
    found: list[tuple[int, int, Place, FormLike, str, str]] = []
    for place in asker.places.values():
        if not place.key.startswith(FORM):
            continue
        form = registry.get(place.key.removeprefix(FORM))
        for name, column in form.columns.items():
            rank = words.rank(column.label, form.label)
            # a word that the form's name meets is found among the forms
            if rank is not None and words.rank(form.label) is None:
                found.append((rank, len(column.label), place, form, name, column.label))
    found.sort(key=lambda each: each[:2])
    return [
        Hit(label, _box_of(asker, form, name, place), place.label)
        for _, _, place, form, name, label in found[:limit]
    ]


def _box_of(asker: Asker, form: FormLike, name: str, place: Place) -> str:
    """Where an item is typed."""
    column = form.columns[name]
    if form.is_summary or not (column.stored and column.typed) or not asker.actor.is_school:
        return place.url
    page, action = ("filing:edit_single", "change") if form.single else ("filing:new", "add")
    return f"{reverse(page, args=[form])}#f-{name}" if access.can(asker.actor, form, action) else place.url


def faq(asker: Asker, words: Words, limit: int) -> list[Hit]:
    """常见问题, which are a chapter of the manual."""
    return [_hit(found) for found in _in_manual(asker, words) if found.kind == QUESTION][:limit]


def manual(asker: Asker, words: Words, limit: int) -> list[Hit]:
    """操作手册: chapters of the reader's portals, and pages of the forms open to him."""
    pages = {form_address(key.removeprefix(FORM)) for key in asker.places if key.startswith(FORM)}
    found = [each for each in _in_manual(asker, words) if each.kind != QUESTION]
    return [_hit(each) for each in found if each.kind != ONE_FORM or each.url in pages][:limit]


QUESTION, ONE_FORM = "question", "form"
MOST_IN_MANUAL = 200


def _in_manual(asker: Asker, words: Words) -> list[finding.Hit]:
    """What fits in the manual, best first, of one portal for those who have no other; nothing for a number."""
    if words.number:
        return []
    (portal,) = asker.actor.portals if len(asker.actor.portals) == 1 else (None,)
    return finding.search(words.text, portal=portal, limit=MOST_IN_MANUAL)


def _hit(found: finding.Hit) -> Hit:
    return Hit(found.title, found.url, excerpt=found.excerpt)
