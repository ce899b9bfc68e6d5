"""Addresses of 通知公告."""

from django.urls import path

from zhijiao.announcements.pages import desk, reader

app_name = "announcements"

urlpatterns = [
    path("announcements/", reader.listing, name="list"),
    path("announcements/<int:pk>/", reader.read, name="read"),
    path("announcements/<int:pk>/confirm/", reader.confirm, name="confirm"),
    path("announcements/<int:pk>/files/<str:number>/", reader.download, name="file"),
    path("announcements/desk/", desk.listing, name="desk"),
    path("announcements/new/", desk.new, name="new"),
    path("announcements/<int:pk>/edit/", desk.edit, name="edit"),
    path("announcements/<int:pk>/attach/", desk.attach, name="attach"),
    path("announcements/<int:pk>/files/<str:number>/remove/", desk.remove_file, name="remove_file"),
    path("announcements/<int:pk>/publish/", desk.publish, name="publish"),
    path("announcements/<int:pk>/withdraw/", desk.withdraw, name="withdraw"),
    path("announcements/<int:pk>/revise/", desk.revise, name="revise"),
    path("announcements/<int:pk>/discard/", desk.discard, name="discard"),
    path("announcements/<int:pk>/receipts/", desk.receipts, name="receipts"),
]
