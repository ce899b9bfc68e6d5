"""Addresses of changes to the tree."""

from django.urls import path

from zhijiao.restructure import boundary_views, opening_views, tree_changes, views

app_name = "restructure"

CHANGES = (
    tree_changes.Rename(),
    tree_changes.Move(),
    tree_changes.MergeChange(),
    tree_changes.SplitChange(),
    tree_changes.Close(),
    tree_changes.Resume(),
)

urlpatterns = [
    path("manage/areas/<int:pk>/boundaries/", boundary_views.page, name="boundaries"),
    path("manage/schools/sheet/", opening_views.upload, name="sheet"),
    path("manage/schools/sheet/template/", opening_views.template, name="sheet_template"),
    path("manage/schools/sheet/<int:pk>/", opening_views.check, name="sheet_check"),
    path("manage/schools/sheet/<int:pk>/marked/", opening_views.marked, name="sheet_marked"),
] + [path(f"manage/orgs/<int:pk>/{change.key}/", views.page(change), name=change.key) for change in CHANGES]
