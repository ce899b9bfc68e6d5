"""Addresses of 月报表."""

from django.urls import path

from zhijiao.monthly.pages import desk, editing, files, timeline

app_name = "monthly"

urlpatterns = [
    path("monthly/", desk.index, name="list"),
    path("monthly/milestones/", timeline.timeline, name="timeline"),
    path("monthly/milestones/tick/", timeline.tick, name="tick"),
    path("monthly/collation/<str:fmt>/", files.collation, name="collation"),
    path("monthly/<int:pk>/", desk.report, name="report"),
    path("monthly/<int:pk>/save/", desk.save, name="save"),
    path("monthly/<int:pk>/figures/", desk.refresh, name="refresh"),
    path("monthly/<int:pk>/submit/", desk.submit, name="submit"),
    path("monthly/<int:pk>/return/", desk.send_back, name="return"),
    path("monthly/<int:pk>/file/<str:fmt>/", files.report, name="file"),
    path("manage/monthly/", editing.listing, name="items"),
    path("manage/monthly/change/", editing.change, name="item_change"),
    path("manage/monthly/add/", editing.add, name="item_add"),
]
