"""Cases that follow their records when these come to another school."""

from collections.abc import Collection

from django.db.models import QuerySet

from zhijiao.attachments import keeping
from zhijiao.cases import kept_files
from zhijiao.cases.form_keys import CASE_FORMS
from zhijiao.cases.models import Case, CaseStep, CaseVersion, Publication
from zhijiao.orgs.models import Org


def follow(form: str, source: Org, target: Org, records: Collection[int] | None) -> None:
    """Let the cases of records (all, or those named) belong to the other school, with versions, steps and files.

    What has been published keeps the name of the school that wrote it. Call it in the transaction that carries.
    """
    if form not in CASE_FORMS:
        return
    cases: QuerySet[Case] = Case.objects.filter(school=source, form=form)
    if records is not None:
        cases = cases.filter(record_id__in=records)
    ids = list(cases.values_list("pk", flat=True))
    held = CaseVersion.objects.filter(school=source, case__in=ids).values_list("files", "items")
    numbers = {number for files, items in held for number in kept_files.numbers(files, items)}
    if numbers:
        keeping.copy_to(target.pk, source.pk, numbers)
    for model in (CaseVersion, CaseStep, Publication):
        model.objects.filter(school=source, case__in=ids).update(school=target)
    Case.objects.filter(school=source, pk__in=ids, holder=source).update(holder=target)
    Case.objects.filter(school=source, pk__in=ids).update(school=target)
