"""Numbers of records as text."""

from zhijiao.looks import ranges


def test_neighbours_are_joined_and_nothing_is_lost():
    numbers = [7, 3, 4, 5, 9, 9, 12]
    text = ranges.packed(numbers)
    assert text == "3-5,7,9,12"
    assert ranges.unpacked(text) == sorted(set(numbers))
    assert ranges.number(text) == 6
    assert ranges.bounds(text) == (3, 12)


def test_of_nothing_there_is_nothing():
    assert (ranges.packed([]), ranges.number(""), ranges.bounds("")) == ("", 0, None)
    assert not ranges.holds_any("", [1])


def test_a_number_between_the_runs_is_not_held():
    text = ranges.packed([3, 4, 5, 9])
    assert [number for number in range(1, 12) if ranges.holds_any(text, [number])] == [3, 4, 5, 9]
    assert ranges.holds_any(text, [1, 9])
    assert not ranges.holds_any(text, [1, 2, 6])
