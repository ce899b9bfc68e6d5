"""How a run of the suite treats a cluster (`python -m tests.citus`)."""

from tests import citus, sample


def test_only_tables_with_rows_are_emptied(db):
    sample.school()
    assert citus.emptying(None, ["general_student", "orgs_org"]) == ['DELETE FROM "orgs_org"']
