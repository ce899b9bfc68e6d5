"""Searching the dictionary: names and labels of forms, items and code tables, notes and sources of items."""

from dataclasses import dataclass

from zhijiao.dictionary import content
from zhijiao.kit.text import fold

MOST = 200


@dataclass(frozen=True)
class Found:
    """What was found: forms, items each with its form, tables. `more` says that there are more items."""

    forms: list[content.Entry]
    items: list[tuple[content.Entry, content.Entry]]
    tables: list[content.Entry]
    more: bool


def search(words: str) -> Found:
    """Whatever holds all the words, in any of what is told of it."""
    wanted = fold(words).lower().split()

    def fits(*texts: str | None) -> bool:
        text = "\n".join(filter(None, texts)).lower()
        return all(word in text for word in wanted)

    forms = [each for each in content.forms().values() if fits(each["form"], each["label"], *each["paths"])]
    items = [
        (form, column)
        for form in content.forms().values()
        for column in form["columns"]
        if fits(column["name"], column["label"], column["note"], column["source"], column["code_table"])
    ]
    tables = [
        each
        for each in content.code_tables().values()
        if fits(each["table"], each["title"], each["standard"])
        or any(fits(code["code"], code["name"]) for code in each["codes"])
    ]
    return Found(forms, items[:MOST], tables, len(items) > MOST)
