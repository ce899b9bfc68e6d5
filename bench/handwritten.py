"""A list page written by hand for one form: what an engineer would write who needs exactly this page.

Same frame, same session and actor, same columns, same look; no declaration, no column choice, no query bar from data.
"""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhijiao.catalogue.tables import table
from zhijiao.identity.gate import business
from zhijiao.modules.general.models import Student

HEADS = ("学号", "姓名", "性别", "出生日期", "民族", "政治面貌", "所在班级", "当前状态")
PATHS = (
    "pk",
    "number",
    "name",
    "sex",
    "birth",
    "ethnic_group",
    "political_status",
    "enrolment__school_class__number",
    "enrolment__school_class__name",
    "enrolment__status",
)


@business("view")
def student_list(request: HttpRequest) -> HttpResponse:
    """The school's students, twenty a page."""
    rows = Student.unscoped.filter(school_id=request.actor.org_id).order_by("number")
    name = request.GET.get("name")
    if name:
        rows = rows.filter(name__contains=name)
    page = Paginator(rows.values_list(*PATHS), 20)
    shown = page.get_page(request.GET.get("page"))
    sex, group, party = table("sex"), table("ethnic_groups"), table("political_affiliation")
    state = table("student_status")
    students = [
        (
            pk,
            (
                number,
                name,
                sex.name(s),
                birth.isoformat() if birth else "",
                group.name(e),
                party.name(p),
                f"{class_number} {class_name}" if class_number else "",
                state.name(st),
            ),
        )
        for pk, number, name, s, birth, e, p, class_number, class_name, st in shown
    ]
    context = {"heads": HEADS, "students": students, "page": shown, "total": page.count}
    return render(request, "bench/students.html", context)
