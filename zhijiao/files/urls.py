"""Addresses of 我的文件."""

from django.urls import path

from zhijiao.files import pages

app_name = "files"

urlpatterns = [
    path("files/", pages.listing, name="list"),
    path("files/<int:pk>/", pages.state, name="state"),
    path("files/<int:pk>/cancel/", pages.cancel, name="cancel"),
    path("files/<int:pk>/download/", pages.download, name="download"),
]
