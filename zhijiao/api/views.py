"""The API of all forms: read, enter, change and delete records as a program, with the rights of its user.

The same gate, validator and writer as the pages. Every refusal is ``application/problem+json``.
"""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import parse_etags

from zhijiao.api import attached, changes, exports, openapi, packed, parameters, reading, seen, writing
from zhijiao.api.endpoints import Refusal, answer, endpoint, form_endpoint
from zhijiao.api.shapes import ACTIONS
from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.records import access
from zhijiao.identity.requests import ActorRequest


@endpoint("GET")
def document(request: ActorRequest) -> HttpResponse:
    """The description of the API, OpenAPI 3.1, of the forms the actor may see, or of one of them."""
    given = parameters.read(request, parameters.OF_DOCUMENT)
    forms = seen.forms(request.actor)
    if "form" in given:
        forms = [form for form in forms if form.key == given["form"]]
        if not forms:
            raise Http404("没有这张表单，或您看不到它。")
        return answer(openapi.document(forms, request.actor))
    return _whole(request, packed.packed(forms, request.actor))


def _whole(request: ActorRequest, made: packed.Packed) -> HttpResponse:
    """The whole document, compressed where that is understood; nothing where the program has it already."""
    headers = {"ETag": made.etag, "Vary": "Accept-Encoding, Authorization, Cookie"}
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if any(etag in ("*", made.etag, f"W/{made.etag}") for etag in known):
        return HttpResponse(status=304, headers=headers)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return HttpResponse(made.content, content_type="application/json", headers=headers)
    return HttpResponse(made.plain, content_type="application/json", headers=headers)


@endpoint("GET")
def forms(request: ActorRequest) -> HttpResponse:
    """The forms the actor may see, and what it may do with each."""
    parameters.read(request, ())
    actor = request.actor
    return answer(
        {
            "items": [
                {
                    "key": form.key, "label": form.label, "module": form.module, "kind": form.catalogue_kind,
                    "period": str(form.period),
                    "path": list(next((place.path for place in form.places), ())),
                    "actions": [action for action in ACTIONS if access.can(actor, form, action)],
                    "records": reverse("api:records", args=[form]),
                }
                for form in seen.forms(actor)
            ],
            "next": None,
        }
    )  # fmt: skip


@endpoint("GET")
def schools(request: ActorRequest) -> HttpResponse:
    """The schools in the actor's part of the tree, by id."""
    given = parameters.read(request, parameters.OF_SCHOOLS)
    limit, cursor = parameters.paging(given)
    rows = access.schools(request.actor).filter(pk__gt=cursor).order_by("pk")
    found = list(rows.values("id", "code", "name", "school_type", "region", "status")[: limit + 1])
    following = str(found[limit - 1]["id"]) if len(found) > limit else None
    return answer({"items": found[:limit], "next": following})


@form_endpoint("GET", "POST", large=True)
def records(ctx: FormContext) -> HttpResponse:
    """A page of records, or (posted) records to enter or change."""
    if ctx.form.is_summary:
        return reading.summary(ctx)
    return reading.page(ctx) if ctx.request.method == "GET" else writing.upsert(ctx)


@form_endpoint("GET")
def changes_since(ctx: FormContext) -> HttpResponse:
    """What has happened to records since the cursor."""
    return changes.page(ctx)


@form_endpoint("GET", "PATCH", "DELETE")
def one(ctx: FormContext, record_id: int) -> HttpResponse:
    """One record: read it, change some of its items, delete it."""
    if ctx.form.is_summary:
        raise Refusal(404, "not_found", f"“{ctx.form.label}”由系统汇总，没有单条记录。")
    if ctx.request.method == "GET":
        return reading.one(ctx, record_id)
    return (writing.change if ctx.request.method == "PATCH" else writing.delete)(ctx, record_id)


@form_endpoint("GET")
def files(ctx: FormContext, record_id: int) -> HttpResponse:
    """What a record says of its files."""
    return attached.files(ctx, record_id)


@form_endpoint("GET")
def file(ctx: FormContext, record_id: int, number: str) -> HttpResponse:
    """One file of a record."""
    return attached.content(ctx, record_id, number)


@form_endpoint("GET")
def cases(ctx: FormContext) -> HttpResponse:
    """Cases of a school as far as they have come to the actor."""
    return attached.cases(ctx)


@form_endpoint("POST")
def ask_for_export(ctx: FormContext) -> HttpResponse:
    """Have a file made in the background."""
    return exports.ask(ctx)


@endpoint("GET")
def export(request: ActorRequest, export_id: int) -> HttpResponse:
    """How far an export is."""
    return exports.state(request, export_id)


@endpoint("GET")
def export_content(request: ActorRequest, export_id: int) -> HttpResponse:
    """The bytes of an export."""
    return exports.content(request, export_id)
