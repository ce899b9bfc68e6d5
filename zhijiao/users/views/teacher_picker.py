"""真实姓名 picked from the school's teachers: 教工号, 姓名, 所属机构, for the page of a user in the manage portal.

An administrator of accounts sees these columns of the teachers and nothing else of them.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.identity.actions import USERS
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Org

TEACHER = "teacher"
SHOWN = ("number", "name", "sex", "department")
LIMIT = 20


@manage(USERS, never_cache=True)
def search(request: ActorRequest) -> HttpResponse:
    """Rows of the dialog: the teachers whose number or name holds what is asked for."""
    school = Org.objects.get(pk=request.actor.org_id)
    if not school.is_school:
        raise Http404("只有学校有教师信息。")
    asked = fold(request.GET.get("q", "")[:60])
    found = teachers(school, asked, LIMIT + 1)
    context = {"teachers": found[:LIMIT], "more": len(found) > LIMIT, "asked": asked}
    return render(request, "users/teachers.html", context)


def teachers(school: Org, asked: str, limit: int) -> list[dict[str, str]]:
    """Teachers of a school as texts by column, in order; `sex_code` besides."""
    form = registry.record_form(TEACHER)
    rows = access.rows(Actor.system(school), form, "view").filter(school=school)
    if asked:
        rows = rows.filter(form.reference_filter(asked))
    columns = [form.columns[name] for name in SHOWN]
    found = []
    for _, values in form.fetch(rows.order_by(*form.ordering, "pk")[:limit], columns):
        texts = [column.text(value) for column, value in zip(columns, values, strict=True)]
        found.append(dict(zip(SHOWN, texts, strict=True)) | {"sex_code": values[SHOWN.index("sex")] or ""})
    return found
