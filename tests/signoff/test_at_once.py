"""Two who act at the same moment: one of them wins, the other is told, and no save slips in between."""

from threading import Barrier, Event, Thread

import pytest
from django.db import connection

from tests.background_work import work
from tests.filing.rows import judged, row
from tests.signoff.conftest import Acts, complete, plant
from zhijiao.catalogue.matrix import current_round
from zhijiao.filing.records import writer
from zhijiao.filing.records.period_locks import PeriodLocked
from zhijiao.signoff import authority_acts, school_acts
from zhijiao.signoff.background_jobs import freeze
from zhijiao.signoff.models import SubmissionStep
from zhijiao.signoff.standing import Impossible
from zhijiao.snapshots import blocks
from zhijiao.snapshots.models import Snapshot, SnapshotForm

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def act(unchecked):
    scene, filing = plant(), current_round()
    complete(scene.school, filing)
    return Acts(scene, filing)


def at_once(*deeds):
    """Do them in threads of their own that begin together; what each said."""
    start, said = Barrier(len(deeds)), []

    def do(deed):
        start.wait()
        try:
            deed()
            said.append("done")
        except (Impossible, PeriodLocked) as refusal:
            said.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=do, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(said)


def test_of_two_who_accept_one_does(act):
    act.submit()
    county, school, version = act.actor("county"), act.school, act.now.version
    said = at_once(*[lambda: authority_acts.accept(county, school, act.filing, version)] * 2)
    assert said == sorted(["done", "上报的状态刚刚有变化，请核对最新情况后再办理。"])
    assert SubmissionStep.objects.filter(act="accept").count() == 1


def test_a_school_that_withdraws_and_an_authority_that_accepts_do_not_both(act):
    act.submit()
    county, principal, school, version = (
        act.actor("county"),
        act.actor("principal"),
        act.school,
        act.now.version,
    )
    said = at_once(
        lambda: authority_acts.accept(county, school, act.filing, version),
        lambda: school_acts.withdraw(principal, school, act.filing, version, "发现漏填"),
    )
    assert said.count("done") == 1
    acts = set(SubmissionStep.objects.values_list("act", flat=True)) & {"accept", "withdraw"}
    assert {("accept",): "accepted", ("withdraw",): "withdrawn"}[tuple(acts)] == act.now.state


def test_two_signatures_are_one(act):
    principal, school, version = act.actor("principal"), act.school, act.now.version
    said = at_once(*[lambda: school_acts.sign(principal, school, act.filing, version)] * 2)
    assert said.count("done") == 1
    assert work(freeze) == 1
    assert Snapshot.objects.count() == 1


def test_a_save_that_has_begun_is_waited_for_and_in_the_snapshot(act, monkeypatch):
    begun, may_go_on, signed = Event(), Event(), Event()
    index = writer._index

    def dawdle(*args):
        index(*args)
        begun.set()
        assert may_go_on.wait(10)

    monkeypatch.setattr(writer, "_index", dawdle)
    school, clerk, principal = act.school, act.actor("clerk"), act.actor("principal")

    def save():
        writer.write(clerk, school, judged(school, row("income", remarks="最后一刻保存"), key="income"))

    def sign():
        assert begun.wait(10)
        school_acts.sign(principal, school, act.filing, 1)
        signed.set()

    def watch():
        assert begun.wait(10)
        assert not signed.wait(0.5), "the signature did not wait for the save"
        may_go_on.set()

    assert at_once(save, sign, watch) == ["done"] * 3
    assert work(freeze) == 1
    stored = SnapshotForm.objects.get(snapshot=Snapshot.objects.get(), form="income")
    assert "最后一刻保存" in blocks.unpacked(stored.content).decode()


def test_a_save_that_comes_during_the_signature_is_refused(act, monkeypatch):
    moved, may_go_on = Event(), Event()
    start = school_acts.start_freezing

    def dawdle(submission):
        start(submission)
        moved.set()
        assert may_go_on.wait(10)

    monkeypatch.setattr(school_acts, "start_freezing", dawdle)
    school, clerk, principal = act.school, act.actor("clerk"), act.actor("principal")
    written = Event()

    def save():
        assert moved.wait(10)
        frame = judged(school, row("income", remarks="太迟"), key="income")
        try:
            writer.write(clerk, school, frame)
        finally:
            written.set()

    def watch():
        assert moved.wait(10)
        assert not written.wait(0.5), "the save did not wait for the signature"
        may_go_on.set()

    said = at_once(lambda: school_acts.sign(principal, school, act.filing, 1), save, watch)
    assert said.count("done") == 2
    assert any("校长已签字，系统正在封存" in each for each in said)
