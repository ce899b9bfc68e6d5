"""Addresses of cases; each is of one form, so that the menu and the gate know where one is."""

from django.urls import path, register_converter

from zhijiao.cases.form_keys import CASE_FORMS, TYPICAL
from zhijiao.cases.pages import desk, files, handling, library, papers
from zhijiao.filing.pages.context import FormConverter


class CaseConverter(FormConverter):
    """A form 案例上报 in an address."""

    regex = "|".join(CASE_FORMS)


class TypicalConverter(FormConverter):
    """A form 典型案例 in an address."""

    regex = "|".join(TYPICAL.values())


register_converter(CaseConverter, "case_form")
register_converter(TypicalConverter, "typical_form")

app_name = "cases"

urlpatterns = [
    path("forms/<case_form:form>/desk/", desk.desk, name="desk"),
    path("forms/<case_form:form>/<int:record_id>/case/", handling.of_record, name="case"),
    path("forms/<case_form:form>/<int:record_id>/hand-in/", handling.hand_in, name="hand_in"),
    path("forms/<case_form:form>/cases/<int:case_id>/", handling.handled, name="handled"),
    path("forms/<case_form:form>/cases/<int:case_id>/move/", handling.move, name="move"),
    path("forms/<case_form:form>/cases/<int:case_id>/compare/", handling.compare, name="compare"),
    path("forms/<case_form:form>/cases/<int:case_id>/paper/<str:fmt>/", papers.paper, name="paper"),
    path("forms/<case_form:form>/cases/<int:case_id>/files/<str:number>/", files.download, name="download"),
    path("forms/<typical_form:form>/library/", library.library, name="library"),
    path("forms/<typical_form:form>/<int:number>/read/", library.read, name="read"),
    path("pictures/<str:number>/", files.picture, name="picture"),
]
