"""Opening schools and lower departments, and issuing their administrators' accounts."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhijiao.accounts import services
from zhijiao.accounts.actions import ORGS
from zhijiao.accounts.builtin import admin_key
from zhijiao.accounts.forms import AdminForm, OpenAreaForm, OpenSchoolForm
from zhijiao.accounts.gate import manage
from zhijiao.accounts.menu import PURPOSES, manage_menu
from zhijiao.accounts.models import Portal, User
from zhijiao.accounts.notices import notices
from zhijiao.accounts.pages import Page
from zhijiao.accounts.views.tree import administered
from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Level, Org, SchoolType, Status
from zhijiao.orgs.services import create_org

_LOOKED_UP = 20


@manage()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The manage portal's first page: what this administrator can do, and how things stand."""
    actor = request.actor
    org = Org.objects.get(pk=actor.org_id)
    active_users = User.objects.filter(org=org, is_active=True)
    context = {
        "org": org,
        "own_url": reverse("accounts:org", args=[org.pk]),
        "entries": [(label, name, PURPOSES[name]) for label, name in manage_menu(actor)[1:]],
        "users": active_users.count(),
        "notices": notices(actor),
        "principals": active_users.filter(roles__principal=True).count(),
    }
    if not org.is_school:
        schools = Org.objects.subtree(org.path).schools().active()
        context["schools"] = schools.count()
        context["without_admin"] = schools.exclude(pk__in=administered(Level.SCHOOL)).count()
    return render(request, "accounts/manage_home.html", context)


@manage(ORGS)
@require_safe
def school_list(request: HttpRequest) -> HttpResponse:
    """The schools of one's area, found by name or code."""
    org = Org.objects.get(pk=request.actor.org_id)
    found = Org.objects.subtree(org.path).schools()
    kind = request.GET.get("type", "")
    if kind in SchoolType.values:
        found = found.filter(school_type=kind)
    return _listing(request, found, {"kind": "schools", "types": SchoolType.choices, "type": kind})


@manage(ORGS)
@require_safe
def area_list(request: HttpRequest) -> HttpResponse:
    """The departments one step down."""
    found = Org.objects.filter(parent=request.actor.org_id).exclude(level=Level.SCHOOL)
    return _listing(request, found, {"kind": "areas"})


@manage(ORGS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_school(request: HttpRequest) -> HttpResponse:
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


@manage(ORGS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_area(request: HttpRequest) -> HttpResponse:
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


@manage(ORGS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def issue_admin(request: HttpRequest, pk: int) -> HttpResponse:
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


@manage(ORGS)
@never_cache
@require_POST
def reset_admin_password(request: HttpRequest, pk: int, user_pk: int) -> HttpResponse:
    """Give the administrator of a node below a new initial password, shown once, in the answer."""
    org = _below(Org.objects.get(pk=request.actor.org_id), pk)
    user = _admins(org).select_related("org").filter(pk=user_pk).first()
    if user is None:
        raise Http404("没有这个管理员账号，或已禁用。")
    kind = "schools" if org.is_school else "areas"
    return _show_password(request, user, services.reset_password(user), "密码已重置", kind)


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


def _listing(request: HttpRequest, found, context: dict) -> HttpResponse:
    wanted = fold(request.GET.get("q", ""))
    if wanted:
        found = found.filter(Q(name__icontains=wanted) | Q(code__startswith=wanted))
    admins = User.objects.filter(is_active=True, roles__key__endswith="_admin", roles__org=None)
    found = found.select_related("parent").prefetch_related(
        Prefetch("users", queryset=admins.order_by("username"), to_attr="admins")
    )
    page = Page(found.order_by("code", "pk"), request.GET)
    return render(request, "accounts/orgs.html", {**context, "page": page, "q": wanted})


def _prefilled(asked: str) -> dict[str, str]:
    """What was looked up, as far as it can go into the boxes of the new school."""
    if not asked:
        return {}
    if asked.isascii() and asked.isdigit():
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
    return render(request, "accounts/org_form.html", context, status=422 if form.errors else 200)


def _show_password(request, user: User, password: str, title: str, kind: str) -> HttpResponse:
    label = "学校" if kind == "schools" else "部门"
    context = {
        "title": title,
        "issued_user": user,
        "password": password,
        "back": (f"返回{label}列表", reverse(f"accounts:{kind}")),
        "crumb": "学校管理" if kind == "schools" else "下级部门",
        "portals": Portal.MANAGE.label,
    }
    return render(request, "accounts/issued.html", context)
