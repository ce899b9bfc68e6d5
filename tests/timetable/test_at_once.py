"""Two people who plan at the same time: the second one waits for the first, and is told what is in the way."""

import json
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from tests.accounts.places import person, plant
from tests.timetable.conftest import SAVE, make
from zhijiao.filing.schema import registry

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_who_save_at_once_do_not_both_get_the_room():
    world = make(plant())
    people = [person(world.school, f"jiaowu{n}", "school_clerk") for n in range(2)]
    start, answers = Barrier(2), []

    def save(n):
        client = Client()
        client.force_login(people[n])
        cells = world.cells(
            number=f"S{n}", school_class=world.classes[n], teacher=world.teachers[n], place="报告厅"
        )
        start.wait()
        answers.append(client.post(SAVE, json.dumps({"added": [cells]}), content_type="application/json"))
        connection.close()

    threads = [Thread(target=save, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [200, 422]
    refused = max(answers, key=lambda answer: answer.status_code).json()
    assert [problem["kind"] for problem in refused["problems"]] == ["room"]
    assert registry.get("timetable").model.unscoped.filter(school=world.school, place="报告厅").count() == 1
