"""An installation with two careless views: one forgot its mark, one forgot to ask whose account it shows."""

from django.http import HttpResponse
from django.urls import path

from zhijiao.config import urls
from zhijiao.identity.actions import USERS
from zhijiao.identity.gate import manage
from zhijiao.identity.models import User


def unmarked(request):
    return HttpResponse("forgotten")


@manage(USERS)
def anybody(request, pk):
    return HttpResponse(User.objects.get(pk=pk).username)


urlpatterns = [
    path("manage/users/<int:pk>/careless/", anybody, name="careless"),
    path("unmarked/", unmarked, name="unmarked"),
    *urls.urlpatterns,
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
