"""The files of 月报表."""

from django.http import Http404
from django.http.response import HttpResponseBase

from zhijiao.files.answers import hand_out
from zhijiao.identity.gate import GET_POST, business
from zhijiao.identity.requests import ActorRequest
from zhijiao.monthly import exported_files, months
from zhijiao.monthly.pages.desk import node_of
from zhijiao.workbooks.writing import WRITERS


@business("export", methods=GET_POST)
def collation(request: ActorRequest, fmt: str) -> HttpResponseBase:
    """All provinces of a month in one table."""
    ministry = node_of(request.actor)
    exported_files.require_collation(request.actor, ministry, {})
    if fmt not in WRITERS:
        raise Http404("没有这种汇总表。")
    month = months.parse(request.GET.get("month")) or months.this_month()
    return hand_out(request, exported_files.collation_wanted(ministry, month, fmt))


@business("export", methods=GET_POST)
def report(request: ActorRequest, pk: int, fmt: str) -> HttpResponseBase:
    """The report of a province as a file."""
    node = node_of(request.actor)
    if fmt not in (*WRITERS, exported_files.PDF):
        raise Http404("没有这种格式的月报。")
    return hand_out(
        request, exported_files.report_wanted(exported_files.opened(request.actor, pk), node, fmt)
    )
