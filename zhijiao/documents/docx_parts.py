"""Parts of a Word file the library has no words for: fields, Chinese fonts, header rows, borders, alternative texts."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

LATIN = "Times New Roman"


def element(name: str, **values: str) -> Any:
    """An element with attributes of the main namespace."""
    made = OxmlElement(f"w:{name}")
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def set_fonts(styled: Any, chinese: str) -> None:
    """Name the fonts of a style or run, for Chinese and for Latin letters."""
    styled.font.name = LATIN
    fonts = styled.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        if key.endswith("Theme"):
            del fonts.attrib[key]
    fonts.set(qn("w:eastAsia"), chinese)


def add_field(paragraph: Any, instruction: str) -> None:
    """A field that Word works out: a page number."""
    run = paragraph.add_run()
    run._r.append(element("fldChar", fldCharType="begin"))
    code = element("instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    run._r.append(code)
    run._r.append(element("fldChar", fldCharType="separate"))
    shown = element("t")
    shown.text = "1"
    run._r.append(shown)
    run._r.append(element("fldChar", fldCharType="end"))


def bottom_line(paragraph: Any) -> None:
    """A thin line below a paragraph."""
    borders = element("pBdr")
    borders.append(element("bottom", val="single", sz="4", space="1", color="CFD6DF"))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


def repeat_header(row: Any) -> None:
    """Repeat a table's row on each page."""
    row._tr.get_or_add_trPr().append(element("tblHeader", val="true"))


def keep_whole(row: Any) -> None:
    """Never cut a row between two pages."""
    row._tr.get_or_add_trPr().append(element("cantSplit", val="true"))


def shade(cell: Any, colour: str) -> None:
    """Colour of a cell."""
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=colour))


def describe(picture: Any, text: str, number: int) -> None:
    """What a picture shows, for readers who hear the text."""
    properties = picture._inline.docPr
    properties.set("descr", text[:2000])
    properties.set("name", f"图片 {number}")
