"""Moving a case: steps are signed, versions stay, nobody acts twice, and of two at once one is told."""

import pytest

from tests import sample
from tests.cases.conftest import make_desk
from zhijiao.audit.models import Entry
from zhijiao.cases import moving
from zhijiao.cases.models import Case, CaseStep, CaseVersion, Publication
from zhijiao.cases.moving import MoveRefused, MoveStale, Wish
from zhijiao.cases.states import State
from zhijiao.filing.records import access, writer
from zhijiao.filing.records.validation import validate


def test_a_case_goes_from_the_clerk_to_the_ministry_and_every_step_is_signed(desk):
    record = desk.write()
    case = desk.go(record, "hand_in", "pass", "submit", "county", "city", "province", "nominate", "ministry")
    assert (case.state, case.holder, case.selector) == (
        State.NATIONAL,
        desk.tree.ministry,
        desk.tree.ministry,
    )
    steps = list(CaseStep.objects.filter(case=case).order_by("id"))
    assert [(step.side, step.org_id, step.label) for step in steps] == [
        ("业务员", desk.tree.school.pk, "送业务主管审核"),
        ("业务主管", desk.tree.school.pk, "审核通过"),
        ("校长", desk.tree.school.pk, "提交上级"),
        ("主管部门", desk.tree.county.pk, "报送上一级"),
        ("主管部门", desk.tree.city.pk, "报送上一级"),
        ("主管部门", desk.tree.province.pk, "选为省级典型案例"),
        ("主管部门", desk.tree.province.pk, "推荐为国家级"),
        ("主管部门", desk.tree.ministry.pk, "选为国家级典型案例"),
    ]
    assert all(step.user_name and step.roles and step.at and step.digest for step in steps)
    (version,) = CaseVersion.objects.filter(case=case)
    assert {step.digest for step in steps} == {version.digest}
    assert Entry.objects.filter(event="case").count() == len(steps)
    assert sample.stored(desk.tree.school, desk.form).get().status == State.NATIONAL
    assert list(Publication.objects.filter(ended_at=None).values_list("level", flat=True)) == ["1"]
    assert Publication.objects.count() == 2, "the provincial one gave way"


@pytest.mark.parametrize("way", [("hand_in",), ("hand_in", "pass"), ("hand_in", "pass", "submit")])
def test_what_is_on_its_way_cannot_be_changed_or_deleted(desk, way):
    record = desk.write()
    desk.go(record, *way)
    clerk, school = desk.actor("clerk"), desk.tree.school
    frame = validate(desk.form, school, {"results": ["改过的成效"]}, ids=[record])
    assert [problem.code for problem in frame.problems] == ["state"]
    assert "撤回" in frame.problems[0].remedy
    same = validate(
        desk.form, school, {"keywords": [sample.stored(school, desk.form).get().keywords]}, ids=[record]
    )
    assert same.clean, "an unchanged row of an upload is no mistake"
    with pytest.raises(access.Denied):
        writer.delete(clerk, school, desk.form, [record])
    assert sample.stored(school, desk.form).count() == 1


def test_nobody_can_type_a_state(desk):
    record = desk.write(status="09")
    assert sample.stored(desk.tree.school, desk.form).get().status == State.DRAFT
    frame = validate(desk.form, desk.tree.school, {"status": ["国家级典型案例"]}, ids=[record])
    assert frame.clean
    assert frame.status == ["same"]


def test_a_returned_case_is_mended_and_sent_again_as_a_second_version(desk):
    record = desk.write()
    desk.go(record, "hand_in", "pass", "submit")
    desk.act(record, "county", "return-authority", "请补充数据")
    school = desk.tree.school
    frame = validate(desk.form, school, {"results": ["迟到由 120 人次降到 48 人次"]}, ids=[record])
    writer.write(desk.actor("clerk"), school, frame)
    case = desk.go(record, "hand_in", "pass", "submit")
    assert case.latest == 2
    assert [v.number for v in CaseVersion.objects.filter(case=case).order_by("number")] == [1, 2]
    assert CaseStep.objects.get(case=case, act="return").reason == "请补充数据"


def test_what_sends_back_without_a_reason_changes_nothing(desk):
    record = desk.write()
    desk.go(record, "hand_in")
    with pytest.raises(MoveRefused, match="理由"):
        desk.act(record, "supervisor", "send_back-auditor", "  ")
    with pytest.raises(MoveRefused, match="500"):
        desk.act(record, "supervisor", "send_back-auditor", "长" * 501)
    assert Case.objects.get().state == State.AUDIT
    assert CaseStep.objects.count() == 1


