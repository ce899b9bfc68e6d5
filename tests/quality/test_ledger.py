"""Findings are rows: they come, are explained, go by themselves, and come back with their history."""

import pytest

from tests import sample
from zhijiao.audit.models import Entry
from zhijiao.filing.schema import registry
from zhijiao.identity.gate import Denied
from zhijiao.identity.rights import actor_for
from zhijiao.notices.models import InboxItem
from zhijiao.quality import finding_actions
from zhijiao.quality.models import Finding, RuleCount, SchoolCheck
from zhijiao.quality.signoff_blockers import Blocking, blocking

pytestmark = pytest.mark.django_db


def steps(finding):
    return [event.step for event in finding.events.order_by("pk")]


def enrol(put, room, number="s2"):
    return put(
        "student_enrolment",
        student=put("student", number=number, name="韦丽"),
        school_class=room,
        status="01",
    )


def test_a_finding_says_what_is_wrong_where_and_with_which_values(room, check, school, filing):
    found = check()["class_size"]
    assert (found.form, found.record_id, found.level, found.state) == (
        "school_class",
        room.pk,
        "logic",
        "open",
    )
    assert found.values == {"name": "20级1班", "total": "2", "enrolled": "1"}
    assert (found.school, found.round, steps(found)) == (school, filing.key, ["found"])


def test_checking_twice_changes_nothing(room, check):
    first = check()["class_size"]
    again = check()["class_size"]
    assert (again.pk, again.version, again.first_seen) == (first.pk, 1, first.first_seen)
    assert again.last_seen > first.last_seen
    assert steps(again) == ["found"]


def test_mended_records_resolve_their_finding_and_broken_ones_bring_it_back(room, put, check):
    check()
    second = enrol(put, room)
    assert check()["class_size"].state == "resolved"
    second.delete()
    back = check()["class_size"]
    assert (back.state, steps(back)) == ("open", ["found", "resolved", "again"])
    assert Finding.objects.filter(rule="class_size").count() == 1


def test_new_values_make_an_explanation_void(put, check, school):
    room = put("school_class", number="c1", name="20级1班", status="1", total=1, grade=2020)
    student = put("student", number="s1", name="覃明")
    row = put("student_enrolment", student=student, school_class=room, status="01", grade=2019)
    found = check()["grade_of_class"]
    clerk = sample.actor(school, "school_clerk")
    finding_actions.act(clerk, [(found, found.version)], "explain", "该生2020年留级")
    assert check()["grade_of_class"].state == "explained"
    row.grade = 2018
    row.save()
    changed = check()["grade_of_class"]
    assert (changed.state, steps(changed)) == ("open", ["found", "explained", "changed"])
    assert changed.explanation == "该生2020年留级"


def test_counters_follow(room, put, check, school, filing):
    check()
    assert RuleCount.objects.get(school=school, rule="class_size").waiting == 1
    unexplained = Finding.objects.filter(school=school, level="experience").count()
    assert blocking(school, filing) == Blocking(logic=1, unexplained=unexplained)
    enrol(put, room)
    check()
    assert not RuleCount.objects.filter(school=school, rule="class_size").exists()
    assert blocking(school, filing).logic == 0
    assert SchoolCheck.objects.get(school=school).logic == 0


