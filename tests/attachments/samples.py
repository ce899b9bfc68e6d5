"""Files to attach: right ones, and wrong ones of every kind."""

import io
import struct
import zipfile
import zlib

from PIL import Image

from zhijiao.attachments import keeping
from zhijiao.attachments.background_jobs import make_thumbnail
from zhijiao.attachments.models import Attachment
from zhijiao.filing.records import attached
from zhijiao.filing.records.validation import validate
from zhijiao.filing.records.writer import write
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.files import ChosenFiles
from zhijiao.identity.actor import Actor

OFFICE = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def picture(kind="JPEG", size=(64, 48), color="#3a7", **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, kind, **options)
    return out.getvalue()


def from_a_telephone() -> bytes:
    """A photo that says where and with what it was taken, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x0110] = "Phone-XYZ-777"
    exif.get_ifd(0x8825).update({1: "N", 2: (22.0, 49.0, 0.0), 3: "E", 4: (108.0, 19.0, 0.0)})
    return picture(exif=exif, comment=b"Secret-Remark")


def pdf(body=b"", head=b"%PDF-1.4\n") -> bytes:
    start = head + b"1 0 obj\n<< /Type /Catalog >>\nendobj\n" + body
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R >>\n"
    return start + table + b"startxref\n%d\n%%%%EOF\n" % len(start)


def page_in_a_pdf() -> bytes:
    """A web page between the first and the last line of a PDF."""
    return b"%PDF-1.4\n" + b" " * 2000 + b"<html><script>alert(1)</script></html>\nstartxref\n9\n%%EOF"


def docx(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", OFFICE)
        package.writestr("word/document.xml", b"<document/>")
        for name, data in parts.items():
            package.writestr(
                name.replace("___", "/_").replace("__", "/").replace("_xml_rels", ".xml.rels"), data
            )
    return out.getvalue()


def relation(target: str, kind="attachedTemplate") -> bytes:
    """A part that leads out of the document."""
    schemas = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    facts = f'Id="rId1" Type="{schemas}/{kind}" Target="{target}" TargetMode="External"'
    return f"<Relationships><Relationship {facts}/></Relationships>".encode()


def pixel_bomb() -> bytes:
    """A PNG of some hundred bytes that would take ten gigabytes to draw."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


def hold(school, form_key, record_id, column_name, file_name) -> Attachment:
    """Let a record hold a picture of its own, with its small copy."""
    form = registry.get(form_key)
    slot = attached.slot_of(school.pk, form.columns[column_name])
    row = keeping.keep(slot, file_name, picture(), None)
    make_thumbnail.func(row.pk)
    frame = validate(form, school, {column_name: [ChosenFiles((attached.as_held(row),))]}, ids=[record_id])
    assert frame.clean, list(map(str, frame.problems))
    write(Actor.system(school), school, frame)
    return row
