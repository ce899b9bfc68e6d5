"""Citizen ID numbers and student numbers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from zhijiao.kit.identity import (
    IdNumber,
    check_character,
    check_id_number,
    check_id_numbers,
    check_student_number,
    make_id_number,
    parse_id_number,
    upgrade_id_number,
)

GOOD = "11010519491231002X"
NUMBERS = st.builds(
    make_id_number,
    st.sampled_from(["110105", "440524", "659004", "810000"]),
    st.dates(min_value=date(1900, 1, 1), max_value=date(2025, 12, 31)),
    st.integers(min_value=0, max_value=999),
)


def test_the_examples_of_the_standard():
    assert check_id_number(GOOD) is None
    assert parse_id_number(GOOD) == IdNumber("110105", date(1949, 12, 31), "2")
    assert parse_id_number(make_id_number("440524", date(1980, 1, 1), 1)).sex == "1"
    assert check_id_number("110105194912310021")


@given(st.from_regex(r"[0-9]{17}", fullmatch=True))
def test_the_check_character_is_that_of_the_standard(first):
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(weight * int(digit) for weight, digit in zip(weights, first, strict=True))
    assert check_character(first) == "10X98765432"[total % 11]


@pytest.mark.parametrize("region", ["810000", "820000", "830000", "659004"])
def test_residence_permits_and_young_cities_are_taken(region):
    """The library refuses them all: 83 it does not know, the others are younger than this owner."""
    number = make_id_number(region, date(1990, 1, 1), 1)
    assert check_id_number(number) is None
    assert not ric.is_valid(number)


def test_a_region_may_be_younger_or_older_than_its_people():
    """Numbers are given out at registration, sometimes long after birth; the library wants both of one time."""
    number = make_id_number("110103", date(2015, 1, 1), 1)
    assert check_id_number(number) is None
    assert not ric.is_valid(number)


def test_birth_dates_have_an_earliest_and_a_latest():
    """The library knows neither."""
    for born in (date(1850, 1, 1), date.today() + timedelta(days=1)):
        number = make_id_number("110105", born, 1)
        assert "出生日期" in check_id_number(number)
        assert ric.is_valid(number)


def test_permanent_residents_from_abroad_have_another_document():
    """Their numbers begin with 9 and are no citizens' numbers."""
    assert "行政区划" in check_id_number(make_id_number("911101", date(1990, 1, 1), 1))


def test_small_x_full_width_and_blanks_are_read():
    assert check_id_number("11010519491231002x") is None
    assert check_id_number(" １１０１０５ 19491231 002Ｘ ") is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("110105194912310021", "校验位"),
        ("110105491231002", "15 位"),
        ("11010519491231002", "17 位"),
        ("990105194912310021", "行政区划"),
        ("11010519491331002X", "出生日期"),
        ("11010529991231002X", "出生日期"),
        ("1.10105E+17", "科学计数法"),
        ("X1010519491231002X", "末位"),
        ("", "18 位"),
        ("一二三", "18 位"),
    ],
)
def test_reasons_name_the_fault_but_never_the_number(text, reason):
    found = check_id_number(text)
    assert reason in found
    assert not text or text not in found


def test_old_numbers_grow():
    assert upgrade_id_number("110105491231002") == GOOD
    assert parse_id_number("110105491231002").birth == date(1949, 12, 31)
    with pytest.raises(ValueError, match="15 位"):
        upgrade_id_number(GOOD)


@given(NUMBERS)
def test_made_numbers_are_good_and_say_what_they_were_made_of(number):
    assert check_id_number(number) is None
    parsed = parse_id_number(number)
    assert make_id_number(parsed.region, parsed.birth, int(number[14:17])) == number
    assert parsed.sex == ("1" if int(number[16]) % 2 else "2")


@given(NUMBERS, st.integers(min_value=0, max_value=16), st.integers(min_value=1, max_value=9))
def test_any_single_wrong_digit_is_found(number, place, by):
    wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    assert check_id_number(wrong)


@given(NUMBERS, st.integers(min_value=0, max_value=15))
def test_any_two_swapped_neighbours_are_found(number, place):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert (swapped == number) or check_id_number(swapped)


@given(st.text(max_size=20))
def test_no_text_breaks_the_check(text):
    reason = check_id_number(text)
    assert reason is None or (len(text) < 4 or text not in reason)


def test_columns_skip_empty_cells():
    assert check_id_numbers([GOOD, None, "", "1"]) == {3: "证件号码应为 18 位，现为 1 位，请核对"}


@pytest.mark.parametrize("region", ["11010", "1101055", "11010X", "１１０１０５"])
def test_numbers_are_made_of_digits_alone(region):
    with pytest.raises(ValueError, match="6 digits"):
        make_id_number(region, date(1990, 1, 1), 1)


def test_nobody_is_born_tomorrow():
    tomorrow = date.today() + timedelta(days=1)
    assert "出生日期" in check_id_number(make_id_number("110105", tomorrow, 1))


def test_student_numbers_agree_with_id_numbers():
    assert check_student_number("G" + GOOD) is None
    assert check_student_number("g" + GOOD, GOOD) is None
    assert "不一致" in check_student_number("G" + GOOD, make_id_number("110105", date(2004, 1, 1), 1))
    assert "身份证" in check_student_number("G110105194912310021")
    assert check_student_number("L110105194912310021") is None
    assert check_student_number("2020001")
