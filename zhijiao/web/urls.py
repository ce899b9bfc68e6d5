"""Addresses of the first pages of both portals."""

from django.urls import path

from zhijiao.filing import urls as _forms  # noqa: F401  (registers the <form:…> converter)
from zhijiao.web import faq, manage_home, workbench

app_name = "web"

urlpatterns = [
    path("", workbench.home, name="home"),
    path("faq/", faq.faq, name="faq"),
    path("year/<int:year>/", workbench.year, name="year"),
    path("nil/<form:form>/", workbench.nil, name="nil"),
    path("manage/", manage_home.home, name="manage_home"),
]
