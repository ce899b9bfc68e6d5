"""Everybody does anything in any order: states stay legal, nothing is signed or settled twice, what is frozen stays."""

from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.background_work import work
from tests.filing.rows import judged, row
from tests.signoff.conftest import LEVELS, Acts, complete, plant
from zhijiao.catalogue.matrix import current_round
from zhijiao.filing.records import period_locks
from zhijiao.filing.records.writer import write
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import Denied
from zhijiao.jobs.models import Job
from zhijiao.orgs.models import Org
from zhijiao.orgs.services import By, move_org
from zhijiao.restructure.merge import Merger
from zhijiao.signoff import freezing, school_acts, tree_effects
from zhijiao.signoff.background_jobs import freeze
from zhijiao.signoff.models import FormReturn, Submission, SubmissionStep
from zhijiao.signoff.standing import Impossible
from zhijiao.snapshots import blocks
from zhijiao.snapshots.models import Snapshot, SnapshotForm

DATED, STANDING = "income", "campus"
PEOPLE = ("principal", "clerk", "supervisor", *LEVELS, "other_county", "leader")


class Killed(BaseException):
    """What a process that is killed leaves undone."""


@dataclass
class Model:
    """What ought to be, said once more and simply."""

    state: str = "open"
    signed_from: str = ""
    revision: int = 1
    accepted: list = field(default_factory=list)
    way: list = field(default_factory=lambda: list(LEVELS))
    returned: set = field(default_factory=set)
    mended: set = field(default_factory=set)
    remark: str = ""
    frozen: dict = field(default_factory=dict)

    def editable(self):
        return self.state in ("open", "returned", "withdrawn", "reopened")

    def is_open(self, form):
        if self.state == "returned" and self.returned:
            return form in self.returned
        return self.editable()

    def waits_at(self):
        left = [level for level in self.way if level not in self.accepted]
        return left[0] if self.state in ("submitted", "accepted") and left else None

    def next_revision(self, state):
        self.state, self.revision, self.accepted = state, self.revision + 1, []


