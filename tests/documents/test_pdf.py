"""PDF files: complete, the same each time, and never broken by what people type."""

import io
import re
from datetime import date
from decimal import Decimal

import pytest
from PIL import Image

from tests.documents.papers import letters, pdf, png, sheets, streams
from zhijiao.documents.document import (
    BarChart,
    Bullets,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    LineChart,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Series,
    Table,
)
from zhijiao.documents.lines import broken_text
from zhijiao.documents.pieces import HIGH, ROOM, TOP, Piece, pages
from zhijiao.documents.typeface import FILE, font

EVERYTHING = Document(
    "质量年度报告",
    [
        Heading("一、基本情况"),
        Paragraph([Run("在校生 "), Run("3,120", bold=True), Run(" 人。\n另起一行。")]),
        Bullets(["甲项", "乙项"]),
        Table(
            [["指标", "本年"]], [["在校生数", 3120], ["占比", Decimal("61.20")], ["日期", date(2026, 9, 1)]]
        ),
        KeyFigures([KeyFigure("专任教师", 212, "人", "上年 208")]),
        BarChart("规模", ["2024", "2025"], [Series("在校生", [1, 2]), Series("毕业生", [None, 3])], "人"),
        LineChart("就业率", ["2024", "2025"], [Series("就业率", [96.1, 97.2])], "%"),
        Picture(png(), "图1 校门"),
        PageBreak(),
        Heading("二、学生", 2),
    ],
    subtitle="2025—2026学年",
    issuer="云岭省第一中等职业学校",
    marking="内部资料",
    dated=date(2026, 9, 1),
)

NASTY = [
    "\x00\x01\x1b[31m\x7f\x85",
    "\ud800 alone",
    "\ufffe\uffff\U0001ffff",
    "\u202e反向\u2066",
    "😀👩‍👩‍👧 emoji",
    "𠮷野𡈽𬇙",
    "བོད་ཡིག ئۇيغۇر ᠮᠣᠩᠭᠣᠯ",
    "<b>&amp;<para>]]></b>",
    '=HYPERLINK("http://x")',
    "x" * 4000,
    "长" * 9000,
    "",
    "\n\n\n",
    "( ) \\ endstream endobj",
]


def test_a_paper_holds_all_its_text_and_begins_pages_where_it_says():
    data = pdf(EVERYTHING)
    assert data.startswith(b"%PDF-1.")
    assert data.rstrip().endswith(b"%%EOF")
    assert sheets(data) == 3
    said = "质量年度报告云岭省第一中等职业学校内部资料在校生另起一行甲乙项指标占比专任教师规模就业率图校门二、学生第页"
    assert set(said) <= letters(data)


def test_the_face_is_in_the_file_and_nothing_points_outside():
    data = pdf(EVERYTHING)
    assert b"/FontFile2" in data
    assert b"WenQuanYi" in data
    for word in (b"/URI", b"/Launch", b"/JavaScript", b"/OpenAction", b"/EmbeddedFile", b"/F ("):
        assert word not in data


def test_the_same_paper_gives_the_same_bytes_and_another_gives_others():
    data = pdf(EVERYTHING)
    assert pdf(EVERYTHING) == data
    assert re.findall(rb"D:(\d{8})", data) == [b"20000101"] * len(re.findall(rb"D:(\d{8})", data))
    assert pdf(Document("质量年度报告", [])) != data


def test_headings_are_the_outline():
    document = Document("甲", [Heading("一章", 3), Heading("一节", 2), Heading("二章", 1)])
    assert pdf(document).count(b"/Dest ") == 3


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_no_text_breaks_a_paper(text):
    document = Document(
        text,
        [
            Heading(text),
            Paragraph([Run(text), Run(text, bold=True)]),
            Bullets([text]),
            Table([[text, "值"]], [[text, text], [text]], caption=text),
            KeyFigures([KeyFigure(text, text, text, text)]),
            BarChart(text, [text, text], [Series(text, [1, 2]), Series(text, [2, 1])], text),
            Picture(png(), text),
        ],
        subtitle=text,
        issuer=text,
        marking=text,
        cover=True,
    )
    assert sheets(pdf(document)) >= 2


def test_what_the_face_lacks_is_marked_and_told_of():
    plain = pdf(Document("甲", [Paragraph("野家")]))
    rare = pdf(Document("甲", [Paragraph("𠮷野家")]))
    assert "〓" not in letters(plain)
    assert set("〓代替字库中没有") <= letters(rare)


def test_every_character_of_the_national_standard_is_in_the_face():
    has = font().face.charToGlyph
    rows = (
        bytes((high, low)).decode("gb2312", "ignore")
        for high in range(0xA1, 0xF8)
        for low in range(0xA1, 0xFF)
    )
    assert [letter for letter in rows if letter and ord(letter) not in has] == []
    assert FILE.is_file()


@pytest.mark.parametrize("data", [b"", b"no", png()[:60], b"GIF89a" + b"\0" * 40], ids=range(4))
def test_what_is_no_picture_is_said_instead(data):
    assert "像" in letters(pdf(Document("甲", [Picture(data, "图")])))


def test_a_picture_loses_what_its_file_tells_of_the_place():
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    Image.new("RGB", (30, 30), "red").save(out, "JPEG", exif=exif, comment=b"secret place")
    assert b"secret place" in out.getvalue()
    data = pdf(Document("甲", [Picture(out.getvalue())]))
    assert all(b"secret place" not in stream for stream in (data, *streams(data)))


@pytest.mark.parametrize(
    "values",
    [[], [None], [0, 0], [-5, 5], [float("nan"), 1], [float("inf")], [1e300, 1e-300], [1e-320]],
    ids=str,
)
@pytest.mark.parametrize("kind", [BarChart, LineChart])
def test_no_values_break_a_chart(kind, values):
    labels = [str(number) for number in range(max(len(values), 1))]
    assert sheets(pdf(Document("甲", [kind("乙", labels, [Series("丙", values)])]))) == 1
    assert sheets(pdf(Document("甲", [kind("乙", [], [])]))) == 1


def test_a_long_table_repeats_its_header_and_loses_no_row():
    head = Piece(20, lambda canvas, top: None, keep=True)
    rows = [Piece(30, lambda canvas, top: None, head=(head,)) for _ in range(100)]
    laid = pages([head, *rows])
    assert len(laid) > 4
    assert all(page[0] == (head, TOP) for page in laid)
    assert sum(len(page) - 1 for page in laid) == 100
    assert all(top + piece.high <= HIGH for page in laid for piece, top in page)


def test_lines_are_as_long_as_the_paper_and_begin_with_no_closing_mark():
    text = "学校（含校区）有“双师型”教师，占比为61.2%；设备总值4500万元。" * 20
    lines = broken_text(text, ROOM, 10.5)
    assert "".join(lines) == text
    assert [line for line in lines if line[0] in "，。；）”%" or line[-1] in "（“"] == []
    assert broken_text("a" * 500, 100, 10)[0] != "a" * 500


def test_numbers_are_written_as_numbers():
    from zhijiao.documents.wording import shown

    assert [
        shown(each) for each in (3120, 12345, 61.20, Decimal("1E+5"), -0.75, None, True, float("nan"))
    ] == [*("3120", "12,345", "61.2", "100,000", "-0.75", "", "是", "—")]
