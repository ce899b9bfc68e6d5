"""Addresses of the forms: a handful of patterns with a converter, whatever the number of forms."""

from django.urls import path, register_converter

from zhijiao.filing.pages import (
    bulk,
    cell,
    copying,
    deletion,
    detail,
    dossier,
    edit,
    export,
    file_boxes,
    file_views,
    grid,
    history,
    options,
    query_pages,
    reveal,
    rich_text,
    table,
    year_move,
)
from zhijiao.filing.pages import list as list_page
from zhijiao.filing.pages.context import FormConverter

register_converter(FormConverter, "form")

app_name = "filing"

urlpatterns = [
    path("forms/<form:form>/", list_page.index, name="list"),
    path("forms/<form:form>/conditions/", table.conditions, name="conditions"),
    path("forms/<form:form>/columns/", table.choose_columns, name="columns"),
    path("forms/<form:form>/queries/", query_pages.queries, name="queries"),
    path("forms/<form:form>/queries/<int:query_id>/", query_pages.change_query, name="change_query"),
    path("forms/<form:form>/options/<str:column>/", options.options, name="options"),
    path("forms/<form:form>/look-up/<str:column>/", options.look_up, name="look_up"),
    path("forms/<form:form>/export/<str:fmt>/", export.export, name="export"),
    path("forms/<form:form>/print/", export.print_list, name="print"),
    path("forms/<form:form>/<int:record_id>/", detail.view, name="view"),
    path("forms/<form:form>/<int:record_id>/history/", history.history, name="history"),
    path("forms/<form:form>/<int:record_id>/reveal/<str:name>/", reveal.reveal_cell, name="reveal"),
    path("forms/<form:form>/<int:record_id>/dossier/", dossier.dossier, name="dossier"),
    path("forms/<form:form>/<int:record_id>/dossier/<str:fmt>/", dossier.paper, name="dossier_paper"),
    path("forms/<form:form>/used-by/<int:record_id>/", detail.used_by, name="used_by"),
    path("forms/<form:form>/new/", edit.new, name="new"),
    path("forms/<form:form>/edit/", edit.edit_single, name="edit_single"),
    path("forms/<form:form>/<int:record_id>/edit/", edit.edit, name="edit"),
    path("forms/<form:form>/<int:record_id>/cell/<str:name>/", cell.cell, name="cell"),
    path("forms/<form:form>/<int:record_id>/year/", year_move.move, name="move_year"),
    path("forms/<form:form>/copy/", copying.copy, name="copy"),
    path("forms/<form:form>/copied/", copying.copied, name="copied"),
    path("forms/<form:form>/attach/<str:name>/", file_boxes.attach, name="attach"),
    path(
        "forms/<form:form>/<int:record_id>/files/<str:name>/<str:number>/", file_views.download, name="file"
    ),
    path(
        "forms/<form:form>/<int:record_id>/files/<str:name>/<str:number>/small/",
        file_views.small,
        name="file_small",
    ),
    path("forms/<form:form>/paste/<str:name>/", rich_text.paste, name="paste"),
    path("forms/<form:form>/draft/", edit.draft, name="draft"),
    path("forms/<form:form>/delete/", deletion.delete, name="delete"),
    path("forms/<form:form>/grid/", grid.grid, name="grid"),
    path("forms/<form:form>/grid/check/", grid.grid_check, name="grid_check"),
    path("forms/<form:form>/grid/rows/", grid.grid_rows, name="grid_rows"),
    path("forms/<form:form>/grid/draft/", grid.draft, name="grid_draft"),
    path("forms/<form:form>/set/", bulk.set_column, name="set_column"),
    path("forms/<form:form>/batches/", bulk.recent_batches, name="batches"),
    path("forms/<form:form>/batches/<int:batch_id>/undo/", bulk.undo_batch, name="undo"),
]
