"""Files of cases: a version as a paper, with the pictures and the steps that the reader may see."""

from collections.abc import Callable
from typing import BinaryIO

from django.http import Http404

from zhijiao.attachments import keeping
from zhijiao.attachments.models import Attachment
from zhijiao.cases import kept_files, paper_of, sight
from zhijiao.cases.form_keys import CASE_FORMS
from zhijiao.cases.models import Case, CaseVersion
from zhijiao.documents.writing import PAPERS
from zhijiao.files.kinds import Params, Wanted
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org

PAPER = "case_paper"
LEAST, OF_MARK, OF_PICTURE = 5_000, 6, 20_000
"""What a paper costs to make, an element of its texts, and a picture, in cells of a workbook."""


def paper_wanted(case: Case, version: CaseVersion, fmt: str) -> Wanted:
    """A version as a paper."""
    marks = sum((item["html"] or "").count("<") for item in version.items)
    pictures = len(kept_files.numbers({"pictures": version.files.get("pictures", [])}, version.items))
    return Wanted(
        kind=PAPER,
        org=case.school,
        subject=f"案例：{case.number}",
        name=f"案例{case.number}.{fmt}",
        params={"form": case.form, "case": case.pk, "version": version.number, "fmt": fmt},
        rows=1,
        cells=LEAST + OF_MARK * marks + OF_PICTURE * pictures,
        told={"number": case.number, "version": version.number, "format": fmt},
    )


def require_paper(actor: Actor, org: Org, params: Params) -> None:
    """Refuse somebody who may not see the version now.

    Raises:
        access.Denied, Http404: as its page would.
    """
    _version(actor, params)


def write_paper(out: BinaryIO, actor: Actor, org: Org, params: Params) -> None:
    """Write it."""
    case, version = _version(actor, params)
    steps = sight.steps(actor, case).filter(of_version__lte=version.number).order_by("id")
    made = paper_of.paper(case, version, steps, sight.state(actor, case), pictures_of(case.school_id))
    PAPERS[params["fmt"]](made, out)


def _version(actor: Actor, params: Params) -> tuple[Case, CaseVersion]:
    case = sight.case(actor, registry.get(params["form"]), params["case"])
    version = sight.versions(actor, case).filter(number=params["version"]).first()
    if version is None:
        raise Http404("没有这个案例的文件。")
    return case, version


def pictures_of(school_id: int) -> Callable[[str], bytes | None]:
    """Reads pictures of a school's cases by number; nothing where one is lost."""

    def read(number: str) -> bytes | None:
        found = Attachment.objects.filter(school_id=school_id, number=number, form__in=CASE_FORMS)
        row = found.filter(kind__in=("jpeg", "png")).first()
        try:
            return keeping.content_of(row) if row else None
        except keeping.FileLost:
            return None

    return read
