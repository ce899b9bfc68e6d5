"""Rounds that people make: copied, changed, opened, closed; what schools see of them and when."""

import contextlib
import random
from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone

from zhijiao.catalogue import kept_rounds, matrix
from zhijiao.catalogue.code_entries import CatalogueError
from zhijiao.catalogue.models import MadeRound
from zhijiao.catalogue.obligations import LEVEL_OF_WORDS
from zhijiao.catalogue.round_facts import CLOSED, SCHOOL_TYPES
from zhijiao.catalogue.round_files import problems, round_text
from zhijiao.identity.gate import Denied
from zhijiao.kit.moments import Moment
from zhijiao.rounds import round_changes, round_checks, round_states
from zhijiao.rounds.round_checks import RoundRefused
from zhijiao.rounds.round_rights import may_make

pytestmark = pytest.mark.django_db
WORDS = list(LEVEL_OF_WORDS)
SLUGS = [place.slug for place in matrix.places()]


def fresh():
    """The rounds as the next request sees them."""
    kept_rounds.look()
    return matrix.current_round()


def test_a_draft_is_a_copy_with_its_days_moved_on_and_schools_do_not_see_it(draft, first):
    made = kept_rounds.round_of(draft)
    assert (made.key, made.title, made.academic_year) == ("2021", "2021学年填报", 2021)
    assert (made.academic_from, made.academic_to) == (date(2021, 9, 1), date(2022, 8, 31))
    assert (made.opens, made.closes) == (date(2023, 3, 1), date(2023, 3, 31))
    assert made.required == first.required
    assert made.places == first.places
    assert list(problems(made)) == []
    assert fresh() == first
    assert matrix.round_keys() == ("2020",)
    assert matrix.round_of_year(2021) is None
    with pytest.raises(CatalogueError, match="管理端"):
        matrix.filing_round("2021")


def test_a_round_is_made_at_most_a_year_ahead(ministry, first, monkeypatch):
    """Opened by mistake, a far year would stay the current one: what was opened is never deleted."""
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 9, 1))
    with pytest.raises(RoundRefused, match="2000 与 2027"):
        round_changes.copy(ministry, first, 2028)
    assert round_changes.copy(ministry, first, 2027).academic_year == 2027


def test_opened_it_is_the_current_round_and_the_first_stays(opened, first):
    assert fresh().key == "2021"
    assert matrix.round_keys() == ("2020", "2021")
    assert matrix.round_of_year(2021).title == "2021学年填报"
    assert matrix.round_of_year(2020).places == first.places
    today = date(2023, 3, 10)
    assert matrix.current_round().day_of(Moment.FILING, today) == today
    assert matrix.round_of_year(2020).day_of(Moment.FILING, today) == first.closes


def test_closed_it_stays_current_and_keeps_the_figures_of_the_day(ministry, opened):
    closed = round_states.close_round(ministry, opened.key, opened.version)
    filing = fresh()
    assert (filing.key, filing.state, filing.is_open) == ("2021", CLOSED, False)
    long_after = date(2040, 1, 1)
    assert filing.day_of(Moment.FILING, long_after) == min(closed.closed_on, filing.closes)
    again = round_states.reopen_round(ministry, closed.key, closed.version)
    assert again.closed_on is None
    assert fresh().day_of(Moment.FILING, long_after) == long_after


def test_the_shipped_round_can_be_closed_and_keeps_its_matrix(ministry, first):
    round_states.close_round(ministry, "2020", 0)
    filing = fresh()
    assert not filing.is_open
    assert (filing.places, filing.required, filing.title) == (first.places, first.required, first.title)
    assert first.is_open, "what a request in progress holds does not change under it"
    with pytest.raises(RoundRefused, match="复制为新轮次"):
        round_changes.edit_matrix(ministry, "2020", 1, {})


