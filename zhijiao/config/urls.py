"""The URL table: each area brings its own, in this order."""

from importlib.util import find_spec

from django.urls import include, path

urlpatterns = [
    path("", include(f"zhijiao.{app}.urls"))
    for app in ("accounts", "filing", "rounds", "web")
    if find_spec(f"zhijiao.{app}.urls")
]

if find_spec("zhijiao.web.views"):
    handler400 = "zhijiao.web.views.bad_request"
    handler403 = "zhijiao.web.views.permission_denied"
    handler404 = "zhijiao.web.views.not_found"
    handler500 = "zhijiao.web.views.server_error"
