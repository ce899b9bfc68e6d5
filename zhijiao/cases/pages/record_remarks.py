"""What the page of a record says of its case."""

from django.urls import reverse

from zhijiao.cases.form_keys import CASE_FORMS
from zhijiao.cases.models import Case, CaseStep
from zhijiao.cases.states import OPEN
from zhijiao.catalogue.tables import table
from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.pages.record_notices import RecordNotice, notice_source


def register() -> None:
    """Let the engine ask."""
    notice_source(remarks, CASE_FORMS)


def remarks(ctx: FormContext, record_id: int | None) -> list[RecordNotice]:
    """Where the case of a record stands: closed while it is on its way, and why it came back."""
    if (
        record_id is None or ctx.action != "view"
    ):  # what is open on the page for writing is open to be written
        return []
    case = Case.objects.filter(school=ctx.school, form=ctx.form.key, record_id=record_id).first()
    if case is None:
        return []
    url = ctx.address(reverse("cases:handled", args=[ctx.form, case.pk]))
    state = table("case_status").name(case.state)
    if case.state not in OPEN:
        return [RecordNotice("info", f"{state}：", "现在不能修改，需要修改时请先撤回。", url, "办理")]
    last = CaseStep.objects.filter(school=ctx.school, case=case).exclude(reason="").order_by("-id").first()
    said = f"{last.org_name} {last.user_name}：{last.reason}" if last and last.target == case.state else ""
    return [RecordNotice("warn", f"{state}。", said or "修改后可以再次送审。", url, "办理")]
