"""批量新增用户: the page, the template and the upload, in the manage portal."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from zhijiao.accounts.actions import USERS
from zhijiao.accounts.gate import manage
from zhijiao.intake.package import FileRefused
from zhijiao.orgs.models import Org
from zhijiao.restructure.sheet import as_file, uploaded
from zhijiao.web import user_sheet


@manage(USERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a filled template. Either all its users are created, or the page says everything that is wrong."""
    org = Org.objects.get(pk=request.actor.org_id)
    if request.method != "POST":
        return _page(request, org)
    try:
        sheet = user_sheet.LAYOUT.read(*uploaded(request))
        forms = user_sheet.check(org, sheet)
        if sheet.problems:
            return _page(request, org, problems=sheet.problems, rows=len(sheet.rows))
        created = user_sheet.create_all(org, forms)
    except FileRefused as error:
        return _page(request, org, refused=str(error))
    except ValidationError as error:
        return _page(request, org, refused="".join(error.messages) + "没有建立任何账号，请重新上传。")
    return render(request, "web/users_created.html", {"org": org, "created": created})


@manage(USERS)
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The empty workbook."""
    org = Org.objects.get(pk=request.actor.org_id)
    return as_file(user_sheet.template(org), f"{org.name}用户模板.xlsx")


def _page(request: HttpRequest, org: Org, refused: str = "", problems=(), rows: int = 0) -> HttpResponse:
    context = {
        "org": org,
        "refused": refused,
        "problems": problems,
        "rows": rows,
        "most": user_sheet.MAX_ROWS,
    }
    return render(request, "web/user_sheet.html", context, status=422 if refused or problems else 200)
