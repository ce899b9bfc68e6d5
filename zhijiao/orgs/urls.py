"""Addresses of the tree."""

from django.urls import path

from zhijiao.orgs.pages import issuing, opening, tree

app_name = "orgs"

urlpatterns = [
    path("manage/schools/", opening.school_list, name="schools"),
    path("manage/schools/options/", opening.school_options, name="school_options"),
    path("manage/schools/issue/", issuing.issue_many, name="issue_many"),
    path("manage/schools/open/", opening.open_school, name="school_open"),
    path("manage/areas/", opening.area_list, name="areas"),
    path("manage/areas/open/", opening.open_area, name="area_open"),
    path("manage/orgs/", tree.tree, name="tree"),
    path("manage/orgs/<int:pk>/", tree.node, name="node"),
    path("manage/orgs/<int:pk>/branch/", tree.branch, name="branch"),
    path("manage/orgs/<int:pk>/admin/", opening.issue_admin, name="admin"),
    path(
        "manage/orgs/<int:pk>/admin/<int:user_pk>/password/",
        opening.reset_admin_password,
        name="admin_password",
    ),
]
