"""Saving a week: moves, new lessons and removals as one batch; clashes, limits of the term, faster colleagues."""

import pytest

from tests.timetable.conftest import SAVE, moved
from zhijiao.filing.models import Change, FilingCount, ImportBatch

pytestmark = pytest.mark.django_db


def test_a_lesson_moves_and_the_move_is_undone(world, clerk, send, stored):
    lesson = world.lessons["monday"]
    assert send(moved=[moved(lesson, 3, 3)]) == (200, {"text": "学期课程表：已保存，移动 1 条"})
    assert stored()[lesson] == ("3", 3)
    batch = ImportBatch.objects.get(school=world.school, form="timetable")
    assert Change.objects.filter(batch_id=batch.pk).values_list("record_id", "version").get() == (lesson, 2)
    assert clerk.post(f"/forms/timetable/batches/{batch.pk}/undo/").status_code == 302
    assert stored()[lesson] == ("1", 1)


def test_moves_additions_and_removals_are_one_batch(world, clerk, send, stored):
    sent = {
        "moved": [moved(world.lessons["monday"], 4, 1)],
        "added": [world.cells(number="C", weekday="1")],
        "removed": [{"id": world.lessons["other"], "version": 1}],
    }
    assert send(**sent) == (200, {"text": "学期课程表：已保存，移动 1 条，新增 1 条，删除 1 条"})
    assert sorted(stored().values()) == [("1", 1), ("2", 1), ("4", 1)]
    assert FilingCount.objects.get(school=world.school, form="timetable", year=2020, term="1").rows == 3
    batch = ImportBatch.objects.get(school=world.school, form="timetable")
    clerk.post(f"/forms/timetable/batches/{batch.pk}/undo/")
    assert stored() == {
        world.lessons["monday"]: ("1", 1),
        world.lessons["tuesday"]: ("2", 1),
        world.lessons["other"]: ("1", 3),
    }


def test_lessons_of_one_course_may_change_places(world, send, stored):
    """Monday's goes to Tuesday, Tuesday's to Wednesday: the key never passes from record to record."""
    sent = [moved(world.lessons["monday"], 2, 1, place="新"), moved(world.lessons["tuesday"], 3, 1)]
    assert send(moved=sent)[0] == 200
    assert sorted(stored().values()) == [("1", 3), ("2", 1), ("3", 1)]


def test_a_lesson_moves_to_where_another_is_removed(world, send, stored):
    sent = {
        "moved": [moved(world.lessons["monday"], 2, 1)],
        "removed": [{"id": world.lessons["tuesday"], "version": 1}],
    }
    assert send(**sent)[0] == 200
    assert sorted(stored().values()) == [("1", 3), ("2", 1)]


CLASHES = [
    ({"school_class": 1, "place": "操场"}, "teacher", "教师“", []),
    ({"teacher": 1, "place": "操场"}, "class", "班级“", ["class"]),
    ({"school_class": 1, "teacher": 1}, "room", "教室“教学楼301”星期一第1–2节已有“", ["room"]),
]


@pytest.mark.parametrize(("cells", "kind", "said", "arguable"), CLASHES, ids=[each[1] for each in CLASHES])
def test_a_clash_is_refused_with_what_is_in_the_way(world, send, stored, cells, kind, said, arguable):
    names = {"school_class": world.classes, "teacher": world.teachers}
    cells = {name: names[name][value] if name in names else value for name, value in cells.items()}
    before = stored()
    new = world.cells(weekday="1", course=world.courses[1], **cells)
    status, told = send(added=[new])
    assert status == 422
    assert [problem["kind"] for problem in told["problems"]] == [kind]
    assert told["problems"][0]["text"].startswith(said)
    assert told["arguable"] == arguable
    assert stored() == before
    assert not ImportBatch.objects.filter(school=world.school, form="timetable").exists()
    accepted = send(added=[new], accepted=["class", "room"])[0]
    assert accepted == (200 if arguable else 422)


def test_lessons_given_together_or_in_other_weeks_do_not_clash(world, send):
    together = world.cells(number="A", weekday="1", school_class=world.classes[1])
    assert send(added=[together])[0] == 200
    odd = {"first_period": "5", "weekday": "4", "number": "O", "week_kind": "2"}
    even = odd | {"number": "E", "week_kind": "3"}
    assert send(added=[world.cells(**odd), world.cells(**even, course=world.courses[1])])[0] == 200


def test_two_lessons_sent_at_once_clash_with_each_other(world, send):
    sent = [world.cells(number="X"), world.cells(number="Y", school_class=world.classes[1], place="操场")]
    status, told = send(added=sent)
    assert (status, told["kinds"]) == (422, "教师")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"weekday": "6"}, "星期：本学期每周上课 5 天，没有这一天"),
        ({"first_period": "7"}, "开始节次：上到第 8 节，本学期每天只有 7 节"),
        ({"first_period": "4"}, "连续节数：第 4–5 节跨过第 4 节后的休息"),
        ({"last_week": "19"}, "终止周：排到第 19 周，本学期只有 18 个教学周"),
        ({"teacher": "nobody"}, "任课教师在“教师基本信息”中没有找到"),
        ({"place": ""}, "请填写上课地点"),
    ],
)
def test_what_the_term_or_the_form_refuses(world, send, stored, cells, said):
    status, told = send(added=[world.cells(**cells)])
    assert status == 422
    assert told["problems"][0]["text"].startswith(said)
    assert len(stored()) == 3


def test_a_colleague_who_was_faster_is_named(world, send, stored):
    lesson = world.lessons["monday"]
    assert send(moved=[moved(lesson, 3, 1)])[0] == 200
    status, told = send(moved=[moved(lesson, 4, 1)])
    assert status == 409
    assert [(each["id"], each["who"], each["done"]) for each in told["stale"]] == [(lesson, "韦朗朗", "修改")]
    assert stored()[lesson] == ("3", 1)
    assert send(removed=[{"id": lesson, "version": 2}])[0] == 200
    assert send(moved=[moved(lesson, 4, 1, version=2)])[1]["stale"][0]["done"] == "删除"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"moved": [{"id": "1", "version": 1, "cells": {"weekday": "1"}}]},
        {"moved": [{"id": 1, "version": 1, "cells": {}}]},
        {"moved": [{"id": 1, "version": 1, "cells": {"course": "KC"}}]},
        {"added": [{"term": "2"}]},
        {"added": [{"weekday": 1}]},
        {"removed": [{"id": 1, "version": 1}, {"id": 1, "version": 1}]},
        {"removed": [{"id": 1, "version": 1}], "accepted": ["teacher"]},
        {"moved": 5},
    ],
)
def test_what_the_page_would_not_send(world, send, sent):
    assert send(**sent)[0] == 400


@pytest.mark.parametrize("body", ["x", "[" * 100_000, '{"moved": NaN}'])
def test_what_is_no_json(world, clerk, body):
    assert clerk.post(SAVE, body, content_type="application/json").status_code == 400


def test_a_lesson_that_never_was_is_not_found(world, send):
    assert send(removed=[{"id": 2**40, "version": 1}])[0] == 404
    assert (
        send(
            removed=[{"id": world.lessons["monday"], "version": 1}], address=SAVE.replace("term=1", "term=2")
        )[0]
        == 404
    )
