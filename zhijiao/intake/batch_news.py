"""What people are told of a batch: the uploader how far it is, the reviewers that rows wait for them."""

from typing import Any

from django.urls import reverse

from zhijiao.filing.models import ImportBatch
from zhijiao.filing.schema import registry
from zhijiao.notices.inbox import tell, tell_user

State = ImportBatch.State


def checked(batch: ImportBatch, state: str, facts: dict[str, Any]) -> None:
    """A worker has checked the batch and put it into a state; of the sheets of one workbook the last speaks for all."""
    if state == State.REVIEW:
        waiting(batch, facts["good"])
    if batch.kind != ImportBatch.Kind.IMPORT or _more_to_come(batch):
        return
    if batch.options.get("group"):
        title, text = "全校工作簿校验完毕", "请逐张查看校验结果。"
    else:
        title, text = _checked_one(batch, state, facts)
    tell_user(batch.created_by, title=title, text=text, url=reverse("intake:import"))


def waiting(batch: ImportBatch, rows: int) -> None:
    """Rows of the batch wait for review."""
    form = registry.record_form(batch.form)
    title = f"“{form.label}”有 {rows} 行待复核"
    tell(batch.school, "review", title=title, url=reverse("intake:review_rows", args=[form.key]))


def reviewed(batch: ImportBatch) -> None:
    """No row of the batch waits any longer."""
    told = ImportBatch.objects.filter(pk=batch.pk).values_list("approved", "removed", "created_by")
    approved, removed, uploader = told[0]
    parts = f"写入 {approved} 行" + (f"，退回（未写入）{removed} 行" if removed else "")
    tell_user(
        uploader,
        title=f"“{registry.distinct_label(registry.record_form(batch.form))}”复核完毕，{parts}",
        text="退回的行请核对后修改文件重新上传。" if removed else "",
        url=_page(batch) if removed else reverse("intake:import_records"),
        mail=bool(removed),
    )


def returned(batch: ImportBatch, rows: int) -> None:
    """A reviewer has thrown rows out, and others still wait."""
    tell_user(
        batch.created_by,
        title=f"“{registry.distinct_label(registry.record_form(batch.form))}”有 {rows} 行被复核员退回，没有写入",
        text="请查看退回原因，修改文件后重新上传这些行。",
        url=_page(batch),
        mail=True,
    )


def _page(batch: ImportBatch) -> str:
    """Where the uploader finds the batch with the rows that came back."""
    return f"{reverse('intake:import')}?form={batch.form}&batch={batch.pk}"


def _checked_one(batch: ImportBatch, state: str, facts: dict[str, Any]) -> tuple[str, str]:
    label = registry.distinct_label(registry.record_form(batch.form))
    if state == State.REVIEW:
        return f"“{label}”校验通过，{facts['good']} 行已交复核", ""
    if state == State.CHECKED:
        return f"“{label}”校验完毕，有内容需要处理", "请查看有问题的行，修正后重新上传，或选择如何处理。"
    if state == State.REFUSED:
        return f"“{label}”导入失败", str(facts.get("message", ""))
    return f"“{label}”校验完毕，没有需要写入的内容", str(facts.get("message", ""))


def _more_to_come(batch: ImportBatch) -> bool:
    """Whether other sheets of the same workbook are still to be checked."""
    leader = batch.options.get("group")
    if not leader:
        return False
    unchecked = ImportBatch.objects.filter(
        school_id=batch.school_id, state__in=(State.UPLOADED, State.PARSING), options__group=leader
    )
    return unchecked.exists()
