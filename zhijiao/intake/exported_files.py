"""Workbooks with data in them: the whole school, one form's template filled, an upload with its mistakes marked."""

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from django.db.models import Sum
from django.http import Http404
from django.utils import timezone

from zhijiao.files.kinds import Params, Wanted
from zhijiao.files.making import counted
from zhijiao.filing.models import FilingCount, ImportBatch
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.cells import Cell
from zhijiao.filing.schema.form import Form
from zhijiao.identity.actor import Actor
from zhijiao.intake import corrections, error_workbook, workbook
from zhijiao.looks.models import EVERY_FORM
from zhijiao.orgs.models import Org

SCHOOL_BOOK, FILLED, MARKED = "school_workbook", "filled_template", "marked_workbook"
EMPTY_FORM = 5_000
"""An empty sheet with its drop-downs, note and example costs as much as so many cells."""
READ_BACK = 2
"""An upload is read before it is written: twice the cost."""


def _known(keys: Iterable[str]) -> list[Form]:
    """Forms by their keys, as far as they are still there."""
    records = {form.key: form for form in registry.registry().records}
    return [records[key] for key in keys if key in records]


def _rows(school: Org, forms: Sequence[Form]) -> dict[str, int]:
    """How many records the school has in these forms, from the counters."""
    counts = FilingCount.objects.filter(school=school, form__in=[form.key for form in forms])
    return dict(counts.order_by().values_list("form").annotate(total=Sum("rows")))


# The whole school ----------------------------------------------------------------------------------------------------


def school_book_wanted(actor: Actor, forms: Sequence[Form], school: Org, year: int) -> Wanted:
    """All these forms in one workbook; with records those that the actor may export."""
    with_data = [form for form in forms if access.can(actor, form, "export")]
    rows = _rows(school, with_data)
    cells = sum(rows.get(form.key, 0) * len(workbook.template_columns(form)) for form in forms)
    return Wanted(
        kind=SCHOOL_BOOK,
        org=school,
        subject="全校工作簿",
        name=f"全校工作簿_{school.name}_{timezone.localdate():%Y%m%d}.xlsx",
        params={
            "year": year,
            "forms": [form.key for form in forms],
            "with_data": [form.key for form in with_data],
        },
        rows=sum(rows.values()),
        cells=cells + EMPTY_FORM * len(forms),
        told={"format": "xlsx", "forms": len(with_data), "rows": sum(rows.values())},
        form=EVERY_FORM if with_data else "",
    )


def require_school_book(actor: Actor, school: Org, params: Params) -> None:
    """Refuse somebody who may not export a form whose records are in the workbook.

    Raises:
        access.Denied, access.Locked, Http404: as for an export of the form.
    """
    access.school(actor, school.pk)
    for form in _known(params["with_data"]):
        access.require(actor, form, "export")


def write_school_book(out: BinaryIO, actor: Actor, school: Org, params: Params) -> None:
    """Write the workbook of a school."""
    with_data = set(params["with_data"])
    rows = _rows(school, _known(with_data))
    told = iter(counted(iter(int, 1), sum(rows.values())))  # endless: a step for each record that is written

    def cells(form: Form) -> Iterable[Sequence[Cell]]:
        for row in workbook.cells_of(form, access.rows(actor, form, "export"), school.pk):
            next(told)
            yield row

    sheets = ((form, cells(form) if form.key in with_data else ()) for form in _known(params["forms"]))
    workbook.school_book(out, school, params["year"], sheets)


# A form --------------------------------------------------------------------------------------------------------------


def template_name(form: Form, school: Org) -> str:
    """The name of a template's file."""
    return f"{form.label}模板_{school.name}.xlsx"


def filled_wanted(actor: Actor, form: Form, school: Org, year: int) -> Wanted:
    """A template with the records there are."""
    rows = access.rows(actor, form, "export").filter(school_id=school.pk).count()
    return Wanted(
        kind=FILLED,
        org=school,
        subject=form.label,
        name=template_name(form, school),
        params={"form": form.key, "year": year},
        rows=rows,
        cells=rows * len(workbook.template_columns(form)),
        told={"format": "xlsx", "rows": rows},
        form=form.key,
    )


def filled_records(actor: Actor, school: Org, params: Params) -> Iterable[int]:
    """Numbers of the records in the template."""
    found = access.rows(actor, _form(params), "export").filter(school_id=school.pk)
    return found.values_list("pk", flat=True)


def require_filled(actor: Actor, school: Org, params: Params) -> None:
    """Refuse somebody who may not export the form, or not import it.

    Raises:
        access.Denied, access.Locked, Http404: as for a template and an export.
    """
    access.school(actor, school.pk)
    form = _form(params)
    access.require(actor, form, "import")
    access.require(actor, form, "export")


def write_filled(out: BinaryIO, actor: Actor, school: Org, params: Params) -> None:
    """Write the template with its records."""
    form = _form(params)
    found = access.rows(actor, form, "export")
    cells = workbook.cells_of(form, found, school.pk)
    total = found.filter(school_id=school.pk).count()
    workbook.filled(out, form, school, params["year"], counted(cells, total))


def _form(params: Params) -> Form:
    for form in _known([params["form"]]):
        return form
    raise Http404("这张表单已不再使用。")


# An upload -----------------------------------------------------------------------------------------------------------


def marked_wanted(school: Org, batch: ImportBatch) -> Wanted:
    """An upload with its wrong cells marked."""
    form = registry.record_form(batch.form)
    return Wanted(
        kind=MARKED,
        org=school,
        subject=f"标错的“{form.label}”导入文件",
        name=f"标错_{batch.file_name}",
        params={"batch": batch.pk},
        rows=batch.total,
        cells=batch.total * len(workbook.template_columns(form)) * READ_BACK,
        told={"format": "xlsx", "rows": batch.total, "batch": batch.pk},
        form=batch.form,
    )


def require_marked(actor: Actor, school: Org, params: Params) -> None:
    """Refuse somebody who may not import the form of the batch.

    Raises:
        Http404: the batch is not there for the actor.
    """
    _batch(actor, school, params)


def write_marked(out: BinaryIO, actor: Actor, school: Org, params: Params) -> None:
    """Write the marked workbook."""
    batch = _batch(actor, school, params)
    error_workbook.write(out, actor, ImportBatch.objects.get(pk=batch.pk))


def _batch(actor: Actor, school: Org, params: Params) -> ImportBatch:
    batch = corrections.batch_of(actor, access.school(actor, school.pk), params["batch"])
    if batch is None:
        raise Http404("没有这一批导入记录。")
    return batch
