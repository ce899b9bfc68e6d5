"""Error pages: what went wrong, what to do about it, and a way on. Never a dead end.

Interactive parts of a page (htmx) and the API get the same words without the page around them.
"""

from __future__ import annotations

import json
import logging
import secrets
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from zhijiao.filing.records.access import Locked
from zhijiao.identity.actor import BUSINESS, MANAGE
from zhijiao.identity.portals import HOMES, PORTAL_NAMES
from zhijiao.kit.problem_json import problem_body, problem_response

log = logging.getLogger(__name__)

GRANTOR = "本单位系统管理员（管理端 › 用户管理、角色管理）"


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What an error page says. `right` and `grantor` are only filled when a right is missing."""

    status: int
    title: str
    text: str
    remedy: str
    icon: str = "alert-triangle"
    right: str = ""
    grantor: str = ""
    reference: str = ""
    home_label: str = "回到首页"


def answer(request: HttpRequest, problem: ErrorPage) -> HttpResponse:
    """Return the problem as a page, as a toast for an htmx request, or as JSON for the API."""
    if request.path.startswith("/api/"):
        return problem_response(_as_told_to_programs(problem))
    if request.headers.get("HX-Request") == "true":
        text = problem.title + "。" + problem.remedy
        response = HttpResponse(text, status=problem.status, content_type="text/plain; charset=utf-8")
        response.headers["HX-Trigger"] = json.dumps({"toast": {"text": text, "kind": "bad"}})
        return response
    context = {"problem": problem, "home_url": home_of(request)}
    return render(request, f"errors/{problem.status}.html", context, status=problem.status)


def _as_told_to_programs(problem: ErrorPage) -> dict[str, Any]:
    further = {"right": problem.right, "grantor": problem.grantor, "reference": problem.reference}
    told = {name: text for name, text in further.items() if text}
    return problem_body(problem.status, f"{problem.text}{problem.remedy}", title=problem.title, **told)


def home_of(request: HttpRequest) -> str:
    """The first page of the portal asked for, or of the reader's own portal if that is another one."""
    wanted = MANAGE if request.path.startswith("/manage/") else BUSINESS
    actor = getattr(request, "actor", None)
    if actor and actor.portals and wanted not in actor.portals:
        wanted = next(iter(actor.portals))
    return HOMES[wanted]


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 when the request was refused for its size."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return payload_too_large(request)
    return answer(
        request,
        ErrorPage(
            400,
            "请求无法识别",
            "浏览器发来的内容不完整或格式不对，系统没有做任何改动。",
            "请返回上一页刷新后重试；若地址是手工输入的，请核对后重新输入。",
            icon="alert-circle",
        ),
    )


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403. The exception may carry a text, `right` (what is missing), `grantor` (who can give it) or `remedy`."""
    if isinstance(exception, Locked):
        return locked(request, exception)
    right = getattr(exception, "right", "")
    remedy = getattr(exception, "remedy", "")
    if not remedy and (problem := wrong_portal(request)):
        return answer(request, problem)
    grantor = "" if remedy else getattr(exception, "grantor", "") or GRANTOR
    return answer(
        request,
        ErrorPage(
            403,
            "只能查看" if remedy else "没有权限",
            str(exception or "") or "您的账号没有打开本页或执行此操作的权限，数据没有改动。",
            remedy or f"需要使用时，请联系 {grantor} 为您的账号添加这项权限，添加后立即生效，无须重新登录。",
            icon="shield-lock",
            right=right,
            grantor=grantor,
        ),
    )


def wrong_portal(request: HttpRequest) -> ErrorPage | None:
    """The refusal to somebody whose account works in the other portal: no right is missing, the way there is shown."""
    wanted = MANAGE if request.path.startswith("/manage/") else BUSINESS
    actor = getattr(request, "actor", None)
    if actor is None or not actor.portals or wanted in actor.portals:
        return None
    own, here = PORTAL_NAMES[next(iter(actor.portals))], PORTAL_NAMES[wanted]
    return ErrorPage(
        403,
        f"您的账号在{own}使用",
        f"本页属于{here}，您的账号只有{own}的角色，数据没有改动。",
        f"请前往{own}；确需使用{here}的，请联系{GRANTOR}。",
        icon="shield-lock",
        home_label=f"前往{own}",
    )


def locked(request: HttpRequest, exception: Locked) -> HttpResponse:
    """403 for private data before the data password: nothing of it is shown, and the way on is one click."""
    kept = "您填写的内容已加密暂存，输入后回到原页面即可继续。" if exception.kept else ""
    problem = ErrorPage(
        403,
        "需输入数据密码",
        str(exception),
        f"请先输入数据密码。{kept}",
        icon="lock",
    )
    if request.path.startswith("/api/") or request.headers.get("HX-Request") == "true":
        return answer(request, problem)
    found = request.resolver_match
    back, form = request.get_full_path(), found and found.kwargs.get("form")
    if request.method not in ("GET", "HEAD") and not exception.kept:
        back = reverse("filing:list", args=[form]) if form else home_of(request)
    enter_url = f"{reverse('private:data_password')}?{urlencode({'next': back})}"
    context = {
        "problem": problem,
        "heading": form.label if form else "隐私数据",
        "enter_url": enter_url,
        "home_url": home_of(request),
        "kept": exception.kept,
    }
    return render(request, "errors/locked.html", context, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or nothing of that name within the reader's own area (the two must look alike)."""
    said = exception.args[0] if isinstance(exception, Http404) and exception.args else ""
    own_words = said if isinstance(said, str) and any("\u4e00" <= mark <= "\u9fff" for mark in said) else ""
    return answer(
        request,
        ErrorPage(
            404,
            "没有找到这个页面",
            own_words or "地址不存在，或对应的记录已被删除，或不在您的查看范围内。",
            "请从首页的栏目重新进入；若是别人发给您的链接，请与对方核对所属学校和学年。",
            icon="search-off",
        ),
    )


def method_not_allowed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """405: the address exists but not for this kind of request; keeps the `Allow` header."""
    page = answer(
        request,
        ErrorPage(
            405,
            "这个地址不能直接打开",
            "该地址不支持直接访问，数据没有改动。",
            "请回到原来的页面，用页面上的按钮操作。",
            icon="ban",
        ),
    )
    if "Allow" in response.headers:
        page.headers["Allow"] = response.headers["Allow"]
    return page


def payload_too_large(request: HttpRequest) -> HttpResponse:
    """413: the upload or the form is larger than the installation accepts."""
    return answer(
        request,
        ErrorPage(
            413,
            "提交的内容太大",
            "文件或表单超过了系统允许的大小，没有接收，数据没有改动。",
            "请压缩图片、拆分文件（导入每次最多 5000 行）后重新提交。",
            icon="file-upload",
        ),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Shows a reference number that the log holds beside the path."""
    reference = secrets.token_hex(4)
    log.error("error page %s shown for %s", reference, request.path)
    return answer(
        request,
        ErrorPage(
            500,
            "系统出错了",
            "这是系统的问题，不是您的操作有误。未保存成功的内容没有写入。",
            "请稍后重试；若仍然出现，请把错误编号告诉系统管理员。",
            icon="alert-triangle",
            reference=reference,
        ),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose security token is missing or out of date, usually a page left open too long."""
    return answer(
        request,
        ErrorPage(
            403,
            "页面已过期",
            "页面打开太久，或已在别的标签页重新登录，为安全起见没有接收这次提交，数据没有改动。",
            "请返回上一页，刷新后重新提交。若一直出现，请检查浏览器是否禁用了 Cookie。",
            icon="clock",
        ),
    )
