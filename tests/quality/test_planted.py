"""Somebody enters another school's number: he learns nothing, harms nobody, and the department above sees it first."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from tests import sample
from tests.background_work import work
from zhijiao.audit.models import Entry
from zhijiao.catalogue.matrix import current_round
from zhijiao.filing.models import Change
from zhijiao.filing.records import writer
from zhijiao.filing.schema import registry
from zhijiao.orgs.services import create_org
from zhijiao.quality import background_jobs, incremental_checks, match_limits, rule_registry, school_checks
from zhijiao.quality.finding_actions import Impossible, act, possible
from zhijiao.quality.models import Finding, FindingEvent, MatchTally, RuleCount, SchoolCheck
from zhijiao.quality.signoff_blockers import blocking

pytestmark = pytest.mark.django_db
RULE = "enrolled_in_two_schools"
TITLE = "同一证件号码在两所学校在读"


@pytest.fixture
def other(school):
    """Another school, under a city of the same province."""
    city = create_org(school.parent, "city", "龙江市教育局", "450200", region="450200")
    return sample.school(24, name="龙江市机电工程学校", under=city)


def follow():
    while incremental_checks.follow_changes():
        pass


def enrol(where):
    """The same person everywhere, through validator and writer."""
    sample.fill(where, "student_enrolment", 1)
    follow()


def leave(where):
    """Delete what was entered, as a clerk does."""
    clerk = sample.actor(where, "school_clerk")
    for key in ("student_enrolment", "student"):
        form = registry.get(key)
        ids = list(sample.stored(where, key).values_list("pk", flat=True))
        writer.delete(clerk, where, form, ids)
    follow()


def found(where):
    return Finding.objects.filter(school=where, rule=RULE)


def seen_by(client, user, *paths):
    client.force_login(user)
    return "".join(client.get(path).getvalue().decode() for path in paths)


def told(client, user, where):
    """All that a user of a school can read of its findings."""
    pages = [f"/quality/?state={state}" for state in ("", "explained", "settled", "resolved", "referred")]
    record = sample.stored(where, "student_enrolment").values_list("pk", flat=True).first() or 0
    pages += ["/", "/quality/export/csv/", f"/forms/student_enrolment/{record}/"]
    pages += [reverse("quality:finding", args=[pk]) for pk in found(where).values_list("pk", flat=True)]
    return TITLE in seen_by(client, user, *pages)


def decide(org, role, where, step):
    finding = found(where).get()
    act(sample.actor(org, role), [(finding, finding.version)], step, "")


@pytest.mark.parametrize("first", ["mine", "theirs"])
def test_neither_school_learns_of_the_other_whoever_came_first(school, other, client, first):
    for where in (school, other) if first == "mine" else (other, school):
        enrol(where)
    later = other if first == "mine" else school
    earlier = school if first == "mine" else other
    assert (found(later).get().state, found(earlier).count()) == ("referred", 0)
    for where in (school, other):
        clerk = sample.user(where, "school_clerk", "school_supervisor")
        assert not told(client, clerk, where)
        client.post("/quality/check/")
        work(background_jobs.check_asked)
        assert not told(client, clerk, where)
        assert not Entry.objects.filter(org=where, subject__contains="跨校").exists()


def test_what_was_planted_and_deleted_leaves_no_trace_for_the_school_that_did_it(school, other, client):
    enrol(school)
    enrol(other)
    leave(other)
    assert (found(other).get().state, found(school).count()) == ("resolved", 0)
    assert not told(client, sample.user(other, "school_clerk"), other)
    assert not told(client, sample.user(school, "school_clerk"), school)


@pytest.mark.parametrize("first", ["mine", "theirs"])
def test_sign_off_is_not_stopped_before_the_department_has_looked(school, other, filing, first):
    for where in (school, other) if first == "mine" else (other, school):
        enrol(where)
    for where in (school, other):
        own = RuleCount.objects.filter(school=where, rule=RULE)
        assert not own.exists()
        waiting = blocking(where, filing)
        Finding.objects.filter(rule=RULE).delete()
        school_checks.check_schools([where.pk], filing)
        assert blocking(where, filing) == waiting


def test_an_old_record_given_somebody_else_s_number_is_a_newcomer(put, school, other, filing):
    """Record made long ago, number changed today: the change log says so."""
    blind, day = "ab" * 16, timezone.now() - timedelta(days=100)
    for where, age in ((other, 100), (school, 50)):
        student = put("student", where, blind=blind, number="s1", name="覃明")
        put("student_enrolment", where, student=student, status="01")
        type(student).unscoped.filter(pk=student.pk).update(created_at=timezone.now() - timedelta(days=age))
        registry.get("student_enrolment").model.unscoped.filter(school=where).update(created_at=day)
        if where == other:
            Change.objects.create(
                school=other, form="student", record_id=student.pk, version=2, action="change",
                at=timezone.now(), actor_name="韦朗朗", diff={"id_number": ["a", "b"]},
            )  # fmt: skip
    school_checks.check_school(school, filing)
    assert (found(school).count(), found(other).count()) == (0, 1)


# The department above both ----------------------------------------------------------------------------------------


def test_only_departments_above_both_see_and_decide(school, other, client):
    enrol(school)
    enrol(other)
    finding = found(other).get()
    page = reverse("quality:finding", args=[finding.pk]) + f"?school={other.pk}"
    for org, role, sees in (
        (other.parent, "city_auditor", False),
        (school.parent, "province_auditor", True),
        (school.parent.parent, "ministry_auditor", True),
    ):
        user = sample.user(org, role)
        client.force_login(user)
        assert client.get(page).status_code == (200 if sees else 404)
        listed = client.get("/quality/matches/").content.decode()
        assert (other.name in listed, school.name in listed) == (sees, sees)
        assert ("跨校核对 1" in client.get("/quality/").content.decode()) is sees
    assert possible(sample.actor(school.parent, "province_leader"), finding) == []
    assert possible(sample.actor(other.parent, "city_auditor"), finding) == []
    assert client.get(f"/quality/?school={other.pk}&state=referred").content.decode().count(TITLE) > 0
    client.force_login(sample.user(other, "school_clerk"))
    assert client.get("/quality/matches/").status_code == 404


def test_handed_down_it_is_the_newcomer_s_to_mend(school, other, client, filing):
    enrol(school)
    enrol(other)
    decide(school.parent, "province_auditor", other, "hand")
    assert (found(other).get().state, found(school).count()) == ("open", 0)
    assert told(client, sample.user(other, "school_clerk"), other)
    assert not told(client, sample.user(school, "school_clerk"), school)
    assert RuleCount.objects.get(school=other, rule=RULE).waiting == 1
    assert blocking(other, filing).logic >= 1
    leave(other)
    assert found(other).get().state == "resolved"


def test_cleared_it_is_told_to_nobody_and_a_new_state_of_things_asks_again(school, other, client, filing):
    enrol(school)
    enrol(other)
    decide(school.parent, "province_auditor", other, "clear")
    assert found(other).get().state == "cleared"
    for where in (school, other):
        assert not told(client, sample.user(where, "school_clerk"), where)
    third = sample.school(25, name="云岭省商业学校", under=school.parent)
    enrol(third)
    assert (found(other).get().state, found(third).get().state) == ("referred", "referred")
    assert not found(school).exists()


def test_the_department_may_find_the_first_record_wrong(school, other, client):
    enrol(other)  # planted before the school itself had entered its student
    enrol(school)
    assert found(school).get().state == "referred"
    decide(school.parent, "province_auditor", school, "turn")
    assert (found(school).get().state, found(other).get().state) == ("resolved", "open")
    assert told(client, sample.user(other, "school_clerk"), other)
    assert not told(client, sample.user(school, "school_clerk"), school)
    steps = FindingEvent.objects.filter(finding__school=school).values_list("step", flat=True)
    assert "turned" in steps
    follow()
    school_checks.compare(rule_registry.rules()[RULE], current_round(), None)
    assert (found(school).get().state, found(other).get().state) == ("resolved", "open")


def test_a_school_cannot_take_the_department_s_steps(school, other):
    enrol(school)
    enrol(other)
    finding = found(other).get()
    supervisor = sample.actor(other, "school_supervisor")
    for step in ("hand", "clear", "turn", "accept"):
        with pytest.raises(Impossible):
            act(supervisor, [(finding, finding.version)], step, "")


# Counted, capped, logged ------------------------------------------------------------------------------------------


def test_matches_are_counted_capped_and_logged_above(put, school, other, filing, monkeypatch, client):
    monkeypatch.setattr(match_limits, "MOST_A_DAY", 3)
    for number in range(5):
        for where in (school, other):
            student = put("student", where, blind=f"{number:032d}", number=f"s{number}", name="覃明")
            put("student_enrolment", where, student=student, status="01")
    school_checks.check_school(other, filing)
    assert found(other).count() == 3
    tally = MatchTally.objects.get(school=other)
    assert (tally.found, tally.held) == (3, 2)
    entry = Entry.objects.get(subject__contains="跨校比对")
    assert (entry.org, entry.detail["found"], entry.detail["held"]) == (school.parent, 3, 2)
    school_checks.check_school(other, filing)
    assert found(other).count() == 3, "asking again gives no more"
    page = seen_by(client, sample.user(school.parent, "province_auditor"), "/quality/matches/")
    assert "超过每日 3 条的上限" in page
    MatchTally.objects.update(day=timezone.localdate() - timedelta(days=1))
    incremental_checks.sweep()
    assert found(other).count() == 5, "the next day the rest is looked at"


def test_the_migration_takes_open_matches_from_schools_and_asks_for_another_comparison(
    twins_before, school, other
):
    migration = import_module("zhijiao.quality.migrations.0003_refer_open_matches")
    for _ in range(2):
        migration.refer_open_matches(apps, None)
    for where in (school, other):
        finding = found(where).get()
        assert (finding.state, finding.told, finding.referred_to) == ("referred", False, school.parent)
        assert SchoolCheck.objects.get(school=where).pending
    incremental_checks.sweep()
    assert {each.school: each.state for each in Finding.objects.filter(rule=RULE)} == {
        school: "resolved",
        other: "referred",
    }


@pytest.fixture
def twins_before(put, school, other, filing):
    """As former versions kept them: an open finding at both schools."""
    made = {}
    for where in (school, other):
        student = put("student", where, blind="ab" * 16, number="s1", name="覃明")
        made[where] = put("student_enrolment", where, student=student, status="01")
    for where, elsewhere in ((school, other), (other, school)):
        SchoolCheck.objects.create(school=where, round=filing.key, checked_at=timezone.now(), logic=1)
        Finding.objects.create(
            school=where, round=filing.key, rule=RULE, level="logic", form="student_enrolment",
            record_id=made[where].pk, values={"schools": "2"}, link="ab" * 16, first_seen=timezone.now(),
            others=[[elsewhere.pk, "student_enrolment", made[elsewhere].pk]], last_seen=timezone.now(),
        )  # fmt: skip
