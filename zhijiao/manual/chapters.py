"""The chapters, read once per process from the files of ``chapters/``."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from zhijiao.identity.actor import BUSINESS, MANAGE
from zhijiao.identity.builtin_roles import BUILTIN_ROLES
from zhijiao.manual.markdown import Unreadable, blocks_of
from zhijiao.manual.text import Block, Head, Para, Shot, inner, words

FOLDER = Path(__file__).parent / "chapters"
BOTH = "both"
PORTALS = (BUSINESS, MANAGE, BOTH)
_NAME = re.compile(r"(\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
_FRONT = re.compile(r"\+\+\+\n(.*?)\n\+\+\+\n(.*)", re.S)
_KEYS = {"title": str, "portal": str, "roles": list, "order": int, "pages": list}
ABOVE_SCHOOLS = "主管部门"
"""What stands for the level in names of roles that each level of authority has."""


def role_word(key: str) -> str:
    """How the manual calls a built-in role, those of authorities without their level; empty for a school's own."""
    role = next((role for role in BUILTIN_ROLES if role.key == key), None)
    if role is None:
        return ""
    return role.name if role.level == "school" else f"{role.name.partition('（')[0]}（{ABOVE_SCHOOLS}）"


@cache
def role_words() -> frozenset[str]:
    """Every word for a role."""
    return frozenset(role_word(role.key) for role in BUILTIN_ROLES)


@dataclass(frozen=True)
class Chapter:
    """One chapter. ``pages`` has URL names → anchor, empty for the whole chapter."""

    slug: str
    title: str
    portal: str
    roles: tuple[str, ...]
    order: int
    pages: dict[str, str]
    blocks: tuple[Block, ...]

    @cached_property
    def heads(self) -> list[Head]:
        """Its headings, in order."""
        return [block for block in self.blocks if isinstance(block, Head)]

    @property
    def contents(self) -> list[Head]:
        """The headings of its table of contents."""
        return [head for head in self.heads if head.level < 4]

    @cached_property
    def anchors(self) -> frozenset[str]:
        """What can be linked to."""
        return frozenset(head.anchor for head in self.heads)

    @property
    def about(self) -> str:
        """What it is for: its first paragraph."""
        return next((words(block.spans) for block in self.blocks if isinstance(block, Para)), "")

    @property
    def shots(self) -> list[Shot]:
        """Its pictures, in order."""
        return [each for block in self.blocks for each in inner(block) if isinstance(each, Shot)]

    def anchor_named(self, said: str) -> str:
        """The anchor of a heading named by its text or by its anchor; empty where there is none."""
        return next((head.anchor for head in self.heads if said in (head.text, head.anchor)), "")

    def part(self, anchor: str) -> tuple[Block, ...]:
        """What stands under a heading, without it."""
        at = next(i for i, b in enumerate(self.blocks) if isinstance(b, Head) and b.anchor == anchor)
        level, rest = self.blocks[at].level, self.blocks[at + 1 :]  # type: ignore[union-attr]  # a Head
        end = next((i for i, b in enumerate(rest) if isinstance(b, Head) and b.level <= level), len(rest))
        return rest[:end]


@cache
def chapters() -> dict[str, Chapter]:
    """All chapters by their slug, in their order.

    Raises:
        Unreadable: one of the files is not as it should be.
    """
    read = sorted((read_chapter(path) for path in FOLDER.glob("*.md")), key=lambda each: each.order)
    found = {chapter.slug: chapter for chapter in read}
    if len(found) != len(read):
        raise Unreadable("两个章节文件的短名相同")
    return found


def read_chapter(path: Path) -> Chapter:
    """One file.

    Raises:
        Unreadable: with the file, the line where it is known, and what to do.
    """
    named, parts = _NAME.fullmatch(path.name), _FRONT.fullmatch(path.read_text("utf-8"))
    if named is None or parts is None:
        raise Unreadable(f"{path.name}：文件名写作 NN-短名.md，开头是两行 +++ 之间的 TOML")
    try:
        facts = tomllib.loads(parts[1])
        if said := "、".join(_wrong_facts(facts)):
            raise Unreadable(said)
        blocks = blocks_of(parts[2])
    except (tomllib.TOMLDecodeError, Unreadable) as wrong:
        raise Unreadable(f"{path.name}：{wrong}") from wrong
    return _made(path.name, named[2], facts, blocks)


def _made(file: str, slug: str, facts: dict[str, Any], blocks: tuple[Block, ...]) -> Chapter:
    chapter = Chapter(
        slug, facts["title"], facts["portal"], tuple(facts["roles"]), facts["order"], {}, blocks
    )
    if len(chapter.anchors) != len(chapter.heads):
        raise Unreadable(f"{file}：标题重复，请改写或用 {{#id}} 区分")
    if not chapter.about:
        raise Unreadable(f"{file}：第一段须说明本章的用途")
    for named in facts["pages"]:
        name, _, said = named.partition("#")
        if said and not chapter.anchor_named(said):
            raise Unreadable(f"{file}：pages 中的“{named}”没有对应的标题")
        chapter.pages[name] = chapter.anchor_named(said) if said else ""
    return chapter


def _wrong_facts(facts: dict[str, Any]) -> Iterator[str]:
    for key, kind in _KEYS.items():
        if not isinstance(facts.get(key), kind):
            yield f"开头缺少“{key}”，或类型不是 {kind.__name__}"
    for key in facts.keys() - _KEYS.keys():
        yield f"开头的“{key}”不认识"
    if facts.get("portal") not in PORTALS:
        yield f"portal 只能是 {'、'.join(PORTALS)}"
    for word in set(facts.get("roles", ())) - role_words():
        yield f"角色“{word}”不认识，可写 {'、'.join(sorted(role_words()))}"
