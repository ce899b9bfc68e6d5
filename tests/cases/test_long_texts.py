"""Texts made to be long where nobody counts: refused, or compared in whole lines."""

import io
import zipfile
from xml.etree import ElementTree

from django.test import Client
from django.urls import reverse

from tests import sample
from tests.attachments import samples
from tests.background_work import prepared
from tests.cases.test_sight import visit
from zhijiao.attachments import keeping
from zhijiao.cases.models import CaseVersion
from zhijiao.cases.versions import MOST_PARTS, Content, compare
from zhijiao.files.models import PreparedFile
from zhijiao.filing.records import attached, writer
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema.columns.files import ChosenFiles


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


HOSTILE = (
    "<p>前\x01\x0b\ufffe\uffff\u202e𠀀😀后&lt;w:t&gt;]]&gt;&amp;#0;</p><table>"
    + "<tr>"
    + "<td colspan=20>\x02格</td>" * 80
    + "</tr></table><ol><li>甲<ul><li>\x1f乙</li></ul></li></ol>"
    "<p><img src='/pictures/0123456789abcdef0123456789abcdef/' alt='\x03&quot;图'></p>"
    + "<p>"
    + "长" * 900
    + "</p>"
)


def test_papers_of_hostile_texts_can_be_read(desk):
    record = desk.write(title="<b>&\"'标题", practice=HOSTILE)
    case = desk.go(record, "hand_in", "pass", "submit")
    desk.act(record, "county", "return-authority", "理由\x01\ufffe]]>&<w:p/>")
    for who in ("clerk", "county"):
        files = {}
        for fmt in ("pdf", "docx"):
            path = reverse("cases:paper", args=[desk.form, case.pk, fmt])
            answer = visit(desk, who, path, school=desk.tree.school.pk)
            assert answer.status_code == 200
            files[fmt] = b"".join(answer.streaming_content)
        assert files["pdf"].startswith(b"%PDF")
        with zipfile.ZipFile(io.BytesIO(files["docx"])) as package:
            text = "".join(ElementTree.fromstring(package.read("word/document.xml")).itertext())
        assert "前 𠀀😀后<w:t>]]>&#0;" in text
        assert '图片“"图”无法读取' in text
        assert not set(text) & set("\x01\x02\x03\x0b\x1f\ufffe\uffff\u202e")


def test_a_paper_with_pictures_is_made_in_the_background_and_fetched_by_who_may_still_see_it(desk):
    record, school = desk.write(title="晨跑"), desk.tree.school
    slot = attached.slot_of(school.pk, desk.form.columns["pictures"])
    rows = [keeping.keep(slot, f"{name}.jpg", samples.from_a_telephone(), None) for name in "一二"]
    cell = ChosenFiles(tuple(attached.as_held(row) for row in rows))
    writer.write(desk.actor("clerk"), school, validate(desk.form, school, {"pictures": [cell]}, ids=[record]))
    case = desk.go(record, "hand_in", "pass", "submit")
    path = reverse("cases:paper", args=[desk.form, case.pk, "pdf"]) + f"?school={school.pk}"
    client = Client()
    client.force_login(desk.people["county"])
    assert not client.get(path).content.startswith(b"%PDF"), "it is offered"
    assert prepared(client, path).content.startswith(b"%PDF")
    CaseVersion.objects.update(reached="")
    fetched = reverse("files:download", args=[PreparedFile.objects.get().pk])
    assert client.get(fetched).status_code == 404
