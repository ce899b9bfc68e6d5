"""Judging a file by its content: which kind it is, whether it is whole, and what of it is kept.

Runs in a process of its own (:mod:`zhijiao.attachments.child`); nothing here or below may import Django.
"""

from collections.abc import Sequence

from zhijiao.attachments import documents, pictures
from zhijiao.attachments.kinds import KINDS, words
from zhijiao.workbooks.markup import FileRefused

_STARTS = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"PK\x03\x04", "zip"),
)
_NAMED = (
    (b"<svg", "SVG 图片"),
    (b"<html", "网页文件"),
    (b"<!doctype", "网页文件"),
    (b"<?xml", "XML 文件"),
    (b"gif8", "GIF 图片"),
    (b"bm", "BMP 图片"),
    (b"riff", "WebP 图片或音视频文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件或加密的文档"),
    (b"rar!", "压缩包"),
    (b"mz", "程序文件"),
)


def judge(data: bytes, accepted: Sequence[str]) -> tuple[str, bytes]:
    """The kind of a file, and the bytes to keep of it: pictures are drawn anew, without what they tell of the place.

    Raises:
        FileRefused: it is empty, damaged, dangerous, or none of the kinds accepted.
    """
    kind = _kind_of(data)
    if kind not in accepted:
        said = KINDS[kind].label if kind in KINDS else kind
        raise FileRefused(f"文件内容是{said}，只能上传{words(accepted)}。请另存为这些格式后再上传。")
    if KINDS[kind].picture:
        return kind, pictures.clean(data, kind)
    if kind == "pdf":
        documents.check_pdf(data)
    else:
        documents.check_office(data)
    return kind, data


def _kind_of(data: bytes) -> str:
    """The kind by its first bytes, or what else it seems to be, in words."""
    if not data:
        raise FileRefused("文件是空的（0 字节），请重新选择文件。")
    kind = next((kind for start, kind in _STARTS if data.startswith(start)), "")
    if kind == "zip":
        return documents.office_kind(data) or "压缩包"
    if kind:
        return kind
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return next((said for start, said in _NAMED if head.startswith(start)), "未知格式")
