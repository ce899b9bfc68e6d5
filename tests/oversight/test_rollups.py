"""The figures of schools and areas: what moves them, what does not, and that a recount proves and mends them."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import sample
from tests.background_work import work
from tests.filing.rows import put, row
from tests.oversight import truth
from tests.oversight.truth import kept, kept_area
from zhijiao.filing.models import StandingMark
from zhijiao.filing.records import writer
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.jobs.models import Job
from zhijiao.kit.school_code import make_school_code
from zhijiao.orgs.models import Org
from zhijiao.orgs.services import By, close_org, create_org, move_org, rename_org
from zhijiao.oversight import recount, refresh
from zhijiao.oversight.background_jobs import follow
from zhijiao.oversight.models import AreaDay, AreaStanding, FormStanding, SchoolStanding
from zhijiao.quality import finding_sync
from zhijiao.quality.models import RuleCount, SchoolCheck
from zhijiao.rounds import services
from zhijiao.rounds.completeness import UNDECLARED, progress_of

pytestmark = pytest.mark.django_db


def enter(school, key="campus", i=0, **cells):
    return put(Actor.system(school), school, row(key, i, **cells), key=key)


def optional(filing, school):
    """A form that the school owes only if there is something, and of which it has said nothing."""
    (progress,) = progress_of([school], filing)
    return next(s.present for s in progress.standings if s.state == UNDECLARED)


def test_a_write_reaches_the_school_and_every_area_above_it(tree, filing):
    refresh.follow()
    before = kept(filing, tree.school)
    assert (before.stage, before.rows, before.first_at) == ("none", 0, None)
    assert (kept_area(filing, tree.city).schools, kept_area(filing, tree.ministry).schools) == (1, 2)
    assert (kept_area(filing, tree.city).started, kept_area(filing, tree.province).started) == (0, 0)
    enter(tree.school)
    assert kept(filing, tree.school).rows == 0  # until the job has been there
    refresh.follow()
    now = kept(filing, tree.school)
    assert (now.stage, now.rows, now.done) == ("doing", 1, before.done + 1)
    assert now.first_at == now.last_at is not None
    form = FormStanding.objects.get(school=tree.school, round=filing.key, place="campus")
    assert (form.state, form.rows, form.required, form.done_at) == ("done", 1, True, form.changed_at)
    for org in (tree.city, tree.province, tree.ministry):
        assert kept_area(filing, org).started == 1, org
    assert kept_area(filing, tree.province).done == now.done
    assert not kept_area(filing, tree.elsewhere, "resumed").started
    assert not StandingMark.objects.exists()
    assert not recount.differences(filing)
    assert truth.kept_areas(filing) == truth.areas(filing)


def test_what_takes_rows_away_takes_figures_away(tree, filing):
    enter(tree.school)
    refresh.follow()
    first = kept(filing, tree.school).first_at
    form = registry.get("campus")
    writer.delete(
        Actor.system(tree.school), tree.school, form, [sample.stored(tree.school, "campus").get().pk]
    )
    refresh.follow()
    now = kept(filing, tree.school)
    assert (now.stage, now.rows, now.done, now.first_at) == ("none", 0, 0, first)
    assert kept_area(filing, tree.ministry).started == 0
    assert not recount.differences(filing)


def test_what_is_done_stays_done_when_it_is_corrected(tree, filing):
    enter(tree.school)
    refresh.follow()
    done = FormStanding.objects.get(school=tree.school, place="campus").done_at
    enter(tree.school, i=1)
    refresh.follow()
    form = FormStanding.objects.get(school=tree.school, place="campus")
    assert (form.rows, form.done_at) == (2, done)
    assert form.changed_at > done


def test_declarations_and_findings_count(tree, filing):
    form = optional(filing, tree.school)
    refresh.follow()
    open_before = kept(filing, tree.school).undeclared
    services.declare_nil(Actor.system(tree.school), tree.school, form, filing)
    check = SchoolCheck.objects.create(school=tree.school, round=filing.key, checked_at=timezone.now())
    RuleCount.objects.create(
        school=tree.school, round=filing.key, rule="x", level="experience", form="campus", waiting=3
    )
    finding_sync._sum_up(filing, [tree.school.pk])
    refresh.follow()
    now = kept(filing, tree.school)
    assert (now.undeclared, now.experience, now.stage) == (open_before - 1, 3, "doing")
    assert kept_area(filing, tree.province).experience == 3
    check.refresh_from_db()
    services.withdraw_nil(Actor.system(tree.school), tree.school, form, filing)
    refresh.follow()
    assert kept(filing, tree.school).undeclared == open_before
    assert not recount.differences(filing)


def test_past_days_stay_with_their_area_and_today_follows_the_tree(tree, filing, settings):
    enter(tree.school)
    refresh.follow()
    AreaDay.objects.update(day="2022-03-05")
    move_org(tree.school, tree.elsewhere, By())
    refresh.follow()
    today = timezone.localdate()
    days = {
        (each.org_id, str(each.day)): each.schools
        for each in AreaDay.objects.filter(school_type="continuing").exclude(org=tree.ministry)
    }
    assert days == {
        (tree.city.pk, "2022-03-05"): 1,
        (tree.province.pk, "2022-03-05"): 2,
        (tree.city.pk, str(today)): 0,
        (tree.province.pk, str(today)): 1,
        (tree.elsewhere.pk, str(today)): 1,
    }
    assert kept_area(filing, tree.elsewhere).started == 1
    assert not recount.differences(filing)


def test_an_area_that_moves_brings_its_schools(tree, filing):
    refresh.follow()
    move_org(tree.city, tree.elsewhere, By())
    refresh.follow()
    assert kept_area(filing, tree.province).schools == 1
    assert kept_area(filing, tree.elsewhere).schools == 1
    assert kept_area(filing, tree.city).schools == 1
    assert not recount.differences(filing)
    assert truth.kept_areas(filing) == truth.areas(filing)


def test_closed_schools_and_other_kinds(tree, filing):
    enter(tree.school)
    refresh.follow()
    close_org(tree.school, By())
    rename_org(tree.sister, By(), name=tree.sister.name, school_type="resumed")
    refresh.follow()
    assert not SchoolStanding.objects.filter(school=tree.school).exists()
    assert not FormStanding.objects.filter(school=tree.school).exists()
    assert kept_area(filing, tree.province, "resumed").schools == 1
    assert kept_area(filing, tree.province, "resumed").required == 26
    assert (kept_area(filing, tree.city).schools, kept_area(filing, tree.city).forms) == (0, {})
    assert not recount.differences(filing)
    assert truth.kept_areas(filing) == truth.areas(filing)


def test_a_changed_matrix_has_all_schools_counted_anew(tree, filing, monkeypatch):
    refresh.follow()
    assert refresh.drifted(filing) == []
    monkeypatch.setattr("zhijiao.oversight.matrix_digest.of_round", lambda filing: "otherwise")
    assert refresh.drifted(filing) == list(
        Org.objects.schools().active().order_by("path").values_list("pk", flat=True)
    )
    refresh.follow()
    assert refresh.drifted(filing) == []


def test_nothing_is_written_where_nothing_moved(tree, filing):
    enter(tree.school)
    refresh.follow()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        refresh.refresh(filing, [tree.school.pk])
    written = [q["sql"] for q in asked if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [sql for sql in written if "DELETE" not in sql and "rollupturn" not in sql.lower()] == []


def test_as_many_statements_for_many_schools_as_for_few(tree, filing):
    refresh.follow()
    first = _statements_to_refresh(tree, filing, 3)
    assert _statements_to_refresh(tree, filing, 14) == first


def _statements_to_refresh(tree, filing, number):
    serial = Org.objects.count()
    made = [
        create_org(
            tree.city, "school", f"新校{serial + i}", make_school_code("45", 100 + serial + i), "continuing"
        )
        for i in range(number)
    ]
    for school in made:
        enter(school)
    with CaptureQueriesContext(connection) as asked:
        refresh.follow()
    assert not recount.differences(filing)
    return sum(
        not q["sql"].startswith("INSERT") for q in asked
    )  # of those, a database takes so many rows at once


def test_a_write_costs_one_statement_more_however_many_rows(tree):
    enter(tree.school)  # what is read once is known then
    counted = []
    for rows in (1, 30):
        made = [row("enterprise", 40 + rows + i) for i in range(rows)]
        with CaptureQueriesContext(connection) as asked:
            put(Actor.system(tree.school), tree.school, *made, key="enterprise")
        counted.append(sum("standingmark" in q["sql"].lower() for q in asked))
    assert counted == [1, 1]


def test_a_write_that_is_rolled_back_leaves_no_mark(tree):
    with pytest.raises(writer.WriteRefused):
        enter(tree.school, name="")
    assert not StandingMark.objects.exists()


def test_the_job_does_it(tree, filing):
    enter(tree.school)
    follow.enqueue()
    assert work(follow) == 1
    assert kept(filing, tree.school).rows == 1
    assert Job.objects.get(path=follow.module_path).state == "done"


def test_the_command_names_and_mends_what_is_wrong(tree, filing):
    enter(tree.school)
    refresh.follow()
    assert "全部相符" in _rollups(check=True)
    SchoolStanding.objects.filter(school=tree.school).update(rows=7)
    FormStanding.objects.filter(school=tree.school, place="campus").update(state="todo")
    AreaStanding.objects.filter(org=tree.city).update(started=5)
    AreaStanding.objects.filter(org=tree.province).delete()
    close_org(tree.sister, By())
    with pytest.raises(CommandError, match="处进度与实际不符"):
        _rollups(check=True)
    said = _rollups()
    assert f"{tree.school.name}  条数：记为 7，应为 1" in said
    assert f"{tree.city.name}  已开始：记为 5，应为 1" in said
    assert "全部相符" in _rollups(check=True)
    assert truth.kept_areas(filing) == truth.areas(filing)
    assert not SchoolStanding.objects.filter(school=tree.sister).exists()


def _rollups(**options):
    said = io.StringIO()
    call_command("rollups", stdout=said, **options)
    return said.getvalue()


def test_an_empty_database_is_right(db):
    assert "全部相符" in _rollups(check=True)
    refresh.follow()
