"""A file is what its content is, and only the picture of a picture is kept."""

import io

import pytest
from PIL import Image

from tests.attachments import samples
from zhijiao.attachments import checking, documents
from zhijiao.workbooks.markup import FileRefused

pytestmark = pytest.mark.usefixtures("own_process")

ALL = ("pdf", "jpeg", "png", "docx", "xlsx")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (samples.picture(), "jpeg"),
        (samples.picture("PNG"), "png"),
        (samples.pdf(), "pdf"),
        (samples.docx(), "docx"),
    ],
)
def test_a_right_file_is_known_by_its_content(data, kind):
    assert checking.judged(data, ALL)[0] == kind


@pytest.mark.parametrize(
    ("data", "accepted", "said"),
    [
        (b"", ALL, "空的"),
        (samples.picture("PNG"), ("pdf",), "内容是PNG 图片"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', ALL, "SVG"),
        (b"\xef\xbb\xbf <!DOCTYPE html><script>1</script>", ALL, "网页"),
        (samples.picture("GIF"), ALL, "GIF"),
        (samples.page_in_a_pdf(), ALL, "不完整或已损坏"),
        (samples.pdf(head=b"%PDF-1.4\n<script>alert(1)</script>\n"), ALL, "伪装成 PDF"),
        (samples.pdf()[:-8], ALL, "不完整或已损坏"),
        (samples.pdf(b"2 0 obj\n<< /S /JavaScript /J#53 (app.alert(1)) >>\nendobj\n"), ALL, "脚本"),
        (samples.picture()[:300], ALL, "损坏"),
        (samples.pixel_bomb(), ALL, "像素"),
        (samples.docx(word__big=bytes(5_000_000)), ALL, "异常庞大"),
        (samples.docx(word__vbaProject_bin=b"x").replace(b"vbaProject_bin", b"vbaProject.bin"), ALL, "宏"),
        (
            samples.docx(word___rels__settings_xml_rels=samples.relation("&#104;ttps://x.example/a.dotm")),
            ALL,
            "模板",
        ),
        (samples.docx(word___rels__settings_xml_rels=b"<Relationships><"), ALL, "用 Word"),
        (samples.docx()[:-30], ALL, "损坏"),
        (b"PK\x03\x04" + bytes(100), ALL, "损坏"),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence(data, accepted, said):
    with pytest.raises(FileRefused, match=said):
        checking.judged(data, accepted)


def test_a_template_on_the_own_computer_and_links_in_the_text_are_as_usual():
    for target, kind in (("file:///C:/Normal.dotm", "attachedTemplate"), ("https://x.example/", "hyperlink")):
        data = samples.docx(word___rels__settings_xml_rels=samples.relation(target, kind))
        assert checking.judged(data, ALL)[0] == "docx"


def test_words_inside_the_streams_of_a_scan_are_no_scripts():
    documents.check_pdf(samples.pdf(b"2 0 obj\n<< /Length 4 >>\nstream\n/JS \nendstream\nendobj\n"))


def test_a_photo_forgets_where_and_with_what_it_was_taken():
    taken = samples.from_a_telephone()
    assert b"Phone-XYZ-777" in taken
    assert Image.open(io.BytesIO(taken)).getexif().get_ifd(0x8825)
    _, kept = checking.judged(taken, ("jpeg",))
    left = Image.open(io.BytesIO(kept))
    assert (dict(left.getexif()), left.info.get("comment"), left.size) == ({}, None, (48, 64))
    assert b"Phone-XYZ-777" not in kept


def test_a_scan_with_sixteen_bits_of_grey_stays_the_picture_it_is():
    out = io.BytesIO()
    Image.linear_gradient("L").convert("I").point(lambda grey: grey * 257).convert("I;16").save(out, "PNG")
    _, kept = checking.judged(out.getvalue(), ("png",))
    assert Image.open(io.BytesIO(kept)).convert("L").tobytes() == Image.linear_gradient("L").tobytes()


@pytest.mark.parametrize(
    ("kind", "size", "options"),
    [("JPEG", (65_500, 600), {}), ("JPEG", (8000, 5000), {"progressive": True}), ("PNG", (8000, 5000), {})],
)
def test_a_picture_within_the_limit_of_pixels_has_room(kind, size, options):
    kept = checking.judged(samples.picture(kind, size=size, **options), ("jpeg", "png"))[1]
    assert max(Image.open(io.BytesIO(kept)).size) == 3000


def test_what_is_hidden_behind_a_picture_is_not_kept():
    _, kept = checking.judged(samples.picture("PNG") + b"<script>alert(1)</script>", ("png",))
    assert b"script" not in kept
    small = checking.thumbnail(samples.picture("PNG", size=(1000, 500)), "png")
    assert Image.open(io.BytesIO(small)).size == (240, 120)
