"""接口设置: where a node reaches the interface of a source system, and whether it is asked every night."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.identity.actions import SYNC
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import GET_POST, POST, manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit import outbound
from zhijiao.kit.page_context import render_page
from zhijiao.kit.page_form import Box, PageForm
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school
from zhijiao.upstream import fetching, syncing
from zhijiao.upstream.layout import SourceSystem, system
from zhijiao.upstream.models import Connection, Sync
from zhijiao.webhooks.sending import policy


class ConnectionForm(PageForm):
    """The address, the token, and when to ask."""

    address = forms.CharField(
        label="接口地址",
        max_length=300,
        help_text="由源头平台提供，以 https:// 开头；系统在其后加数据集名称读取。",
    )
    token = forms.CharField(
        label="口令",
        max_length=500,
        required=False,
        help_text="由源头平台签发，加密保存，不再显示；留空不修改。",
    )
    nightly = forms.BooleanField(label="每晚自动读取", required=False)
    at_once = forms.BooleanField(label="每晚读取后自动写入", required=False)
    widgets = {"token": "password", "nightly": "checkbox", "at_once": "checkbox"}

    def clean_address(self) -> str:
        """Where requests may go, as far as the text tells."""
        address: str = self.cleaned_data["address"].strip()
        try:
            outbound.target_of(address, policy())
        except outbound.Refused as refused:
            raise forms.ValidationError(str(refused)) from None
        if "?" in address:
            raise forms.ValidationError("地址中不能有“?”及其后的参数。")
        return address


@dataclass(frozen=True, kw_only=True)
class ConnectionPage:
    """The settings of one system."""

    system: SourceSystem
    boxes: list[Box]
    errors: list[tuple[str, str]]
    connection: Connection | None
    org: Org
    vouched: bool


@manage(SYNC, methods=GET_POST, never_cache=True)
def connection(request: ActorRequest, key: str) -> HttpResponse:
    """The settings; posting keeps them, or with ``do=remove`` removes them."""
    source, org = _source(key), Org.objects.get(pk=request.actor.org_id)
    kept = Connection.objects.filter(org=org, system=source.key).first()
    if request.method == "POST" and request.POST.get("do") == "remove":
        _remove(request.actor, org, source, kept)
        messages.success(request, "接口设置已删除，不再读取。")
        return HttpResponseRedirect(reverse("upstream:home"))
    initial = {"address": kept.address, "nightly": kept.nightly, "at_once": kept.at_once} if kept else {}
    form = ConnectionForm.of(request, initial=initial)
    if request.method == "POST" and form.is_valid():
        _keep(request.actor, org, source, form.cleaned_data)
        messages.success(request, "接口设置已保存。")
        return HttpResponseRedirect(reverse("upstream:connection", args=[source.key]))
    drawn = ConnectionPage(
        system=source,
        boxes=form.boxes(),
        errors=form.wrong(),
        connection=kept,
        org=org,
        vouched=kept is not None and (not org.is_school or fetching.is_vouched(kept, org)),
    )
    return render_page(request, "upstream/connection.html", drawn, status=422 if form.errors else 200)


@manage(SYNC, methods=POST)
def fetch_now(request: ActorRequest, key: str) -> HttpResponse:
    """Ask the interface now."""
    source, org = _source(key), Org.objects.get(pk=request.actor.org_id)
    if not Connection.objects.filter(org=org, system=source.key).exists():
        messages.error(request, "还没有设置接口，没有读取。")
        return HttpResponseRedirect(reverse("upstream:connection", args=[source.key]))
    sync = syncing.take_api(org, source, Sync.Way.API, request.actor)
    if sync is None:
        messages.error(request, "上一次读取还没有结束，请稍后再试。")
        return HttpResponseRedirect(reverse("upstream:home"))
    messages.success(request, "正在读取。")
    return HttpResponseRedirect(reverse("upstream:sync", args=[sync.pk]))


def _source(key: str) -> SourceSystem:
    found = system(key)
    if found is None:
        raise Http404("没有这个源头平台。")
    return found


@transaction.atomic
def _keep(actor: Actor, org: Org, source: SourceSystem, given: dict[str, Any]) -> None:
    facts: dict[str, Any] = {
        "address": given["address"],
        "nightly": given["nightly"],
        "at_once": given["at_once"],
        "changed_by": actor.name,
        "changed_at": timezone.now(),
    }
    kept = Connection.objects.filter(org=org, system=source.key).first()
    if given["token"]:
        facts["token"] = for_school(org.pk).encrypt_filled(given["token"])
    elif kept is not None and fetching.origin(kept.address) != fetching.origin(given["address"]):
        facts["token"] = ""  # a token goes to the server it was given for, and to no other
    Connection.objects.update_or_create(org=org, system=source.key, defaults=facts)
    told = {"fields": "口令已更换"} if given["token"] else {}
    detail = {"done": "接口设置", "value": given["address"], **told}
    record(Event.UPSTREAM, org=org, subject=source.label, detail=detail)


@transaction.atomic
def _remove(actor: Actor, org: Org, source: SourceSystem, kept: Connection | None) -> None:
    if kept is not None:
        kept.delete()
        record(Event.UPSTREAM, org=org, subject=source.label, detail={"done": "删除接口设置"})
