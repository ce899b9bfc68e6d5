"""Addresses of 事件推送."""

from django.urls import path

from zhijiao.webhooks import pages

app_name = "webhooks"

_ONE = "manage/webhooks/<int:pk>/"
urlpatterns = [
    path("manage/webhooks/", pages.listing, name="list"),
    path("manage/webhooks/add/", pages.add, name="add"),
    path(_ONE, pages.detail, name="detail"),
    path(f"{_ONE}edit/", pages.edit, name="edit"),
    path(f"{_ONE}state/", pages.switch, name="state"),
    path(f"{_ONE}secret/", pages.renew, name="renew"),
    path(f"{_ONE}test/", pages.test, name="test"),
    path(f"{_ONE}delete/", pages.remove, name="remove"),
    path(f"{_ONE}deliveries/<int:delivery_id>/resend/", pages.resend, name="resend"),
]
