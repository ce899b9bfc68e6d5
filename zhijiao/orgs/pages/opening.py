"""Opening schools and lower departments, and issuing their administrators' accounts."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch, Q
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.identity.actions import ORGS
from zhijiao.identity.builtin_roles import admin_key
from zhijiao.identity.gate import GET_POST, POST, manage
from zhijiao.identity.models import Portal, User
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.paging import page_of
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Level, Org, SchoolType, Status
from zhijiao.orgs.pages.forms import OpenAreaForm, OpenSchoolForm
from zhijiao.orgs.pages.tree import administered
from zhijiao.orgs.services import create_org
from zhijiao.signin import password_change
from zhijiao.users import services
from zhijiao.users.forms import AdminForm
from zhijiao.users.views.account_pages import IssuedPage, issued_page

_LOOKED_UP = 20


@manage(ORGS)
def school_list(request: ActorRequest) -> HttpResponse:
    """The schools of one's area, found by name or code."""
    org = Org.objects.get(pk=request.actor.org_id)
    found = Org.objects.subtree(org.path).schools()
    kind = request.GET.get("type", "")
    if kind in SchoolType.values:
        found = found.filter(school_type=kind)
    missing = request.GET.get("admin") == "none"
    if missing:
        found = found.active().exclude(pk__in=administered(Level.SCHOOL))
    context = {"kind": "schools", "types": SchoolType.choices, "type": kind, "missing": missing}
    return _listing(request, found, context)


@manage(ORGS)
def school_options(request: ActorRequest) -> HttpResponse:
    """Working schools of one's area by part of the name or the beginning of the code, for a box that searches."""
    asked = fold(request.GET.get("q", "")[:100])
    found = Org.objects.subtree(request.actor.org_path).schools().active()
    if asked:
        found = found.filter(Q(name__icontains=asked) | Q(code__startswith=asked))
    rows = list(found.select_related("parent").order_by("path")[: _LOOKED_UP + 1])
    results = [
        {"value": org.code, "text": org.name, "hint": f"{org.code} {org.parent.name if org.parent else ''}"}
        for org in rows
    ]
    return JsonResponse({"results": results[:_LOOKED_UP], "more": len(rows) > _LOOKED_UP, "empty": None})


@manage(ORGS)
def area_list(request: ActorRequest) -> HttpResponse:
    """The departments one step down."""
    found = Org.objects.filter(parent=request.actor.org_id).exclude(level=Level.SCHOOL)
    return _listing(request, found, {"kind": "areas"})


