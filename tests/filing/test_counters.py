"""What the writer counts: rows and rows with gaps by school, form and period, whatever happens to them."""

import dataclasses

from tests import sample
from tests.filing.conftest import acting
from tests.filing.rows import counts, found, gappy, judged, put, row
from zhijiao.filing.models import Change, FilingCount
from zhijiao.filing.records.validation import validate
from zhijiao.filing.records.writer import delete, write
from zhijiao.filing.schema import registry


def test_a_gap_that_is_filled_is_subtracted(tree, clerk):
    write(clerk, tree.school, gappy(tree.school, row(phone=None, name=None), row(i=1, name=None), row(i=2)))
    assert [record.gaps for record in found(tree.school)] == [2, 1, 0]
    assert counts(tree.school, "campus") == {(0, ""): (3, 2)}
    write(clerk, tree.school, gappy(tree.school, row(phone=None), row(i=1)))
    assert [record.gaps for record in found(tree.school)] == [1, 0, 0]
    assert counts(tree.school, "campus") == {(0, ""): (3, 1)}
    put(clerk, tree.school, row())
    assert counts(tree.school, "campus") == {(0, ""): (3, 0)}
    write(clerk, tree.school, gappy(tree.school, row(i=2, name=None)))
    assert counts(tree.school, "campus") == {(0, ""): (3, 1)}


def test_a_deleted_row_takes_its_gap_along(tree, clerk):
    ids = write(
        clerk, tree.school, gappy(tree.school, row(phone=None, name=None), row(i=1), row(i=2, name=None))
    ).ids
    form = registry.get("campus")
    delete(clerk, tree.school, form, [ids[1]])
    assert counts(tree.school, "campus") == {(0, ""): (2, 2)}
    delete(clerk, tree.school, form, [ids[0]])
    assert counts(tree.school, "campus") == {(0, ""): (1, 1)}
    delete(clerk, tree.school, form, [ids[2]])
    assert counts(tree.school, "campus") == {(0, ""): (0, 0)}


def test_schools_and_forms_are_counted_apart(tree, clerk):
    put(clerk, tree.school, row(), row(i=1))
    put(acting(tree.sister, "view", "add"), tree.sister, row())
    put(clerk, tree.school, row("teacher"), key="teacher")
    assert counts(tree.school, "campus") == {(0, ""): (2, 0)}
    assert counts(tree.sister, "campus") == {(0, ""): (1, 0)}
    assert counts(tree.school, "teacher") == {(0, ""): (1, 0)}
    assert FilingCount.objects.count() == 3


def aid(i=0, **cells):
    return sample.row("student_aid", i, **cells)


def test_a_form_by_term_is_counted_by_year_and_term(tree, clerk):
    sample.fill(tree.school, "student", 2)
    rows = [aid(), aid(i=1), aid(term="2", amount=None), aid(year=2021, amount=None, paid="2021-11-20")]
    ids = write(clerk, tree.school, gappy(tree.school, *rows, key="student_aid")).ids
    assert counts(tree.school, "student_aid") == {
        (2020, "1"): (2, 0),
        (2020, "2"): (1, 1),
        (2021, "1"): (1, 1),
    }
    cells = {"year": [2020], "term": ["2"]}
    frame = validate(registry.get("student_aid"), tree.school, cells, ids=[ids[1]])
    write(clerk, tree.school, frame)
    assert counts(tree.school, "student_aid") == {
        (2020, "1"): (1, 0),
        (2020, "2"): (2, 1),
        (2021, "1"): (1, 1),
    }
    delete(clerk, tree.school, registry.get("student_aid"), ids[2:])
    assert counts(tree.school, "student_aid") == {
        (2020, "1"): (1, 0),
        (2020, "2"): (1, 0),
        (2021, "1"): (0, 0),
    }


def test_a_form_by_year_is_counted_by_year(tree, clerk):
    rows = [row("income"), row("income", i=1)]
    write(clerk, tree.school, judged(tree.school, *rows, key="income"))
    years = [each["year"] for each in rows]
    assert counts(tree.school, "income") == {(year, ""): (1, 0) for year in years}


def test_counters_say_who_moved_them_and_when(tree, clerk):
    put(clerk, tree.school, row())
    count = FilingCount.objects.get()
    assert (count.updated_by, count.updated_at) == ("韦朗朗", Change.objects.get().at)
    put(dataclasses.replace(clerk, name="谭红霞"), tree.school, row(i=1))
    count.refresh_from_db()
    assert (count.updated_by, count.updated_at) == ("谭红霞", Change.objects.latest("pk").at)
