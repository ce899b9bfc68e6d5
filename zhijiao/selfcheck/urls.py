"""Address of the report."""

from django.urls import path

from zhijiao.selfcheck import views

app_name = "selfcheck"

urlpatterns = [path("manage/selfcheck/", views.report, name="report")]
