"""专业人数: students of each major by grade, as the outline lists them."""

from collections import defaultdict

from django.db.models import Count

from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org

MAJOR, ENROLMENT = "major", "student_enrolment"
HEADS = ("专业类", "专业", "一年级", "二年级", "三年级")
ENROLLED = ("01", "05")
SHOWN = ("class_name", "code", "own_name")
GRADES = 3


def students(school: Org, year: int) -> list[list[str]]:
    """Rows of the list: majors with students in one of three grades, in the order of their codes; two queries."""
    program = Actor.system(school)
    enrolled = access.rows(program, registry.record_form(ENROLMENT), "view").filter(
        school_id=school.pk, status__in=ENROLLED, grade__in=range(year - GRADES + 1, year + 1)
    )
    counted: dict[int, dict[int, int]] = defaultdict(dict)
    for major, grade, number in (
        enrolled.order_by().values_list("school_class__major_id", "grade").annotate(n=Count("pk"))
    ):
        counted[major][grade] = number
    form = registry.record_form(MAJOR)
    columns = [form.columns[name] for name in SHOWN]
    rows = (
        access.rows(program, form, "view")
        .filter(school_id=school.pk, pk__in=[*counted])
        .order_by("code", "pk")
    )
    made = []
    for (pk,), values in form.fetch(rows, columns, ("pk",)):
        kind, name, own = (column.text(value) for column, value in zip(columns, values, strict=True))
        made.append([kind, own or name, *(str(counted[pk].get(year - back, 0)) for back in range(GRADES))])
    return made


def may_see(actor: Actor) -> bool:
    """Whether somebody may know them before they are published."""
    if access.sees_own_rows_only(actor):
        return False
    return all(access.can(actor, registry.record_form(key), "view") for key in (MAJOR, ENROLMENT))
