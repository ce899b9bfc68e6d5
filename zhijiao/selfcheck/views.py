"""权限自检 in the manage portal: what the nights have found."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from zhijiao.identity.actions import ORGS
from zhijiao.identity.gate import manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.selfcheck.nightly import looks_after, visible_runs

SHOWN = 30


@manage(ORGS, never_cache=True)
def report(request: ActorRequest) -> HttpResponse:
    """The latest runs, and what one of them has found: the one chosen, else the latest with findings."""
    if not looks_after(request.actor):
        raise Http404("权限自检由部、省级系统管理员查看。")
    runs = list(visible_runs(request.actor)[:SHOWN])
    wanted = request.GET.get("run", "")
    chosen = next((run for run in runs if str(run.pk) == wanted), None)
    chosen = chosen or next((run for run in runs if run.found), runs[0] if runs else None)
    leaks = list(chosen.leaks.all()) if chosen else []
    context = {"runs": runs, "chosen": chosen, "leaks": leaks}
    return render(request, "selfcheck/report.html", context)
