"""我的文件: what somebody has had made, how far it is, and the way to fetch it. Nobody sees another one's files."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header

from zhijiao.files import keeping, leaving
from zhijiao.files.answers import content_type
from zhijiao.files.kinds import kind_of
from zhijiao.files.models import PreparedFile
from zhijiao.identity.actions import EXPORT
from zhijiao.identity.actor import BUSINESS, Actor, actor_of
from zhijiao.identity.gate import POST, Denied, member
from zhijiao.identity.requests import MemberRequest
from zhijiao.jobs import job_store
from zhijiao.looks.models import Kind
from zhijiao.signin.session_clock import quiet

SHOWN = 50


def _actor(request: MemberRequest) -> Actor:
    actor = actor_of(request)
    if actor is None or not actor.portals:
        raise Http404("请先修改初始密码，并由系统管理员分配角色。")
    return actor


def _files(actor: Actor) -> Any:
    return (
        PreparedFile.objects.filter(owner_id=actor.person)
        .select_related("job", "org")
        .defer("content", "params")
    )


def _file(actor: Actor, pk: int) -> PreparedFile:
    file: PreparedFile | None = _files(actor).filter(pk=pk).first()
    if file is None:
        raise Http404("没有这个文件，可能已按期清理。")
    return file


@member(never_cache=True)
def listing(request: MemberRequest) -> HttpResponse:
    """The files of whoever asks, newest first."""
    actor = _actor(request)
    context = {
        "files": list(_files(actor).order_by("-asked_at", "-pk")[:SHOWN]),
        "most": keeping.MOST_KEPT,
        "may_export_school": actor.is_school and BUSINESS in actor.portals and actor.may_somewhere(EXPORT),
    }
    return render(request, "files/list.html", context)


@quiet
@member(never_cache=True)
def state(request: MemberRequest, pk: int) -> HttpResponse:
    """One file as a part of a page; a page with a file under way asks for it again and again."""
    context = {"file": _file(_actor(request), pk), "in_place": bool(request.GET.get("here"))}
    return render(request, "files/_file.html", context)


@member(methods=POST)
def cancel(request: MemberRequest, pk: int) -> HttpResponse:
    """Give up a file that is under way."""
    file = _file(_actor(request), pk)
    done = file.job_id is not None and file.is_live and job_store.cancel(file.job_id)
    if request.headers.get("HX-Request") == "true":
        context = {"file": _file(_actor(request), pk), "in_place": bool(request.GET.get("here"))}
        return render(request, "files/_file.html", context)
    if done:
        messages.success(request, f"已取消生成“{file.subject}”。")
    else:
        messages.error(request, "文件已经生成或已经取消，不用再取消。")
    return HttpResponseRedirect(reverse("files:list"))


@member(never_cache=True)
def download(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The file, if the rights of now still allow it; told in the audit log."""
    actor = _actor(request)
    file = _file(actor, pk)
    if not file.is_ready:
        raise Http404(f"“{file.subject}”{file.state.label}，不能下载。需要时请到原页面重新生成。")
    kind = kind_of(file.kind)
    kind.require(actor, file.org, keeping.params_of(file))
    if kind.of_records and file.stamp != actor.stamp:
        raise Denied(
            f"文件生成以后，您的权限有变动，“{file.subject}”不能再下载。",
            remedy="请到原页面按现在的权限重新生成。",
        )
    data = leaving.content(file, Kind.EXPORT) if kind.of_records else keeping.content_of(file)
    response = HttpResponse(data, content_type=content_type(file.name))
    response["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    return response
