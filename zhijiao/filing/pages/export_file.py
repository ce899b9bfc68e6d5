"""The file of a list: which rows and columns, and writing them, from what the request came to and without it.

Rows are written one by one as they are fetched, so that memory does not grow with the list. Text is never a formula: a
workbook's text cells are written as text, in csv an apostrophe stands before what a spreadsheet would compute.
"""

from collections.abc import Iterable
from typing import Any, BinaryIO

from django.http import Http404

from zhijiao.files.kinds import Params
from zhijiao.files.making import counted
from zhijiao.filing.pages import summary
from zhijiao.filing.pages.context import FormScope
from zhijiao.filing.pages.heading import in_period
from zhijiao.filing.records import access, query, row_reader
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import Column, FormLike
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school
from zhijiao.workbooks.writing import WRITERS, Cells

KIND = "form_export"
CHUNK = 2000


def matching_rows(ctx: FormScope, asked: query.Query, chosen: list[int] | None = None) -> Any:
    """The records asked for, a query set; of a summary a list of its rows. ``chosen`` are those ticked in the list."""
    if ctx.form.is_summary:
        return list(summary.rows(ctx, asked))
    found = asked.order(asked.narrow(in_period(ctx, ctx.rows())))
    return found if chosen is None else found.filter(pk__in=chosen)


def number_of(found: Any) -> int:
    """How many rows were found."""
    number: int = len(found) if isinstance(found, list) else found.count()
    return number


def export_cells(
    ctx: FormScope, found: Any, columns: tuple[Column, ...], manner: str, limit: int | None = None
) -> Cells:
    """The cells of what was asked for, fetched as they are read."""
    if isinstance(found, list):
        return [[getattr(c, manner)(row.values.get(c.name)) for c in columns] for row in found[:limit]]
    plan = row_reader.row_reader(ctx.form.key, tuple(column.name for column in columns), manner)
    fetched = found.values_list(*plan.paths)[:limit].iterator(chunk_size=CHUNK)
    return plan.rows(fetched, for_school(ctx.school.pk))


def params_of(
    ctx: FormScope, fmt: str, columns: tuple[Column, ...], asked: query.Query, chosen: list[int] | None
) -> dict[str, Any]:
    """Everything that `write` needs to know."""
    return {
        "form": ctx.form.key,
        "year": ctx.year,
        "fmt": fmt,
        "columns": [column.name for column in columns],
        "query": query.stored(asked),
        "chosen": chosen,
    }


def records(actor: Actor, school: Org, params: Params) -> Iterable[int]:
    """Numbers of the records in the file; none of a summary, whose rows are none."""
    form = _form(params)
    if form.is_summary:
        return ()
    ctx = FormScope(actor, form, school, params["year"], "export")
    found = matching_rows(ctx, query.restored(form, params["query"]), params["chosen"])
    numbers: Iterable[int] = found.order_by().values_list("pk", flat=True)
    return numbers


def require(actor: Actor, school: Org, params: Params) -> None:
    """Refuse somebody who may not export the form of this school, or not ask for the private values asked for.

    Raises:
        access.Denied: the right is missing.
        access.Locked: the data password is wanted first.
        Http404: the school is not in the actor's part of the tree, or there is no such form any more.
    """
    form = _form(params)
    access.school(actor, school.pk)
    access.require(actor, form, "export")
    query.require_private(actor, form, params["query"]["blinds"])


def write(out: BinaryIO, actor: Actor, school: Org, params: Params) -> None:
    """Write the file."""
    form = _form(params)
    ctx = FormScope(actor, form, school, params["year"], "export")
    columns = tuple(form.columns[name] for name in params["columns"] if name in form.columns)
    found = matching_rows(ctx, query.restored(form, params["query"]), params["chosen"])
    cells = counted(export_cells(ctx, found, columns, "cell"), number_of(found))
    WRITERS[params["fmt"]](out, columns, cells)


def _form(params: Params) -> FormLike:
    try:
        return registry.get(params["form"])
    except KeyError:
        raise Http404("这张表单已不再使用。") from None
