"""Pages of a change of the tree: what is asked, the preview, and doing what the preview told."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.identity.actions import ORGS
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import GET_POST, View, manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Org, OrgChange
from zhijiao.orgs.pages.tree import within
from zhijiao.private.cipher import DecryptError
from zhijiao.restructure import tree_changes
from zhijiao.restructure.forms import ActForm
from zhijiao.restructure.preview import ChangePreview

_BROKEN = "有隐私数据无法解密，没有做任何改动。请联系系统运维人员，从备份核对数据密钥后再办理。"


def page(change: tree_changes.TreeChange) -> View:
    """The view of one kind of change."""

    @manage(ORGS, methods=GET_POST, never_cache=True)
    def view(request: ActorRequest, pk: int) -> HttpResponse:
        org = _subject(request.actor, pk, change)
        form = change.form_class.of(request, org=org, area=Org.objects.get(pk=request.actor.org_id))
        if request.method != "POST" or request.POST.get("step") == "back" or not form.is_valid():
            return _asking(request, change, org, form)
        try:
            return _answer(request, change, org, form)
        except ValidationError as error:
            form.refuse(error)
        except DecryptError:
            form.refuse(ValidationError(_BROKEN))
        return _asking(request, change, org, form)

    return view


def _subject(actor: Actor, pk: int, change: tree_changes.TreeChange) -> Org:
    """A node strictly below the actor's own. Nobody changes his own node, a school changes none."""
    org = within(actor, pk)
    if actor.is_school or org.pk == actor.org_id:
        raise Http404("本单位的变更由上级主管部门办理。")
    if not change.fits(org):
        raise Http404(f"“{org.name}”现在是“{org.get_status_display()}”状态，不能办理{change.title}。")
    return org


def _answer(request: ActorRequest, change: tree_changes.TreeChange, org: Org, form: ActForm) -> HttpResponse:
    """The preview; after its confirmation the change itself."""
    actor, data = request.actor, form.cleaned_data
    if request.POST.get("step") != "confirm":
        return _preview(request, change, org, form, change.plan(actor, org, data))
    if change.typed and fold(request.POST.get("typed", "")) != org.name:
        said = f"所填名称与“{org.name}”不同，没有做任何改动，请重新输入。"
        return _preview(request, change, org, form, change.plan(actor, org, data), wrong=said)
    try:
        done = tree_changes.perform(change, actor, org, data, request.POST.get("stamp", ""))
    except tree_changes.Outdated as outdated:
        said = "没有做任何改动：预览之后情况已有变化，请核对下面的新预览。"
        return _preview(request, change, org, form, outdated.plan, outdated=said)
    messages.success(request, f"{change.title}已办理：{done.sentence}。")
    shown = done.other_id if done.kind == OrgChange.Kind.SPLIT else org.pk
    return HttpResponseRedirect(reverse("orgs:node", args=[shown]))


def _asking(request: ActorRequest, change: tree_changes.TreeChange, org: Org, form: ActForm) -> HttpResponse:
    if request.POST.get("step") == "back":
        form.full_clean()
        form.errors.clear()
    parts = [(title, form.boxes(*names)) for title, names in form.parts]
    context = {"change": change, "org": org, "form": form, "parts": parts}
    return render(request, "restructure/ask.html", context, status=422 if form.errors else 200)


def _preview(
    request: ActorRequest,
    change: tree_changes.TreeChange,
    org: Org,
    form: ActForm,
    plan: ChangePreview,
    wrong: str = "",
    outdated: str = "",
) -> HttpResponse:
    context = {
        "change": change,
        "org": org,
        "plan": plan,
        "posted": list(_posted(form)),
        "wrong": wrong,
        "outdated": outdated,
    }
    status = 409 if outdated else 422 if wrong else 200
    return render(request, "restructure/preview.html", context, status=status)


def _posted(form: ActForm) -> Iterator[tuple[str, Any]]:
    """What was asked, to be sent again with the confirmation."""
    for name in form.fields:
        value = form[name].value()
        for each in value if isinstance(value, list) else [value]:
            yield name, each or ""
