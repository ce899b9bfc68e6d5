"""What the page of a record says of its source system: which items come from there, or that it has left."""

from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.pages.record_notices import RecordNotice, notice_source
from zhijiao.filing.records import synced
from zhijiao.kit.addresses import address_of
from zhijiao.upstream.layout import systems


def register() -> None:
    """Let the engine ask, for the forms that source systems fill."""
    forms = set().union(*(each.form_keys for each in systems().values()))
    notice_source(told, forms)


def told(ctx: FormContext, record_id: int | None) -> list[RecordNotice]:
    """One query where the school has delivered records, none elsewhere."""
    return _of_form(ctx) if record_id is None else _of_record(ctx, record_id)


def _of_form(ctx: FormContext) -> list[RecordNotice]:
    if not ctx.school.is_synced or "gone" in ctx.request.GET:
        return []
    number = synced.of_form(ctx.school, ctx.form).filter(gone_at__isnull=False).count()
    if not number:
        return []
    url = ctx.address(address_of("filing:list", ctx.form), "gone=1")
    return [RecordNotice("info", f"{number} 条记录源头已无：", "源头平台的数据中已没有，请核对。", url)]


def _of_record(ctx: FormContext, record_id: int) -> list[RecordNotice]:
    mark = synced.of_record(ctx.school, ctx.form, record_id)
    if mark is None:
        return []
    system = mark.get_system_display()
    if mark.gone_at is not None:
        text = f"{system}的数据中已没有这条记录，记录没有删除，请核对后自行处理。"
        return [RecordNotice("warn", "源头已无：", text, address_of("upstream:differences") + "?kind=gone")]
    labels = [ctx.form.columns[name].label for name in mark.items if name in ctx.form.columns]
    text = f"{'、'.join(labels[:6])}{'等' if len(labels) > 6 else ''} {len(labels)} 项，在此只读。"
    if not ctx.own or not ctx.can("change"):
        return [
            RecordNotice(
                "info", f"由{system}提供：", text, address_of("upstream:own_corrections"), "纠错申请"
            )
        ]
    url = address_of("upstream:correct", ctx.form, record_id)
    return [RecordNotice("info", f"由{system}提供：", f"{text}有误的请提出纠错申请。", url, "纠错申请")]
