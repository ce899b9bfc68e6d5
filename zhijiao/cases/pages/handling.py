"""The page of a case: what was handed in, what can be done with it now, and every step so far."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhijiao.cases import moving, sight, versions
from zhijiao.cases.models import Case, CaseStep, CaseVersion
from zhijiao.cases.moving import Subject, Wish, key_of
from zhijiao.cases.pages import files, subjects
from zhijiao.cases.publishing import LONGEST_DOCUMENT
from zhijiao.cases.states import OPEN, Act, Move
from zhijiao.cases.versions import Content, Difference
from zhijiao.catalogue.tables import table
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.pages.heading import FormPage, page_heading
from zhijiao.identity.gate import POST
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.page_context import render_page
from zhijiao.kit.rich_text import sanitise

STALE = "这个案例刚刚被他人办理，或现在不能这样办理，没有做任何改动。请看最新状态后再办理。"


@dataclass(frozen=True)
class OfferedMove:
    """A move with what stands in its way, if anything does."""

    key: str
    label: str
    reason: bool
    document: bool
    barrier: str
    grave: bool


@dataclass(frozen=True)
class ShownVersion:
    """A version as its reader sees it: items with clean markup, pictures and files with their addresses."""

    number: int
    made_at: Any
    digest: str
    fields: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class CasePage(FormPage):
    """The page as its template draws it."""

    title: str
    case: Case | None
    state: str
    facts: list[tuple[str, str]]
    moves: list[OfferedMove]
    move_url: str
    seen: int
    reason: str
    trail: list[CaseStep]
    shown: ShownVersion | None
    versions: list[CaseVersion]
    compare_url: str
    papers: list[tuple[str, str]]
    record_url: str
    edit_url: str
    desk_url: str
    longest_document: int = LONGEST_DOCUMENT


@form_view("view")
def of_record(ctx: FormContext, record_id: int) -> HttpResponse:
    """The page of a record of the school: of its case, or of a draft that can be handed in."""
    about = subjects.of_record(ctx, record_id)
    if about.case is not None:
        return HttpResponseRedirect(ctx.address(reverse("cases:handled", args=[ctx.form, about.case.pk])))
    return _draw(ctx, about)


@form_view("view")
def handled(ctx: FormContext, case_id: int) -> HttpResponse:
    """The page of a case."""
    return _draw(ctx, subjects.of_case(ctx, case_id))


def _right(request: ActorRequest) -> str:
    """The right that a move posted wants; the table asks again for what it needs."""
    act, _, side = request.POST.get("move", "").partition("-")
    return {"writer": "change", "auditor": "audit", "head": "submit", "authority": "audit"}.get(side, "view")


@form_view(_right, methods=POST)
def hand_in(ctx: FormContext, record_id: int) -> HttpResponse:
    """Hand in a draft for the first time."""
    return _move(ctx, subjects.of_record(ctx, record_id))


@form_view(_right, methods=POST)
def move(ctx: FormContext, case_id: int) -> HttpResponse:
    """Make a move."""
    return _move(ctx, subjects.of_case(ctx, case_id))


def _move(ctx: FormContext, about: Subject) -> HttpResponse:
    post = ctx.request.POST
    seen = whole_number(post.get("seen"))
    wish = Wish(
        post.get("move", ""), -1 if seen is None else seen, post.get("reason", ""), post.get("document", "")
    )
    try:
        case = moving.make(ctx.actor, about, wish)
    except moving.MoveRefused as refused:
        messages.error(ctx.request, str(refused))
        return _draw(ctx, about, reason=wish.reason, status=422)
    except moving.MoveStale:
        messages.error(ctx.request, STALE)
        again = (
            subjects.of_case(ctx, about.case.pk) if about.case else subjects.of_record(ctx, about.record_id)
        )
        return _draw(ctx, again, reason=wish.reason, status=409)
    messages.success(
        ctx.request, f"案例“{case.title}”：已办理，现在是“{table('case_status').name(case.state)}”。"
    )
    return HttpResponseRedirect(ctx.address(reverse("cases:handled", args=[ctx.form, case.pk])))


@dataclass(frozen=True, kw_only=True)
class ComparePage(FormPage):
    """Two versions side by side."""

    case: Case
    old: CaseVersion
    new: CaseVersion
    differences: list[Difference]
    case_url: str


@form_view("view")
def compare(ctx: FormContext, case_id: int) -> HttpResponse:
    """How two versions of a case differ; the latest two unless others are asked for."""
    case = subjects.of_case(ctx, case_id).case
    found = {each.number: each for each in sight.versions(ctx.actor, case).order_by("number")} if case else {}
    named = [ctx.request.GET[name] for name in ("a", "b") if name in ctx.request.GET]
    asked = sorted(whole_number(text) or 0 for text in named) if named else list(found)[-2:]
    if case is None or len(asked) < 2 or not set(asked) <= found.keys():
        raise Http404("没有这两个版本。")
    old, new = (found[number] for number in asked)
    drawn = ComparePage(
        **page_heading(ctx),
        case=case,
        old=old,
        new=new,
        differences=versions.compare(Content(old.items, old.files), Content(new.items, new.files)),
        case_url=ctx.address(reverse("cases:handled", args=[ctx.form, case.pk])),
    )
    return render_page(ctx.request, "cases/compare.html", drawn)


def _draw(ctx: FormContext, about: Subject, reason: str = "", status: int = 200) -> HttpResponse:
    case = about.case
    mine = list(sight.versions(ctx.actor, case).order_by("-number")) if case else []
    state = about.standing.state
    args = [ctx.form, case.pk] if case else [ctx.form, about.record_id]
    address = ctx.address(reverse("cases:move" if case else "cases:hand_in", args=args))
    record_url = ctx.address(reverse("filing:view", args=[ctx.form, about.record_id])) if ctx.own else ""
    mendable = ctx.own and ctx.can("change") and state.value in OPEN
    drawn = CasePage(
        **page_heading(ctx),
        title=mine[0].items and _title_of(mine[0], about) if mine else about.title,
        case=case,
        state=sight.state(ctx.actor, case) if case else table("case_status").name(state.value),
        facts=_facts(about),
        moves=[_offered(move, barrier) for move, barrier in moving.offered(ctx.actor, about)],
        move_url=address,
        seen=case.version if case else 0,
        reason=reason,
        trail=list(sight.steps(ctx.actor, case).order_by("id")) if case else [],
        shown=_shown(ctx, case, mine[0]) if case and mine else None,
        versions=mine,
        compare_url=ctx.address(reverse("cases:compare", args=args)) if case else "",
        papers=_papers(ctx, case) if case and mine else [],
        record_url=record_url,
        edit_url=ctx.url("edit", about.record_id) if mendable else "",
        desk_url=reverse("cases:desk", args=[ctx.form]),
    )
    return render_page(ctx.request, "cases/case.html", drawn, status=status)


def _title_of(version: CaseVersion, about: Subject) -> str:
    return next((item["text"] for item in version.items if item["name"] == "title"), about.title)


def _facts(about: Subject) -> list[tuple[str, str]]:
    case = about.case
    if case is None:
        return [("学校", about.school.name), ("学年", f"{about.year}学年"), ("案例编号", "送审时编号")]
    selector = case.selector.name if case.selector else ""
    facts = [("学校", case.school.name), ("学年", f"{case.year}学年"), ("案例编号", case.number)]
    return [*facts, ("现在由谁办理", case.holder.name), *([("选用部门", selector)] if selector else [])]


def _offered(move: Move, barrier: str) -> OfferedMove:
    grave = move.act in (Act.DECLINE, Act.REVOKE, Act.RETURN, Act.SEND_BACK, Act.WITHDRAW)
    return OfferedMove(key_of(move), move.label, move.reason, move.act is Act.SELECT, barrier, grave)


def _shown(ctx: FormContext, case: Case, version: CaseVersion) -> ShownVersion:
    fields: list[dict[str, Any]] = [
        {
            "label": item["label"],
            "display": item["text"],
            "markup": sanitise.show(item["html"]),
            "width": 3 if item["html"] else None,
        }
        for item in version.items
        if item["text"] or item["html"]
    ]
    for name, label in (("pictures", "图片"), ("attachments", "附件")):
        if held := files.links(ctx, case, version.files.get(name, [])):
            fields.append({"label": label, "files": held, "width": 3})
    return ShownVersion(version.number, version.made_at, version.digest, fields)


def _papers(ctx: FormContext, case: Case) -> list[tuple[str, str]]:
    return [
        (label, ctx.address(reverse("cases:paper", args=[ctx.form, case.pk, fmt])))
        for fmt, label in (("pdf", "PDF"), ("docx", "Word"))
    ]
