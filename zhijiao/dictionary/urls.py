"""Addresses of the data dictionary; those of code tables are in the manual."""

from django.urls import path

from zhijiao.dictionary import views
from zhijiao.filing import urls as _forms  # noqa: F401  (registers the <form:…> converter)

app_name = "dictionary"

urlpatterns = [
    path("dictionary/", views.home, name="home"),
    path("dictionary/forms/<form:entry>/", views.form_page, name="form"),
    path("dictionary/changes/", views.changes, name="changes"),
    path("dictionary/dictionary.json", views.as_json, name="json"),
    path("dictionary/workbook/", views.workbook, name="workbook"),
]
