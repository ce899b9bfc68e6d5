"""Addresses of 质量年报: those of the draft are of the form 质量年报, whose rights they take."""

from django.urls import path, register_converter

from zhijiao.annual_reports.pages import builder, chapter, published, rows
from zhijiao.annual_reports.visibility import FORM
from zhijiao.filing.pages.context import FormConverter


class ReportConverter(FormConverter):
    """The form 质量年报 in an address."""

    regex = FORM


register_converter(ReportConverter, "annual_report")

app_name = "annual_reports"

DRAFT = "forms/<annual_report:form>/builder/"

urlpatterns = [
    path(DRAFT, builder.builder, name="builder"),
    path(f"{DRAFT}preview/", builder.preview, name="preview"),
    path(f"{DRAFT}begin/", builder.begin, name="begin"),
    path(f"{DRAFT}send/", builder.send, name="send"),
    path(f"{DRAFT}audit/", builder.audit, name="audit"),
    path(f"{DRAFT}publish/", builder.publish, name="publish"),
    path(f"{DRAFT}withdraw/", builder.withdraw, name="withdraw"),
    path(f"{DRAFT}rows/<str:key>/", rows.rows, name="rows"),
    path(f"{DRAFT}chapters/<str:chapter>/", chapter.chapter, name="chapter"),
    path(f"{DRAFT}chapters/<str:chapter>/draft/", chapter.autosave, name="autosave"),
    path("annual-reports/", published.listing, name="list"),
    path("annual-reports/export/<str:fmt>/", published.export, name="export"),
    path("annual-reports/<int:report_id>/", published.read, name="read"),
    path("annual-reports/<int:report_id>/paper/<str:kind>/", published.paper, name="paper"),
]
