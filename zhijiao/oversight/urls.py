"""Addresses of the boards."""

from django.urls import path

from zhijiao.oversight.pages import board, exports, forms, reminding, schools

app_name = "oversight"

urlpatterns = [
    path("oversight/", board.board, name="board"),
    path("oversight/areas/", board.areas, name="areas"),
    path("oversight/schools/", schools.schools, name="schools"),
    path("oversight/schools/<int:pk>/", schools.school, name="school"),
    path("oversight/forms/", forms.forms, name="forms"),
    path("oversight/forms/<slug:place>/", forms.form, name="form"),
    path("oversight/remind/", reminding.remind, name="remind"),
    path("oversight/reminders/", reminding.sent, name="reminders"),
    path("oversight/reminders/<int:pk>/", reminding.sent_one, name="reminder"),
    path("oversight/export/<slug:what>.<str:fmt>", exports.export, name="export"),
]
