"""Addresses of 在线支持."""

from django.urls import path

from zhijiao.support.pages import asking, desk, guest, talk

app_name = "support"

urlpatterns = [
    path("support/", asking.listing, name="list"),
    path("support/new/", asking.new, name="new"),
    path("support/suggest/", guest.suggest, name="suggest"),
    path("support/ask/", guest.ask, name="ask"),
    path("support/link/<str:token>/", guest.open_link, name="link"),
    path("support/visit/", guest.visit, name="visit"),
    path("support/visit/messages/", guest.messages_since, name="visit_messages"),
    path("support/desk/", desk.listing, name="desk"),
    path("support/canned/", desk.canned, name="canned"),
    path("support/canned/<int:pk>/delete/", desk.delete_canned, name="delete_canned"),
    path("support/<int:pk>/", talk.read, name="read"),
    path("support/<int:pk>/messages/", talk.messages_since, name="messages"),
    path("support/<int:pk>/say/", talk.say, name="say"),
    path("support/<int:pk>/pictures/<int:number>/", talk.picture, name="picture"),
    path("support/<int:pk>/rate/", talk.rate, name="rate"),
    path("support/<int:pk>/take/", desk.take, name="take"),
    path("support/<int:pk>/hand/", desk.hand_up, name="hand"),
    path("support/<int:pk>/close/", talk.close, name="close"),
    path("support/<int:pk>/reopen/", talk.reopen, name="reopen"),
]
