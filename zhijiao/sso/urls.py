"""Addresses of signing in from outside and of one's own bindings."""

from django.urls import path

from zhijiao.sso.views import own, sign_in

app_name = "sso"

urlpatterns = [
    path("sso/<slug:key>/", sign_in.begin, name="begin"),
    path("sso/<slug:key>/back/", sign_in.back, name="back"),
    path("security/sso/", own.overview, name="own"),
    path("security/sso/<slug:key>/bind/", own.bind, name="bind"),
    path("security/sso/<slug:key>/unbind/", own.unbind, name="unbind"),
]
