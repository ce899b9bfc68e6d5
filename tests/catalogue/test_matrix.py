"""The requirement matrix of the first round."""

from dataclasses import replace
from datetime import date

import pytest

from zhijiao.catalogue.code_entries import CatalogueError
from zhijiao.catalogue.matrix import (
    SCHOOL_TYPES,
    ObligationLevel,
    filing_round,
    module_titles,
    places,
    problems,
)

FIRST = filing_round("2020")


@pytest.mark.parametrize(
    ("school_type", "wanted"), [("continuing", 47), ("resumed", 26), ("attached", 33), ("other", 21)]
)
def test_numbering_closes(school_type, wanted):
    numbers = [p.obligations[school_type].number for p in places() if p.obligations[school_type].number]
    assert numbers == list(range(1, wanted + 1))
    assert sum(p.obligations[school_type].level is ObligationLevel.MUST for p in places()) == wanted


def test_118_places_in_ten_modules():
    assert [place.order for place in places()] == list(range(1, 119))
    assert len({place.slug for place in places()}) == 118
    assert list(module_titles()) == [
        *("general", "safety", "party", "moral", "industry"),
        *("teaching", "internship", "employment", "training", "publicity"),
    ]


def test_first_round_is_sound():
    assert list(problems(FIRST)) == []
    assert (FIRST.title, FIRST.academic_year) == ("首轮", 2020)
    assert (FIRST.academic_from, FIRST.academic_to) == (date(2020, 9, 1), date(2021, 8, 31))
    assert (FIRST.calendar_from, FIRST.calendar_to) == (date(2020, 1, 1), date(2020, 12, 31))
    assert FIRST.closes == date(2022, 3, 31)


def test_two_forms_stand_in_two_places():
    by_form = {}
    for place in places():
        by_form.setdefault(place.form, []).append((place.slug, place.obligations["continuing"].number))
    assert by_form["training_base"] == [("training_base", 15), ("major_training_base", 30)]
    assert by_form["digital_resource"] == [("digital_resource", 16), ("major_digital_resource", 31)]
    assert len(by_form) == 116


def test_wordings_and_qualifiers():
    at = {place.slug: place for place in places()}
    assert at["apprenticeship_teaching"].obligations["attached"].level is ObligationLevel.IF_PILOT
    assert at["civility_contest"].obligations["continuing"].words == "有则必填，不填视作无"
    assert at["civility_contest"].obligations["continuing"].level is ObligationLevel.NONE_IF_EMPTY
    assert at["training_base"].obligations["attached"].note == "只填中专部使用部分"
    assert at["student_aid"].obligations["continuing"].level is ObligationLevel.NOT_THIS_TIME
    assert at["head_teacher"].obligations["resumed"].level is ObligationLevel.AUTO
    assert at["major_training_base"].path == ("教学管理", "专业建设", "专业基本条件", "校内实训基地")
    assert at["timetable"].daily_from == date(2022, 4, 1)


def test_import_order():
    ordered = sorted((p.import_order, p.slug) for p in places() if p.import_order)
    assert [number for number, _ in ordered] == list(range(1, 16))
    assert [slug for _, slug in ordered][:4] == ["teacher", "teacher_employment", "school_class", "student"]


def test_a_gap_or_a_stray_number_is_found():
    shorter = replace(FIRST, places=FIRST.places[1:])
    found = list(problems(shorter))
    assert any("序号不连续" in problem for problem in found)
    assert sum("必填编号应为" in problem for problem in found) == len(SCHOOL_TYPES)
    first = FIRST.places[0]
    cell = replace(first.obligations["other"], level=ObligationLevel.OPTIONAL)
    wrong = replace(first, obligations={**first.obligations, "other": cell})
    assert any("与编号不符" in p for p in problems(replace(FIRST, places=(wrong, *FIRST.places[1:]))))


def test_unknown_round():
    with pytest.raises(CatalogueError, match="2020"):
        places("1999")
