"""Attached files on the page of a record: taken at once, so that a refusal of anything else on the page loses none.

A ticked box keeps a file, an empty one removes it when the page is saved; a chooser of files brings more, with the page
or, where scripts run, by itself as soon as a file is chosen.
"""

from dataclasses import dataclass, field
from typing import Any, cast

from django.http import Http404, HttpResponse
from django.shortcuts import render

from zhijiao.attachments import keeping
from zhijiao.filing.pages.context import FormContext, form_view
from zhijiao.filing.pages.fieldset import PageValues, page_field, stored_values
from zhijiao.filing.records import attached
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.columns.files import ChosenFiles, FileColumn
from zhijiao.filing.schema.frame import Frame
from zhijiao.identity.gate import POST
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.numbers import whole_number
from zhijiao.workbooks.markup import FileRefused


@dataclass
class Posted:
    """What a page says of its files: numbers by column, where they are not as the record has them; and refusals."""

    numbers: dict[str, list[str]] = field(default_factory=dict)
    refused: dict[str, list[str]] = field(default_factory=dict)

    def tell(self, ctx: FormContext, frame: Frame) -> None:
        """Put what was refused among the problems of the page."""
        for name, reasons in self.refused.items():
            for reason in reasons:
                frame.problem(0, ctx.form.columns[name], reason, code="file")


def posted(ctx: FormContext, *columns: Column, keeping_new: bool = True) -> Posted:
    """The files of a page; new ones are judged and kept, unless nothing may be kept now.

    To judge a file may take seconds of a processor, so of more files than the item holds none is looked at.
    """
    found = Posted()
    for column in columns or ctx.file_columns:
        kept = [number for number in ctx.request.POST.getlist(column.name) if number]
        new = ctx.request.FILES.getlist(f"file-{column.name}") if keeping_new else []
        if len(new) > (most := cast("FileColumn", column).most):
            said = f"最多 {most} 个文件，一次选了 {len(new)} 个，都没有接收。请重新选择"
            found.refused[column.name] = [said]
            new = []
        for file in new:
            try:
                kept.append(_keep(ctx, cast("FileColumn", column), file))
            except FileRefused as refused:
                reason = f"“{(file.name or '文件')[:60]}”没有接收：{refused}"
                found.refused.setdefault(column.name, []).append(reason)
        if kept != ctx.request.POST.getlist(f"was-{column.name}"):
            found.numbers[column.name] = kept
    return found


def _keep(ctx: FormContext, column: FileColumn, file: Any) -> str:
    if (file.size or 0) > column.most_bytes:  # before it is read
        raise FileRefused(keeping.too_large(file.size, column.most_bytes))
    slot = attached.slot_of(ctx.school.pk, column)
    return keeping.keep(slot, file.name or "", file.read(), ctx.actor.user_id).number


def untouched(ctx: FormContext, stored: PageValues) -> dict[str, list[Any]]:
    """Cells that leave the files of the record as they are; a private item is sent as its mask, which means: keep."""
    return {
        column.name: [stored.shown.get(column.name) or None]
        if column.private and stored.held.get(column.name)
        else [ChosenFiles(stored.held.get(column.name, ()))]
        for column in ctx.file_columns
    }


def cell(ctx: FormContext, column: Column, numbers: list[str], stored: PageValues) -> ChosenFiles:
    """The files that a page has chosen, as a cell of the record."""
    held = stored.held.get(column.name, ())
    return attached.resolve(ctx.actor, ctx.school.pk, cast("FileColumn", column), numbers, held)


def _attaching(request: ActorRequest) -> str:
    """What the page is going to be: a change of the record named, or a new one."""
    return "add" if whole_number(request.POST.get("record")) is None else "change"


@form_view(_attaching, methods=POST, large=True)
def attach(ctx: FormContext, name: str) -> HttpResponse:
    """Take the files just chosen for one column; answers with its box, in which they stand beside the others."""
    column = next((column for column in ctx.file_columns if column.name == name), None)
    if column is None:
        raise Http404(f"“{ctx.form.label}”没有这一附件项目。")
    record_id = whole_number(ctx.request.POST.get("record"))
    values = PageValues()
    if record_id is not None:
        ctx.get(record_id)
        values = stored_values(ctx, record_id)
    found = posted(ctx, column)
    values.raw |= found.numbers
    errors = [*found.refused.get(name, ()), *_too_many(ctx, column, values)]
    context = {"f": page_field(ctx, column, values, errors, set())}
    return render(ctx.request, "filing/_attachments.html", context)


def _too_many(ctx: FormContext, column: Column, values: PageValues) -> list[str]:
    """What the record would say of the number of files."""
    frame = Frame(ctx.record_form, ctx.school.pk, ctx.school.school_type, {}, 1, [None])
    column.parse(cast("Any", [cell(ctx, column, values.raw.get(column.name) or [], values)]), frame)
    return [problem.sentence for problem in frame.problems]
