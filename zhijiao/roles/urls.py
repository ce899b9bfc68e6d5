"""Addresses of 角色管理 and of the pages on which rights are read."""

from django.urls import path

from zhijiao.roles import effective, views

app_name = "roles"

urlpatterns = [
    path("manage/roles/", views.role_list, name="list"),
    path("manage/roles/add/", views.add, name="add"),
    path("manage/roles/<int:pk>/", views.role, name="role"),
    path("manage/users/<int:pk>/rights/", effective.rights, name="rights"),
    path("manage/roles/<int:pk>/delete/", views.delete, name="delete"),
]
