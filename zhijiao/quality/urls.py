"""Addresses of 数据校验."""

from django.urls import path

from zhijiao.quality import area_pages, match_pages, pages, rule_pages

app_name = "quality"

urlpatterns = [
    path("quality/", pages.index, name="list"),
    path("quality/check/", pages.check, name="check"),
    path("quality/matches/", match_pages.match_list, name="matches"),
    path("quality/answer/", pages.answer, name="answer"),
    path("quality/review/", pages.review, name="review"),
    path("quality/export/<str:fmt>/", pages.export, name="export"),
    path("quality/schools/<str:fmt>/", area_pages.export, name="schools"),
    path("quality/<int:finding_id>/", pages.finding, name="finding"),
    path("quality/rules/", rule_pages.catalogue, name="rules"),
    path("quality/rules/<str:key>/", rule_pages.rule_page, name="rule"),
    path("quality/rules/<str:key>/trial/", rule_pages.dry_run, name="trial"),
    path("manage/rules/", rule_pages.manage_catalogue, name="manage_rules"),
    path("manage/rules/<str:key>/", rule_pages.manage_rule, name="manage_rule"),
    path("manage/rules/<str:key>/trial/", rule_pages.manage_trial, name="manage_trial"),
]
