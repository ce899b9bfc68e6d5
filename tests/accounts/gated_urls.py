"""Addresses for the tests of the gate: one view of each kind, and one that forgot its mark."""

from django.http import HttpResponse
from django.urls import include, path

from zhijiao.identity.actions import AUDIT, USERS, VIEW
from zhijiao.identity.gate import GET_POST, business, manage, member, public


def page(request):
    return HttpResponse(f"open to {request.actor.name if request.actor else 'all'}")


def named(gate):
    def view(request):
        return page(request)

    return gate(view)


urlpatterns = [
    path("", include("zhijiao.signin.urls")),
    path("", include("zhijiao.private.urls")),
    path("", include("zhijiao.users.urls")),
    path("", include("zhijiao.manual.urls")),
    path("unmarked/", page),
    path("public/", named(public())),
    path("member/", named(member())),
    path("view/", named(business(VIEW))),
    path("audit/", named(business(AUDIT))),
    path("secret/", named(public(never_cache=True))),
    path("desk/", named(business())),
    path("api/v1/things/", named(business(VIEW, token=True, methods=GET_POST))),
    path("api/v1/audits/", named(business(AUDIT, token=True))),
    path("manage/people/", named(manage(USERS))),
]
handler403 = "zhijiao.web.views.permission_denied"
handler404 = "zhijiao.web.views.not_found"