class SignOff(RuleBasedStateMachine):
    """One school with its people; a sister that may be merged into it."""

    def __init__(self):
        super().__init__()
        self.atom = transaction.atomic()
        self.atom.__enter__()
        self.filing = current_round()
        self.scene = plant()
        complete(self.scene.school, self.filing)
        self.act = Acts(self.scene, self.filing)
        self.model = Model()
        self.sister_is_there = True
        self.edits = 0

    def teardown(self):
        transaction.set_rollback(True)
        self.atom.__exit__(None, None, None)

    @contextmanager
    def expected(self, allowed, *refusals):
        """The step works exactly if it may; a refused one changes nothing."""
        before = self.written()
        try:
            with transaction.atomic():
                yield
        except (Impossible, Denied):
            if allowed:
                raise
            assert self.written() == before
        else:
            assert allowed, "should have been refused"

    def written(self):
        return (
            list(Submission.objects.order_by("pk").values_list("pk", "state", "revision", "version")),
            SubmissionStep.objects.count(),
            FormReturn.objects.count(),
        )

    # What people do

    @rule(steps=st.integers(1, 4))
    def go_on(self, steps):
        """The usual way forward, so that all of it is reached."""
        for _ in range(steps):
            if self.model.editable():
                for form in sorted(self.model.returned - self.model.mended):
                    self.say_that_it_is_right(form)
                self.sign("principal")
            elif self.model.state == "signing":
                self.freeze(False)
            elif self.model.waits_at():
                self.accept(self.model.waits_at())

    @rule(form=st.sampled_from((DATED, STANDING)))
    def edit(self, form):
        self.edits += 1
        remark = f"第{self.edits}次修改"
        clerk, school = self.act.actor("clerk"), self.act.school
        found = registry.get(form).model.unscoped.filter(school=school).first()
        cells = {"remarks": remark} if form == DATED else {"name": f"校区{self.edits}"}
        allowed = form == STANDING or self.model.is_open(form)
        with self.expected(allowed):
            frame = judged(school, row(form, **cells), key=form, ids=[found.pk if found else None])
            write(clerk, school, frame)
        if allowed and form == DATED:
            self.model.remark = remark
            if DATED in self.model.returned:
                self.model.mended.add(DATED)

    @rule(name=st.sampled_from(("principal", "clerk", "county")))
    def sign(self, name):
        open_returns = self.model.returned - self.model.mended if self.model.state == "returned" else set()
        allowed = name == "principal" and self.model.editable() and not open_returns
        with self.expected(allowed):
            self.act.sign(name)
        if allowed:
            self.model.signed_from, self.model.state = self.model.state, "signing"

    @rule(killed=st.booleans())
    def freeze(self, killed):
        if killed and self.model.state == "signing":
            self.kill_in_the_middle()
            return
        work(freeze)
        if self.model.state == "signing":
            self.model.state = "submitted"
            self.model.returned, self.model.mended = set(), set()
            self.model.frozen[self.model.revision] = (self.digest(), self.model.remark)

    def kill_in_the_middle(self):
        take = freezing.take

        def cut_off(*args):
            take(*args)
            raise Killed

        freezing.take = cut_off
        try:
            with pytest.raises(Killed), transaction.atomic():
                freezing.freeze(self.act.now.pk, self.model.revision)
        finally:
            freezing.take = take

    def digest(self):
        return Snapshot.objects.get(school=self.scene.school, revision=self.model.revision).digest

    @rule(name=st.sampled_from(("principal", "clerk", "county")))
    def withdraw(self, name):
        allowed = name == "principal" and self.model.state == "submitted"
        with self.expected(allowed):
            self.act.withdraw(name)
        if allowed:
            self.model.next_revision("withdrawn")

    @rule(name=st.sampled_from(PEOPLE))
    def accept(self, name):
        allowed = self.model.waits_at() == name
        with self.expected(allowed):
            self.act.accept(name)
        if allowed:
            self.model.accepted.append(name)
            self.model.state = "accepted"

    @rule(name=st.sampled_from(PEOPLE), forms=st.sampled_from(((), (DATED,), (DATED, "expenditure"))))
    def give_back(self, name, forms):
        allowed = self.model.waits_at() == name
        with self.expected(allowed):
            self.act.give_back(name, forms=dict.fromkeys(forms, "请核对这张表"))
        if allowed:
            self.model.next_revision("returned")
            self.model.returned, self.model.mended = set(forms), set()

    @rule(name=st.sampled_from(PEOPLE))
    def reopen(self, name):
        last = self.model.accepted[-1:] or [None]
        order = self.model.way
        allowed = (
            self.model.state == "accepted" and name in order and order.index(name) >= order.index(last[0])
        )
        with self.expected(allowed):
            self.act.reopen(name)
        if allowed:
            self.model.next_revision("reopened")

    @rule(form=st.sampled_from((DATED, "expenditure")))
    def say_that_it_is_right(self, form):
        allowed = self.model.state == "returned" and form in self.model.returned
        with self.expected(allowed):
            clerk = self.act.actor("clerk")
            school_acts.answer(clerk, self.act.school, self.filing, registry.get(form), "核对无误，不需修改")
        if allowed:
            self.model.mended.add(form)

    @rule()
    def sister_is_merged_into_it(self):
        if not self.sister_is_there:
            return
        self.sister_is_there = False
        source = Org.objects.get(pk=self.scene.sister.pk)
        Merger(Actor.system(self.scene.city), source, self.act.school, "B").run(By())
        if self.model.state == "signing":
            self.model.state = self.model.signed_from

    @rule()
    def it_moves_to_the_province(self):
        if len(self.model.way) == 2:
            return
        move_org(self.act.school, self.scene.province, By())
        tree_effects.after_move([self.act.school])
        self.model.way = ["province", "ministry"]
        self.model.accepted = [level for level in self.model.accepted if level in self.model.way]
        if self.model.state == "accepted" and not self.model.accepted:
            self.model.state = "submitted"

    # What always holds

    @invariant()
    def it_is_as_it_ought_to_be(self):
        now = self.act.now
        waits = getattr(self.scene, self.model.waits_at()) if self.model.waits_at() else None
        assert (now.state, now.revision) == (self.model.state, self.model.revision)
        assert now.waits_at == waits
        assert now.accepted_level == (self.model.accepted[-1] if self.model.accepted else "")

    @invariant()
    def what_is_frozen_stays_and_is_what_was_signed(self):
        kept = Snapshot.objects.filter(school=self.scene.school).order_by("revision")
        assert {each.revision: each.digest for each in kept} == {
            revision: digest for revision, (digest, _) in self.model.frozen.items()
        }
        for each in kept[max(len(kept) - 1, 0) :]:
            _, remark = self.model.frozen[each.revision]
            stored = SnapshotForm.objects.filter(snapshot=each, form=DATED).first()
            if remark:
                assert remark in blocks.unpacked(stored.content).decode()
            else:
                assert stored is None

    @invariant()
    def nothing_is_locked_that_is_open(self):
        locks = period_locks.locks_of(self.act.school)
        form = registry.get(DATED)
        assert bool(period_locks.closed(locks, self.act.school, form, 2020)) != self.model.is_open(DATED)

    @invariant()
    def at_most_one_job_works_on_it(self):
        live = Job.objects.filter(path=freeze.module_path, state__in=("waiting", "running"))
        assert live.count() <= max(1, self.model.revision)


@pytest.mark.slow
def test_whatever_is_done_in_any_order(db, unchecked):
    options = settings(
        max_examples=20, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(SignOff, settings=options)
