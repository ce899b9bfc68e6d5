"""Addresses of the forms: a handful of patterns with a converter, whatever the number of forms."""

from django.urls import path, register_converter

from zhijiao.filing import edit
from zhijiao.filing.desk import FormConverter

register_converter(FormConverter, "form")

app_name = "filing"

urlpatterns = [
    path("forms/<form:form>/new/", edit.new, name="new"),
    path("forms/<form:form>/edit/", edit.edit_single, name="edit_single"),
    path("forms/<form:form>/<int:record_id>/edit/", edit.edit, name="edit"),
    path("forms/<form:form>/draft/", edit.draft, name="draft"),
    path("forms/<form:form>/delete/", edit.delete, name="delete"),
]
