"""Address of 系统指引."""

from django.urls import path

from zhijiao.tours import pages

app_name = "tours"

urlpatterns = [path("tour/seen/", pages.seen, name="seen")]
