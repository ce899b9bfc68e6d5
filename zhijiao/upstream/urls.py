"""Addresses of 源头平台同步."""

from django.urls import path

from zhijiao.upstream.pages import connecting, correcting, previews, taking

app_name = "upstream"

urlpatterns = [
    path("manage/upstream/", taking.home, name="home"),
    path("manage/upstream/template/<slug:key>/", taking.template_file, name="template"),
    path("manage/upstream/layout/<slug:key>/", taking.layout, name="layout"),
    path("manage/upstream/connections/<slug:key>/", connecting.connection, name="connection"),
    path("manage/upstream/connections/<slug:key>/fetch/", connecting.fetch_now, name="fetch"),
    path("manage/upstream/syncs/<int:pk>/", taking.sync_page, name="sync"),
    path("manage/upstream/deliveries/<int:pk>/", previews.delivery, name="delivery"),
    path("manage/upstream/deliveries/<int:pk>/decide/", previews.decide, name="decide"),
    path("manage/upstream/deliveries/<int:pk>/person/<int:row>/", previews.person, name="person"),
    path("manage/upstream/deliveries/<int:pk>/report/<str:fmt>/", previews.report_file, name="report"),
    path("manage/upstream/corrections/", correcting.list_corrections, name="corrections"),
    path("manage/upstream/corrections/<int:pk>/answer/", correcting.answer, name="answer"),
    path("manage/upstream/corrections/file/<str:fmt>/", correcting.export, name="correction_file"),
    path("upstream/review/", previews.waiting, name="waiting"),
    path("upstream/review/<int:pk>/", previews.delivery_review, name="delivery_review"),
    path("upstream/review/<int:pk>/decide/", previews.decide_review, name="decide_review"),
    path("upstream/review/<int:pk>/person/<int:row>/", previews.person_review, name="person_review"),
    path("upstream/review/<int:pk>/report/<str:fmt>/", previews.report_file_review, name="report_review"),
    path("upstream/corrections/", correcting.own_corrections, name="own_corrections"),
    path("upstream/corrections/<int:pk>/withdraw/", correcting.withdraw, name="withdraw"),
    path("upstream/differences/", correcting.differences, name="differences"),
    path("upstream/correct/<form:form>/<int:record_id>/", correcting.ask, name="correct"),
]