def test_states_go_one_way_and_say_why_not(ministry, draft):
    for wrong, said in (
        (round_states.close_round, "草稿，不用关闭"),
        (round_states.reopen_round, "草稿，不用重新"),
    ):
        with pytest.raises(RoundRefused, match=said):
            wrong(ministry, draft.key, draft.version)
    row = round_states.open_round(ministry, draft.key, draft.version)
    with pytest.raises(RoundRefused, match="进行中，不能再次开启"):
        round_states.open_round(ministry, row.key, row.version)
    with pytest.raises(RoundRefused, match="不能删除"):
        round_changes.delete_draft(ministry, row.key, row.version)
    with pytest.raises(RoundRefused, match="已有填报轮次"):
        round_changes.copy(ministry, fresh(), 2021)


def test_who_is_slower_is_told_and_changes_nothing(ministry, draft):
    round_changes.edit_head(ministry, draft.key, draft.version, {"title": "第二轮"})
    with pytest.raises(round_changes.Overtaken, match="没有保存"):
        round_changes.edit_head(ministry, draft.key, draft.version, {"title": "第三轮"})
    assert MadeRound.objects.get().title == "第二轮"


def test_numbers_are_computed_when_the_matrix_changes(ministry, draft, first):
    cells = {"campus": {"other": ("可不填", "")}, "off_campus_site": {"other": ("必填", "只填中专部")}}
    row = round_changes.edit_matrix(ministry, draft.key, draft.version, cells)
    made = kept_rounds.round_of(row)
    at = {place.slug: place.obligations for place in made.places}
    assert [
        at[slug]["other"].number for slug in ("school_profile", "campus", "department", "off_campus_site")
    ] == [*(1, None, 2, 3)]
    assert at["off_campus_site"]["other"].note == "只填中专部"
    assert made.required == first.required
    assert list(problems(made)) == []
    with pytest.raises(RoundRefused, match="不是约定的填报要求"):
        round_changes.edit_matrix(ministry, row.key, row.version, {"campus": {"other": ("随便", "")}})


def test_a_file_goes_out_and_comes_back_the_same(ministry, draft):
    text = round_text(kept_rounds.round_of(draft))
    assert round_checks.read(text, "2021") == replace(kept_rounds.round_of(draft), state="open")
    row = round_changes.take_file(ministry, draft.key, draft.version, round_checks.read(text, "2021"))
    assert round_text(kept_rounds.round_of(row)) == text
    with pytest.raises(RoundRefused, match="轮次“2021”"):
        round_checks.read(text, "2022")


def test_everything_wrong_with_a_file_is_told_at_once(draft):
    text = round_text(kept_rounds.round_of(draft))
    lines = text.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("2,general"))
    lines[at] = lines[at].replace("必填,2", "必添,二", 1)
    lines[at + 1] = lines[at + 1].replace("department", "=department", 1)
    lines[at + 2] += ",多余"
    with pytest.raises(RoundRefused) as refused:
        round_checks.read("\n".join(lines), "2021")
    said = "\n".join(refused.value.reasons)
    assert len(refused.value.reasons) == 4
    assert f"第 {at + 1} 行 continuing 列：“必添”不是约定的填报要求，请改为：必填、" in said
    assert f"第 {at + 1} 行 continuing_no 列：“二”不是整数" in said
    assert f"第 {at + 2} 行 slug 列：“=department”不能以 = 开头" in said
    assert f"第 {at + 3} 行：应有 19 列，实有 20 列" in said


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"closes": date(2023, 2, 1)}, "起止日期颠倒"),
        ({"academic_from": date(2022, 9, 1)}, "不在 2021 年"),
        ({"calendar_from": date(2020, 1, 1)}, "跨年"),
        ({"title": "=1+1"}, "不能以 = 开头"),
        ({"deadlines": {"school": date(2023, 3, 20), "county": date(2023, 3, 10)}}, "逐级不早于"),
    ],
)
def test_days_and_texts_are_checked(ministry, draft, facts, said):
    with pytest.raises(RoundRefused, match=said):
        round_changes.edit_head(ministry, draft.key, draft.version, facts)
    draft.refresh_from_db()
    assert draft.version == 1


