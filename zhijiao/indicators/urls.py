"""Addresses of 办学条件."""

from django.urls import path

from zhijiao.indicators.pages import area, figures, school, supposing

app_name = "indicators"

urlpatterns = [
    path("indicators/", school.index, name="list"),
    path("indicators/rows/<str:part>/", school.rows, name="rows"),
    path("indicators/what-if/", supposing.what_if_page, name="what_if"),
    path("indicators/history/", supposing.history, name="history"),
    path("indicators/sheet/<str:part>/", supposing.sheet, name="sheet"),
    path("indicators/schools/", area.schools, name="schools"),
    path("indicators/schools/<str:fmt>/", area.export, name="export"),
    path("manage/indicators/", figures.listing, name="figures"),
    path("manage/indicators/figure/", figures.save, name="figure_save"),
    path("manage/indicators/figure/delete/", figures.delete, name="figure_delete"),
    path("manage/indicators/category/", figures.categorise, name="category"),
]
