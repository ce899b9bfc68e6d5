"""Addresses of snapshots."""

from django.urls import path

from zhijiao.snapshots.pages import changes, exports, form_rows, lists, one

app_name = "snapshots"

urlpatterns = [
    path("snapshots/", lists.index, name="list"),
    path("snapshots/<int:snapshot_id>/", one.snapshot, name="snapshot"),
    path("snapshots/<int:snapshot_id>/verify/", one.verify, name="verify"),
    path("snapshots/<int:snapshot_id>/export/", exports.whole, name="export"),
    path("snapshots/<int:snapshot_id>/changes/", exports.changes, name="all_changes"),
    path("snapshots/<int:snapshot_id>/<form:form>/", form_rows.rows, name="form"),
    path("snapshots/<int:snapshot_id>/<form:form>/export/<str:fmt>/", exports.one_form, name="form_export"),
    path("snapshots/<int:snapshot_id>/<form:form>/changes/", changes.changes, name="changes"),
    path("snapshots/<int:snapshot_id>/<form:form>/<int:record_id>/", form_rows.record, name="record"),
]
