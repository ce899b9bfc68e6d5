"""A case as PDF or Word file."""

from django.http import Http404
from django.http.response import HttpResponseBase

from zhijiao.cases import sight
from zhijiao.cases.exported_files import paper_wanted
from zhijiao.cases.pages import subjects
from zhijiao.documents.writing import PAPERS
from zhijiao.files.answers import hand_out
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.identity.gate import GET_POST


@form_view("view", methods=GET_POST, never_cache=True)
def paper(ctx: FormContext, case_id: int, fmt: str) -> HttpResponseBase:
    """The latest version that the reader has got, as a file."""
    case = subjects.of_case(ctx, case_id).case
    version = sight.versions(ctx.actor, case).order_by("-number").first() if case else None
    if case is None or version is None or fmt not in PAPERS:
        raise Http404("没有这个案例的文件。")
    return hand_out(ctx.request, paper_wanted(case, version, fmt))
