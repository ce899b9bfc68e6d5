"""“已存在” confirms a guess: such answers are counted and told, and when the number is used up, there are none."""

from datetime import date

import pytest

from tests import sample
from tests.intake.conftest import book
from tests.security.attacker.scene import MOBILE, STUDENT, TEACHER, Scene
from tests.undone import undone
from zhijiao.audit.models import Entry
from zhijiao.filing.models import ImportBatch, StagedRow
from zhijiao.filing.schema import registry
from zhijiao.identity.rights import actor_for
from zhijiao.intake import corrections, queue, upload
from zhijiao.kit.identity import make_id_number
from zhijiao.private.models import RevealTally

LIMIT = 3
OTHER_MOBILE = "13978546318"
FREE = make_id_number("450103", date(1982, 3, 27), 627)
"""A formally good identity number that nobody at the school has."""


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with undone(django_db_blocker, Scene) as made:
        yield made


@pytest.fixture
def scene(built, db, settings):
    settings.REVEALS_PER_DAY = LIMIT
    built.told = Entry.objects.latest("pk").pk
    return built


def guess(scene, client, id_number, **cells):
    """Enter a new teacher with this identity number; what the page then says of the item."""
    row = scene.row("teacher") | {"number": "js777", "id_number": id_number} | cells
    page = client.post("/forms/teacher/new/", {name: cell for name, cell in row.items() if cell is not None})
    return page.status_code, page.content.decode()


def searches(scene):
    """What has been told since the scene was made."""
    return list(Entry.objects.filter(event="search", pk__gt=scene.told).order_by("pk"))


def test_each_answer_is_counted_and_told_without_the_value(scene):
    clerk = scene.client("school")
    for times in range(1, LIMIT + 1):
        status, page = guess(scene, clerk, TEACHER)
        assert (status, "数据库已存在记录" in page) == (422, True)
        assert RevealTally.objects.get(user=scene.people["school"]).count == times
    told = searches(scene)
    assert len(told) == LIMIT
    assert {entry.user_id for entry in told} == {scene.people["school"].pk}
    assert told[0].detail == {"form": "teacher", "by": "录入时查重", "conditions": ["身份证件号"], "rows": 1}
    assert TEACHER not in str([(entry.subject, entry.detail) for entry in told])


def test_when_the_number_is_used_up_right_and_wrong_guesses_look_alike(scene):
    clerk = scene.client("school")
    for _ in range(LIMIT):
        guess(scene, clerk, TEACHER)
    answers = set()
    for number in (TEACHER, FREE):
        status, page = guess(scene, clerk, number, name="")
        assert "已存在记录" not in page
        assert "当天不能再录入或修改这一项" in page
        answers.add((status, page.count("is-invalid"), page.count("field-bad")))
    assert len(answers) == 1
    teachers = registry.get("teacher").model.unscoped.filter(school=scene.school)
    before = teachers.count()
    guess(scene, clerk, FREE)
    assert teachers.count() == before, "a guess that is not there must not be told by being saved"
    assert searches(scene)[-1].detail["done"]


def test_what_has_nothing_to_do_with_private_items_goes_on(scene):
    clerk, record = scene.client("school"), scene.ids["teacher"]
    for _ in range(LIMIT + 1):
        guess(scene, clerk, TEACHER)
    model = registry.get("teacher").model
    version = model.unscoped.get(pk=record).version
    row = scene.row("teacher") | {"name": "谭改名", "version": version}
    form = registry.get("teacher")
    for column in form.private_columns:  # as the page sends them back: masked
        row.pop(column.name, None)
    answer = clerk.post(f"/forms/teacher/{record}/edit/", {k: v for k, v in row.items() if v is not None})
    assert "当天不能再录入" not in answer.content.decode()


def test_somebody_who_may_see_the_values_is_told_of_but_not_counted(scene):
    user = sample.user(scene.school, "privacy_manager", "school_clerk", username="manager")
    scene.people["manager"] = user
    client = scene.client("manager")
    for _ in range(LIMIT + 2):
        status, page = guess(scene, client, TEACHER)
        assert "数据库已存在记录" in page
    assert not RevealTally.objects.filter(user=user).exists()
    assert len(searches(scene)) == LIMIT + 2


def test_other_duplicates_are_nobodys_business(scene):
    clerk = scene.client("school")
    guess(scene, clerk, FREE, number=scene.row("teacher")["number"])
    assert searches(scene) == []
    assert not RevealTally.objects.filter(user=scene.people["school"]).exists()


def send(scene, *numbers):
    """A workbook with so many guesses, uploaded by an administrator."""
    rows = [
        scene.row("teacher") | {"number": f"js{ImportBatch.objects.count()}6{n}", "id_number": each}
        for n, each in enumerate(numbers)
    ]
    data = book("teacher", *rows, school=scene.school)
    form = registry.get("teacher")
    actor = actor_for(scene.people["school_admin"])
    upload.accept(actor, scene.school, form, "教师.xlsx", data, sample.YEAR, again=True)
    while queue.run_pending_once():
        pass
    batch = ImportBatch.objects.latest("pk")
    said = StagedRow.objects.filter(batch_id=batch.pk).order_by("number").values_list("problems", flat=True)
    return batch, [" ".join(p["m"] for p in problems or ()) for problems in said]


