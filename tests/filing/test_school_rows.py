"""The usual list of a school: what stands beside a record in it is what the list itself says."""

import pytest

from tests.filing.conftest import acting
from tests.filing.pages.world import fill
from zhijiao.filing.records import school_rows
from zhijiao.filing.schema import registry

ORDERS = ("", "name", "-name", "birth", "-birth", "sex")


@pytest.fixture
def students(tree):
    fill(tree.school, copies=6, keys=("student",))
    fill(tree.sister, copies=1, keys=("student",))
    model = registry.record_form("student").model
    for n, row in enumerate(model.unscoped.filter(school_id=tree.school.pk).order_by("-pk")):
        row.name = "甲乙丙"[n % 3]
        row.save()
    return model


def beside(rows, record):
    """What the ids of the list say."""
    ids = [pk for (pk,) in rows.values_list("pk")]
    place = ids.index(record)
    around = [ids[n] if 0 <= n < len(ids) else None for n in (place - 1, place + 1)]
    return school_rows.Neighbours(place + 1, len(ids), *around)


def usual(tree, *order):
    return school_rows.usual(
        acting(tree.school, "view"), registry.get("student"), tree.school.pk, None, order, lambda: 7
    )


@pytest.mark.parametrize("sort", ORDERS)
def test_neighbours_are_those_of_the_list(tree, students, sort):
    rows = usual(tree, *([sort] if sort else registry.record_form("student").ordering), "pk")
    mine = students.unscoped.filter(school_id=tree.school.pk).values_list("pk", flat=True)
    assert len(mine) == 7
    for record in mine:
        assert rows.around(record) == beside(rows, record)


def test_where_a_row_has_no_value_the_list_itself_has_to_be_read(tree, students):
    mine = students.unscoped.filter(school_id=tree.school.pk)
    empty, other = mine.order_by("pk")[:2]
    students.unscoped.filter(school_id=tree.school.pk, pk=empty.pk).update(birth=None)
    rows = usual(tree, "birth", "pk")
    assert rows.around(other.pk) is None
    assert rows.around(empty.pk) is None
    students.unscoped.filter(school_id=tree.school.pk).exclude(pk=empty.pk).delete()
    assert rows.around(empty.pk) == school_rows.Neighbours(1, 1, None, None)


def test_a_record_of_another_school_has_no_neighbours_here(tree, students):
    stranger = students.unscoped.filter(school_id=tree.sister.pk).values_list("pk", flat=True)[0]
    assert usual(tree, "name", "pk").around(stranger) is None
