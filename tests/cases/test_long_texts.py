"""Texts made to be long where nobody counts: refused, or compared in whole lines."""

from tests import sample
from zhijiao.cases.versions import MOST_PARTS, Content, compare
from zhijiao.filing.records.validation import validate


def item(html):
    return Content([{"name": "practice", "label": "主要做法", "text": "x", "html": html}], {})


def test_empty_lines_and_cells_count_as_what_they_are(desk):
    record = desk.write()
    for markup in (
        "<table>" + "<tr><td>甲</td><td></td></tr>" * 400 + "</table>",
        "<p>甲" + "<br>" * 1200 + "乙</p>",
    ):
        frame = validate(desk.form, desk.tree.school, {"practice": [markup]}, ids=[record])
        assert [(each.column, each.code) for each in frame.problems] == [("practice", "length")]
        assert "最多 1000 处" in str(frame.problems[0].message)
        assert "附件" in frame.problems[0].remedy
    usual = "<table>" + "<tr><td>甲</td><td></td></tr>" * 100 + "</table>"
    assert validate(desk.form, desk.tree.school, {"practice": [usual]}, ids=[record]).clean
    assert sample.stored(desk.tree.school, desk.form).count() == 1


def test_versions_of_many_equal_parts_are_told_apart_in_one_piece():
    """Of parts that are all alike, finding out which of them stayed takes the cube of their number."""
    old, new = ("<p>" + f"{sign}</p><p>" * (MOST_PARTS + 1) + "</p>" for sign in "甲乙")
    (told,) = compare(item(old), item(new))
    assert [kind for kind, _ in told.pieces] == ["gone", "new"]
    lines = ["<p>" + "甲" * MOST_PARTS + "</p><p>乙</p>", "<p>" + "甲" * MOST_PARTS + "</p><p>丙</p>"]
    (told,) = compare(*map(item, lines))
    assert [(kind, text[-1:]) for kind, text in told.pieces] == [
        ("same", "\n"),
        ("gone", "乙"),
        ("new", "丙"),
    ]
