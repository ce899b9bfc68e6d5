"""What is searched, in the order in which it is shown. A new source is one line of `SOURCES`."""

from collections.abc import Callable
from dataclasses import dataclass

from zhijiao.lookup import place_sources, record_sources, text_sources
from zhijiao.lookup.asking import Asker, Hit, Words


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of thing that is found: its heading, its icon, and what finds it.

    ``find(asker, words, limit)`` makes a fixed number of statements. Words shorter than ``shortest`` are kept from it.
    """

    key: str
    title: str
    icon: str
    find: Callable[[Asker, Words, int], list[Hit]]
    shortest: int = 1


SOURCES = (
    Source("places", "功能与表单", "layout-grid", place_sources.places),
    Source("people", "人员", "user", record_sources.people),
    Source("schools", "学校", "school", text_sources.schools, 2),
    Source("items", "填报项", "list-check", place_sources.items),
    Source("records", "其他记录", "file-text", record_sources.others, 2),
    Source("manual", "操作手册", "book-2", place_sources.manual, 2),
    Source("faq", "常见问题", "help-circle", place_sources.faq, 2),
    Source("announcements", "通知公告", "speakerphone", text_sources.announcements, 2),
    Source("cases", "案例", "bulb", text_sources.cases, 2),
)


@dataclass(frozen=True, slots=True)
class Group:
    """What a source has found, and whether there is more."""

    key: str
    title: str
    icon: str
    hits: list[Hit]
    more: bool = False


def ask(asker: Asker, words: Words, limit: int) -> list[Group]:
    """What every source finds, those that find nothing left out."""
    groups = []
    for source in SOURCES:
        if words.length < source.shortest:
            continue
        hits = source.find(asker, words, limit + 1)
        if hits:
            groups.append(Group(source.key, source.title, source.icon, hits[:limit], len(hits) > limit))
    return groups
