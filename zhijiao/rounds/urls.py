"""Addresses of rounds: their making in the manage portal, extensions and unlocks in the business portal."""

from django.urls import path

from zhijiao.rounds.pages import file_pages, grant_pages, matrix_pages, round_pages, state_pages

app_name = "rounds"

urlpatterns = [
    path("manage/rounds/", round_pages.listing, name="list"),
    path("manage/rounds/<str:key>/", round_pages.round_page, name="round"),
    path("manage/rounds/<str:key>/copy/", round_pages.copy, name="copy"),
    path("manage/rounds/<str:key>/head/", round_pages.head, name="head"),
    path("manage/rounds/<str:key>/delete/", round_pages.delete, name="delete"),
    path("manage/rounds/<str:key>/export/", round_pages.export, name="export"),
    path("manage/rounds/<str:key>/import/", file_pages.take, name="take"),
    path("manage/rounds/<str:key>/matrix/<str:module>/", matrix_pages.matrix, name="matrix"),
    path("manage/rounds/<str:key>/province/<str:module>/", matrix_pages.province, name="province"),
    path("manage/rounds/<str:key>/state/<str:step>/", state_pages.state, name="state"),
    path("grants/", grant_pages.grants, name="grants"),
    path("grants/<int:pk>/decide/", grant_pages.decide, name="decide"),
    path("grants/<int:pk>/withdraw/", grant_pages.withdraw, name="withdraw"),
]
