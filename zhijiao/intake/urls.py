"""Addresses of the import pages (manage portal) and of the review pages (business portal)."""

from django.urls import path

from zhijiao.filing import urls as _forms  # noqa: F401  (registers the <form:…> converter)
from zhijiao.intake import mapping_views, reading_views, review_views, views

app_name = "intake"

urlpatterns = [
    path("manage/import/", views.home, name="import"),
    path("manage/import/records/", views.records, name="import_records"),
    path("manage/import/mappings/", mapping_views.listed, name="import_mappings"),
    path("manage/import/mappings/<int:pair_id>/revoke/", mapping_views.revoke, name="import_mapping_revoke"),
    path("manage/import/school-workbook/", views.school_template, name="import_school_template"),
    path("manage/import/school-workbook/upload/", views.upload_school_book, name="import_school_upload"),
    path("manage/import/<form:form>/template/", views.template, name="import_template"),
    path("manage/import/<form:form>/upload/", views.upload_one, name="import_upload"),
    path("manage/import/<int:batch_id>/submit/", views.submit, name="import_submit"),
    path("manage/import/<int:batch_id>/existing/", views.decide, name="import_existing"),
    path("manage/import/<int:batch_id>/mapping/", views.map_word, name="import_mapping"),
    path("manage/import/<int:batch_id>/codes/", views.codes, name="import_codes"),
    path("manage/import/<int:batch_id>/marked/", views.marked_file, name="import_marked"),
    path("manage/import/<int:batch_id>/recheck/", views.check_again, name="import_recheck"),
    path("manage/import/<int:batch_id>/cancel/", views.cancel, name="import_cancel"),
    path("manage/import/<int:batch_id>/undo/", views.undo_batch, name="import_undo"),
    path("school-workbook/", views.school_book, name="school_workbook"),
    path("review/", review_views.home, name="review"),
    path("review/pass/", review_views.pass_everything, name="review_everything"),
    path("review/<form:form>/", review_views.rows, name="review_rows"),
    path("review/<form:form>/pass/", review_views.pass_rows, name="review_pass"),
    path("review/<form:form>/return/", review_views.give_back_rows, name="review_return_rows"),
    path("review/<form:form>/<int:row_id>/", review_views.edit, name="review_row"),
    path("review/<form:form>/<int:row_id>/read/", reading_views.read, name="review_read"),
    path("review/<form:form>/<int:row_id>/pass/", reading_views.pass_one, name="review_pass_one"),
    path("review/<form:form>/<int:row_id>/return/", reading_views.give_back, name="review_return"),
    path("review/<form:form>/<int:row_id>/mark/", reading_views.mark, name="review_mark"),
]
