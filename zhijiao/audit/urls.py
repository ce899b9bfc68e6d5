"""Addresses of the audit log."""

from django.urls import path

from zhijiao.audit import pages

app_name = "audit"

urlpatterns = [
    path("manage/audit/", pages.log, name="log"),
    path("manage/audit/export.<str:fmt>", pages.export, name="export"),
]