def test_nobody_handles_his_own_work_or_two_stages(desk):
    desk.people["clerk"].roles.add(
        *desk.people["supervisor"].roles.all(), *desk.people["principal"].roles.all()
    )
    record = desk.write()
    desk.go(record, "hand_in")
    with pytest.raises(MoveRefused, match="自己写的案例"):
        desk.act(record, "clerk", "pass-auditor")
    desk.people["supervisor"].roles.add(*desk.people["principal"].roles.all())
    desk.go(record, "pass")
    with pytest.raises(MoveRefused, match="业务主管"):
        desk.act(record, "supervisor", "submit-head")
    assert Case.objects.get().state == State.HEAD


def test_a_person_who_came_to_another_authority_does_not_act_again(desk):
    record = desk.write()
    desk.go(record, "hand_in", "pass", "submit", "county")
    moved = desk.people["county"]
    moved.org = desk.tree.city
    moved.save()
    moved.roles.set(desk.people["city"].roles.all())
    with pytest.raises(MoveRefused, match="主管部门"):
        desk.act(record, "county", "pass_up-authority")


def test_an_incomplete_case_is_not_handed_in(desk):
    record = desk.write()
    sample.stored(desk.tree.school, desk.form).filter(pk=record).update(results=None, gaps=1)
    with pytest.raises(MoveRefused, match="1 个必填项目"):
        desk.go(record, "hand_in")
    assert not Case.objects.exists()


def test_nor_one_that_somebody_empties_while_it_is_handed_in(desk):
    record = desk.write()
    seen, stored = desk.subject(record), sample.stored(desk.tree.school, desk.form).filter(pk=record)
    stored.update(results=None, gaps=1)
    with pytest.raises(MoveRefused, match="1 个必填项目"):
        moving.make(desk.actor("clerk"), seen, Wish("hand_in-writer", 0))
    assert not Case.objects.exists()
    stored.update(results="<p>写好</p>", gaps=0, title="另一个标题")
    case = moving.make(desk.actor("clerk"), seen, Wish("hand_in-writer", 0))
    assert Case.objects.get().title == case.title == "另一个标题"


def test_of_two_who_act_on_what_they_both_saw_one_is_told(desk):
    record = desk.write()
    desk.go(record, "hand_in")
    about = desk.subject(record)
    moving.make(desk.actor("supervisor"), about, Wish("pass-auditor", about.case.version))
    with pytest.raises(MoveStale):
        moving.make(desk.actor("clerk"), about, Wish("withdraw-writer", about.case.version))
    again = desk.subject(record)
    with pytest.raises(MoveStale):
        moving.make(
            desk.actor("supervisor"), again, Wish("send_back-auditor", again.case.version - 1, "理由")
        )
    assert Case.objects.get().state == State.HEAD
    assert CaseStep.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "words"), [({"may_publish": "否"}, "同意公开"), ({"has_personal_data": "是"}, "个人信息")]
)
def test_what_the_school_does_not_want_published_is_not_selected(desk, said, words):
    record = desk.write(**said)
    desk.go(record, "hand_in", "pass", "submit", "county", "city")
    with pytest.raises(MoveRefused, match=words):
        desk.go(record, "province")
    assert not Publication.objects.exists()
    desk.act(record, "province", "return-authority", "请处理后再报")


def test_a_selection_is_revoked_by_whoever_made_it_with_a_reason(desk):
    record = desk.write()
    desk.go(record, "hand_in", "pass", "submit", "county", "city", "province")
    with pytest.raises(MoveStale):
        desk.act(record, "ministry", "revoke-authority")
    with pytest.raises(MoveStale):
        desk.act(record, "principal", "withdraw-head")
    desk.go(record, "nominate")
    case = desk.act(record, "province", "revoke-authority", "内容失实")
    assert case.state == State.REVOKED
    assert not Publication.objects.filter(ended_at=None).exists()
    with pytest.raises(MoveStale):
        desk.act(record, "ministry", "select-authority")


def test_levels_may_be_skipped(db):
    """A school run by the province hands up to the province."""
    desk = make_desk("province")
    record = desk.write()
    case = desk.go(record, "hand_in", "pass", "submit")
    assert case.holder == desk.tree.province
    assert desk.go(record, "province").state == State.PROVINCIAL


def test_numbers_of_cases_go_on_by_school_form_and_year(desk):
    first = desk.go(desk.write(), "hand_in")
    second = desk.go(desk.write(), "hand_in")
    code = desk.tree.school.code
    assert [first.number, second.number] == [f"{code}-2020-DY001", f"{code}-2020-DY002"]


def test_numbers_go_on_after_the_thousandth(desk):
    first = desk.go(desk.write(), "hand_in")
    Case.objects.update(number=first.number[:-3] + "999")
    numbers = [desk.go(desk.write(), "hand_in").number for _ in range(2)]
    assert numbers == [first.number[:-3] + "1000", first.number[:-3] + "1001"]
