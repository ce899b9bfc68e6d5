"""Addresses of the workbench."""

from django.urls import path

from zhijiao.filing import urls as _forms  # noqa: F401  (registers the <form:…> converter)
from zhijiao.web import audit_pages, faq, teachers, user_pages, workbench

app_name = "web"

urlpatterns = [
    path("", workbench.home, name="home"),
    path("faq/", faq.faq, name="faq"),
    path("year/<int:year>/", workbench.year, name="year"),
    path("nil/<form:form>/", workbench.nil, name="nil"),
    path("manage/audit/", audit_pages.log, name="audit_log"),
    path("manage/audit/export.<str:fmt>", audit_pages.export, name="audit_export"),
    path("manage/users/teachers/", teachers.search, name="teachers"),
    path("manage/users/sheet/", user_pages.upload, name="user_sheet"),
    path("manage/users/sheet/template/", user_pages.template, name="user_template"),
]
