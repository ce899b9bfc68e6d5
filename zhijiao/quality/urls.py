"""Addresses of 数据校验."""

from django.urls import path

from zhijiao.quality import area_pages, pages

app_name = "quality"

urlpatterns = [
    path("quality/", pages.index, name="list"),
    path("quality/check/", pages.check, name="check"),
    path("quality/answer/", pages.answer, name="answer"),
    path("quality/review/", pages.review, name="review"),
    path("quality/export/<str:fmt>/", pages.export, name="export"),
    path("quality/schools/<str:fmt>/", area_pages.export, name="schools"),
    path("quality/<int:finding_id>/", pages.finding, name="finding"),
    path("quality/rules/", area_pages.catalogue, name="rules"),
    path("quality/rules/<str:key>/", area_pages.rule_page, name="rule"),
    path("quality/rules/<str:key>/trial/", area_pages.dry_run, name="trial"),
]
