"""On a cluster (`python -m tests.citus`) every table lies in its place, and what one machine promises holds there.

Skipped, with a line at the head of the run, where `CITUS_URL` names none.
"""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests import sample
from tests.citus import MISSING, ON_CLUSTER
from zhijiao.filing.models import ValueMapping
from zhijiao.kit import bulk, machines
from zhijiao.orgs.models import Org
from zhijiao.quality.models import SchoolCheck
from zhijiao.sharding import cluster, steps

pytestmark = [pytest.mark.postgres, pytest.mark.skipif(not ON_CLUSTER, reason=MISSING)]


@pytest.fixture
def school(db):
    return sample.school()


def test_everything_lies_in_its_place_and_doing_it_again_does_nothing(db, capsys):
    call_command("distribute", "check")
    assert "均已按方案分布" in capsys.readouterr().out
    call_command("distribute", "do")
    assert "已执行 0 步" in capsys.readouterr().out


def test_an_interrupted_distribution_goes_on(db):
    name = steps.reference_name("general_studentaid", "student_id")
    with transaction.atomic():
        cluster.run(f'ALTER TABLE "general_studentaid" DROP CONSTRAINT "{name}"')
        (left,) = steps.plan(cluster.state())
        assert (left.kind, left.table) == ("重建外键", "general_studentaid")
        transaction.set_rollback(True)


def test_a_key_that_occurs_twice_in_copied_rows_is_told_without_its_value(school):
    names = ("school_id", "form", "column", "text", "code", "label", "creator_name")
    row = (school.pk, "student", "nation", "壮民", "45", "", "")
    with pytest.raises(IntegrityError, match="value_mapping_key") as caught, transaction.atomic():
        bulk.insert_rows(ValueMapping, names, [row, row])
    assert "壮民" not in str(caught.value)


def test_rows_go_to_another_school_with_their_numbers(school):
    other = Org.objects.create(
        parent=school.parent, level="school", name="新校", code="9945000099", school_type=school.school_type
    )
    sample.fill(school, "student", 3)
    rows = sample.stored(school, "student")
    before = set(rows.values_list("pk", "number"))
    with transaction.atomic():
        machines.to_school(rows, other.pk)
        machines.to_school(rows.filter(pk__in=[]), other.pk)
    assert set(sample.stored(other, "student").values_list("pk", "number")) == before
    assert not sample.stored(school, "student").exists()


def test_an_object_is_saved_whole(school):
    kept = SchoolCheck.objects.create(school=school, round="2020")
    kept.logic = 3
    kept.save()
    assert SchoolCheck.objects.get(school=school).logic == 3


def test_rows_of_several_schools_are_held(school):
    sample.fill(school, "student", 3)
    with transaction.atomic():
        assert machines.held(sample.stored(school, "student")).count() == 3


def test_snapshots_stay_append_only_on_every_node(db):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE snapshots_snapshotform")
