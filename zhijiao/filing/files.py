"""Tables that are no form, such as findings of rules or the audit log, as files of the same kind as a form's export."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404, HttpResponse

from zhijiao.filing.export import WRITERS


class Head:
    """A column of a file: what the writers ask of one."""

    align_right = False

    def __init__(self, label: str) -> None:
        self.label = label


def file(fmt: str, name: str, heads: Sequence[str], rows: Iterable[list[Any]]) -> HttpResponse:
    """A workbook or csv; ``name`` without its ending.

    Raises:
        Http404: no such format.
    """
    if fmt not in WRITERS:
        raise Http404("只能导出 xlsx 或 csv 格式。")
    return WRITERS[fmt](f"{name}.{fmt}", tuple(map(Head, heads)), rows)