class TestHandling:
    @pytest.fixture
    def odd(self, put, check):
        """A finding that may be explained."""
        room = put("school_class", number="c9", name="20级9班", status="1", total=1, grade=2020)
        put(
            "student_enrolment",
            student=put("student", number="s9", name="覃明"),
            school_class=room,
            status="01",
            grade=2019,
        )
        return check()["grade_of_class"]

    @pytest.fixture
    def act(self):
        def take(actor, finding, step, text=""):
            finding.refresh_from_db()
            finding_actions.act(actor, [(finding, finding.version)], step, text)
            finding.refresh_from_db()
            return finding.state

        return take

    def test_explained_accepted_and_sent_back(self, odd, act, school):
        clerk = sample.actor(school, "school_clerk")
        auditor = sample.actor(school.parent, "province_auditor")
        assert act(clerk, odd, "explain", "该生2020年留级") == "explained"
        assert act(auditor, odd, "reopen", "请附批准文号") == "reopened"
        assert act(clerk, odd, "explain", "经校务会批准留级，文号12") == "explained"
        assert act(auditor, odd, "accept") == "accepted"
        assert steps(odd) == ["found", "explained", "reopened", "explained", "accepted"]
        assert [event.actor_name for event in odd.events.order_by("pk")] == ["系统"] + ["韦朗朗"] * 4
        entries = Entry.objects.filter(event="rules").order_by("pk")
        assert [entry.detail["step"] for entry in entries] == ["explain", "reopen", "explain", "accept"]
        assert "留级" not in str([(entry.subject, entry.detail) for entry in entries])

    def test_whoever_explained_is_told_that_it_came_back_and_nobody_else(self, odd, act, school):
        user, other = sample.user(school, "school_clerk"), sample.user(school, "school_clerk")
        auditor = sample.user(school.parent, "province_auditor")
        act(actor_for(other), odd, "explain", "该生2020年留级")
        act(actor_for(user), odd, "explain", "该生2020年留级，附文号")
        act(actor_for(auditor), odd, "reopen", "批准文号不对")
        told = InboxItem.objects.filter(message__title__contains="被退回")
        assert [(item.user_id, item.message.url) for item in told] == [(user.pk, f"/quality/{odd.pk}/")]
        message = told.get().message
        assert "留级" not in message.title + message.text
        assert "文号" not in message.title + message.text

    def test_a_clerk_does_not_accept_and_a_supervisor_does_not_explain(self, odd, act, school):
        with pytest.raises(Denied, match="审核"):
            act(sample.actor(school, "school_clerk"), odd, "accept")
        with pytest.raises(Denied, match="修改"):
            act(sample.actor(school, "school_supervisor"), odd, "explain", "该生2020年留级")

    def test_logic_is_mended_not_explained(self, room, check, act, school):
        found = check()["class_size"]
        with pytest.raises(finding_actions.Impossible, match="必须改正"):
            act(sample.actor(school, "school_clerk"), found, "explain", "两名学生请假")

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "不少于 4 个字"),
            ("是", "不少于 4 个字"),
            ("身份证450103199011050022有误", "不要写身份证号"),
            ("电话13800000002可核实", "不要写身份证号"),
            ("留" * 501, "现有 501 个"),
        ],
    )
    def test_words_that_will_not_do(self, odd, act, school, text, said):
        with pytest.raises(finding_actions.Impossible, match=said):
            act(sample.actor(school, "school_clerk"), odd, "explain", text)
        odd.refresh_from_db()
        assert (odd.state, odd.explanation) == ("open", "")

    def test_who_read_an_older_version_is_told(self, odd, act, school):
        clerk = sample.actor(school, "school_clerk")
        act(clerk, odd, "explain", "该生2020年留级")
        with pytest.raises(finding_actions.StaleFinding):
            finding_actions.act(clerk, [(odd, 1)], "explain", "另一种说法")
        odd.refresh_from_db()
        assert odd.explanation == "该生2020年留级"

    def test_one_text_may_explain_several_all_or_none(self, odd, room, check, school):
        logic = check()["class_size"]
        clerk = sample.actor(school, "school_clerk")
        with pytest.raises(finding_actions.Impossible):
            finding_actions.act(clerk, [(odd, 1), (logic, 1)], "explain", "情况属实，见校务会记录")
        odd.refresh_from_db()
        assert odd.state == "open"


def test_findings_hold_no_private_value(check, school):
    sample.fill_all(school, 2)
    check()
    private = {"450103199011050022"}
    for form in registry.registry().records:
        for column in form.private_columns:
            if column.example:
                private.add(str(column.example))
    stored = str(list(Finding.objects.values_list("values", "explanation"))) + str(
        list(Finding.objects.values_list("events__text"))
    )
    assert [value for value in private if len(value) > 5 and value in stored] == []
