"""From everything that somebody without the privacy right can get, together, enough numbers stay possible."""

from collections.abc import Iterable

import pytest

from tests.security.attacker import guesses
from tests.security.attacker.guesses import Readings
from tests.security.attacker.reading import collect, show_all_columns
from tests.security.attacker.scene import (
    ADMINS,
    CARD,
    HOLDER,
    HOLDER_PHONE,
    MOBILE,
    PEOPLE,
    STREET,
    STUDENT,
    TEACHER,
)
from zhijiao.private import masks

pytestmark = pytest.mark.once
LEAST_IDENTITY_NUMBERS, LEAST_TELEPHONES, LEAST_CARDS = 400, 1000, 1000
NUMBERS = {
    "student": STUDENT,
    "teacher": TEACHER,
    "holder": HOLDER,
    "mobile": MOBILE,
    "holder's": HOLDER_PHONE,
    "card": CARD,
    "street": STREET,
}
SIGNED_OFF = ("/signoff/", "/snapshots/", "/teacher/changes/", "/student_aid/changes/")
"""Parts of addresses of the submission and its snapshot, which everybody of the business portal reads."""
Known = dict[str, set[int]]
_told: dict[str, Known] = {}
"""What each of them has been told of each number, for all of them together."""


def told(scene, name) -> Known:
    """Places of the numbers that somebody knows after reading everything."""
    if name not in _told:
        show_all_columns(scene, name)
        found = collect(scene, name)
        assert len(found) > (8 if name in ADMINS else 50), sorted(found)
        assert name in ADMINS or all(any(place in path for path in found) for place in SIGNED_OFF), name
        _told[name] = known(found.values())
    return _told[name]


def known(texts: Iterable[str]) -> Known:
    readings = Readings(texts)
    places = {label: readings.known_places(number) for label, number in NUMBERS.items()}
    places["street"] = {n for n in range(len(STREET) - 2) if STREET[n : n + 3] in readings.text}
    return places


def possible(places: Known) -> dict[str, int]:
    """How many numbers stay possible for each of the planted ones; of the street how much is known."""
    count = {"mobile": guesses.telephones, "holder's": guesses.telephones, "card": guesses.bank_cards}
    left = {
        label: count.get(label, guesses.identity_numbers)(NUMBERS[label], known_there)
        for label, known_there in places.items()
        if label != "street"
    }
    return left | {"street": len(places["street"])}


def enough(left: dict[str, int]) -> bool:
    return (
        min(left["student"], left["teacher"], left["holder"]) >= LEAST_IDENTITY_NUMBERS
        and min(left["mobile"], left["holder's"]) >= LEAST_TELEPHONES
        and left["card"] >= LEAST_CARDS
        and not left["street"]
    )


@pytest.mark.parametrize("name", PEOPLE)
def test_enough_numbers_stay_possible_for_everybody(scene, name):
    left = possible(told(scene, name))
    assert enough(left), left


def test_enough_stay_possible_if_all_of_them_put_together_what_they_know(scene):
    together: Known = {label: set() for label in NUMBERS}
    for name in PEOPLE:
        for label, places in told(scene, name).items():
            together[label] |= places
    left = possible(together)
    assert enough(left), left


@pytest.mark.parametrize("name", ["school_reader", "school_admin", "county"])
def test_the_attacker_sees_it_if_the_masks_open_the_ends(scene, name, monkeypatch):
    """So that the test above is not passed by somebody who reads nothing: these are the masks of a former release."""

    def ends(text):
        return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}"

    monkeypatch.setattr(masks, "_MASKS", masks._MASKS | dict.fromkeys(("id", "phone", "account"), ends))
    monkeypatch.setitem(masks._MASKS, "address", lambda text: text)
    show_all_columns(scene, name)
    left = possible(known(collect(scene, name, ("filing:view", "users:edit")).values()))
    assert not enough(left)
    if name == "school_admin":
        assert (left["teacher"], left["holder"], left["holder's"]) == (1, 1, 40)
    else:
        assert (left["student"], left["teacher"], left["mobile"], left["street"] > 0) == (1, 1, 40, True)


def test_what_is_counted():
    assert guesses.identity_numbers(STUDENT, set()) == 500
    assert guesses.identity_numbers(STUDENT, set(range(14))) == 500
    assert guesses.identity_numbers(STUDENT, {17}) < 60
    assert guesses.identity_numbers(STUDENT, {14, 15, 16}) == 1
    assert guesses.telephones(MOBILE, {0, 1, 2, 9, 10}) == 4000
    assert guesses.telephones(MOBILE, {0, 1, 2, 7, 8, 9, 10}) == 40
    assert Readings(["G450***", "x 450****7X"]).known_places(STUDENT) == {0, 1, 2, 16, 17}
    assert Readings([f"尾号 {STUDENT[-4:]}"]).known_places(STUDENT) == {14, 15, 16, 17}
