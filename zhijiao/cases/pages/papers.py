"""A case as PDF or Word file, and as it is printed."""

import io
from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from zhijiao.attachments import keeping
from zhijiao.attachments.models import Attachment
from zhijiao.cases import paper_of, sight
from zhijiao.cases.pages import subjects
from zhijiao.documents.docx import write_docx
from zhijiao.documents.pdf import write_pdf
from zhijiao.filing.pages.context import FormContext, form_view

TYPES = {
    "pdf": ("application/pdf", write_pdf),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", write_docx),
}


@form_view("view", never_cache=True)
def paper(ctx: FormContext, case_id: int, fmt: str) -> HttpResponse:
    """The latest version that the reader has got, as a file."""
    case = subjects.of_case(ctx, case_id).case
    version = sight.versions(ctx.actor, case).order_by("-number").first() if case else None
    if case is None or version is None or fmt not in TYPES:
        raise Http404("没有这个案例的文件。")
    steps = sight.steps(ctx.actor, case).filter(of_version__lte=version.number).order_by("id")
    state = sight.state(ctx.actor, case)
    made = paper_of.paper(case, version, steps, state, pictures_of(case.school_id))
    media_type, write = TYPES[fmt]
    out = io.BytesIO()
    write(made, out)
    response = HttpResponse(out.getvalue(), content_type=media_type)
    response["Content-Disposition"] = (
        content_disposition_header(True, f"案例{case.number}.{fmt}") or "attachment"
    )
    return response


def pictures_of(school_id: int) -> Callable[[str], bytes | None]:
    """Reads pictures of a school by number; nothing where one is lost."""

    def read(number: str) -> bytes | None:
        row = Attachment.objects.filter(school_id=school_id, number=number, kind__in=("jpeg", "png")).first()
        try:
            return keeping.content_of(row) if row else None
        except keeping.FileLost:
            return None

    return read
