"""Rich text: nothing that acts gets in or out, what word processors copy becomes blocks, and clean stays clean."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cases.payloads import TAGS, WORD, WORD_KEPT, WPS, WPS_KEPT, XSS
from zhijiao.kit.rich_text import reading, sanitise
from zhijiao.kit.rich_text.nodes import DEEPEST, read

KEPT = {"p", "h3", "h4", "ul", "ol", "li", "blockquote", "table", "tbody", "tr", "td", "th", "br"}
KEPT |= {"strong", "em", "sub", "sup", "a", "img"}
ATTRIBUTES = {
    "a": {"href", "rel"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
PICTURE = "/pictures/0123456789abcdef0123456789abcdef/"


def assert_harmless(markup):
    """Every element and attribute by list; every address of a kind that only leads somewhere."""
    for node in read(markup).find(*{each.tag for each in everything(read(markup))}):
        assert node.tag in KEPT, markup
        assert node.attrs.keys() <= ATTRIBUTES.get(node.tag, set()), markup
        if node.tag == "a":
            assert (
                node.attrs.get("href", "https://").lower().startswith(("http://", "https://", "mailto:"))
            ), markup
        if node.tag == "img":
            assert sanitise.PICTURE.fullmatch(node.attrs.get("src", PICTURE)), markup
        for name in ("colspan", "rowspan"):
            assert 1 < int(node.attrs.get(name, "2")) <= 20


def everything(node):
    for child in node.elements():
        yield child
        yield from everything(child)


def test_there_are_enough_ways():
    assert len(set(XSS)) == len(TAGS) >= 120


@pytest.mark.parametrize("markup", XSS)
def test_nothing_that_acts_is_kept(markup):
    for form in (
        markup,
        f"<p>前{markup}后</p>",
        f"<table><tr><td>{markup}</td></tr></table>",
        f"<ul><li>{markup}",
    ):
        once = sanitise.clean(form)
        assert_harmless(once)
        assert sanitise.clean(once) == once
        assert_harmless(sanitise.show(form))
        assert_harmless(sanitise.of_cell(form))


@given(
    st.lists(
        st.sampled_from([*XSS, "<p>", "</p>", "<table><tr><td>", "</table>", "甲", "<!--", "-->"]), max_size=6
    )
)
@settings(max_examples=200, deadline=None)
def test_nor_when_they_are_mixed(pieces):
    once = sanitise.clean("".join(pieces))
    assert_harmless(once)
    assert sanitise.clean(once) == once
    assert sanitise.show(once) == once


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_told_apart_from_markup_and_read_back_as_it_was(text):
    stored = sanitise.of_cell(text)
    assert_harmless(stored)
    assert sanitise.of_cell(stored) == stored
    if stored and reading.only_paragraphs(stored):
        assert sanitise.of_cell(reading.plain(stored)) == stored


@pytest.mark.parametrize(("copied", "kept"), [(WORD, WORD_KEPT), (WPS, WPS_KEPT)], ids=["Word", "WPS"])
def test_of_word_processors_headings_lists_tables_and_pictures_are_kept_and_nothing_else(copied, kept):
    taken = []
    data = "data:image/png;base64,AAAA"

    def take(source):
        taken.append(source)
        return PICTURE

    assert sanitise.clean(copied.replace("{picture}", data), take) == kept.replace("{address}", PICTURE)
    assert taken == [data]
    without = sanitise.clean(copied.replace("{picture}", "file:///C:/x.png"))
    assert without == kept.replace('<p><img src="{address}"></p>', "")


def test_deep_nesting_is_flattened_and_the_text_stays():
    deep = "<div>" * 5000 + "底" + "</div>" * 5000
    assert sanitise.clean(deep) == "<p>底</p>"
    lists = "<ul><li>层" * (DEEPEST * 2)
    once = sanitise.clean(lists)
    assert sanitise.clean(once) == once
    assert "层" in reading.plain(once)


def test_what_is_counted_are_signs_and_no_marks():
    stored = sanitise.clean("<h2>一 题</h2><ol><li>甲<li>乙</ol><table><tr><td>丙<td>1 2</table>")
    assert reading.count(stored) == len("一题甲乙丙12")
    assert reading.lines_of(stored) == ["一 题", "1. 甲", "2. 乙", "丙 | 1 2"]


@pytest.mark.parametrize("piece", ["<p>甲</p>", "&amp;", "<div>"])
def test_of_markup_without_end_no_more_is_looked_at_than_a_text_has(piece):
    """Reading elements inside one another takes time as the square of their number."""
    within = sanitise.clean("<p>始</p>" + piece * 30_000 + "末")
    assert within.startswith("<p>始</p>")
    assert "末" not in within
    assert sanitise.clean("<p>始</p>" + piece * 2_000 + "末").endswith("末</p>")


@pytest.mark.parametrize(
    "markup",
    [
        "<ol><ul></ul></ol>",
        "<p style='mso-list:l0 level2 lfo1'>&nbsp;<i>甲</i></p>",
        "<ul><li></li><ol></ol></ul>",
    ],
)
def test_what_has_been_cleaned_is_clean(markup):
    once = sanitise.clean(markup)
    assert sanitise.clean(once) == once
