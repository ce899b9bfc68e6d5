"""Cases to be asked for: one that has not left its school, its files, one that everybody may read."""

from zhijiao.cases.form_keys import TYPICAL
from zhijiao.cases.models import Case, CaseVersion, Publication
from zhijiao.orgs.models import Org

_CASE_OF = {typical: form for form, typical in TYPICAL.items()}


def inside(school: Org, form: str) -> int | None:
    """A case that the school has not handed up."""
    found = Case.objects.filter(school=school, form=form, reached="").order_by("-pk")
    return found.values_list("pk", flat=True).first()


def file_of(school: Org, case_id: int) -> str | None:
    """The number of a file that a case of the school holds."""
    versions = CaseVersion.objects.filter(school=school, case=case_id).order_by("-number")
    held = [file for version in versions for several in version.files.values() for file in several]
    return held[0]["number"] if held else None


def picture(school: Org) -> str | None:
    """The number of a picture of a case that the school has not handed up."""
    inside = CaseVersion.objects.filter(school=school, case__school=school, case__reached="").order_by("-pk")
    held = (file["number"] for version in inside.iterator() for file in version.files.get("pictures", []))
    return next(held, None)


def published(typical: str) -> int | None:
    """A case that the ministry has selected for everybody."""
    found = Publication.objects.filter(form=_CASE_OF[typical], level="1", ended_at=None).order_by("-pk")
    return found.values_list("pk", flat=True).first()
