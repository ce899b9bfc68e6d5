"""Addresses of 我的消息."""

from django.urls import path

from zhijiao.notices import pages

app_name = "notices"

urlpatterns = [
    path("messages/", pages.listing, name="list"),
    path("messages/read/", pages.read_all, name="read_all"),
    path("messages/<int:pk>/open/", pages.open_message, name="open"),
]
