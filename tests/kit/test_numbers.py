import pytest

from zhijiao.kit.numbers import LARGEST, whole_number, whole_numbers


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), (str(LARGEST), LARGEST)])
def test_a_text_of_digits_is_the_number(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize(
    "text", ["", "²", "①", "٣", "９", "-1", "+1", " 1", "1 ", "1_0", "1.0", "1e3", None, 1]
)
def test_any_other_text_is_none(text):
    assert whole_number(text) is None


@pytest.mark.parametrize("text", [str(LARGEST + 1), "9" * 5000, "0" * 5000])
def test_what_no_column_holds_is_none(text):
    assert whole_number(text) is None


def test_a_number_may_have_a_limit_of_its_own():
    assert [whole_number(text, 50) for text in ("50", "51", "049")] == [50, None, None]


def test_of_many_texts_those_stay_that_are_numbers():
    assert whole_numbers(["3", "²", "", "1", "3"]) == [3, 1, 3]
