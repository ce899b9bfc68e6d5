"""Addresses of the API."""

from django.urls import path

from zhijiao.api import pages, views
from zhijiao.api.resources import RESOURCES
from zhijiao.cases import urls as _cases  # noqa: F401  (registers the <case_form:…> converter)
from zhijiao.filing import urls as _forms  # noqa: F401  (registers the <form:…> converter)

app_name = "api"

_RECORDS = "api/v1/forms/<form:form>/records/"
urlpatterns = [
    path("api-document/", pages.document, name="docs"),
    path("api/v1/openapi.json", views.document, name="document"),
    path("api/v1/forms/", views.forms, name="forms"),
    path("api/v1/schools/", views.schools, name="schools"),
    *(path(f"api/v1/{each.path}", each.view, name=each.name) for each in RESOURCES),
    path(_RECORDS, views.records, name="records"),
    path("api/v1/forms/<form:form>/changes/", views.changes_since, name="changes"),
    path("api/v1/forms/<form:form>/exports/", views.ask_for_export, name="exports"),
    path(f"{_RECORDS}<int:record_id>/", views.one, name="record"),
    path(f"{_RECORDS}<int:record_id>/files/", views.files, name="files"),
    path(f"{_RECORDS}<int:record_id>/files/<str:number>/", views.file, name="file"),
    path("api/v1/cases/<case_form:form>/", views.cases, name="cases"),
    path("api/v1/exports/<int:export_id>/", views.export, name="export"),
    path("api/v1/exports/<int:export_id>/content/", views.export_content, name="export_content"),
]
