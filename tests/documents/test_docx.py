"""Word files, opened again by the library that Word users' programs use."""

import io
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from tests.documents.papers import word
from tests.documents.test_pdf import EVERYTHING, NASTY
from zhijiao.documents.document import (
    BarChart,
    Bullets,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Picture,
    Run,
    Series,
    Table,
)


def opened(document):
    return docx.Document(io.BytesIO(word(document)))


def test_a_paper_holds_all_its_text():
    made = opened(EVERYTHING)
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert texts[:3] == ["质量年度报告", "2025—2026学年", "云岭省第一中等职业学校"]
    assert "在校生 3,120 人。" in texts
    assert "另起一行。" in texts
    assert [(p.text, p.style.name) for p in made.paragraphs if p.style.name.startswith("Heading")] == [
        ("一、基本情况", "Heading 1"),
        ("二、学生", "Heading 2"),
    ]
    table, figures = made.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["指标", "本年"],
        ["在校生数", "3120"],
        ["占比", "61.2"],
        ["日期", "2026年9月1日"],
    ]
    assert figures.cell(0, 0).text.split("\n") == ["专任教师", "212 人", "上年 208"]
    assert len(made.inline_shapes) == 3


def test_header_rows_repeat_and_charts_are_told_in_words():
    made = opened(EVERYTHING)
    assert len(made.tables[0].rows[0]._tr.findall(f".//{qn('w:tblHeader')}")) == 1
    told = [shape._inline.docPr.get("descr") for shape in made.inline_shapes]
    assert told == [
        "柱形图：规模（人）。在校生：2024 1，2025 2；毕业生：2024 —，2025 3",
        "折线图：就业率（%）。就业率：2024 96.1，2025 97.2",
        "图1 校门",
    ]


def test_pages_are_numbered_and_bear_marking_and_date():
    made = opened(EVERYTHING)
    assert made.sections[0].header.paragraphs[0].text == "质量年度报告　　内部资料"
    footer = made.sections[0].footer.paragraphs[0]
    assert footer.text == "云岭省第一中等职业学校　　2026年9月1日　　第 1 页 共 1 页"
    assert re.findall(r"PAGE|NUMPAGES", footer._p.xml) == ["PAGE", "NUMPAGES"]


def test_the_same_paper_gives_the_same_bytes_without_a_clock():
    data = word(EVERYTHING)
    assert word(EVERYTHING) == data
    assert {info.date_time for info in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {
        (2000, 1, 1, 0, 0, 0)
    }
    assert opened(EVERYTHING).core_properties.created.isoformat()[:10] == "2026-09-01"


def test_nothing_points_outside_or_runs():
    package = zipfile.ZipFile(io.BytesIO(word(EVERYTHING)))
    for name in package.namelist():
        text = package.read(name)
        assert b'TargetMode="External"' not in text, name
        assert b"thumbnail" not in text, name
    assert [name for name in package.namelist() if "vba" in name.lower() or "thumbnail" in name] == []
    body = package.read("word/document.xml") + package.read("word/footer1.xml")
    assert set(re.findall(rb"<w:instrText[^>]*>\s*(\w+)", body)) == {b"PAGE", b"NUMPAGES"}


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_no_text_breaks_a_paper(text):
    made = opened(
        Document(
            text,
            [
                Heading(text),
                Paragraph([Run(text), Run(text, bold=True)]),
                Bullets([text]),
                Table([[text]], [[text], [text, text]], caption=text),
                KeyFigures([KeyFigure(text, text, text, text)]),
                BarChart(text, [text], [Series(text, [1]), Series(text, [2])], text),
                Picture(b"no picture"),
            ],
            subtitle=text,
            issuer=text,
            marking=text,
            cover=True,
        )
    )
    assert len(made.tables) == 2


def test_rare_characters_stay():
    assert "𠮷野家😀" in [p.text for p in opened(Document("甲", [Paragraph("𠮷野家😀")])).paragraphs]
