"""Two people who plan at the same time: the second one waits for the first, and is told what is in the way."""

import json
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.db import connection
from django.test import Client

from tests.accounts.places import person, plant
from tests.timetable.conftest import SAVE, make, moved
from zhijiao.filing.schema import registry
from zhijiao.timetable import changes

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_who_save_at_once_do_not_both_get_the_room(monkeypatch):
    world = make(plant())
    people = [person(world.school, f"jiaowu{n}", "school_clerk") for n in range(2)]
    written, answers = Barrier(2), []
    look = changes._refuse_clashes

    def look_when_both_have_written(*args):
        """Without taking turns both would come here, and neither see what the other has written."""
        with suppress(BrokenBarrierError):
            written.wait(timeout=1)
        look(*args)

    def save(n):
        client = Client()
        client.force_login(people[n])
        lesson = world.lessons[("monday", "other")[n]]
        body = json.dumps({"moved": [moved(lesson, 5, 1, place="报告厅")]})
        answers.append(client.post(SAVE, body, content_type="application/json"))
        connection.close()

    monkeypatch.setattr(changes, "_refuse_clashes", look_when_both_have_written)
    threads = [Thread(target=save, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [200, 422]
    refused = max(answers, key=lambda answer: answer.status_code).json()
    assert [problem["kind"] for problem in refused["problems"]] == ["room"]
    assert registry.get("timetable").model.unscoped.filter(school=world.school, place="报告厅").count() == 1
