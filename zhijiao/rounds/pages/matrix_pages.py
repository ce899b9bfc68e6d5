"""The requirement matrix, a module at a time: for those who make rounds, and for a province that adds to one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from zhijiao.catalogue.matrix import Round, module_titles
from zhijiao.catalogue.models import ProvinceRound
from zhijiao.catalogue.obligations import LEVEL_OF_WORDS, Obligation
from zhijiao.catalogue.overlays import Overlay, overlaid
from zhijiao.catalogue.round_facts import SCHOOL_TYPES, Place
from zhijiao.identity.actions import ORGS
from zhijiao.identity.gate import GET_POST, manage
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.page_context import render_page
from zhijiao.orgs.models import Level, SchoolType
from zhijiao.rounds import province_changes, round_changes
from zhijiao.rounds.differences import in_words
from zhijiao.rounds.pages.forms import ProvinceForm
from zhijiao.rounds.pages.shown_round import ShownRound, sent_version, shown_round
from zhijiao.rounds.round_changes import Overtaken
from zhijiao.rounds.round_checks import RoundRefused
from zhijiao.rounds.round_rights import may_add, may_make

KINDS = [(kind, str(SchoolType(kind).label)) for kind in SCHOOL_TYPES]


@dataclass(frozen=True)
class CellShown:
    """A cell of the matrix: what it asks for, what was typed, and how it was in the round it was made from."""

    kind: str
    kind_label: str
    #: Part of the names of its boxes.
    name: str
    owed: Obligation
    words: str
    note: str
    former: str
    choices: list[str]


@dataclass(frozen=True)
class RowShown:
    """A place of the menu with its four cells."""

    place: Place
    cells: list[CellShown]


@dataclass(frozen=True, kw_only=True)
class MatrixPage:
    """The matrix of one module."""

    shown: ShownRound
    module: str
    #: Modules: key, title, whether it is shown.
    modules: list[tuple[str, str, bool]]
    kinds: list[tuple[str, str]]
    required: Mapping[str, int]
    rows: list[RowShown]
    editable: bool
    version: object
    reasons: list[str]
    base: Round | None


@dataclass(frozen=True, kw_only=True)
class ProvincePage(MatrixPage):
    """What a province adds to one module, and to the days of the round."""

    form: ProvinceForm
    levels: list[tuple[str, object]]


@manage(ORGS, methods=GET_POST)
def matrix(request: ActorRequest, key: str, module: str) -> HttpResponse:
    """What each kind of school owes for the forms of a module; numbers are computed."""
    shown = shown_round(request.actor, key)
    places = _of_module(shown.filing, module)
    reasons, status = [], 200
    if request.method == "POST":
        try:
            cells = {place.slug: _typed(request.POST, place) for place in places}
            round_changes.edit_matrix(request.actor, key, sent_version(request.POST.get("version")), cells)
        except RoundRefused as refused:
            reasons, status = refused.reasons, 409 if isinstance(refused, Overtaken) else 422
        else:
            messages.success(request, f"已保存“{module_titles()[module]}”的填报要求")
            return HttpResponseRedirect(reverse("rounds:matrix", args=[key, module]))
    typed = request.POST if request.method == "POST" else QueryDict()
    former = _cells_of(shown.base)
    drawn = MatrixPage(
        **_frame(shown, module),
        rows=[_row(place, typed, former, lambda cell: list(LEVEL_OF_WORDS)) for place in places],
        editable=may_make(request.actor) and not shown.shipped,
        version=request.POST.get("version", shown.version),
        reasons=reasons,
        base=shown.base,
    )
    return render_page(request, "rounds/matrix.html", drawn, status=status)


@manage(ORGS, methods=GET_POST)
def province(request: ActorRequest, key: str, module: str) -> HttpResponse:
    """What the actor's province adds: words of a module, and its own days."""
    if not may_add(request.actor):
        raise Http404("本省要求由省级系统管理员提出。")
    shown = shown_round(request.actor, key)
    if shown.is_draft:
        raise Http404("草稿开启以后才能增加省级要求。")
    row = ProvinceRound.objects.filter(round=key, province_id=request.actor.org_id).first()
    row = row or ProvinceRound(round=key, province_id=request.actor.org_id, version=0)
    places = _of_module(shown.filing, module)
    form = ProvinceForm.of(request, initial={**row.days, "note": row.note})
    reasons, status = [], 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            kept = province_changes.still_raising(shown.filing, row.words)
            words = {**kept, **{place.slug: _added(request.POST, place) for place in places}}
            try:
                province_changes.set_additions(
                    request.actor,
                    shown.filing,
                    sent_version(request.POST.get("version")),
                    words,
                    form.days(),
                    form.cleaned_data["note"],
                )
            except RoundRefused as refused:
                reasons = refused.reasons
            else:
                messages.success(request, "已保存本省要求，辖区学校立即按此填报")
                return HttpResponseRedirect(reverse("rounds:province", args=[key, module]))
    return _province_page(request, shown, module, places, row, form, reasons, status)


