"""批量新增用户: the page, the template and the upload, in the manage portal."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render

from zhijiao.identity.actions import USERS
from zhijiao.identity.gate import GET_POST, manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.orgs.models import Org
from zhijiao.users import bulk_accounts
from zhijiao.workbooks.markup import FileRefused
from zhijiao.workbooks.table_sheet import as_file, uploaded


@manage(USERS, methods=GET_POST, never_cache=True, large=True)
def upload(request: ActorRequest) -> HttpResponse:
    """Take a filled template. Either all its users are created, or the page says everything that is wrong."""
    org = Org.objects.get(pk=request.actor.org_id)
    if request.method != "POST":
        return _page(request, org)
    try:
        sheet = bulk_accounts.LAYOUT.read(*uploaded(request))
        forms = bulk_accounts.check(org, sheet)
        if sheet.problems:
            return _page(request, org, problems=sheet.problems, rows=len(sheet.rows))
        created = bulk_accounts.create_all(org, forms, request.user)
    except FileRefused as error:
        return _page(request, org, refused=str(error))
    except ValidationError as error:
        return _page(request, org, refused="".join(error.messages) + "没有建立任何账号，请重新上传。")
    return render(request, "users/bulk_created.html", {"org": org, "created": created})


@manage(USERS)
def template(request: ActorRequest) -> HttpResponse:
    """Hand out the empty workbook of users to be created."""
    org = Org.objects.get(pk=request.actor.org_id)
    return as_file(bulk_accounts.template(org), f"{org.name}用户模板.xlsx")


def _page(request: ActorRequest, org: Org, refused: str = "", problems=(), rows: int = 0) -> HttpResponse:
    context = {
        "org": org,
        "refused": refused,
        "problems": problems,
        "rows": rows,
        "most": bulk_accounts.MAX_ROWS,
    }
    return render(request, "users/bulk_accounts.html", context, status=422 if refused or problems else 200)
