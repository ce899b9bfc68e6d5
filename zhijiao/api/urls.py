"""Addresses of the API."""

from django.urls import path

from zhijiao.api import views
from zhijiao.filing import urls as _forms  # noqa: F401  (registers the <form:…> converter)

app_name = "api"

urlpatterns = [
    path("api/v1/openapi.json", views.document, name="document"),
    path("api/v1/forms/", views.forms, name="forms"),
    path("api/v1/schools/", views.schools, name="schools"),
    path("api/v1/forms/<form:form>/records/", views.records, name="records"),
    path("api/v1/forms/<form:form>/changes/", views.changes_since, name="changes"),
    path("api/v1/forms/<form:form>/records/<int:record_id>/", views.one, name="record"),
]
