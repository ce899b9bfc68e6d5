"""Rows of every form through validator and writer."""

import pytest

from tests import sample
from zhijiao.filing.models import Change, FilingCount
from zhijiao.filing.records import references, writer
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.frame import NEW, SAME
from zhijiao.orgs.models import SchoolType
from zhijiao.private.cipher import for_school
from zhijiao.rounds.counting import differences

ODD = (
    "☃",
    "=1+1",
    "<b>x</b>",
    "2020-02-30",
    "９９９９９９９９９９９９",
    "a" * 3000,
    True,
    -1,
    1e30,
    0.1,
    "\x00",
    "*",
)


def cells_of(place, form):
    """All rows of the school as an export writes them, private items masked."""
    from zhijiao.filing.records import row_reader

    plan = row_reader.row_reader(form.key, tuple(column.name for column in form.stored), "cell")
    rows = sample.stored(place.school, form).values_list(*plan.paths)
    read = [plan.read(row, for_school(place.school.pk)) for row in rows]
    return {
        column.name: list(values) for column, values in zip(form.stored, zip(*read, strict=True), strict=True)
    }


def test_the_database_takes_the_examples_of_every_form(built):
    assert built.broken == {}
    assert {key for key, ids in built.ids.items() if ids} == {
        form.key for form in registry.registry().records
    }


def test_the_example_is_good_and_writing_it_again_changes_nothing(place, form):
    number = len(place.ids[form.key])
    made = sample.frame(place.school, form, number)
    assert list(map(str, made.problems)) == []
    assert made.status == [SAME] * number
    assert made.ids == place.ids[form.key]
    before = Change.objects.count()
    outcome = writer.write(sample.actor(place.school), place.school, made)
    assert (outcome.created, outcome.changed, outcome.same) == (0, 0, number)
    assert Change.objects.count() == before


def test_what_is_exported_comes_back_unchanged(place, form):
    made = validate(form, place.school, cells_of(place, form))
    assert list(map(str, made.problems)) == []
    assert set(made.status) == {SAME}


def test_a_record_is_logged_and_counted(place, form):
    logged = Change.objects.filter(school=place.school, form=form.key)
    assert set(logged.values_list("record_id", "action")) == {(pk, "add") for pk in place.ids[form.key]}
    counted = FilingCount.objects.filter(school=place.school, form=form.key)
    assert sum(counted.values_list("rows", flat=True)) == len(place.ids[form.key])


def test_counters_equal_the_tables(place):
    assert differences(place.tree.ministry) == []


def test_an_empty_row_says_all_that_is_missing(place, form):
    usual = place.school.school_type
    try:
        for school_type in SchoolType.values:
            place.school.school_type = school_type
            assert_all_that_is_missing_is_said(place.school, form)
    finally:
        place.school.school_type = usual


def assert_all_that_is_missing_is_said(school, form):
    empty = {column.name: [None] for column in form.stored}
    made = validate(form, school, empty)
    missing = {problem.column for problem in made.problems if problem.code == "required"}
    keys = {column.name for column in form.key_columns}
    wanted = {c.name for c in form.stored if c.required_for(school.school_type)} | keys
    assert missing >= wanted, school.school_type
    assert made.gaps[0] > 0, school.school_type
    relaxed = validate(form, school, empty, lenient=True)
    assert {problem.column for problem in relaxed.problems if problem.code == "required"} <= keys | {
        problem.column for problem in relaxed.problems
    }
    assert relaxed.gaps == made.gaps, school.school_type


def test_whatever_stands_in_a_cell_gets_an_answer(place, form):
    names = [column.name for column in form.stored]
    good = sample.row(form, 5)
    for odd in ODD:
        rows = [good | {name: odd} for name in names]
        made = validate(form, place.school, {name: [cells[name] for cells in rows] for name in names})
        assert len(made.status) == len(names)
        for problem in made.problems:
            assert problem.message, (problem.column, odd)
            assert problem.label


