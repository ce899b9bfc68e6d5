"""Addresses of the forms: a handful of patterns with a converter, whatever the number of forms."""

from django.urls import path, register_converter

from zhijiao.filing import browse, edit, export, grid, mass, options, preferences, record, table
from zhijiao.filing.desk import FormConverter

register_converter(FormConverter, "form")

app_name = "filing"

urlpatterns = [
    path("forms/<form:form>/", browse.index, name="list"),
    path("forms/<form:form>/conditions/", table.conditions, name="conditions"),
    path("forms/<form:form>/columns/", preferences.columns, name="columns"),
    path("forms/<form:form>/options/<str:column>/", options.options, name="options"),
    path("forms/<form:form>/export/<str:fmt>/", export.export, name="export"),
    path("forms/<form:form>/print/", export.printed, name="print"),
    path("forms/<form:form>/<int:record_id>/", record.view, name="view"),
    path("forms/<form:form>/<int:record_id>/history/", record.history, name="history"),
    path("forms/<form:form>/used-by/<int:record_id>/", record.used_by, name="used_by"),
    path("forms/<form:form>/new/", edit.new, name="new"),
    path("forms/<form:form>/edit/", edit.edit_single, name="edit_single"),
    path("forms/<form:form>/<int:record_id>/edit/", edit.edit, name="edit"),
    path("forms/<form:form>/draft/", edit.draft, name="draft"),
    path("forms/<form:form>/delete/", edit.delete, name="delete"),
    path("forms/<form:form>/grid/", grid.grid, name="grid"),
    path("forms/<form:form>/grid/draft/", grid.draft, name="grid_draft"),
    path("forms/<form:form>/set/", mass.set_column, name="set_column"),
    path("forms/<form:form>/batches/", mass.batches, name="batches"),
    path("forms/<form:form>/batches/<int:batch_id>/undo/", mass.undo_batch, name="undo"),
]
