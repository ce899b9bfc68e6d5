"""Who settles a submission that waits, and who withdraws it: everybody tries, with all that the page would send."""

from urllib.parse import urlencode

import pytest

from zhijiao.selfcheck.addresses import addresses
from zhijiao.selfcheck.walk import rolled_back
from zhijiao.signoff.models import Submission

FORM = "application/x-www-form-urlencoded"


def settled_by(walker, name, **body):
    """Whose request moved the submission: node and actions of each."""
    before = Submission.objects.get(school=walker.ground.school)
    (address,) = (each for each in addresses() if each.name == name)
    found, data = set(), urlencode({"version": before.version, "reason": "请核对全部数据", **body})
    for visit in walker.visits(address):
        with rolled_back():
            answer = walker.send(visit, "POST", data=data, content_type=FORM)
            assert answer.status_code < 500, visit.person.full_label
            now = Submission.objects.get(pk=before.pk)
            if (now.version, now.state) != (before.version, before.state):
                found.add((visit.person.org, visit.person.actions))
    return found


@pytest.mark.parametrize("step", ["accept", "return"])
def test_only_auditors_where_it_waits_settle(walker, step):
    school = walker.ground.school
    one = settled_by(walker, "signoff:settle", step=step)
    many = settled_by(walker, "signoff:settle_many", step=step, school=f"{school.pk}:5")
    assert one == many
    assert {org for org, _ in one} == {school.parent}
    assert all("audit" in actions for _, actions in one)


def test_only_who_signs_for_the_school_withdraws(walker):
    found = settled_by(walker, "signoff:withdraw")
    assert {org for org, _ in found} == {walker.ground.school}
    assert all("submit" in actions for _, actions in found)
