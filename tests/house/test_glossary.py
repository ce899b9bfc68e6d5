"""The glossary names what is there."""

import re

from tests.house.sources import ROOT

LINES = re.findall(
    r"^\| ([^|]+) \| `([^`]+)` \| ([^|]+) \| `([^`]+)` \|$",
    (ROOT / "docs/glossary.md").read_text("utf-8"),
    re.M,
)


def test_it_has_a_line_for_each_term_and_name():
    assert len(LINES) > 60
    terms, names = [line[0] for line in LINES], [line[1] for line in LINES]
    assert (len(set(terms)), len(set(names))) == (len(LINES), len(LINES))


def test_each_name_stands_where_the_glossary_says():
    lost = [f"{name}: {where}" for _, name, _, where in LINES if not stands(name, where)]
    assert not lost, "\n".join(lost)


def stands(name, where):
    text = (ROOT / where).read_text("utf-8")
    return all(re.search(rf"\b{re.escape(word)}", text + where, re.I) for word in name.split())
