"""Two people at the same moment: one move is made, the other is told; what is handed in is what is stored."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.test import Client
from django.urls import reverse

from tests import sample
from tests.at_once import at_once
from tests.cases.conftest import make_desk
from zhijiao.audit.models import Entry
from zhijiao.cases import moving
from zhijiao.cases.models import Case, CaseStep, CaseVersion, Publication
from zhijiao.cases.states import State
from zhijiao.filing.records import writer
from zhijiao.filing.records.validation import validate
from zhijiao.notices.models import Message

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def meet(monkeypatch, owner, name, parties=2):
    """Let the threads wait for each other before they go on into a function."""
    met, goes_on = Barrier(parties), getattr(owner, name)

    def waiting(*args, **kwargs):
        with suppress(BrokenBarrierError):
            met.wait(timeout=1)
        return goes_on(*args, **kwargs)

    monkeypatch.setattr(owner, name, waiting)


def post(desk, who, case, move, **more):
    client = Client()
    client.force_login(desk.people[who])
    path = reverse("cases:move", args=[desk.form, case.pk])
    posted = {"move": move, "seen": case.version, "reason": "理由充分", **more}
    return client.post(f"{path}?school={case.school_id}", posted).status_code


@pytest.mark.parametrize(
    ("way", "first", "second"),
    [
        (("hand_in",), ("supervisor", "pass-auditor"), ("clerk", "withdraw-writer")),
        (("hand_in", "pass", "submit"), ("county", "pass_up-authority"), ("principal", "withdraw-head")),
        (
            ("hand_in", "pass", "submit", "county", "city"),
            ("province", "select-authority"),
            ("province", "select-authority"),
        ),
    ],
    ids=["audit and withdrawal", "authority and principal", "the same button twice"],
)
def test_of_two_moves_one_is_made_and_the_other_is_told(monkeypatch, way, first, second):
    desk = make_desk()
    case = desk.go(desk.write(), *way)
    before = (CaseStep.objects.count(), Message.objects.count(), Entry.objects.filter(event="case").count())
    meet(monkeypatch, moving._Making, "done")
    found = at_once(
        lambda: post(desk, first[0], case, first[1]), lambda: post(desk, second[0], case, second[1])
    )
    assert sorted(found) == [302, 409]
    assert CaseStep.objects.count() == before[0] + 1
    assert Entry.objects.filter(event="case").count() == before[2] + 1
    after = Case.objects.get()
    assert after.version == case.version + 1
    assert sample.stored(desk.tree.school, desk.form).get().status == after.state
    assert Publication.objects.filter(ended_at=None).count() == (after.state == State.PROVINCIAL)


def test_what_is_saved_while_a_case_is_handed_in_is_in_the_version_or_refused(monkeypatch):
    desk = make_desk()
    record, school = desk.write(), desk.tree.school
    frame = validate(desk.form, school, {"results": ["迟到由 120 人次降到 48 人次"]}, ids=[record])
    version = sample.stored(school, desk.form).get().version
    about = desk.subject(record)
    meet(monkeypatch, moving._Making, "_keep_version")

    def hand_in():
        return moving.make(desk.actor("clerk"), about, moving.Wish("hand_in-writer", 0))

    def save():
        return writer.write(desk.actor("clerk"), school, frame, versions={record: version})

    meet(monkeypatch, writer, "write")
    at_once(hand_in, save)
    stored = sample.stored(school, desk.form).get()
    kept = CaseVersion.objects.first()
    if kept is not None:
        said = next(item["text"] for item in kept.items if item["name"] == "results")
        assert said == desk.form.columns["results"].text(stored.results)
        assert stored.status == State.AUDIT
    else:
        assert stored.status == State.DRAFT


def test_two_first_cases_of_a_year_at_once_get_two_numbers(monkeypatch):
    desk = make_desk()
    records = [desk.write(), desk.write()]
    abouts = [desk.subject(record) for record in records]
    meet(monkeypatch, moving._Making, "done")

    def hand_in(n):
        return moving.make(desk.actor("clerk"), abouts[n], moving.Wish("hand_in-writer", 0))

    found = at_once(lambda: hand_in(0), lambda: hand_in(1))
    assert not [each for each in found if isinstance(each, Exception)]
    code = desk.tree.school.code
    assert set(Case.objects.values_list("number", flat=True)) == {f"{code}-2020-DY001", f"{code}-2020-DY002"}
