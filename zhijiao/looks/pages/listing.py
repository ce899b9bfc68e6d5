"""谁查看过: for administrators by place, form and record; for those responsible for a form on each of its records."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.registry import forms
from zhijiao.identity.actions import AUDIT, SUBMIT, USERS
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import denied, manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.looks import queries
from zhijiao.looks.models import Kind, Look
from zhijiao.looks.pages import people
from zhijiao.looks.queries import About, LookQuery
from zhijiao.orgs.models import Org
from zhijiao.roles.permission_tree import FORM, MODULE, outline

MOST_SCHOOLS = 2
"""A record is named within one school; a second that fits the condition makes it ambiguous."""


@manage(USERS, never_cache=True)
def listing(request: ActorRequest) -> HttpResponse:
    """Looks at data of the administrator's node and below, newest first; with a number, those at one record."""
    asked = queries.parse_query(request.GET)
    org = Org.objects.get(pk=request.actor.org_id)
    form = forms().get(asked.form)
    about, problems = _about(request.actor, org, form, asked)
    rows: list[Look] = []
    following = ""
    if not problems:
        found = queries.looks(org.path, asked if about is None else _any_form(asked))
        rows, following = queries.piece(found, request.GET.get("after", ""), about)
    context = {
        "org": org,
        "asked": asked,
        "problems": problems,
        "form": form,
        "key_label": people.key_label(form),
        "choices": _choices(),
        "person": about is not None,
        **_shown(request, org, rows, following, asked),
    }
    return render(request, "looks/list.html", context, status=422 if problems else 200)


@form_view("view", never_cache=True)
def of_record(ctx: FormContext, record_id: int) -> HttpResponse:
    """Looks at one record and at what other forms hold about it, for those who audit or submit the form.

    Raises:
        Denied: the user may view the record, but is not responsible for the form.
    """
    if not (ctx.can(AUDIT) or ctx.can(SUBMIT)):
        raise denied(ctx.actor, AUDIT, ctx.form.label)
    ctx.get(record_id)
    asked = queries.parse_query(ctx.request.GET)
    rows: list[Look] = []
    following = ""
    if not asked.problems:
        found = queries.looks(ctx.school.path, _any_form(asked))
        about = people.about(ctx.school, ctx.record_form, record_id)
        rows, following = queries.piece(found, ctx.request.GET.get("after", ""), about)
    query = _any_form(asked).string()
    if not ctx.own:
        query += f"&school={ctx.school.pk}"
    context = {
        "ctx": ctx,
        "form": ctx.form,
        "asked": asked,
        "problems": asked.problems,
        "view_url": ctx.address(reverse("filing:view", args=[ctx.form, record_id])),
        "list_url": ctx.url("list"),
        **_shown(ctx.request, ctx.school, rows, following, asked),
        "query": query,
    }
    return render(ctx.request, "looks/record.html", context, status=422 if asked.problems else 200)


def _shown(
    request: ActorRequest, org: Org, rows: list[Look], following: str, asked: LookQuery
) -> dict[str, Any]:
    """What the table of looks is drawn from."""
    return {
        "rows": rows,
        "names": people.names(org, rows),
        "kinds": Kind.choices,
        "following": following,
        "later": bool(request.GET.get("after")),
        "query": asked.string(),
    }


def _any_form(asked: LookQuery) -> LookQuery:
    """The same conditions without form, place and number: of one record, all that is about it is shown."""
    return LookQuery(asked.since, asked.until, asked.kind, who=asked.who, problems=asked.problems)


def _about(actor: Actor, org: Org, form: FormLike | None, asked: LookQuery) -> tuple[About | None, list[str]]:
    """The records that are asked about, None without a number, and what is wrong with the question."""
    problems = list(asked.problems)
    if problems or not asked.key:
        return None, problems
    if not isinstance(form, Form) or not people.key_label(form):
        return None, ["要按一条记录查询，请先选择表单；隐私表单和每校一条的表单不能按编号查询。"]
    schools = list(_schools(actor, asked)[:MOST_SCHOOLS])
    if len(schools) != 1:
        what = "没有符合条件的学校" if not schools else "符合条件的学校不止一所"
        return None, [f"{what}，请在“机构名称或代码”中填写一所学校的代码，再按编号查询。"]
    record_id = people.find(schools[0], form, asked.key)
    if record_id is None:
        label = form.reference_label
        return None, [f"“{form.label}”中没有{label}为“{asked.key}”的记录，请核对后重新查询。"]
    return people.about(schools[0], form, record_id), []


def _schools(actor: Actor, asked: LookQuery) -> Any:
    found = access.schools(actor)
    if asked.org:
        found = found.filter(name__icontains=asked.org) | found.filter(code__startswith=asked.org)
    return found


def _choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Forms by module, as they stand in the menu."""
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    for line in outline():
        if line.kind == MODULE:
            groups.append((line.label, []))
        elif line.form is not None and line.kind == FORM:
            groups[-1][1].append((line.scope, line.form.label))
    return [(label, found) for label, found in groups if found]
