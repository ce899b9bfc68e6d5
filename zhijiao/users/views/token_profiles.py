"""数据范围模板: which items programs of the node are not to see, under a name."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import Column, FormLike
from zhijiao.identity.actions import USERS
from zhijiao.identity.gate import GET_POST, POST, manage
from zhijiao.identity.models import TokenProfile
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.orgs.models import Org
from zhijiao.users.token_forms import ProfileForm, form_choices

_BACK = "users:token_profiles"


@dataclass(frozen=True, kw_only=True)
class ProfileListPage:
    """The profiles of a node, with how many tokens use each, and a box for a new one."""

    form: ProfileForm
    #: Profile, how many items it hides, how many tokens use it.
    profiles: list[tuple[TokenProfile, int, int]]
    crumbs: list[tuple[str, str | None]]


@dataclass(frozen=True, kw_only=True)
class ProfilePage:
    """One profile: what it hides, and the items of the form that is being looked at."""

    profile: TokenProfile
    #: Form and labels of its hidden items.
    hidden: list[tuple[FormLike, list[str]]]
    forms: list[tuple[str, str]]
    #: The form looked at, if one is, with its items and those hidden.
    chosen: FormLike | None
    columns: list[Column]
    ticked: set[str]
    crumbs: list[tuple[str, str | None]]


@manage(USERS, methods=GET_POST)
def profile_list(request: ActorRequest) -> HttpResponse:
    """The profiles of the node; what is posted makes a new one."""
    org = Org.objects.get(pk=request.actor.org_id)
    form = ProfileForm.of(request)
    if request.method == "POST" and form.is_valid():
        made = _make(org, form.cleaned_data["name"])
        if made is not None:
            return HttpResponseRedirect(reverse("users:token_profile", args=[made.pk]))
        form.add_error("name", "已有同名的模板，请换一个名称。")
    own = TokenProfile.objects.filter(org=org).prefetch_related("tokens")
    drawn = ProfileListPage(
        form=form,
        profiles=[
            (each, sum(map(len, each.hidden.values())), sum(token.is_valid for token in each.tokens.all()))
            for each in own
        ],
        crumbs=_crumbs(),
    )
    return render_page(request, "users/token_profiles.html", drawn, status=422 if form.errors else 200)


@manage(USERS, methods=GET_POST)
def profile(request: ActorRequest, pk: int) -> HttpResponse:
    """What a profile hides; what is posted are the hidden items of one form. It acts on the next request of a token."""
    found = _profile(request, pk)
    chosen = registry.registry().forms.get((request.POST or request.GET).get("form", ""))
    if request.method == "POST":
        if chosen is None:
            raise Http404("没有这张表单。")
        names = [name for name in request.POST.getlist("hide") if name in chosen.columns]
        _hide(found, chosen, names)
        messages.success(request, f"已保存“{chosen.label}”隐藏的项目，使用本模板的令牌立即生效。")
        return HttpResponseRedirect(f"{reverse('users:token_profile', args=[found.pk])}?form={chosen.key}")
    forms = registry.registry().forms
    drawn = ProfilePage(
        profile=found,
        hidden=[
            (forms[key], [forms[key].columns[name].label for name in names if name in forms[key].columns])
            for key, names in found.hidden.items()
            if key in forms
        ],
        forms=form_choices(),
        chosen=chosen,
        columns=list(chosen.columns.values()) if chosen else [],
        ticked=set(found.hidden.get(chosen.key, ())) if chosen else set(),
        crumbs=_crumbs(found.name),
    )
    return render_page(request, "users/token_profile.html", drawn)


@manage(USERS, methods=POST)
def remove(request: ActorRequest, pk: int) -> HttpResponse:
    """Delete a profile that no token has, be it a revoked one: its list says what each could see."""
    found = _profile(request, pk)
    if found.tokens.exists():
        messages.error(request, f"模板“{found.name}”已用于令牌，不能删除。")
        return HttpResponseRedirect(reverse(_BACK))
    with transaction.atomic():
        _tell(found, "删除数据范围模板")
        found.delete()
    messages.success(request, f"已删除模板“{found.name}”。")
    return HttpResponseRedirect(reverse(_BACK))


def _make(org: Org, name: str) -> TokenProfile | None:
    """A new profile that hides nothing yet; None if there is one of that name."""
    try:
        with transaction.atomic():
            made = TokenProfile.objects.create(org=org, name=name)
            _tell(made, "新建数据范围模板")
            return made
    except IntegrityError:
        return None


@transaction.atomic
def _hide(found: TokenProfile, form: FormLike, names: list[str]) -> None:
    locked = TokenProfile.objects.select_for_update().get(pk=found.pk)
    before = locked.hidden.get(form.key, [])
    locked.hidden = {key: kept for key, kept in locked.hidden.items() if key != form.key}
    if names:
        locked.hidden[form.key] = names
    locked.save(update_fields=["hidden"])
    labels = [[form.columns[name].label for name in kept if name in form.columns] for kept in (before, names)]
    _tell(locked, "修改数据范围模板", form=form.label, before=labels[0], after=labels[1])


def _tell(found: TokenProfile, done: str, **detail: object) -> None:
    record(Event.TOKEN, org=found.org_id, subject=found.name, detail={"done": done, **detail})


def _profile(request: ActorRequest, pk: int) -> TokenProfile:
    number = whole_number(str(pk))
    own = TokenProfile.objects.filter(org=request.actor.org_id, pk=-1 if number is None else number)
    found = own.first()
    if found is None:
        raise Http404("没有这个模板，或不属于本单位。")
    return found


def _crumbs(name: str = "") -> list[tuple[str, str | None]]:
    title = "数据范围模板"
    above: list[tuple[str, str | None]] = [
        ("管理端", reverse("web:manage_home")),
        ("接口令牌", reverse("users:tokens")),
    ]
    return [*above, (title, reverse(_BACK)), (name, None)] if name else [*above, (title, None)]
