"""Addresses of the data password."""

from django.urls import path

from zhijiao.private import views

app_name = "private"

urlpatterns = [
    path("data-password/", views.enter, name="data_password"),
    path("data-password/set/", views.choose, name="data_password_set"),
    path("data-password/lock/", views.lock, name="data_password_lock"),
    path("data-password/forgot/", views.forgot, name="data_password_forgot"),
]
