"""Credit codes, organisation codes and school codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from zhijiao.kit.credit import (
    CREDIT_ALPHABET,
    check_credit_code,
    check_org_code,
    credit_check_character,
    make_credit_code,
    org_check_character,
)
from zhijiao.kit.school_code import check_school_code, make_school_code, province_digits

BODIES = st.text(alphabet=CREDIT_ALPHABET, min_size=8, max_size=8)
CODES = st.builds(make_credit_code, st.sampled_from(["12", "52", "91"]), st.just("320100"), BODIES)


@pytest.mark.parametrize("code", ["91350100M000100Y43", "12320100466000002F", "９１350100m000100y43 "])
def test_good_credit_codes(code):
    assert check_credit_code(code) is None
    assert check_org_code(code) is None


@pytest.mark.parametrize("code", ["D2143569-X", "M000100Y-4", "M000100Y4", "d2143569-x"])
def test_good_organisation_codes(code):
    assert check_org_code(code) is None


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("91350100M000100Y44", "校验位"),
        ("9135010OM000100Y43", "字符 O"),
        ("91350100M000100Y4", "17 位"),
        ("91A50100M000100Y43", "行政区划"),
        ("", "18 位"),
    ],
)
def test_wrong_credit_codes_say_why(code, reason):
    assert reason in check_credit_code(code)


@pytest.mark.parametrize("code", ["D2143569-1", "D214356-X", "", "组织机构"])
def test_wrong_organisation_codes_say_why(code):
    assert "组织机构代码" in check_org_code(code)


@given(st.text(alphabet=CREDIT_ALPHABET, min_size=17, max_size=17))
def test_the_check_character_is_that_of_the_standard(first):
    total = sum(CREDIT_ALPHABET.index(char) * 3**place for place, char in enumerate(first))
    assert credit_check_character(first) == CREDIT_ALPHABET[-total % 31]


@pytest.mark.parametrize("kind", ["N1", "N2", "A1", "Y1"])
def test_codes_of_authorities_with_a_letter_are_taken(kind):
    """N for rural collectives, A for the military, Y for others; the library wants two digits."""
    code = make_credit_code(kind, "320100", "M000100Y")
    assert check_credit_code(code) is None
    assert not uscc.is_valid(code)


@given(CODES)
def test_made_codes_are_good(code):
    assert check_credit_code(code) is None
    assert check_org_code(code[8:17]) is None
    assert org_check_character(code[8:16]) == code[16]


@given(CODES, st.integers(min_value=8, max_value=17), st.sampled_from(CREDIT_ALPHABET))
def test_any_single_wrong_character_is_found(code, place, char):
    wrong = code[:place] + char + code[place + 1 :]
    assert wrong == code or check_credit_code(wrong)


@given(st.text(max_size=20))
def test_no_text_breaks_the_checks(text):
    assert check_credit_code(text) is None or isinstance(check_credit_code(text), str)
    assert check_org_code(text) is None or isinstance(check_org_code(text), str)


def test_school_codes_follow_the_type():
    code = make_school_code("32", 123)
    assert code == "3632000123"
    assert province_digits(code) == "32"
    assert check_school_code(code) is None
    assert "36 开头" in check_school_code("4132000123")
    assert check_school_code("4132000123", "attached") is None
    assert "10 位" in check_school_code("413200012", "attached")
    assert "第 3～4 位" in check_school_code("3699000123", "resumed")
