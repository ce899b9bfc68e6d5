"""Addresses of the manual."""

from django.urls import path

from zhijiao.filing import urls as _forms  # noqa: F401  (registers the <form:…> converter)
from zhijiao.manual import views

app_name = "manual"

urlpatterns = [
    path("manual/", views.home, name="home"),
    path("manual/search/", views.search_page, name="search"),
    path("manual/pdf/", views.whole, name="pdf"),
    path("manual/codes/<slug:table>/", views.codes, name="codes"),
    path("manual/forms/<form:entry>/", views.form_page, name="form"),
    path("manual/forms/<form:entry>/pdf/", views.form_paper, name="form_pdf"),
    path("manual/chapters/<slug:slug>/", views.chapter, name="chapter"),
    path("manual/chapters/<slug:slug>/pdf/", views.chapter_paper, name="chapter_pdf"),
]
