"""Kinds of files that can be attached. Names say nothing of a file; its content decides."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class ContentKind:
    """One kind: how people call it, the ending and the media type it is handed out with, whether it is a picture."""

    key: str
    label: str
    ending: str
    media_type: str
    picture: bool = False
    #: Further endings that a chooser of files offers.
    also: tuple[str, ...] = ()


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    kind.key: kind
    for kind in (
        ContentKind("pdf", "PDF", "pdf", "application/pdf"),
        ContentKind("jpeg", "JPG 图片", "jpg", "image/jpeg", picture=True, also=("jpeg",)),
        ContentKind("png", "PNG 图片", "png", "image/png", picture=True),
        ContentKind("docx", "Word 文档（.docx）", "docx", f"{_OFFICE}.wordprocessingml.document"),
        ContentKind("xlsx", "Excel 工作簿（.xlsx）", "xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
    )
}
HURTS = "文件的内容异常庞大或已损坏，系统无法读取。请缩小或另存后再上传。"
SCANS = ("pdf", "jpeg", "png")


def words(keys: Iterable[str]) -> str:
    """Kinds in a sentence: PDF、JPG 图片."""
    return "、".join(KINDS[key].label for key in keys)


def endings(keys: Iterable[str]) -> str:
    """Kinds as the ``accept`` of a chooser of files."""
    return ",".join(f".{ending}" for key in keys for ending in (KINDS[key].ending, *KINDS[key].also))
