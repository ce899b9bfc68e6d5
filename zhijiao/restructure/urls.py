"""Addresses of changes to the tree."""

from django.urls import path

from zhijiao.restructure import acts, views

app_name = "restructure"

CHANGES = (acts.Rename(), acts.Move(), acts.Merge(), acts.Close(), acts.Resume())

urlpatterns = [
    path(f"manage/orgs/<int:pk>/{change.key}/", views.page(change), name=change.key) for change in CHANGES
]
