"""Workbooks of every form: template, upload, review, formal table, undo; and what is exported comes back unchanged."""

import io
import json

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests import sample
from tests.contract.place import TRUSTED
from zhijiao.filing.models import Change, ImportBatch, StagedRow
from zhijiao.filing.records import undo
from zhijiao.filing.schema import registry
from zhijiao.identity.rights import actor_for
from zhijiao.intake import approval, dependency_order, queue, upload, workbook
from zhijiao.rounds.counting import differences
from zhijiao.workbooks.markup import FileRefused

ROWS = 3
KINDS = {form.catalogue_kind + form.period: form for form in registry.registry().records if not form.single}
"""One form of each period; whose template it is, is read before anything of the form."""


@pytest.fixture
def office(place, private):
    """A school that has nothing yet, its administrator and its reviewer."""
    return Office(place, ["privacy_manager"] if private else [])


class Office:
    """Uploads and reviews for a school."""

    def __init__(self, place, besides):
        self.place = place
        self.school = place.tree.foreign
        if besides:
            self.admin = sample.opened(actor_for(sample.uploader(self.school)))
        else:
            self.admin = sample.opened(
                sample.actor(self.school, "school_admin", issued_by=place.tree.elsewhere)
            )
        self.reviewer = sample.opened(sample.actor(self.school, "data_reviewer", *besides))

    def prepare(self, form):
        """Enter what has to be there first."""
        entered = {form.key}
        for needed in [*dependency_order.before(form, self.school), *sample.targets(form)]:
            sample.fill(self.school, needed, ROWS, entered=entered)

    def upload(self, form, data, again=False):
        """Upload and check; the batch as it then stands."""
        accepted = upload.accept(self.admin, self.school, form, "数据.xlsx", data, sample.YEAR, again=again)
        while queue.run_pending_once():
            pass
        return ImportBatch.objects.get(pk=accepted.batch.pk)

    def book(self, form, /, number=ROWS, **cells):
        """A template with sample rows."""
        rows = [sample.row(form, i, **cells) for i in range(number)]
        names = [column.name for column in workbook.template_columns(form)]
        return filled(form, self.school, ([row.get(name) for name in names] for row in rows))


def filled(form, school, rows):
    out = io.BytesIO()
    workbook.filled(out, form, school, sample.YEAR, rows)
    return out.getvalue()


def test_the_template_asks_for_every_item(place, enter, several):
    answer = enter("school_admin").get(reverse("intake:import_template", args=[several]))
    assert answer.status_code == 200
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    head = book.get_sheet_by_name(workbook.DATA_SHEET).to_python()[0]
    assert head == list(workbook.headers(several).values())
    guide = str(book.get_sheet_by_name(workbook.GUIDE_SHEET).to_python())
    assert all(column.note in guide for column in several.stored if column.name != "year")


def test_rows_go_from_a_file_into_the_table_and_back(office, several):
    """On the way, with one school for all of it: what must come first is named, and so is every wrong cell."""
    assert_what_must_come_first_is_named(office, several)
    office.prepare(several)
    assert_every_wrong_cell_is_named(office, several)
    before = sample.stored(office.school, several).count()
    batch = office.upload(several, office.book(several))
    assert (batch.state, batch.good, batch.wrong) == ("review", ROWS, 0), (
        batch.message,
        list(StagedRow.objects.values_list("problems", flat=True)),
    )
    assert sample.stored(office.school, several).count() == before == 0
    staged = json.dumps(
        list(StagedRow.objects.filter(batch=batch).values_list("cells", "key_text", "problems"))
    )
    for column in several.private_columns:
        plain = str(sample.row(several)[column.name] or "")
        assert not plain or plain not in staged

    passed = approval.pass_rows(office.reviewer, office.school, several)
    assert (passed.created, passed.changed) == (ROWS, 0)
    again = sample.frame(office.school, several, ROWS)
    assert set(again.status) == {"same"}
    logged = Change.objects.filter(batch_id=batch.pk)
    assert {(entry.action, entry.actor_id) for entry in logged} == {("add", office.reviewer.user_id)}
    assert differences(office.place.tree.ministry, [several]) == []

    repeated = office.upload(several, office.book(several), again=True)
    assert (repeated.state, repeated.same) == ("done", ROWS), repeated.message
    assert Change.objects.filter(batch_id=repeated.pk).count() == 0

    batch.refresh_from_db()
    undone = undo.undo(office.admin, office.school, batch, action="import")
    assert undone.removed == ROWS
    assert sample.stored(office.school, several).count() == 0
    assert differences(office.place.tree.ministry, [several]) == []


def assert_what_must_come_first_is_named(office, several):
    missing = dependency_order.before(several, office.school)
    if not missing:
        return
    with pytest.raises(FileRefused) as refused:
        office.upload(several, office.book(several))
    assert all(form.label in str(refused.value) for form in missing)
    assert not ImportBatch.objects.exists()


def assert_every_wrong_cell_is_named(office, several):
    required = [
        column for column in several.stored if column.required and column.name not in ("year", "term")
    ]
    cells = {column.name: None for column in required if column not in several.key_columns}
    batch = office.upload(several, office.book(several, number=1, **cells))
    assert (batch.state, batch.wrong) == ("checked", 1), batch.message
    (problems,) = StagedRow.objects.filter(batch=batch).values_list("problems", flat=True)
    assert {problem["c"] for problem in problems} >= set(cells)
    assert all(problem["m"] and problem["l"] for problem in problems)
    assert not sample.stored(office.school, several).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_a_school_s_own_data_comes_back_unchanged(place, office, kind):
    """Its other forms come back with the whole school, below."""
    form = KINDS[kind]
    office.school = place.school
    office.admin = sample.opened(actor_for(place.people["school_admin" + TRUSTED]))
    rows = sample.stored(place.school, form)
    data = filled(form, place.school, workbook.cells_of(form, rows, place.school.pk))
    batch = office.upload(form, data)
    problems = [p for p in StagedRow.objects.filter(batch=batch).values_list("problems", flat=True) if p]
    assert (batch.state, batch.same) == ("done", ROWS), (batch.message, problems)


@pytest.mark.parametrize("kind", KINDS)
def test_another_school_s_template_is_refused(place, office, kind):
    form = KINDS[kind]
    office.prepare(form)
    data = filled(form, place.sister, ())
    with pytest.raises(FileRefused, match=place.sister.name):
        office.upload(form, data)


def test_the_whole_school_comes_back_unchanged(place, office):
    forms = registry.registry().records
    books = [
        (form, workbook.cells_of(form, sample.stored(place.school, form), place.school.pk)) for form in forms
    ]
    out = io.BytesIO()
    workbook.school_book(out, place.school, sample.YEAR, books)
    admin = sample.opened(actor_for(place.people["school_admin" + TRUSTED]))
    accepted = upload.accept_school_book(admin, place.school, "全校.xlsx", out.getvalue(), sample.YEAR)
    while queue.run_pending_once():
        pass
    batches = ImportBatch.objects.filter(pk__in=[item.batch.pk for item in accepted])
    assert {batch.form for batch in batches} == {form.key for form in forms}
    states = {batch.form: (batch.state, batch.message, batch.wrong) for batch in batches}
    assert {state for state, _, _ in states.values()} == {"done"}, states
    assert not Change.objects.filter(batch_id__isnull=False).exists()