def _province_page(
    request: ActorRequest,
    shown: ShownRound,
    module: str,
    places: list[Place],
    row: ProvinceRound,
    form: ProvinceForm,
    reasons: list[str],
    status: int,
) -> HttpResponse:
    """The page of a province's additions, with what was typed."""
    laid = overlaid(shown.filing, Overlay(request.actor.org_id, row.words, row.days))
    stored = QueryDict(mutable=True)
    stored.update(
        {f"w-{slug}-{kind}": word for slug, each in row.words.items() for kind, word in each.items()}
    )
    typed = request.POST if request.method == "POST" else stored
    drawn = ProvincePage(
        **{**_frame(shown, module), "required": laid.required},
        rows=[
            _row(place, typed, {}, lambda cell: province_changes.words_offered(cell.words), empty=True)
            for place in places
        ],
        editable=shown.filing.is_open,
        version=request.POST.get("version", row.version),
        reasons=reasons,
        base=None,
        form=form,
        levels=[
            (str(Level(each).label), shown.filing.deadline(each)) for each in province_changes.OWN_LEVELS
        ],
    )
    return render_page(request, "rounds/province.html", drawn, status=status)


def first_module() -> str:
    """The module that is shown first."""
    return next(iter(module_titles()))


def _frame(shown: ShownRound, module: str) -> dict:
    """What both pages are drawn in."""
    return {
        "shown": shown,
        "module": module,
        "modules": [(each, title, each == module) for each, title in module_titles().items()],
        "kinds": KINDS,
        "required": shown.filing.required,
    }


def _of_module(filing: Round, module: str) -> list[Place]:
    """The places of a module, or 404."""
    if module not in module_titles():
        raise Http404("没有这个模块。")
    return [place for place in filing.places if place.module == module]


def _row(
    place: Place, typed: QueryDict, former: Mapping[tuple[str, str], str], offered, empty=False
) -> RowShown:
    """A place with its cells, and what was typed into them."""
    cells = []
    for kind, label in KINDS:
        owed, name = place.obligations[kind], f"{place.slug}-{kind}"
        was = former.get((place.slug, kind), "")
        cells.append(
            CellShown(
                kind,
                label,
                name,
                owed,
                typed.get(f"w-{name}", "" if empty else owed.words),
                typed.get(f"n-{name}", owed.note),
                was if was != in_words(owed) else "",
                offered(owed),
            )
        )
    return RowShown(place, cells)


def _cells_of(filing: Round | None) -> dict[tuple[str, str], str]:
    """What a round asks for, by place and kind of school, in words."""
    places: Iterable[Place] = filing.places if filing else ()
    return {
        (place.slug, kind): in_words(cell) for place in places for kind, cell in place.obligations.items()
    }


def _typed(sent: QueryDict, place: Place) -> dict[str, tuple[str, str]]:
    """Words and qualifiers that were sent for a place; what was not sent stays as it is."""
    names = {kind: f"{place.slug}-{kind}" for kind in SCHOOL_TYPES}
    return {
        kind: (sent.get(f"w-{name}", ""), sent.get(f"n-{name}", ""))
        for kind, name in names.items()
        if f"w-{name}" in sent
    }


def _added(sent: QueryDict, place: Place) -> dict[str, str]:
    """Words that a province has chosen for a place."""
    chosen = {kind: sent.get(f"w-{place.slug}-{kind}", "") for kind in SCHOOL_TYPES}
    return {kind: words for kind, words in chosen.items() if words}
