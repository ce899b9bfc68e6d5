"""Addresses of the workbench."""

from django.urls import path

from zhijiao.filing import urls as _forms  # noqa: F401  (registers the <form:…> converter)
from zhijiao.web import teachers, workbench

app_name = "web"

urlpatterns = [
    path("", workbench.home, name="home"),
    path("year/<int:year>/", workbench.year, name="year"),
    path("nil/<form:form>/", workbench.nil, name="nil"),
    path("manage/users/teachers/", teachers.search, name="teachers"),
]
