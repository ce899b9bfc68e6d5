"""Issuing administrators to many schools that are there already and have none, a page at a time."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render

from zhijiao.identity import passwords
from zhijiao.identity.actions import ORGS
from zhijiao.identity.gate import GET_POST, manage
from zhijiao.identity.models import User
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_numbers
from zhijiao.orgs.models import Level, Org
from zhijiao.orgs.pages.tree import administered
from zhijiao.users import services
from zhijiao.users.forms import AdminForm

MOST = 20
"""Schools of one page: as many accounts as one request may make."""


@dataclass
class Row:
    """A school with the boxes of its administrator."""

    school: Org
    form: AdminForm

    @property
    def wanted(self) -> bool:
        """Whether a name was typed; rows without one are left for another time."""
        return bool((self.form.data.get(self.form.add_prefix("real_name")) or "").strip())


@manage(ORGS, methods=GET_POST, never_cache=True)
def issue_many(request: ActorRequest) -> HttpResponse:
    """Issue the administrators of schools without one: those whose name is filled in, together or not at all."""
    if request.actor.is_school:
        raise Http404("学校的管理员由主管部门签发。")
    issuer = Org.objects.get(pk=request.actor.org_id)
    posted = request.method == "POST"
    rows, left = _rows(request, issuer)
    if posted and (issued := _issue(request, issuer, rows)):
        return render(request, "orgs/issued_many.html", {"issued": issued})
    context = {
        "rows": rows,
        "left": left,
        "most": MOST,
        "errors": [
            (row.form.add_prefix(name), f"{row.school.name}的{label}")
            for row in rows
            for name, label in (row.form.wrong() if posted and row.wanted else ())
        ],
    }
    return render(request, "orgs/issue_many.html", context, status=422 if posted else 200)


def _rows(request: ActorRequest, issuer: Org) -> tuple[list[Row], int]:
    """The schools to be shown, and how many lack an administrator; those posted, as far as they still lack one."""
    lacking = Org.objects.subtree(issuer.path).schools().active().exclude(pk__in=administered(Level.SCHOOL))
    posted = request.method == "POST"
    shown = lacking.filter(pk__in=whole_numbers(request.POST.getlist("school")[:MOST])) if posted else lacking
    schools = shown.select_related("parent").order_by("path")[:MOST]
    data = request.POST if posted else None
    rows = [
        Row(school, AdminForm(data, prefix=str(school.pk), initial={"username": f"gly{school.code}"}))
        for school in schools
    ]
    return rows, lacking.count()


def _issue(request: ActorRequest, issuer: Org, rows: list[Row]) -> list[tuple[Org, User, str]]:
    """The accounts issued with their initial passwords; nothing, with the reasons in the forms, if one cannot be."""
    wanted = [row for row in rows if row.wanted]
    if not wanted:
        messages.warning(request, "没有填写任何管理员姓名，或这些学校已由他人签发。")
        return []
    judged = [row.form.is_valid() for row in wanted]
    if not all(judged):
        return []
    issued = []
    try:
        with transaction.atomic():
            for row in wanted:
                at, data = row, row.form.cleaned_data
                password = passwords.initial_password()
                user, _ = services.issue_admin(
                    row.school,
                    data["username"],
                    data["real_name"],
                    issuer,
                    email=data["email"],
                    hashed=passwords.hash_initial(password),
                )
                issued.append((row.school, user, password))
    except ValidationError as error:
        at.form.refuse(error)
        return []
    return issued
