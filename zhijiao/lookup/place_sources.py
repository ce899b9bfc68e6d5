"""What is found by its name alone, without asking the database: places of the menus, items of forms, questions."""

from django.urls import reverse

from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.lookup.asking import Asker, Hit, Words, excerpt
from zhijiao.lookup.places import FORM, Place
from zhijiao.web.faq import questions


def places(asker: Asker, words: Words, limit: int) -> list[Hit]:
    """Forms and pages whose name, or a heading above it, meets the words: by signs, by pinyin, by its initials."""
    ranked = [(words.rank(place.label, *place.above), place) for place in asker.places.values()]
    found = [(rank, place) for rank, place in ranked if rank is not None]
    found.sort(key=lambda each: each[0])
    return [Hit(place.label, place.url, place.way) for _, place in found[:limit]]


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
    """常见问题 whose wording holds all words, those that hold them in the question first."""
    found = [each for each in questions() if words.within(f"{each.title} {each.text}")]
    found.sort(key=lambda each: not words.within(each.title))
    page = reverse("web:faq")
    return [
        Hit(each.title, f"{page}#{each.anchor}", excerpt=excerpt(each.text, words.each))
        for each in found[:limit]
    ]
