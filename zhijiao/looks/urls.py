"""Addresses of 谁查看过."""

from django.urls import path

from zhijiao.filing import urls as _forms  # noqa: F401  (registers the <form:…> converter)
from zhijiao.looks.pages import alerts, listing

app_name = "looks"

urlpatterns = [
    path("manage/looks/", listing.listing, name="list"),
    path("manage/looks/alerts/", alerts.listing, name="alerts"),
    path("manage/looks/alerts/<int:pk>/", alerts.settle, name="settle"),
    path("forms/<form:form>/<int:record_id>/looks/", listing.of_record, name="record"),
]
