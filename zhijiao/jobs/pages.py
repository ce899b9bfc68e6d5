"""后台任务 in the manage portal: what waits, runs, has failed or is done, for those who look after the installation."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.identity.actions import ORGS
from zhijiao.identity.gate import POST, manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.identity.topmost import looks_after_installation
from zhijiao.jobs import job_store
from zhijiao.jobs.backend import is_known
from zhijiao.jobs.declare import rules
from zhijiao.jobs.models import Job, State

SHOWN = 100
_ORDER = {
    State.WAITING: ("-priority", "run_after", "pk"),
    State.RUNNING: ("started_at",),
    State.FAILED: ("-finished_at",),
    State.DONE: ("-finished_at",),
    State.CANCELLED: ("-finished_at",),
}


@dataclass(frozen=True)
class Line:
    """A job as the page shows it."""

    job: Job
    label: str
    subject: str
    known: bool
    may_cancel: bool
    may_retry: bool


@manage(ORGS, never_cache=True)
def listing(request: ActorRequest) -> HttpResponse:
    """Jobs of one state, and how many there are of each."""
    _require_reader(request)
    counts = dict(Job.objects.order_by().values_list("state").annotate(Count("pk")))
    wanted = request.GET.get("state", "")
    chosen = (
        State(wanted) if wanted in State.values else State.FAILED if counts.get("failed") else State.RUNNING
    )
    jobs = Job.objects.filter(state=chosen).order_by(*_ORDER[chosen])[:SHOWN]
    states = [(state, state.label, counts.get(state.value, 0)) for state in State]
    context = {"lines": [_line(job) for job in jobs], "states": states, "chosen": chosen, "most": SHOWN}
    return render(request, "jobs/list.html", context)


@manage(ORGS, methods=POST)
def retry_job(request: ActorRequest, pk: int) -> HttpResponse:
    """Let a failed or cancelled job run anew."""
    job = _job(request, pk)
    with transaction.atomic():
        done = job_store.retry(pk)
        if done:
            _tell(job, "重试")
    if done:
        messages.success(request, f"“{rules(job.path).label}”已重新排队。")
    else:
        messages.error(request, "任务已在等待、执行或完成，或有同名任务正在等待，不用重试。")
    return _back(State.WAITING if done else job.state)


@manage(ORGS, methods=POST)
def cancel_job(request: ActorRequest, pk: int) -> HttpResponse:
    """End a waiting job; ask a running one to stop."""
    job = _job(request, pk)
    if not rules(job.path).cancellable:
        messages.error(request, "导入校验请由上传人在初始化数据页面放弃。")
        return _back(job.state)
    with transaction.atomic():
        done = job_store.cancel(pk)
        if done:
            _tell(job, "取消")
    if done:
        messages.success(request, f"“{rules(job.path).label}”已取消；正在执行的会在几秒内停下。")
    else:
        messages.error(request, "任务已经结束，不能取消。")
    return _back(job.state)


def _require_reader(request: ActorRequest) -> None:
    """Jobs are the installation's, whatever school they are about; so only who looks after all of it sees them."""
    if not looks_after_installation(request.actor):
        raise Http404("后台任务由本系统最高一级的系统管理员查看。")


def _job(request: ActorRequest, pk: int) -> Job:
    _require_reader(request)
    job = Job.objects.filter(pk=pk).first()
    if job is None:
        raise Http404("没有这个任务，可能已按期清理。")
    return job


def _line(job: Job) -> Line:
    known = is_known(job)
    rule = rules(job.path)
    subject = "、".join(str(each) for each in job.arguments.get("args", ()))
    live = job.state in (State.WAITING, State.RUNNING)
    over = job.state in (State.FAILED, State.CANCELLED)
    return Line(
        job, rule.label, subject, known, live and rule.cancellable and not job.cancel_asked, over and known
    )


def _tell(job: Job, done: str) -> None:
    detail = {"done": done, "job": job.pk, "path": job.path}
    record(Event.SYSTEM, subject=f"后台任务：{rules(job.path).label}"[:200], detail=detail)


def _back(state: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('jobs:list')}?state={state}")
