"""The first page of the manage portal."""

from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhijiao.audit.events import Event
from zhijiao.audit.models import Entry
from zhijiao.audit.queries import local_time
from zhijiao.filing.models import ImportBatch
from zhijiao.identity.actions import IMPORT, USERS
from zhijiao.identity.actor import Actor
from zhijiao.identity.admin_notices import notices
from zhijiao.identity.gate import manage
from zhijiao.identity.models import User
from zhijiao.identity.requests import ActorRequest
from zhijiao.orgs.models import Level, Org
from zhijiao.orgs.pages.tree import administered
from zhijiao.support import handling, staff
from zhijiao.support.models import Conversation
from zhijiao.web.manage_menu import PURPOSES, manage_menu

LATEST = 8
State = ImportBatch.State


@dataclass(frozen=True, slots=True)
class Counter:
    """One number of the first page, with the page it leads to."""

    label: str
    number: int
    unit: str
    url: str = ""


@manage()
def home(request: ActorRequest) -> HttpResponse:
    """The manage portal's first page: what this administrator can do, and how things stand."""
    actor = request.actor
    org = Org.objects.get(pk=actor.org_id)
    active_users = User.objects.filter(org=org, is_active=True)
    counters = _counters(actor, org, active_users.count())
    context = {
        "org": org,
        "own_url": reverse("orgs:node", args=[org.pk]),
        "entries": [(label, name, PURPOSES[name]) for label, name in manage_menu(actor)[1:]],
        "counters": counters,
        "latest": _latest(actor),
        "notices": notices(actor),
        "principals": active_users.filter(roles__principal=True).count(),
    }
    if not org.is_school:
        schools = Org.objects.subtree(org.path).schools().active()
        without = schools.exclude(pk__in=administered(Level.SCHOOL)).count()
        context["without_admin"] = without
        context["counters"] = [
            Counter("辖区内学校", schools.count(), "所", reverse("orgs:schools")),
            Counter("未签发管理员", without, "所", f"{reverse('orgs:schools')}?admin=none"),
            *counters,
        ]
    return render(request, "web/manage_home.html", context)


def _counters(actor: Actor, org: Org, users: int) -> list[Counter]:
    """What is there and what waits, as far as the administrator's own pages tell it; two queries."""
    found = [Counter("启用的用户", users, "个", reverse("users:list") if actor.may(USERS) else "")]
    if org.is_school and actor.may_somewhere(IMPORT):
        batches = ImportBatch.objects.filter(school=org, kind=ImportBatch.Kind.IMPORT)
        waiting = batches.aggregate(
            mend=Count("pk", filter=Q(state=State.CHECKED)),
            review=Count("pk", filter=Q(state=State.REVIEW, good__gt=F("approved"))),
        )
        found += [
            Counter("待处理的导入", waiting["mend"], "批", reverse("intake:import_records")),
            Counter("待复核的导入", waiting["review"], "批", reverse("intake:import_records")),
        ]
    if staff.is_staff(actor):
        waiting_for_us = handling.queue(actor).filter(state=Conversation.State.WAITING)
        found.append(Counter("待答复的提问", waiting_for_us.count(), "个", reverse("support:desk")))
    return found


def _latest(actor: Actor) -> list[tuple[str, str, str, str]]:
    """The last acts at the administrator's own node: moment, what, who, of what; one query along an index."""
    if not actor.may(USERS):
        return []
    rows = Entry.objects.filter(org=actor.org_id).order_by("-at", "-id")[:LATEST]
    return [(local_time(row), Event(row.event).label, row.user_name, row.subject) for row in rows]