def test_a_form_the_program_does_not_have_is_refused(draft):
    text = round_text(kept_rounds.round_of(draft))
    with pytest.raises(RoundRefused, match="系统没有标识为 campus_x"):
        round_checks.read(text.replace(",campus,campus,", ",campus_x,campus,"), "2021")
    with pytest.raises(RoundRefused, match="模块应为 general"):
        round_checks.read(text.replace("综合信息/学校信息/校区信息", "杂项/学校信息/校区信息"), "2021")


def test_a_province_makes_rounds_only_where_it_is_alone(tree, province, first):
    assert not may_make(province)
    with pytest.raises(Denied, match="不能改动全国"):
        round_changes.copy(province, first, 2021)
    assert not MadeRound.objects.exists()
    tree.foreign.delete()
    tree.elsewhere.delete()
    assert may_make(province)
    assert round_changes.copy(province, first, 2021).made_by_id == tree.province.pk


def test_a_change_rolled_back_leaves_nothing_kept(ministry, draft):
    def half():
        with transaction.atomic():
            round_states.open_round(ministry, draft.key, draft.version)
            assert fresh().key == "2021"
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert fresh().key == "2020"


@pytest.mark.parametrize("sign", ["\n", "\r", "\x0b", "\x1c", "\x85", "\u2028", "\0", "\u3000", "\t"])
def test_no_sign_breaks_the_lines_of_a_matrix(ministry, draft, sign):
    cells = {"campus": {"other": ("必填", f"只填{sign}中专部")}}
    with pytest.raises(RoundRefused, match="看不见的字符"):
        round_changes.edit_matrix(ministry, draft.key, draft.version, cells)
    for name in ("title", "source", "note"):
        with pytest.raises(RoundRefused, match="看不见的字符"):
            round_changes.edit_head(ministry, draft.key, draft.version, {name: f"第{sign}轮"})
    text = round_text(kept_rounds.round_of(draft)).replace("中职相关", f'"中职{sign}相关"')
    with pytest.raises(RoundRefused):
        round_checks.read(text, "2021")


def test_commas_and_quotes_go_round(ministry, draft):
    note = '只填"中专部", 含技工班'
    row = round_changes.edit_matrix(ministry, draft.key, draft.version, {"campus": {"other": ("必填", note)}})
    at = {place.slug: place.obligations for place in kept_rounds.round_of(row).places}
    assert at["campus"]["other"].note == note
    again = round_checks.read(round_text(kept_rounds.round_of(row)).replace("\n", "\r\n"), "2021")
    assert again.places == kept_rounds.round_of(row).places


def test_whatever_is_done_schools_see_sound_rounds_in_order(ministry):
    """Steps at random: nobody but the makers learns of drafts, and the latest round that was opened is the current."""
    chance, opened = random.Random(2021), {"2020"}
    acts = {
        "open": round_states.open_round,
        "close": round_states.close_round,
        "reopen": round_states.reopen_round,
        "delete": round_changes.delete_draft,
        "title": lambda *which: round_changes.edit_head(*which, {"title": f"第{chance.randrange(9)}轮"}),
        "cells": lambda *which: round_changes.edit_matrix(
            *which, {chance.choice(SLUGS): {chance.choice(SCHOOL_TYPES): (chance.choice(WORDS), "")}}
        ),
    }
    for _ in range(220):
        key, act = str(chance.randrange(2020, 2024)), chance.choice(["copy", *acts])
        row = MadeRound.objects.filter(key=key).first()
        with contextlib.suppress(RoundRefused):
            if act == "copy":
                round_changes.copy(ministry, matrix.current_round(), int(key))
            else:
                acts[act](ministry, key, row.version if row else 0)
                opened |= {key} if act == "open" else set()
        kept_rounds.look()
        assert set(matrix.round_keys()) == opened
        assert matrix.current_round().key == max(opened)
        for filing in map(matrix.filing_round, matrix.round_keys()):
            assert list(problems(filing)) == []
            kept = MadeRound.objects.filter(key=filing.key).first()
            assert filing.is_open == (kept is None or kept.state == "open")
    assert len(opened) > 2
