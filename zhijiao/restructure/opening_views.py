"""Pages of 批量开通: upload, what was found, confirmation with the accounts in its answer."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.identity.actions import ORGS
from zhijiao.identity.gate import GET_POST, manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.orgs.models import Org
from zhijiao.restructure import opening
from zhijiao.restructure.models import OpeningSheet
from zhijiao.workbooks.markup import FileRefused
from zhijiao.workbooks.table_sheet import SheetProblem, as_file, uploaded

SHOWN = 200
"""Problems and schools listed on the page; the marked workbook has all."""


@manage(ORGS, methods=GET_POST, never_cache=True, large=True)
def upload(request: ActorRequest) -> HttpResponse:
    """Take a workbook of schools; nothing is opened before the confirmation on the next page."""
    _issuer(request)
    if request.method != "POST":
        return _upload_page(request)
    try:
        data, name = uploaded(request)
        sheet = opening.LAYOUT.read(data, name)
    except FileRefused as error:
        return _upload_page(request, str(error))
    kept = opening.keep(request.actor, sheet, name)
    return HttpResponseRedirect(reverse("restructure:sheet_check", args=[kept.pk]))


@manage(ORGS)
def template(request: ActorRequest) -> HttpResponse:
    """Hand out the empty workbook of schools to be opened."""
    issuer = _issuer(request)
    return as_file(opening.template(issuer), f"{issuer.name}开通学校模板.xlsx")


@manage(ORGS, methods=GET_POST, never_cache=True)
def check(request: ActorRequest, pk: int) -> HttpResponse:
    """What was found in the workbook; posting opens the good schools and answers with their accounts, once."""
    issuer, kept = _issuer(request), _kept(request, pk)
    if request.method != "POST":
        return _check_page(request, issuer, kept)
    count = whole_number(request.POST.get("count"))
    expected = -1 if count is None else count
    try:
        issued = opening.open_all(request.actor, pk, expected)
    except opening.Late:
        return _check_page(
            request, issuer, kept, "情况已有变化，没有开通任何学校。请核对下面的结果，再次确认。"
        )
    except ValidationError as error:
        return _check_page(request, issuer, kept, "".join(error.messages))
    if request.POST.get("as") == "page":
        accounts = [opening.facts(each, password) for each, password in issued]
        return render(request, "restructure/opened.html", {"accounts": accounts})
    return as_file(opening.account_list(issued), f"{issuer.name}新开通学校账号（含初始密码）.xlsx")


@manage(ORGS, never_cache=True)
def marked(request: ActorRequest, pk: int) -> HttpResponse:
    """The workbook with its wrong cells marked."""
    issuer, kept = _issuer(request), _kept(request, pk)
    sheet = opening.recall(kept)
    opening.check(issuer, sheet)
    return as_file(opening.LAYOUT.marked(sheet), "标注错误的开通学校表.xlsx")


def _issuer(request: ActorRequest) -> Org:
    """The department that opens schools; a school opens none."""
    if request.actor.is_school:
        raise Http404("学校不能开通学校。")
    return Org.objects.get(pk=request.actor.org_id)


def _kept(request: ActorRequest, pk: int) -> OpeningSheet:
    """One's own upload. Somebody else's is not there."""
    kept = OpeningSheet.objects.filter(
        pk=pk, user_id=request.actor.person, org_id=request.actor.org_id
    ).first()
    if kept is None:
        raise Http404("这份开通表已经办理、已放弃或已过期，请到机构管理核对学校是否已开通，需要时重新上传。")
    return kept


def _upload_page(request: ActorRequest, refused: str = "") -> HttpResponse:
    context = {"refused": refused, "most": opening.MAX_ROWS, "columns": opening.LAYOUT.columns}
    return render(request, "restructure/sheet.html", context, status=422 if refused else 200)


@dataclass(frozen=True, kw_only=True)
class CheckPage:
    """The page of an uploaded list: which schools would be opened, and what is wrong."""

    kept: OpeningSheet
    said: str
    #: Rows of the sheet.
    total: int
    #: The first of the schools that can be opened.
    good: list[opening.Opening]
    #: How many can be opened.
    count: int
    #: Departments with the number of schools each will run.
    by_parent: list[tuple[str, int]]
    #: The first of the problems.
    problems: list[SheetProblem]
    #: How many problems there are.
    found: int
    #: Rows with at least one.
    wrong: int
    #: How many of each are shown.
    shown: int


def _check_page(request: ActorRequest, issuer: Org, kept: OpeningSheet, said: str = "") -> HttpResponse:
    sheet = opening.recall(kept)
    good = opening.check(issuer, sheet)
    drawn = CheckPage(
        kept=kept,
        said=said,
        total=len(sheet.rows),
        good=good[:SHOWN],
        count=len(good),
        by_parent=opening.by_parent(good),
        problems=sheet.problems[:SHOWN],
        found=len(sheet.problems),
        wrong=len(sheet.wrong),
        shown=SHOWN,
    )
    return render_page(request, "restructure/sheet_check.html", drawn, status=409 if said else 200)
