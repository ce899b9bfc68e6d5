"""A school with a term, two classes, two teachers and a timetable of three lessons."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests import sample
from tests.accounts.places import Tree, person, plant
from zhijiao.filing.records.validation import validate
from zhijiao.filing.records.writer import write
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor

TERM = {"year": 2020, "term": "1"}
WEEK = "/forms/timetable/week/?year=2020&term=1"
EXTRA = dict.fromkeys(("training_base", "campus", "planned", "chosen", "remarks"))
SAVE = "/forms/timetable/week/save/?year=2020&term=1"


def put(school, key, *rows, by=None):
    """Enter rows by column name on top of the example; their ids."""
    form = registry.get(key)
    made = [sample.row(form) | each for each in rows]
    raw = {name: [each.get(name) for each in made] for name in made[0]}
    frame = validate(form, school, raw, ids=[None] * len(made))
    assert frame.clean, [str(problem) for problem in frame.problems]
    return write(by or Actor.system(school), school, frame).ids


@dataclass
class World:
    """What the tests name."""

    tree: Tree
    classes: list[str]
    teachers: list[str]
    courses: list[str]
    lessons: dict[str, int]

    @property
    def school(self):
        return self.tree.school

    def cells(self, **cells) -> dict[str, Any]:
        """A new lesson of the first class, Friday's first two periods, unless said otherwise."""
        usual = {
            "number": "N1", "course": self.courses[0], "group": "一班", "school_class": self.classes[0],
            "teacher": self.teachers[0], "weekday": "5", "first_period": "1", "periods": "2", "week_kind": "1",
            "first_week": "1", "last_week": "18", "place": "教学楼301", "elective": "0",
        }  # fmt: skip
        return usual | cells


def make(tree) -> World:
    """Fill the school; the two classes and teachers are rows 0 and 1 of their forms."""
    sample.fill(tree.school, "teaching_schedule", 2)
    sample.fill(tree.school, "teacher", 2)
    put(
        tree.school, "term_settings",
        TERM | {"starts": date(2020, 9, 7), "weeks": 18, "days": 5, "periods": 7, "morning": 4, "afternoon": 3},
    )  # fmt: skip
    world = World(
        tree,
        [sample.key("school_class", i) for i in (0, 1)],
        [sample.key("teacher", i) for i in (0, 1)],
        [sample.key("course", i) for i in (0, 1)],
        {},
    )
    rows = {
        "monday": world.cells(number="A", weekday="1"),
        "tuesday": world.cells(number="A", weekday="2"),
        "other": world.cells(
            number="B", weekday="1", first_period="3", school_class=world.classes[1], teacher=world.teachers[1],
            place="教学楼302", course=world.courses[1],
        ),
    }  # fmt: skip
    extra = dict.fromkeys(("training_base", "campus", "planned", "chosen", "remarks"))
    ids = put(tree.school, "timetable", *(TERM | extra | cells for cells in rows.values()))
    world.lessons = dict(zip(rows, ids, strict=True))
    return world


@pytest.fixture
def world(db) -> World:
    return make(plant())


@pytest.fixture
def clerk(world, client):
    client.force_login(person(world.school, "wei", "school_clerk"))
    return client


@pytest.fixture
def stored(world):
    """The timetable as it stands: record → (weekday, first period)."""

    def of():
        rows = registry.get("timetable").model.unscoped.filter(school=world.school)
        return {pk: (day, period) for pk, day, period in rows.values_list("pk", "weekday", "first_period")}

    return of


@pytest.fixture
def send(clerk):
    """Save changes of the week; status and content of the answer."""

    def post(client=None, address=SAVE, **changes):
        answer = (client or clerk).post(address, json.dumps(changes), content_type="application/json")
        return answer.status_code, answer.json() if answer["Content-Type"] == "application/json" else {}

    return post


def moved(row_id, weekday, first_period, version=1, **cells):
    """A lesson moved to a cell."""
    return {
        "id": row_id, "version": version,
        "cells": {"weekday": str(weekday), "first_period": str(first_period), **cells},
    }  # fmt: skip
