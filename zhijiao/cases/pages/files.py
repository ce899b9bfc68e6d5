"""Files and pictures of cases, to those who may see what holds them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header

from zhijiao.attachments import keeping
from zhijiao.attachments.kinds import KINDS
from zhijiao.attachments.models import NUMBER, Attachment
from zhijiao.cases import published, sight
from zhijiao.cases.form_keys import CASE_FORMS, TYPICAL
from zhijiao.cases.models import Case, Publication
from zhijiao.cases.pages import subjects
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.files import size_text
from zhijiao.identity import gate
from zhijiao.identity.actor import Actor
from zhijiao.identity.requests import ActorRequest

_NONE = "没有这个文件，或不在您的查看范围内。"
_LOST = "文件在服务器上已丢失或损坏，请联系系统运维单位从备份恢复。"


def links(ctx: FormContext, case: Case, held: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Files of a version as a page lists them."""
    return [
        {
            "name": file["name"],
            "size": size_text(file["size"]),
            "url": ctx.address(reverse("cases:download", args=[ctx.form, case.pk, file["number"]])),
            "small": reverse("cases:picture", args=[file["number"]]) if KINDS[file["kind"]].picture else "",
        }
        for file in held
    ]


@form_view("view", never_cache=True)
def download(ctx: FormContext, case_id: int, number: str) -> HttpResponse:
    """One file of a version that the actor has got, under the name it was uploaded with."""
    case = subjects.of_case(ctx, case_id).case
    held = next(
        (
            file
            for version in (sight.versions(ctx.actor, case) if case else ())
            for several in version.files.values()
            for file in several
            if file["number"] == number
        ),
        None,
    )
    if case is None or held is None:
        raise Http404(_NONE)
    response = _sent(case.school_id, number)
    response["Content-Disposition"] = content_disposition_header(True, held["name"]) or "attachment"
    return response


@gate.business("view", never_cache=True)
def picture(request: ActorRequest, number: str) -> HttpResponse:
    """A picture, to be shown in a page: of the school's own, of a version handed up, or of a selected case."""
    if not NUMBER.fullmatch(number):
        raise Http404(_NONE)
    actor = request.actor
    row = _own(actor, number) or _handed_up(actor, number) or _selected(actor, number)
    if row is None:
        raise Http404(_NONE)
    return _sent(row.school_id, number)


def _pictures(number: str) -> Any:
    return Attachment.objects.filter(number=number, form__in=CASE_FORMS, kind__in=("jpeg", "png"))


def _own(actor: Actor, number: str) -> Attachment | None:
    """A picture of the actor's school; of whoever sees own rows only, one of his own."""
    if not actor.is_school:
        return None
    rows = _pictures(number).filter(school_id=actor.org_id)
    if access.sees_own_rows_only(actor):
        rows = rows.filter(uploaded_by=actor.user_id)
    row: Attachment | None = rows.first()
    return row if row and access.can(actor, registry.get(row.form), "view") else None


def _handed_up(actor: Actor, number: str) -> Attachment | None:
    """A picture of a version that an authority has got."""
    if actor.is_school:
        return None
    for row in _pictures(number).filter(school__path__under=actor.org_path):
        form = registry.get(row.form)
        if not access.can(actor, form, "view"):
            continue
        cases = sight.cases(actor, form).filter(school_id=row.school_id)
        got = sight.versions_of(actor, cases).filter(school_id=row.school_id).values_list("items", "files")
        if any(_holds(items, files, number) for items, files in got.iterator(chunk_size=100)):
            return row
    return None


def _holds(items: list[dict[str, str]], files: dict[str, Any], number: str) -> bool:
    inside = any(number in (item["html"] or "") for item in items)
    return inside or any(file["number"] == number for file in files.get("pictures", []))


def _selected(actor: Actor, number: str) -> Attachment | None:
    """A picture of a case that the actor may read."""
    for row in _pictures(number):
        typical = TYPICAL[row.form]
        if not access.can(actor, registry.get(typical), "view"):
            continue
        found = published.visible(actor, row.form).filter(school_id=row.school_id)
        if any(_shows(each, number) for each in found.defer(None).only("items", "pictures")):
            return row
    return None


def _shows(publication: Publication, number: str) -> bool:
    inside = any(number in item["html"] for item in publication.items)
    return inside or any(file["number"] == number for file in publication.pictures)


def _sent(school_id: int, number: str) -> HttpResponse:
    """The bytes, in an answer in which nothing can act."""
    row = Attachment.objects.filter(school_id=school_id, number=number).first()
    if row is None:
        raise Http404(_NONE)
    try:
        data = keeping.content_of(row)
    except keeping.FileLost:
        raise Http404(_LOST) from None
    response = HttpResponse(data, content_type=KINDS[row.kind].media_type)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
