"""Papers as bytes, and what is in them, read by others than the writers where that is possible."""

import io
import re
import zlib
from base64 import a85decode

from PIL import Image

from zhijiao.documents.docx import write_docx
from zhijiao.documents.pdf import write_pdf

STREAM = re.compile(rb"<<([^>]*(?:>(?!>)[^>]*)*)>>\s*stream\r?\n(.*?)endstream", re.S)


def pdf(document) -> bytes:
    out = io.BytesIO()
    write_pdf(document, out)
    return out.getvalue()


def word(document) -> bytes:
    out = io.BytesIO()
    write_docx(document, out)
    return out.getvalue()


def streams(data: bytes) -> list[bytes]:
    """The streams of a PDF file, unpacked."""
    found = []
    for head, body in STREAM.findall(data):
        body = body.strip(b"\r\n")
        if b"ASCII85" in head:
            body = a85decode(body[:-2] if body.endswith(b"~>") else body)
        found.append(zlib.decompress(body) if b"Flate" in head else body)
    return found


def letters(data: bytes) -> set[str]:
    """Every character that a reader could copy out of a PDF file: what the face's subsets are said to hold."""
    found = set()
    for stream in streams(data):
        for code in re.findall(rb"<[0-9A-F]{2}>\s+<([0-9A-F]{4})>\n", stream):
            found.add(chr(int(code, 16)))
    return found


def sheets(data: bytes) -> int:
    """How many pages a PDF file has."""
    return len(re.findall(rb"/Type /Page\b", data))


def png(wide: int = 60, high: int = 40, colour: str = "#1a56b0") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (wide, high), colour).save(out, "PNG")
    return out.getvalue()
