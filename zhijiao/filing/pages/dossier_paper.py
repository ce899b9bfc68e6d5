"""The dossier as a file to hand on: PDF or Word, every private value masked, with the forms that may be exported."""

from typing import Any, BinaryIO

from django.http import Http404
from django.utils import timezone

from zhijiao.documents.document import Block, Document, Heading, Paragraph, Table
from zhijiao.documents.writing import PAPERS
from zhijiao.files.kinds import Params
from zhijiao.filing.pages.context import FormScope
from zhijiao.filing.pages.dossier_link import has_dossier
from zhijiao.filing.pages.dossier_reading import Dossier, Use, newest, said
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.form import Form
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org

KIND = "dossier"
MOST_ROWS = 100
"""Rows of each form in the paper; it says so where there are more."""
CELLS = 120
"""What a row of a paper costs, in cells of a workbook: setting type takes longer."""


def file_name(scope: FormScope, fmt: str) -> str:
    """Form, school and day; not whose dossier it is."""
    return f"综合档案_{scope.form.label}_{scope.school.name}_{timezone.localdate():%Y%m%d}.{fmt}"


def rows_in(dossier: Dossier) -> int:
    """How many rows of other forms stand in the paper."""
    return sum(min(use.number, MOST_ROWS) for use in dossier.filled)


def params_of(dossier: Dossier, fmt: str) -> dict[str, Any]:
    """Everything that `write` needs to know."""
    return {
        "form": dossier.scope.form.key,
        "record": dossier.record_id,
        "year": dossier.scope.year,
        "one_year": dossier.one_year,
        "fmt": fmt,
    }


def records(actor: Actor, school: Org, params: Params) -> list[int]:
    """The record whose dossier it is."""
    return [params["record"]]


def require(actor: Actor, school: Org, params: Params) -> None:
    """Refuse somebody who may not export the form of this school, or does not see the record.

    Raises:
        access.Denied: the right is missing.
        access.Locked: the data password is wanted first.
        Http404: the school is not in the actor's part of the tree, or the record is not there any more.
    """
    access.school(actor, school.pk)
    scope = _dossier(actor, school, params).scope
    if not scope.rows("export").filter(pk=params["record"]).exists():
        raise Http404(f"“{scope.form.label}”中没有这条记录，可能已被删除。")


def write(out: BinaryIO, actor: Actor, school: Org, params: Params) -> None:
    """Write the file."""
    PAPERS[params["fmt"]](_paper(_dossier(actor, school, params)), out)


def _dossier(actor: Actor, school: Org, params: Params) -> Dossier:
    form = registry.forms().get(params["form"])
    if form is None or not has_dossier(form):
        raise Http404("这张表单已不再使用。")
    scope = FormScope(actor, form, school, params["year"], "export")
    return Dossier(scope, params["record"], params["one_year"], action="export")


def _paper(dossier: Dossier) -> Document:
    scope, form = dossier.scope, dossier.scope.record_form
    items = _items(scope, form, dossier.record_id)
    title = " ".join(filter(None, (items[column.name] for column in form.title_columns)))
    pairs = [[column.label, items[name]] for name, column in form.columns.items() if items[name]]
    blocks: list[Block] = [Heading(form.label), Table([["项目", "内容"]], pairs, (30, 70))]
    for _, module, uses in dossier.modules():
        blocks.append(Heading(module))
        for use in uses:
            blocks += _block(scope, use)
    return Document(
        title="综合档案",
        subtitle=f"{title}　{f'{scope.year}学年' if dossier.one_year else '各学年'}",
        issuer=scope.school.name,
        blocks=blocks,
    )


def _items(scope: FormScope, form: Form, record_id: int) -> dict[str, str]:
    columns = list(form.columns.values())
    fetched = form.fetch(scope.rows("view").filter(pk=record_id), columns)
    if not fetched:
        raise Http404(f"“{form.label}”中没有这条记录，可能已被删除。")
    return {
        column.name: said(scope, column, value) for column, value in zip(columns, fetched[0][1], strict=True)
    }


def _block(scope: FormScope, use: Use) -> list[Block]:
    shown = newest(scope, use, MOST_ROWS)
    rows = [[cell.text for cell in cells] for _, _, cells in shown.rows]
    blocks: list[Block] = [Heading(f"{use.label}（{use.number:,} 条）", 2)]
    if shown.heads:
        blocks.append(Table([shown.heads], rows))
    if use.number > len(rows):
        blocks.append(Paragraph(f"只列出最近 {len(rows)} 条。", plain=True))
    return blocks
