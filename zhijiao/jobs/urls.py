"""Addresses of the operator's page."""

from django.urls import path

from zhijiao.jobs import pages

app_name = "jobs"

urlpatterns = [
    path("manage/jobs/", pages.listing, name="list"),
    path("manage/jobs/<int:pk>/retry/", pages.retry_job, name="retry"),
    path("manage/jobs/<int:pk>/cancel/", pages.cancel_job, name="cancel"),
]
