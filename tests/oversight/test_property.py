"""Whatever happens in whatever order: after the job, the figures are what a count from nothing says."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.filing.rows import gappy, put, row
from tests.oversight import truth
from zhijiao.catalogue.matrix import ObligationLevel, current_round
from zhijiao.filing.models import ImportBatch, StandingMark
from zhijiao.filing.records import undo, writer
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org
from zhijiao.orgs.services import By, close_org, move_org, rename_org, resume_org
from zhijiao.oversight import recount, refresh
from zhijiao.restructure.merge import Merger
from zhijiao.rounds import services
from zhijiao.rounds.completeness import progress_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

KEYS = ("campus", "enterprise", "teacher", "term_settings", "premises")
KINDS = ("continuing", "resumed")


def written(world, school, number):
    key = KEYS[number % len(KEYS)]
    put(Actor.system(school), school, row(key, number % 4, remarks=f"第{number}次"), key=key)


def incomplete(world, school, number):
    frame = gappy(school, row("campus", number % 4, name=None))
    writer.write(Actor.system(school), school, frame)


def deleted(world, school, number):
    form = registry.get(KEYS[number % len(KEYS)])
    ids = form.model.unscoped.filter(school=school).values_list("pk", flat=True)[:2]
    writer.delete(Actor.system(school), school, form, list(ids))


def imported(world, school, number):
    actor, form = Actor.system(school), registry.get("enterprise")
    rows = [row("enterprise", number * 3 + i) for i in range(3)]
    batch = undo.open_batch(actor, school, form, "import", len(rows))
    put(actor, school, *rows, key="enterprise", batch_id=batch.pk)


def undone(world, school, number):
    batch = ImportBatch.objects.filter(school=school, state="done").order_by("-pk").first()
    if batch:
        undo.undo(Actor.system(school), school, batch, action="import")


def optional(school, number):
    owed = [
        s.present
        for s in progress_of([school])[0].standings
        if s.form and s.obligation.level is ObligationLevel.IF_ANY
    ]
    return owed[number % len(owed)]


def declared(world, school, number):
    services.declare_nil(Actor.system(school), school, optional(school, number), current_round())


def withdrawn(world, school, number):
    services.withdraw_nil(Actor.system(school), school, optional(school, number), current_round())


def moved(world, school, number):
    parents = (world.city, world.county, world.province, world.elsewhere)
    move_org(school, parents[number % 4], By())


def area_moved(world, school, number):
    world.city.refresh_from_db()
    move_org(world.city, (world.province, world.elsewhere)[number % 2], By())


def merged(world, school, number):
    other = Org.objects.schools().active().exclude(pk=school.pk).order_by("pk").first()
    if other:
        Merger(Actor.system(world.ministry), school, other, "A", drop_waiting=True).run(By())


def retyped(world, school, number):
    rename_org(school, By(), name=school.name, school_type=KINDS[number % 2])


def closed(world, school, number):
    close_org(school, By())


def resumed(world, school, number):
    for each in Org.objects.schools().filter(status="closed"):
        resume_org(each, By())


def job(world, school, number):
    refresh.follow()


ACTS = (
    written, written, written, incomplete, deleted, imported, undone, declared, withdrawn, moved, area_moved, merged,
    retyped, closed, resumed, job,
)  # fmt: skip
REFUSALS = (
    ValidationError, services.NotDeclarable, undo.UndoBlocked, writer.InUse, writer.WriteRefused,
)  # fmt: skip

NO_SHRINKING = (Phase.explicit, Phase.generate)
"""An example takes seconds: what fails is shown as it was found."""


@settings(
    max_examples=10,
    phases=NO_SHRINKING,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(ACTS), st.integers(0, 2), st.integers(0, 11)), min_size=4, max_size=14
    )
)
def test_figures_are_what_a_count_from_nothing_says(tree, acts):
    filing = current_round()
    with transaction.atomic():
        for act, which, number in acts:
            schools = list(Org.objects.schools().active().order_by("pk"))
            if schools:
                _try(act, tree, schools[which % len(schools)], number)
        refresh.follow()
        assert not StandingMark.objects.exists()
        assert recount.differences(filing) == []
        assert truth.kept_areas(filing) == truth.areas(filing)
        transaction.set_rollback(True)


def _try(act, tree, school, number):
    """Do it; what the program refuses, it refuses as a whole."""
    try:
        with transaction.atomic():
            act(tree, school, number)
    except REFUSALS:
        pass
