"""Figures in texts: 【在校生数】 stands for the figure of that name until the report is published."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rapidfuzz import process

from zhijiao.annual_reports.outline import names

PLACE = re.compile(r"【([^【】\n]{1,60})】")
MOST_UNKNOWN = 8
MISSING = "〔暂无数据〕"


@dataclass(frozen=True)
class Unknown:
    """A name in a text that no figure has, with the nearest that one has."""

    name: str
    near: str

    def __str__(self) -> str:
        hint = f"，是否为【{self.near}】" if self.near else ""
        return f"没有名为【{self.name}】的数据{hint}；请从“可引用的数据”中选择，正文不用方头括号"


def asked(text: str) -> list[str]:
    """Names that stand in a text."""
    return list(dict.fromkeys(match.strip() for match in PLACE.findall(text)))


def unknown(text: str) -> Iterator[Unknown]:
    """Names in a text that no figure has, the first few of them: each is compared with all names there are."""
    known = names()
    for name in [each for each in asked(text) if each not in known][:MOST_UNKNOWN]:
        found = process.extractOne(name, known.keys(), score_cutoff=60)
        yield Unknown(name, found[0] if found else "")


def keys(text: str) -> list[str]:
    """Keys of the figures that a text asks for."""
    known = names()
    return [known[name] for name in asked(text) if name in known]


def filled(text: str, figure: Callable[[str], str]) -> str:
    """The text with figures; `figure` gives one by its key. What is unknown stays as it is."""
    known = names()

    def put(match: re.Match[str]) -> str:
        key = known.get(match[1].strip())
        return match[0] if key is None else figure(key) or MISSING

    return PLACE.sub(put, text)
