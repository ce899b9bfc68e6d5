"""What the day's number of reveals is used up by, and which reasons are taken; asked directly."""

from datetime import date

import pytest

from tests import sample
from zhijiao.audit.models import Entry
from zhijiao.looks.models import Look
from zhijiao.private import reveal
from zhijiao.private.models import RevealTally

TODAY = date(2020, 9, 20)


@pytest.fixture(autouse=True)
def day(monkeypatch, settings):
    """The day it is, which a test may set back or forward; three reveals are left."""
    days = [TODAY]
    monkeypatch.setattr(reveal.timezone, "localdate", lambda: days[-1])
    settings.REVEALS_PER_DAY = 3
    return days


@pytest.fixture
def viewer(school):
    return sample.actor(school, "school_clerk", "privacy_viewer")


def used(actor):
    return dict(RevealTally.objects.filter(user_id=actor.user_id).values_list("day", "count"))


# Reasons --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "note", "kept"),
    [
        ("check", "", "核对登记信息"),
        ("check", "  与户口簿 \n 核对 ", "核对登记信息：与户口簿 核对"),
        ("contact", "", "联系本人或监护人"),
        ("certificate", "", "办理学籍、证书或保险"),
        ("inspection", "", "配合上级检查或核查"),
        ("discipline", "", "纪检工作"),
        ("other", "家访", "其他：家访"),
        ("pay", "长" * 60, "办理资助、补助或薪酬发放：" + "长" * 60),
        ("pay", "第12345号", "办理资助、补助或薪酬发放：第12345号"),
    ],
)
def test_a_reason_is_kept_in_words_with_the_note_tidied(key, note, kept):
    assert reveal.checked_reason(key, note) == kept


@pytest.mark.parametrize(
    ("key", "note", "said"),
    [
        ("", "家访", "请选择查看原因。"),
        ("other", " 家 ", "选“其他”时，请写明查看原因。"),
        ("pay", "长" * 61, "说明最多 60 个字，请缩短。"),
        ("pay", "第123456号", "说明会记入审计日志，请不要写证件号码、电话等号码。"),
    ],
)
def test_a_reason_that_says_too_little_or_too_much_is_refused(key, note, said):
    with pytest.raises(ValueError, match=f"^{said}$"):
        reveal.checked_reason(key, note)


@pytest.mark.parametrize("year", [2019, 2020, 2021])
def test_one_date_of_about_this_year_is_no_number_however_it_is_written(year):
    for note in (f"于{year}年12月31日12345", f"于{year}年12月12345", f"于{year}年1月1日12345"):
        assert note in reveal.checked_reason("check", note)


@pytest.mark.parametrize(
    "note", ["2018年12月", "2022年12月", "2020年9月1日和2020年12月", "2020年9月1日123456"]
)
def test_a_birthday_a_second_date_and_what_stands_beside_a_date_are_numbers(note):
    with pytest.raises(ValueError, match="请不要写证件号码"):
        reveal.checked_reason("check", note)


# The day's number -----------------------------------------------------------------------------------------------------


def look(actor, record=7):
    return reveal.count_and_log(
        actor, actor.org_id, "教师 · 身份证件号", "teacher", record, {"reason": "其他"}
    )


def test_each_look_is_counted_and_told_and_the_last_of_the_day_leaves_none(viewer, day):
    assert [look(viewer, record) for record in (7, 8, 9)] == [2, 1, 0]
    with pytest.raises(reveal.QuotaReached, match="已查看 3 次.*明天零点起恢复.*由本单位系统管理员联系"):
        look(viewer)
    assert used(viewer) == {TODAY: 3}
    looks = list(Look.objects.order_by("pk"))
    assert [(one.kind, one.form, one.rows, one.first, one.last) for one in looks] == [
        ("reveal", "teacher", 1, record, record) for record in (7, 8, 9)
    ]
    entry = Entry.objects.filter(event="reveal").first()
    assert (entry.org_id, entry.subject) == (viewer.org_id, "教师 · 身份证件号")
    assert entry.detail == {"form": "teacher", "reason": "其他"}
    other = sample.actor(looks[0].org, "school_clerk", "privacy_viewer")
    assert look(other) == 2
    day.append(date(2020, 9, 21))
    assert look(viewer) == 2
    assert (used(viewer), used(other)) == ({TODAY: 3, day[-1]: 1}, {TODAY: 1})


def test_the_refusal_names_who_can_help(viewer, school, settings):
    settings.REVEALS_PER_DAY = 0
    boss = sample.user(school, "school_admin", issued_by=sample.province())
    with pytest.raises(
        reveal.QuotaReached, match=f"请由{school.name}系统管理员 {boss.real_name}联系系统运维单位"
    ):
        look(viewer)


def test_answers_count_as_reveals_and_the_question_alone_does_not(viewer, school):
    other = sample.actor(school, "school_clerk")
    assert reveal.count_answers(viewer, 0) is True
    assert used(viewer) == {}
    assert [reveal.count_answers(viewer, number) for number in (1, 0, 2)] == [True] * 3
    assert used(viewer) == {TODAY: 3}
    assert reveal.count_answers(viewer, 0) is False
    assert reveal.count_answers(viewer, 1) is False
    with pytest.raises(reveal.QuotaReached):
        look(viewer)
    assert (used(viewer), used(other)) == ({TODAY: 3}, {})
    assert reveal.count_answers(other, 0) is True
    assert reveal.count_answers(other, 3) is True


def test_of_more_answers_than_are_left_none_is_given_and_the_day_is_used_up(viewer, school, day):
    other = sample.actor(school, "school_clerk")
    assert (reveal.count_answers(other, 1), reveal.count_answers(viewer, 1)) == (True, True)
    assert reveal.count_answers(viewer, 3) is False
    assert (used(viewer), used(other)) == ({TODAY: 3}, {TODAY: 1})
    assert reveal.count_answers(viewer, 0) is False
    day.append(date(2020, 9, 21))
    assert reveal.count_answers(viewer, 0) is True
    assert reveal.count_answers(viewer, 4) is False
    assert used(viewer) == {TODAY: 3, day[-1]: 3}
