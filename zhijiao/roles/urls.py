"""Addresses of 角色管理 and of the pages on which rights are read."""

from django.urls import path

from zhijiao.filing import urls as _forms  # noqa: F401  (registers the <form:…> converter)
from zhijiao.roles import access_report_pages, effective, views

app_name = "roles"

urlpatterns = [
    path("manage/roles/", views.role_list, name="list"),
    path("manage/roles/add/", views.add, name="add"),
    path("manage/roles/<int:pk>/", views.role, name="role"),
    path("manage/who/", access_report_pages.of_form, name="who"),
    path("forms/<form:form>/<int:record_id>/who/", access_report_pages.of_record, name="who_record"),
    path("manage/users/<int:pk>/rights/", effective.rights, name="rights"),
    path("manage/roles/<int:pk>/delete/", views.delete, name="delete"),
]