@manage(ORGS, methods=GET_POST, never_cache=True)
def open_school(request: ActorRequest) -> HttpResponse:
    """Open a school and issue its administrator's account, together or not at all."""
    issuer = Org.objects.get(pk=request.actor.org_id)
    parents = Org.objects.subtree(issuer.path).active().exclude(level=Level.SCHOOL)
    asked = fold(request.GET.get("q", "")[:100])
    initial = {"parent": issuer.pk, **_prefilled(asked)}
    form = OpenSchoolForm.of(request, parents=parents, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        place = (data["parent"], Level.SCHOOL, data["name"], data["code"])
        issued = _open(form, issuer, place, school_type=data["school_type"], region=data["region"])
        if issued:
            return _show_password(request, *issued, "学校已开通", "schools")
    parts = [
        ("学校", ("name", "code", "school_type", "parent", "region")),
        ("系统管理员账号", ("username", "real_name", "email")),
    ]
    return _form_page(request, form, "开通学校", "schools", parts, lookup=_lookup(issuer, asked))


@manage(ORGS, methods=GET_POST, never_cache=True)
def open_area(request: ActorRequest) -> HttpResponse:
    """Open a department one step down and issue its administrator's account."""
    issuer = Org.objects.get(pk=request.actor.org_id)
    form = OpenAreaForm.of(request, above=issuer.level)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        place = (issuer, data["level"], data["name"], data["code"])
        issued = _open(form, issuer, place, region=data["code"])
        if issued:
            return _show_password(request, *issued, "部门已开通", "areas")
    parts = [("部门", ("name", "level", "code")), ("系统管理员账号", ("username", "real_name", "email"))]
    return _form_page(request, form, "开通部门", "areas", parts)


@manage(ORGS, methods=GET_POST, never_cache=True)
def issue_admin(request: ActorRequest, pk: int) -> HttpResponse:
    """Issue or replace the administrator of a school of one's area, or of a department one step down."""
    issuer = Org.objects.get(pk=request.actor.org_id)
    org = _below(issuer, pk)
    former = list(_admins(org))
    kind = "schools" if org.is_school else "areas"
    form = AdminForm.of(request)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            issued = services.issue_admin(
                org, data["username"], data["real_name"], issuer, email=data["email"]
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            return _show_password(request, *issued, "管理员账号已签发", kind)
    parts = [("系统管理员账号", ("username", "real_name", "email"))]
    title = f"{'更换' if former else '签发'}管理员：{org.name}"
    return _form_page(request, form, title, kind, parts, org, former)


@manage(ORGS, methods=POST, never_cache=True)
def reset_admin_password(request: ActorRequest, pk: int, user_pk: int) -> HttpResponse:
    """Give the administrator of a node below a new initial password, shown once, in the answer."""
    org = _below(Org.objects.get(pk=request.actor.org_id), pk)
    user = _admins(org).select_related("org").filter(pk=user_pk).first()
    if user is None:
        raise Http404("没有这个管理员账号，或已禁用。")
    kind = "schools" if org.is_school else "areas"
    return _show_password(request, user, password_change.reset_password(user), "密码已重置", kind)


def _open(form, issuer: Org, place: tuple, **facts) -> tuple[User, str] | None:
    """Create a node and its administrator; on refusal put the reasons into the form."""
    data = form.cleaned_data
    try:
        with transaction.atomic():
            org = create_org(*place, **facts)
            record(Event.OPENING, org=org, subject=org.name, detail={"done": "开通", "code": org.code})
            return services.issue_admin(org, data["username"], data["real_name"], issuer, email=data["email"])
    except ValidationError as error:
        form.refuse(error)
        return None


def _admins(org: Org):
    role = admin_key(org.level)
    return org.users.filter(is_active=True, roles__key=role, roles__org=None).order_by("username")


def _below(issuer: Org, pk: int) -> Org:
    """A school in the issuer's area or a department right below it; anything else is not there."""
    found = Org.objects.subtree(issuer.path).exclude(pk=issuer.pk)
    org = found.filter(Q(level=Level.SCHOOL) | Q(parent=issuer), status=Status.ACTIVE, pk=pk).first()
    if org is None:
        raise Http404("没有这个单位，或不在您的管理范围内，或已停用。")
    return org


def _listing(request: ActorRequest, found, context: dict) -> HttpResponse:
    wanted = fold(request.GET.get("q", ""))
    if wanted:
        found = found.filter(Q(name__icontains=wanted) | Q(code__startswith=wanted))
    admins = User.objects.filter(is_active=True, roles__key__endswith="_admin", roles__org=None)
    found = found.select_related("parent").prefetch_related(
        Prefetch("users", queryset=admins.order_by("username"), to_attr="admins")
    )
    page = page_of(found.order_by("code", "pk"), request.GET)
    return render(request, "orgs/orgs.html", {**context, "page": page, "q": wanted})


def _prefilled(asked: str) -> dict[str, str]:
    """What was looked up, as far as it can go into the boxes of the new school."""
    if not asked:
        return {}
    if whole_number(asked) is not None:
        return {"code": asked, "username": f"gly{asked}"}
    return {"name": asked}


def _lookup(issuer: Org, asked: str) -> dict:
    """Is the school there already? In one's area by any part; elsewhere only under its full name or code.

    Of a school elsewhere no more is told than name and authority.
    """
    if not asked:
        return {"q": ""}
    schools = Org.objects.schools().select_related("parent").order_by("path")
    here = schools.subtree(issuer.path).filter(Q(name__icontains=asked) | Q(code__startswith=asked))
    elsewhere = schools.exclude(path__under=issuer.path).filter(Q(name=asked) | Q(code=asked))
    return {"q": asked, "here": here[:_LOOKED_UP], "elsewhere": elsewhere[:_LOOKED_UP]}


def _form_page(request, form, title: str, kind: str, parts, org=None, former=(), lookup=None) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "kind": kind,
        "parts": parts,
        "org": org,
        "former": former,
        "lookup": lookup,
    }
    return render(request, "orgs/org_form.html", context, status=422 if form.errors else 200)


def _show_password(request, user: User, password: str, title: str, kind: str) -> HttpResponse:
    label = "学校" if kind == "schools" else "部门"
    drawn = IssuedPage(
        title=title,
        issued_user=user,
        password=password,
        back=(f"返回{label}列表", reverse(f"orgs:{kind}")),
        crumb="学校管理" if kind == "schools" else "下级部门",
        portals=Portal.MANAGE.label,
    )
    return issued_page(request, drawn)
