"""Address of a reveal: form, record and item; what is shown stands in no address."""

from django.urls import path

from zhijiao.filing import urls as _forms  # noqa: F401  (registers the <form:…> converter)
from zhijiao.reveal import views

app_name = "reveal"

urlpatterns = [
    path("forms/<form:form>/<int:record_id>/reveal/<str:name>/", views.cell, name="cell"),
]
