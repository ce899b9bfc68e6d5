"""What the job does between signature and submission, and who hears of which step."""

import pytest

from tests.background_work import work
from zhijiao.filing.models import FilingCount
from zhijiao.filing.records import period_locks
from zhijiao.jobs.models import Job
from zhijiao.notices.models import InboxItem
from zhijiao.quality.models import RuleCount
from zhijiao.signoff import freezing
from zhijiao.signoff.background_jobs import freeze, take_up
from zhijiao.signoff.standing import Impossible
from zhijiao.snapshots.models import Snapshot


def told(act, name):
    """Titles in somebody's inbox, the latest first."""
    items = InboxItem.objects.filter(user=act.scene[name]).order_by("-pk")
    return list(items.values_list("message__title", flat=True))


def test_what_comes_up_after_the_signature_stops_it(act, scene, filing, monkeypatch):
    def find_something(school, filing):
        RuleCount.objects.create(
            school=school, round=filing.key, rule="r", level="logic", form="income", waiting=1
        )

    monkeypatch.setattr(freezing.school_checks, "check_school", find_something)
    now = act.submit()
    assert (now.state, now.revision, now.first_signed_at) == ("open", 1, None)
    assert now.message == "逻辑校验有 1 条必须改正。"
    assert not Snapshot.objects.exists()
    assert period_locks.locks_of(scene.school) == []
    assert told(act, "principal") == ["首轮（2020学年）没有上报成功，请处理后重新签字"]
    assert told(act, "county") == []


def test_a_fault_of_ours_gives_the_signature_back_and_says_so(act, monkeypatch):
    def fail(*args):
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(freezing, "take", fail)
        now = act.submit()
    assert (now.state, now.message) == ("open", freezing.BROKEN)
    assert act.submit().state == "submitted"
    assert Snapshot.objects.count() == 1


def test_a_job_that_runs_twice_or_too_late_does_nothing(act):
    now = act.submit()
    before = now.version
    freezing.freeze(now.pk, 1)
    act.withdraw()
    freezing.freeze(now.pk, 1)
    assert (act.now.state, act.now.version, Snapshot.objects.count()) == ("withdrawn", before + 1, 1)


def test_a_signature_whose_job_was_lost_is_taken_up(act):
    act.sign()
    Job.objects.all().delete()
    take_up.call()
    take_up.call()
    assert Job.objects.filter(path=freeze.module_path).count() == 1
    assert work(freeze) == 1
    assert act.now.state == "submitted"


def test_each_step_is_told_to_those_it_concerns(act, scene):
    act.submit()
    assert told(act, "county") == ["云河县职业学校上报首轮（2020学年），等待审核"]
    assert told(act, "city") == told(act, "other_county") == told(act, "leader") == []
    act.accept("county")
    assert told(act, "city") == ["云河县职业学校上报首轮（2020学年），等待审核"]
    act.give_back("city", forms={"income": "请核对学费"})
    expected = "云州市教育局退回首轮（2020学年）：经费收入"
    assert [told(act, name)[0] for name in ("principal", "clerk")] == [expected] * 2
    assert told(act, "supervisor") == told(act, "sister_clerk") == []
    FilingCount.objects.filter(school=scene.school, form="income").update(updated_at=act.now.changed_at)
    act.submit()
    act.withdraw(reason="发现漏填一项")
    assert told(act, "county")[0] == "云河县职业学校撤回了首轮（2020学年）的上报"


def test_a_reason_with_a_number_of_a_person_is_not_taken(act):
    act.submit()
    with pytest.raises(Impossible, match="不要写身份证号"):
        act.give_back(reason="请核对学生45010320050612417X的信息")
    with pytest.raises(Impossible, match="不要写身份证号"):
        act.give_back(forms={"income": "请联系13978546317"})
