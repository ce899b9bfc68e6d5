"""隶属变化对照: schools and totals of an authority by the boundary of a past day and by today's."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from zhijiao.catalogue.matrix import current_round
from zhijiao.identity.actions import ORGS
from zhijiao.identity.gate import manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.periods import academic_span
from zhijiao.kit.text import fold
from zhijiao.orgs.pages.tree import within
from zhijiao.restructure import boundaries

_FIRST = date(1990, 1, 1)
MOST = 300
"""Schools explained on one page; smaller authorities or later days show the rest."""


@manage(ORGS)
def page(request: ActorRequest, pk: int) -> HttpResponse:
    """The comparison for the day that is asked for; for the first day of the round's school year otherwise."""
    org = within(request.actor, pk)
    if org.is_school:
        raise Http404("学校没有下级单位，请查看学校的变更记录。")
    text = fold(request.GET.get("date", "")[:20])
    day, wrong = academic_span(current_round().academic_year)[0], ""
    if text:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            wrong = f"“{text}”不是日期，请按“年-月-日”填写，例：2020-09-01。"
    if not wrong and not _FIRST <= day <= timezone.localdate():
        wrong = f"日期应在 {_FIRST} 至今天之间，请重新填写。"
    context = {"org": org, "asked": text or day.isoformat(), "wrong": wrong, "most": MOST}
    if not wrong:
        context["found"] = boundaries.compare(org, day)
    return render(request, "restructure/boundaries.html", context, status=422 if wrong else 200)
