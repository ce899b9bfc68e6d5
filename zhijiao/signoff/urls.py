"""Addresses of 上报审核."""

from django.urls import path

from zhijiao.signoff.pages import area, overview, school, settling

app_name = "signoff"

urlpatterns = [
    path("signoff/", overview.home, name="home"),
    path("signoff/state/", school.state, name="state"),
    path("signoff/sign/", school.sign, name="sign"),
    path("signoff/withdraw/", school.withdraw, name="withdraw"),
    path("signoff/answer/<form:form>/", school.answer, name="answer"),
    path("signoff/settle/", settling.settle, name="settle"),
    path("signoff/settle-many/", settling.settle_many, name="settle_many"),
    path("signoff/area/", area.page, name="area"),
    path("signoff/area/report/", area.report, name="area_report"),
    path("signoff/area/return/", area.send_back, name="area_return"),
]
