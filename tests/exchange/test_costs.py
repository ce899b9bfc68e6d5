"""What a package costs follows what has changed, not what stands; and the lists of digests are patched rightly."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import sample
from tests.exchange import installations as two
from zhijiao.exchange import digests, lots
from zhijiao.filing.records import writer
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor


def renamed(school, ids, name):
    form = registry.get("student")
    for n, pk in enumerate(ids, start=1):
        writer.write(
            Actor.system(school),
            school,
            validate(form, school, sample.raw(form, 1, n - 1, name=name), ids=[pk]),
        )


def asked(side, work):
    """How many statements the work needs at an installation."""
    with side.at(), CaptureQueriesContext(connection) as found:
        work()
    return len(found)


def test_more_changed_records_cost_no_more_statements(both):
    ministry, province = both
    with province.at():
        school = sample.school()
        ids = sample.fill(school, "student", 12)
    two.sent(ministry, province)
    costs = []
    for number, name in ((2, "韦改名"), (12, "韦又改")):
        with province.at():
            renamed(school, ids[:number], name)
        files = []
        making = asked(province, lambda files=files: files.append(two.made(province, "increment")))
        taking = asked(ministry, lambda files=files: files.append(two.taken(ministry, files[0])))
        assert files[1].progress["changed"] == number
        two.acknowledged(province, files[1].receipt)
        costs.append((making, taking))
    assert costs[0] == costs[1]


def test_a_full_package_upon_the_same_costs_no_statement_a_record(both):
    ministry, province = both
    with province.at():
        school = sample.school()
        sample.fill(school, "student", 2)
    two.sent(ministry, province)
    file = two.made(province)
    few = asked(ministry, lambda: two.taken(ministry, file))
    with province.at():
        sample.fill(school, "student", 10, first=2)
    two.sent(ministry, province)
    file = two.made(province)
    assert asked(ministry, lambda: two.taken(ministry, file)) == few


@pytest.mark.parametrize("seed", range(20))
def test_a_patched_list_is_the_list_made_anew(seed):
    rng = random.Random(seed)

    def entries(most):
        return {rng.randrange(1, 2**44): rng.randbytes(16) for _ in range(rng.randrange(most))}

    standing = entries(60)
    changed = entries(20) | {number: rng.randbytes(16) for number in list(standing)[:7]}
    gone = [*list(standing)[7:12], rng.randrange(1, 2**44)]
    made = digests.patched(digests.packed(standing), gone, changed)
    for number in gone:
        standing.pop(number, None)
    assert made == digests.packed(standing | changed)
    assert digests.number_of(made) == len(standing | changed)


def test_lots_are_packed_as_they_are_unpacked_whatever_their_length():
    lines = [f'"{n}"' for n in range(1201)]
    assert list(lots.unpacked([lots.packed(lines)])) == lines
