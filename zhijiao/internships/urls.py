"""Addresses of the boards of 实习实训; each is of one form, so that the menu and the gate know where one is."""

from django.urls import path, register_converter

from zhijiao.filing.pages.context import FormConverter
from zhijiao.internships.form_keys import PLACEMENT, PROJECT
from zhijiao.internships.pages.board import board
from zhijiao.internships.pages.project import project


class PlacementConverter(FormConverter):
    """The form 学生实习去向 in an address."""

    regex = PLACEMENT


class ProjectConverter(FormConverter):
    """The form 实习项目 in an address."""

    regex = PROJECT


register_converter(PlacementConverter, "placements")
register_converter(ProjectConverter, "projects")

app_name = "internships"

urlpatterns = [
    path("forms/<placements:form>/board/", board, name="board"),
    path("forms/<projects:form>/<int:record_id>/progress/", project, name="project"),
]
