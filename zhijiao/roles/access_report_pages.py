"""The pages of 数据可见范围…: for an administrator by form, for those responsible for a form by record."""

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
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Org
from zhijiao.roles.access_report import Answer, can_see
from zhijiao.roles.permission_tree import FORM, MODULE, outline


@manage(USERS, never_cache=True)
def of_form(request: ActorRequest) -> HttpResponse:
    """For an administrator: who can see a form, its private columns, or (by its number) one record."""
    org = Org.objects.get(pk=request.actor.org_id)
    form = forms().get(request.GET.get("form", ""))
    key = fold(request.GET.get("key", "")[:60])
    clear = bool(request.GET.get("clear")) and form is not None and bool(_secrets(form))
    context: dict[str, Any] = {
        "org": org,
        "choices": _choices(),
        "form": form,
        "clear": clear,
        "key": key,
        "key_label": _key_label(org, form),
        "secrets": _secrets(form) if form else [],
    }
    if form is not None:
        record_id = None
        if key and isinstance(form, Form) and context["key_label"]:
            record_id, context["problem"] = _record(org, form, key)
        if not context.get("problem"):
            context["answer"] = can_see(org, form, record_id, clear=clear)
            context["what"] = _what(form, clear, f"编号为“{key}”的记录" if record_id else "")
    return render(request, "roles/who.html", context)


@form_view("view", never_cache=True)
def of_record(ctx: FormContext, record_id: int) -> HttpResponse:
    """For those who audit or submit the form: who can see this record and its private columns.

    Raises:
        Denied: the user may view the record, but is not responsible for the form.
    """
    if not (ctx.can(AUDIT) or ctx.can(SUBMIT)):
        raise denied(ctx.actor, AUDIT, ctx.form.label)
    ctx.get(record_id)
    own = None if ctx.own else Org.objects.get(pk=ctx.actor.org_id)
    hidden = _secrets(ctx.form)
    answers: list[tuple[str, Answer]] = [
        (_what(ctx.form, False, "这条记录"), can_see(ctx.school, ctx.form, record_id, named=own))
    ]
    if hidden:
        clear = can_see(ctx.school, ctx.form, record_id, clear=True, named=own)
        answers.append((_what(ctx.form, True, "这条记录"), clear))
    context = {
        "ctx": ctx,
        "form": ctx.form,
        "answers": answers,
        "view_url": ctx.address(reverse("filing:view", args=[ctx.form, record_id])),
        "list_url": ctx.url("list"),
    }
    return render(ctx.request, "roles/who_record.html", context)


def _choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Forms by module, as they stand in the menu."""
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    for line in outline():
        if line.kind == MODULE:
            groups.append((line.label, []))
        elif line.form is not None and line.kind == FORM:
            groups[-1][1].append((line.scope, line.form.label))
    return [(label, found) for label, found in groups if found]


def _secrets(form: FormLike) -> list[str]:
    """Labels of the private columns."""
    return [column.label for column in form.private_columns]


def _key_label(org: Org, form: FormLike | None) -> str:
    """What names one record of the form, if a school may be asked about one by something not private."""
    if not isinstance(form, Form) or form.single or not org.is_school or not form.declaration.key:
        return ""
    if form.is_private or any(column.private for column in form.key_columns):
        return ""
    return form.reference_label


def _record(org: Org, form: Form, key: str) -> tuple[int | None, str]:
    """The record of that number, or what is wrong with it. Nothing of the record is shown."""
    rows = access.rows(Actor.system(org), form, "view").filter(school=org)
    found = rows.filter(pk__in=form.resolve(org.pk, [key]).get(key, [])).values_list("pk", flat=True)[:1]
    if found:
        return found[0], ""
    return None, f"“{form.label}”中没有{form.reference_label}为“{key}”的记录，请核对后重新查询。"


def _what(form: FormLike, clear: bool, record: str) -> str:
    """What is asked about, in words; `record` names the one record, if it is one."""
    whole = f"“{form.label}”的{record or '记录'}"
    return f"{whole}中{'、'.join(_secrets(form))}的明文" if clear else whole
