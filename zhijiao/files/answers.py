"""How a page that hands out a file answers: with the file where that is cheap, else with its progress.

GET of what takes long only offers it; posted with ``prepare`` it is made in the background. A script posts in any case
and is led to the file itself if it is small.
"""

import tempfile

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from zhijiao.files.asking import TooMany, ask
from zhijiao.files.kinds import Wanted, kind_of
from zhijiao.identity.requests import ActorRequest
from zhijiao.looks.log import record_look
from zhijiao.looks.models import Kind

MOST_CELLS_AT_ONCE = 30_000
"""What is written while the person waits: about 0.3 s of processor time, at up to 11 µs per cell of a workbook."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
PAPERS = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".zip": "application/zip",
}


def content_type(name: str) -> str:
    """By the ending of a file's name."""
    if name.endswith(".csv"):
        return CSV
    return next((kind for ending, kind in PAPERS.items() if name.endswith(ending)), XLSX)


def hand_out(request: ActorRequest, wanted: Wanted) -> HttpResponseBase:
    """The file, or the way to it. The right to it has been asked about by the view."""
    small = wanted.cells <= MOST_CELLS_AT_ONCE
    asked = request.method == "POST" and "prepare" in request.POST
    if small:
        return lead_to(request, request.get_full_path()) if asked else _sent(request, wanted)
    if request.method != "POST":
        return render(request, "files/offer.html", {"wanted": wanted})
    try:
        file = ask(request.actor, wanted)
    except TooMany as enough:
        if _is_part(request):
            return render(request, "files/_refused.html", {"text": str(enough)})
        messages.error(request, str(enough))
        return HttpResponseRedirect(reverse("files:list"))
    if _is_part(request):
        return render(request, "files/_file.html", {"file": file, "in_place": True})
    return HttpResponseRedirect(f"{reverse('files:list')}#file-{file.pk}")


def _sent(request: ActorRequest, wanted: Wanted) -> FileResponse:
    kind = kind_of(wanted.kind)
    if kind.of_records:
        record_look(
            Kind.EXPORT,
            org=wanted.org,
            subject=wanted.subject,
            form=wanted.form,
            rows=wanted.rows,
            records=kind.records(request.actor, wanted.org, wanted.params),
            detail=dict(wanted.told),
        )
    out = tempfile.TemporaryFile()  # noqa: SIM115  (the response closes it)
    kind.write(out, request.actor, wanted.org, wanted.params)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=wanted.name, content_type=content_type(wanted.name))


def _is_part(request: ActorRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def lead_to(request: ActorRequest, address: str) -> HttpResponse:
    """On to a page, the whole page also where the script asked for a part."""
    if _is_part(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
