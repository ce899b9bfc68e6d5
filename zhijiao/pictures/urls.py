"""Addresses of the pictures."""

from django.urls import path, register_converter

from zhijiao.pictures import pages

register_converter(pages.PicturedConverter, "pictured")

app_name = "pictures"

urlpatterns = [
    path("charts/", pages.overview, name="all"),
    path("charts/<pictured:form>/", pages.of_form, name="form"),
]