def test_a_workbook_of_guesses_is_counted_once_however_often_it_is_checked(scene):
    batch, said = send(scene, TEACHER, FREE)
    assert ["已存在" in text for text in said] == [True, False]
    admin = scene.people["school_admin"]
    assert RevealTally.objects.get(user=admin).count == 1
    corrections.check_again(actor_for(admin), batch)
    while queue.run_pending_once():
        pass
    assert RevealTally.objects.get(user=admin).count == 1
    assert [(entry.user_id, entry.detail["rows"]) for entry in searches(scene)] == [(admin.pk, 1)]


def test_after_the_last_answer_a_workbook_says_the_same_of_every_row(scene):
    for _ in range(LIMIT):
        send(scene, TEACHER)
    _, said = send(scene, TEACHER, FREE)
    assert said[0] == said[1]
    assert "当天不能再录入" in said[0]
    assert STUDENT not in str(said)


def over(scene, client, value, version=None):
    """Type this number over the guardian's, as a clerk may; the page's answer."""
    record = registry.get("student_attributes").model.unscoped.get(pk=scene.ids["student_attributes"])
    return client.post(
        f"/forms/student_attributes/{record.pk}/edit/",
        {"guardian_phone": value, "version": record.version if version is None else version},
    )


def test_typing_over_a_stored_value_until_nothing_changes_is_counted(scene):
    clerk = scene.client("school")
    for times in range(1, LIMIT + 1):
        assert over(scene, clerk, MOBILE).status_code == 302
        assert RevealTally.objects.get(user=scene.people["school"]).count == times
    assert searches(scene)[-1].detail["conditions"] == ["监护人电话"]
    pages = [over(scene, clerk, number).content.decode() for number in (MOBILE, OTHER_MOBILE)]
    assert ["当天不能再录入或修改这一项" in page for page in pages] == [True, True]


def test_a_grid_of_one_value_does_not_tell_who_has_it(scene):
    clerk, key = scene.client("school"), "student_attributes"
    for times in range(LIMIT + 1):
        record = registry.get(key).model.unscoped.get(pk=scene.ids[key])
        row = {"id": record.pk, "version": record.version, "cells": {"guardian_phone": MOBILE}}
        answer = clerk.post(f"/forms/{key}/grid/", {"rows": [row]}, content_type="application/json")
        assert answer.status_code == (200 if times < LIMIT else 422)


def test_a_conflict_does_not_tell_whether_a_guess_was_the_former_value(scene):
    clerk, version = scene.client("school"), 1
    over(scene, clerk, OTHER_MOBILE)
    for number in (MOBILE, "13900000017"):
        page = over(scene, clerk, number, version)
        assert (page.status_code, "merge-guardian_phone" in page.content.decode()) == (409, True)


def send_over(scene, *numbers):
    """Workbooks that type a number over the guardian's of the one student; what each was told."""
    said = []
    for number in numbers:
        row = scene.row("student_attributes") | {"guardian_phone": number}
        data, form = book("student_attributes", row, school=scene.school), registry.get("student_attributes")
        actor = actor_for(scene.people["school_admin"])
        upload.accept(actor, scene.school, form, "属性.xlsx", data, sample.YEAR, again=True)
        while queue.run_pending_once():
            pass
        batch = ImportBatch.objects.latest("pk")
        problems = [p for row in StagedRow.objects.filter(batch_id=batch.pk) for p in row.problems or ()]
        said.append((batch.same, batch.existing, [(p["m"], p.get("d")) for p in problems]))
    return said


def test_a_workbook_typed_over_what_is_stored_is_compared_in_open_items_alone(scene):
    (told,) = send_over(scene, OTHER_MOBILE)
    assert (told[0], told[1]) == (0, 1)
    ((message, differs),) = told[2]
    assert ("监护人电话" in message, differs) == (False, None)


def test_that_a_workbook_is_stored_already_is_one_answer_of_the_day(scene):
    assert [same for same, _, _ in send_over(scene, *[MOBILE] * LIMIT)] == [1] * LIMIT
    assert RevealTally.objects.get(user=scene.people["school_admin"]).count == LIMIT
    assert searches(scene)[-1].detail["by"] == "导入时与正式库比较"
    right, wrong = send_over(scene, MOBILE, OTHER_MOBILE)
    assert right == wrong


def test_a_number_that_another_form_holds_is_counted_before_a_rule_tells_of_it(scene):
    clerk, model = scene.client("school"), registry.get("student").model
    statuses = []
    for times in range(LIMIT + 1):
        record = model.unscoped.get(pk=scene.ids["student"])
        typed = {"id_number": (TEACHER, STUDENT)[times % 2], "birth": ("1982-03-27", "2005-06-12")[times % 2]}
        page = clerk.post(f"/forms/student/{record.pk}/edit/", typed | {"version": record.version})
        statuses.append(page.status_code)
    told = RevealTally.objects.get(user=scene.people["school"])
    assert (statuses, told.count) == ([302] * (LIMIT + 1), (LIMIT + 1) // 2)
