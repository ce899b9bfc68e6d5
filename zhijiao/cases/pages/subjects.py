"""From an address to the case it is about."""

from django.http import Http404

from zhijiao.cases import sight
from zhijiao.cases.models import Case
from zhijiao.cases.moving import Subject
from zhijiao.filing.pages.context import FormContext

DRAFT_FACTS = ("title", "year", "gaps")


def of_record(ctx: FormContext, record_id: int) -> Subject:
    """The record of a school with its case, if it has one by now.

    Raises:
        Http404: there is no such record, or it is not open to the actor.
    """
    facts = ctx.rows("view").filter(pk=record_id).values(*DRAFT_FACTS).first()
    if facts is None:
        raise Http404(f"“{ctx.form.label}”中没有这条记录，可能已被删除。")
    found = Case.objects.filter(school=ctx.school, form=ctx.form.key, record_id=record_id)
    case = found.select_related("school", "holder", "selector").first()
    return Subject(
        ctx.record_form, ctx.school, record_id, facts["title"] or "", facts["year"], facts["gaps"], case
    )


def of_case(ctx: FormContext, case_id: int) -> Subject:
    """A case as far as the actor may see it; for the school with what its record lacks.

    Raises:
        Http404: there is none, or not for the actor.
    """
    case = sight.case(ctx.actor, ctx.form, case_id)
    if case.school_id != ctx.school.pk:
        raise Http404("没有这个案例，或不在您的管理范围内。")
    if ctx.own:
        facts = ctx.rows("view").filter(pk=case.record_id).values(*DRAFT_FACTS).first()
        if facts is not None:
            return Subject(
                ctx.record_form,
                case.school,
                case.record_id,
                facts["title"] or "",
                facts["year"],
                facts["gaps"],
                case,
            )
    return Subject(ctx.record_form, case.school, case.record_id, case.title, case.year, 0, case)
