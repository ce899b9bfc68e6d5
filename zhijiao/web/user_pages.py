"""批量新增用户: the page, the template and the upload, in the manage portal."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from zhijiao.accounts.actions import USERS
from zhijiao.accounts.gate import manage
from zhijiao.intake.package import FileRefused
from zhijiao.orgs.models import Org
from zhijiao.web import user_sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@manage(USERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a filled template. Either all its users are created, or the page says everything that is wrong."""
    org = Org.objects.get(pk=request.actor.org_id)
    if request.method != "POST":
        return _page(request, org)
    try:
        sheet = user_sheet.read(*_file(request))
        forms = user_sheet.check(org, sheet)
        if sheet.problems:
            return _page(request, org, problems=sheet.problems, rows=len(sheet.rows))
        created = user_sheet.create_all(org, forms)
    except FileRefused as error:
        return _page(request, org, refused=str(error))
    except ValidationError as error:
        return _page(request, org, refused="".join(error.messages) + "没有建立任何账号，请重新上传。")
    return render(request, "web/users_created.html", {"org": org, "created": created})


def _file(request: HttpRequest) -> tuple[bytes, str]:
    """Content and name of the uploaded file."""
    file = request.FILES.get("file")
    if file is None:
        raise FileRefused("请选择填好的模板（.xlsx）。")
    if file.size > settings.UPLOAD_MAX_BYTES:
        raise FileRefused("文件超过 20 MB，请删去图片或拆成几个文件后再上传。")
    return file.read(), file.name


@manage(USERS)
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The empty workbook."""
    org = Org.objects.get(pk=request.actor.org_id)
    response = HttpResponse(user_sheet.template_bytes(org), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{org.name}用户模板.xlsx")
    return response


def _page(request: HttpRequest, org: Org, refused: str = "", problems=(), rows: int = 0) -> HttpResponse:
    context = {
        "org": org,
        "refused": refused,
        "problems": problems,
        "rows": rows,
        "most": user_sheet.MAX_ROWS,
    }
    return render(request, "web/user_sheet.html", context, status=422 if refused or problems else 200)
