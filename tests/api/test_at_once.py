"""The same request sent several times at the same moment."""

from functools import partial

import pytest
from django.test import Client

from tests.accounts.places import person, plant
from tests.api.conftest import Program
from tests.api.test_batches import KEY, PATH
from tests.api.test_records import example
from tests.at_once import at_once
from tests.filing.pages.world import fill
from zhijiao.filing.models import Change

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_it_is_done_once_and_all_get_its_answer():
    tree = plant()
    fill(tree.school)  # what a department refers to
    before = Change.objects.filter(form="department").count()
    user = person(tree.school, "wei", "school_clerk")
    calls = [Program(Client(), user) for _ in range(6)]
    for one in calls:
        one.header = calls[0].header  # six connections of one program
    answers = at_once(
        *(partial(one, "POST", PATH, example("department", number="08"), key=KEY) for one in calls)
    )
    assert [answer.status_code for answer in answers] == [201] * 6
    assert len({answer.json()["results"][0]["id"] for answer in answers}) == 1
    assert Change.objects.filter(form="department").count() == before + 1
