"""The list of rounds, and the page of one: its days, what it asks for, and what was changed."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.catalogue import kept_rounds
from zhijiao.catalogue.matrix import filing_round, round_keys
from zhijiao.catalogue.models import MadeRound, ProvinceRound
from zhijiao.catalogue.round_facts import LEVELS
from zhijiao.catalogue.round_files import round_text
from zhijiao.identity.actions import ORGS
from zhijiao.identity.gate import GET_POST, POST, manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.page_context import render_page
from zhijiao.orgs.models import Level, SchoolType
from zhijiao.rounds import round_changes
from zhijiao.rounds.differences import Difference, differences
from zhijiao.rounds.pages.forms import CopyForm, HeadForm
from zhijiao.rounds.pages.shown_round import ShownRound, sent_version, shown_round
from zhijiao.rounds.round_changes import Overtaken
from zhijiao.rounds.round_checks import RoundRefused
from zhijiao.rounds.round_rights import look_or_404, make_or_404, may_add, may_make


@manage(ORGS)
def listing(request: ActorRequest) -> HttpResponse:
    """All rounds, the newest first; drafts only for those who make rounds."""
    look_or_404(request.actor)
    makes = may_make(request.actor)
    rows = {row.key: row for row in MadeRound.objects.all() if makes or not row.is_draft}
    keys = sorted({*rows, *round_keys()}, reverse=True)
    shown = [
        ShownRound(kept_rounds.round_of(rows[key]) if key in rows else filing_round(key), rows.get(key))
        for key in keys
    ]
    context = {
        "rounds": shown,
        "may_make": makes,
        "may_add": may_add(request.actor),
        "kinds": SchoolType.choices,
    }
    return render(request, "rounds/list.html", context)


@manage(ORGS, methods=GET_POST)
def copy(request: ActorRequest, key: str) -> HttpResponse:
    """Make the next round from one."""
    make_or_404(request.actor)
    source = shown_round(request.actor, key)
    form = CopyForm.of(request, initial={"year": source.filing.academic_year + 1})
    if request.method == "POST" and form.is_valid():
        try:
            made = round_changes.copy(request.actor, source.filing, int(form.cleaned_data["year"]))
        except RoundRefused as refused:
            form.add_error("year", refused.reasons[0])
        else:
            messages.success(request, f"已建立草稿“{made.title}”，核对日期和填报要求后即可开启")
            return HttpResponseRedirect(reverse("rounds:round", args=[made.key]))
    context = {"form": form, "source": source.filing}
    return render(request, "rounds/copy.html", context, status=422 if form.errors else 200)


@dataclass(frozen=True, kw_only=True)
class RoundPage:
    """One round."""

    shown: ShownRound
    may_make: bool
    may_add: bool
    #: Levels with their last day.
    deadlines: list[tuple[str, Any]]
    kinds: list[tuple[str, str]]
    differences: list[Difference]
    #: What provinces have added.
    additions: list[ProvinceRound]


@manage(ORGS)
def round_page(request: ActorRequest, key: str) -> HttpResponse:
    """One round: days, required forms, what differs from the round it was made from."""
    shown = shown_round(request.actor, key)
    base, additions = shown.base, ProvinceRound.objects.filter(round=key).select_related("province")
    if request.actor.level == Level.PROVINCE:
        additions = additions.filter(province_id=request.actor.org_id)
    drawn = RoundPage(
        shown=shown,
        may_make=may_make(request.actor),
        may_add=may_add(request.actor) and not shown.is_draft,
        deadlines=[(str(Level(level).label), shown.filing.deadline(level)) for level in LEVELS],
        kinds=[(value, str(label)) for value, label in SchoolType.choices],
        differences=differences(base, shown.filing) if base else [],
        additions=[row for row in additions.order_by("province__code") if row.words or row.deadlines],
    )
    return render_page(request, "rounds/round.html", drawn)


@manage(ORGS, methods=GET_POST)
def head(request: ActorRequest, key: str) -> HttpResponse:
    """Change title, days, deadlines, source and note."""
    make_or_404(request.actor)
    shown = shown_round(request.actor, key)
    form = HeadForm.of(request, initial=HeadForm.typed(shown.filing))
    status, reasons = 200, []
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                version = sent_version(request.POST.get("version"))
                round_changes.edit_head(request.actor, key, version, form.facts())
            except RoundRefused as refused:
                reasons, status = refused.reasons, 409 if isinstance(refused, Overtaken) else 422
            else:
                messages.success(request, "已保存")
                return HttpResponseRedirect(reverse("rounds:round", args=[key]))
    context = {
        "shown": shown,
        "form": form,
        "reasons": reasons,
        "version": request.POST.get("version", shown.version),
    }
    return render(request, "rounds/head.html", context, status=status)


@manage(ORGS, methods=POST)
def delete(request: ActorRequest, key: str) -> HttpResponse:
    """Throw a draft away."""
    make_or_404(request.actor)
    shown = shown_round(request.actor, key)
    try:
        round_changes.delete_draft(request.actor, key, sent_version(request.POST.get("version")))
    except RoundRefused as refused:
        messages.error(request, refused.reasons[0])
        return HttpResponseRedirect(reverse("rounds:round", args=[key]))
    messages.success(request, f"已删除草稿“{shown.filing.title}”")
    return HttpResponseRedirect(reverse("rounds:list"))


@manage(ORGS)
def export(request: ActorRequest, key: str) -> HttpResponse:
    """The round as a file, in the format of the rounds that ship."""
    shown = shown_round(request.actor, key)
    answer = HttpResponse(round_text(shown.filing), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="round-{shown.filing.key}.csv"'
    return answer