def test_a_reference_to_nothing_says_where_to_enter_it(place, form):
    for column in form.stored:
        if column.ref:
            made = sample.frame(place.school, form, first=5, **{column.name: "没有这一条"})
            said = [str(problem) for problem in made.problems if problem.column == column.name]
            assert any(column.target.label in text for text in said), column


def test_a_reference_to_another_school_leads_nowhere(place, form):
    for column in form.stored:
        if column.ref and column.target is not form:
            foreign = sample.key(column.target, 7)
            made = sample.frame(place.school, form, first=5, **{column.name: foreign})
            assert any(problem.column == column.name for problem in made.problems), column


def test_the_same_key_twice_is_named(place, several):
    twice = {name: cells * 2 for name, cells in sample.raw(several, first=1).items()}
    said = [problem for problem in validate(several, place.school, twice).problems if problem.row == 1]
    assert any(problem.code == "repeated" for problem in said)


def test_a_row_for_another_record_may_not_take_its_key(place, several):
    cells = sample.raw(several, first=0)
    made = validate(several, place.school, cells, ids=[place.ids[several.key][1]])
    assert any(problem.code == "exists" for problem in made.problems)


def test_a_school_has_one_page_a_year(place, form):
    if not form.single:
        pytest.skip("takes many rows")
    cells = sample.raw(form)
    again = validate(form, place.school, cells, ids=[None])
    assert [problem.code for problem in again.problems] == ["exists"]
    if "year" in form.columns:
        next_year = validate(form, place.school, cells | {"year": [sample.YEAR + 1]})
        assert next_year.clean
        assert next_year.status == [NEW]


def test_what_is_referred_to_cannot_be_deleted(place, form):
    actor = sample.actor(place.school)
    for other, column in form.referring:
        uses = references.used_by(form, place.school.pk, place.ids[form.key][:1])
        if column.name in {use.column.name for use in uses if use.form is other}:
            break
    else:
        if any(c.example and c.target is form and o is not form for o, c in form.referring):
            pytest.fail("the samples refer to it, but nobody says so")
        pytest.skip("nothing refers to it")
    with pytest.raises(writer.InUse) as refused:
        writer.delete(actor, place.school, form, place.ids[form.key])
    assert refused.value.uses
    assert sample.stored(place.school, form).count() == len(place.ids[form.key])


def test_deleting_is_logged_with_all_that_was_there_and_counted(place, form):
    if any(other is not form for other, _ in form.referring):
        pytest.skip("others refer to it")
    actor = sample.actor(place.school)
    assert writer.delete(actor, place.school, form, place.ids[form.key]) == len(place.ids[form.key])
    last = Change.objects.filter(school=place.school, form=form.key, action="delete").first()
    filled = {column.name for column in form.stored if column.required}
    assert filled <= set(last.diff)
    assert differences(place.tree.ministry, [form]) == []
    assert sample.stored(place.sister, form).count() == 1


def test_a_change_is_logged_item_by_item(place, form):
    column = next(
        (
            c
            for c in form.stored
            if c.type in ("text", "longtext")
            and not c.private
            and not (c.facts.pattern or c.facts.check)
            and c.name not in sample.varied(form)
        ),
        None,
    )
    if column is None:
        pytest.skip("no free text")
    text = "改"[: column.facts.max_length]
    made = validate(form, place.school, {column.name: [text]}, ids=[place.ids[form.key][0]])
    assert made.clean, made.problems
    writer.write(sample.actor(place.school), place.school, made)
    logged = Change.objects.get(school=place.school, form=form.key, action="change")
    assert list(logged.diff) == [column.name]
    assert logged.diff[column.name][1] == text
    assert sample.stored(place.school, form).first().version == 2


def test_naming_a_record_and_no_item_changes_nothing(place, form):
    made = validate(form, place.school, {}, ids=place.ids[form.key])
    assert made.clean
    assert set(made.status) == {SAME}
