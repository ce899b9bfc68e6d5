"""Cases to be asked for: one that has not left its school, one that everybody may read."""

from zhijiao.cases.form_keys import TYPICAL
from zhijiao.cases.models import Case, Publication
from zhijiao.orgs.models import Org

_CASE_OF = {typical: form for form, typical in TYPICAL.items()}


def inside(school: Org, form: str) -> int | None:
    """A case that the school has not handed up."""
    found = Case.objects.filter(school=school, form=form, reached="").order_by("-pk")
    return found.values_list("pk", flat=True).first()


def published(typical: str) -> int | None:
    """A case that the ministry has selected for everybody."""
    found = Publication.objects.filter(form=_CASE_OF[typical], level="1", ended_at=None).order_by("-pk")
    return found.values_list("pk", flat=True).first()
