"""The first page of the manage portal."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhijiao.identity.admin_notices import notices
from zhijiao.identity.gate import manage
from zhijiao.identity.models import User
from zhijiao.identity.requests import ActorRequest
from zhijiao.orgs.models import Level, Org
from zhijiao.orgs.pages.tree import administered
from zhijiao.web.manage_menu import PURPOSES, manage_menu


@manage()
def home(request: ActorRequest) -> HttpResponse:
    """The manage portal's first page: what this administrator can do, and how things stand."""
    actor = request.actor
    org = Org.objects.get(pk=actor.org_id)
    active_users = User.objects.filter(org=org, is_active=True)
    context = {
        "org": org,
        "own_url": reverse("orgs:node", args=[org.pk]),
        "entries": [(label, name, PURPOSES[name]) for label, name in manage_menu(actor)[1:]],
        "users": active_users.count(),
        "notices": notices(actor),
        "principals": active_users.filter(roles__principal=True).count(),
    }
    if not org.is_school:
        schools = Org.objects.subtree(org.path).schools().active()
        context["schools"] = schools.count()
        context["without_admin"] = schools.exclude(pk__in=administered(Level.SCHOOL)).count()
    return render(request, "web/manage_home.html", context)
