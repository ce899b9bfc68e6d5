"""Addresses of the search over everything."""

from django.urls import path

from zhijiao.lookup import pages

app_name = "lookup"

urlpatterns = [
    path("search/", pages.page, name="page"),
    path("search/list/", pages.found, name="list"),
    path("search/star/", pages.star, name="star"),
]
