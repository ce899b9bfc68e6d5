"""Boards as files."""

from django.http import Http404
from django.http.response import HttpResponseBase

from zhijiao.files.answers import hand_out
from zhijiao.identity.gate import GET_POST, business
from zhijiao.identity.requests import ActorRequest
from zhijiao.oversight import exported_files, scope
from zhijiao.workbooks.writing import WRITERS


@business("export", methods=GET_POST)
def export(request: ActorRequest, what: str, fmt: str) -> HttpResponseBase:
    """A board as a workbook or csv."""
    if fmt not in WRITERS:
        raise Http404("只能导出 xlsx 或 csv 格式。")
    return hand_out(request, exported_files.wanted(scope.read(request), what, request.GET, fmt))
