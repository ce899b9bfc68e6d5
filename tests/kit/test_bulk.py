"""Bulk writing equals writing through the ORM."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.db.transaction import TransactionManagementError

from zhijiao.kit.bulk import allocate_ids, insert_rows, insert_selected, know_tables, portions, update_rows

pytestmark = [pytest.mark.both]


class Tags(models.TextField):
    """A field with its own way to store: a list as comma-separated text."""

    def get_prep_value(self, value):
        return None if value is None else ",".join(value)

    def from_db_value(self, value, expression, connection):
        return value.split(",") if value else []


class Owner(models.Model):
    """Something to refer to."""

    class Meta:
        app_label = "kit_tests"


class Sample(models.Model):
    """One column of every kind that forms use."""

    school_id = models.BigIntegerField()
    name = models.CharField(max_length=8, null=True)
    born = models.DateField(null=True)
    at = models.DateTimeField(null=True)
    amount = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    count = models.IntegerField(null=True)
    yes = models.BooleanField(null=True)
    data = models.JSONField(null=True)
    tags = Tags(null=True)
    order = models.IntegerField(null=True, db_column="order")
    owner = models.ForeignKey(Owner, models.PROTECT, null=True)

    class Meta:
        app_label = "kit_tests"
        constraints = [models.UniqueConstraint(fields=["school_id", "name"], name="kit_sample_once")]


NAMES = ["school_id", "name", "born", "at", "amount", "count", "yes", "data", "tags", "order"]
FULL = (
    1,
    "王\t小\\明",
    date(2004, 2, 29),
    datetime(2021, 1, 2, 3, 4, 5, 678, tzinfo=UTC),
    Decimal("12.50"),
    -7,
    True,
    {"键": [1, None, "值"]},
    ["甲", "乙"],
    3,
)
EMPTY = (1, None, None, None, None, None, None, None, None, None)


@pytest.fixture(scope="module")
def tables(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Owner)
            editor.create_model(Sample)
        yield
        there = (
            connection.introspection.table_names()
        )  # none of ours, if the whole database was put back before
        with connection.schema_editor() as editor:
            for model in (Sample, Owner):
                if model._meta.db_table in there:
                    editor.delete_model(model)


@pytest.fixture
def sample(tables, db):
    return Sample.objects


def test_inserted_rows_equal_saved_ones(sample):
    assert insert_rows(Sample, NAMES, [FULL, EMPTY]) == 2
    Sample(**dict(zip(NAMES, FULL, strict=True)) | {"school_id": 2}).save()
    inserted, empty, saved = sample.order_by("id")
    for name in NAMES[1:]:
        assert getattr(inserted, name) == getattr(saved, name), name
        assert getattr(empty, name) in (None, []), name


def test_stored_forms_equal_saved_ones(sample):
    insert_rows(Sample, NAMES, [FULL])
    Sample(**dict(zip(NAMES, FULL, strict=True)) | {"school_id": 2}).save()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, born, at, amount, yes, data, tags FROM kit_tests_sample ORDER BY id")
        first, second = cursor.fetchall()
    assert first == second


def test_references_go_by_attname(sample):
    owner = Owner.objects.create()
    insert_rows(Sample, ["school_id", "owner_id"], [(1, owner.pk), (1, None)])
    assert list(sample.order_by("id").values_list("owner_id", flat=True)) == [owner.pk, None]


def test_updates_touch_only_rows_with_the_whole_key(sample):
    ids = allocate_ids(Sample, 3)
    insert_rows(
        Sample, ["id", "school_id", "name", "born"], [(pk, 1, str(pk), date(2000, 1, 1)) for pk in ids]
    )
    changed = [
        (date(2001, 1, 1), ids[0], "甲", 1, {"a": 1}),
        (None, ids[1], "乙", 1, None),
        (None, ids[2], "丙", 2, None),
    ]
    assert update_rows(Sample, ["born", "id", "name", "school_id", "data"], changed) == 2
    assert list(sample.order_by("id").values_list("name", "born", "data")) == [
        ("甲", date(2001, 1, 1), {"a": 1}),
        ("乙", None, None),
        (str(ids[2]), date(2000, 1, 1), None),
    ]
    assert update_rows(Sample, ["id", "name"], [(ids[2], "丁")], key=["id"]) == 1


def test_allocated_ids_are_new_and_part_from_saved_ones(sample):
    first = Sample.objects.create(school_id=1).pk
    ids = allocate_ids(Sample, 5)
    more = allocate_ids(Sample, 2)
    insert_rows(Sample, ["id", "school_id"], [(pk, 1) for pk in [*ids, *more]])
    last = Sample.objects.create(school_id=1).pk
    everything = [first, *ids, *more, last]
    assert len(ids) == 5
    assert everything == sorted(set(everything))
    assert list(allocate_ids(Sample, 0)) == []


def test_ids_of_an_undone_allocation_do_no_harm(sample):
    with transaction.atomic():
        allocate_ids(Sample, 3)
        transaction.set_rollback(True)
    ids = allocate_ids(Sample, 3)
    assert insert_rows(Sample, ["id", "school_id"], [(pk, 1) for pk in ids]) == 3


def test_nothing_to_write_writes_nothing(sample):
    assert insert_rows(Sample, ["school_id"], []) == 0
    assert update_rows(Sample, ["school_id", "id", "name"], []) == 0


def test_broken_rows_undo_the_batch_and_name_no_value(sample):
    secret = "王秘密"
    rows = [(1, secret), (1, secret)]
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        insert_rows(Sample, ["school_id", "name"], rows)
    assert secret not in str(caught.value)
    assert not sample.exists()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite keeps texts of any length")
def test_too_long_values_are_refused_without_being_named(sample):
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        insert_rows(Sample, ["school_id", "name"], [(1, "很长很长很长很长很长")])
    assert "很长" not in str(caught.value)
    pk = sample.create(school_id=1).pk
    with pytest.raises(DatabaseError), transaction.atomic():
        update_rows(Sample, ["school_id", "id", "name"], [(1, pk, "很长很长很长很长很长")])


def test_unknown_columns_and_incomplete_keys_are_refused(sample):
    with pytest.raises(ValueError, match="nonsense"):
        insert_rows(Sample, ["school_id", "nonsense"], [(1, 2)])
    with pytest.raises(ValueError, match="twice"):
        insert_rows(Sample, ["school_id", "school_id"], [(1, 2)])
    with pytest.raises(ValueError, match="key"):
        update_rows(Sample, ["id", "name"], [(1, "x")])
    with pytest.raises(ValueError, match="key"):
        update_rows(Sample, ["id", "school_id"], [(1, 1)])


@pytest.mark.django_db(transaction=True)
def test_writing_outside_a_transaction_is_refused(tables):
    for write in (
        lambda: insert_rows(Sample, ["school_id"], [(1,)]),
        lambda: update_rows(Sample, ["school_id", "id", "name"], [(1, 1, "x")]),
        lambda: allocate_ids(Sample, 1),
    ):
        with pytest.raises(TransactionManagementError, match="atomic"):
            write()


@pytest.mark.postgres
def test_a_table_nobody_has_looked_at_is_looked_at_once(tables, db):
    Owner.objects.create()
    assert know_tables([Owner]) == [Owner._meta.db_table]
    assert know_tables([Owner]) == []


def test_portions_hold_everything_in_order_and_no_more_than_fits():
    assert portions(range(5), 2) == [[0, 1], [2, 3], [4]]
    assert portions(iter("abcd"), 2) == [["a", "b"], ["c", "d"]]
    assert portions([], 2) == []


def test_rows_are_inserted_from_what_a_query_finds(sample):
    insert_rows(Sample, ["school_id", "name", "count"], [(1, "a", 5), (1, "b", 6), (2, "c", 7)])
    found = sample.filter(school_id=1).order_by("-name")
    assert (
        insert_selected(Sample, found, {"count": "count", "order": "pk"}, {"school_id": 9, "yes": True}) == 2
    )
    made = sample.filter(school_id=9).order_by("count")
    assert list(made.values_list("count", "yes", "name")) == [(5, True, None), (6, True, None)]
    assert insert_selected(Sample, sample.filter(school_id=3), {"order": "pk"}, {"school_id": 8}) == 0


def test_what_is_inserted_is_selected_by_itself(sample, django_assert_num_queries):
    """On several machines a query that is planned together with the INSERT may find nothing, without an error."""
    with django_assert_num_queries(1) as sent:
        insert_selected(Sample, sample.filter(school_id=3), {"order": "pk"}, {"school_id": 8})
    by_itself = "WITH chosen AS MATERIALIZED (" if connection.vendor == "postgresql" else "WITH chosen AS ("
    assert f") {by_itself}SELECT " in sent[0]["sql"]
