"""Invented persons: a plausible name, a birth date, and an ID number that agrees with both sex and birth."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from zhijiao.catalogue.tables import table
from zhijiao.demo.facts import facts
from zhijiao.demo.randomness import Chance
from zhijiao.kit.identity import make_id_number

MAN, WOMAN = "1", "2"
YOUNGER_FROM = 1990
SERIALS = 500
"""Serial numbers of one sex on one day in one county."""

ETHNIC_GROUPS = {"汉族": 58, "壮族": 31, "瑶族": 4, "苗族": 3, "侗族": 3, "仫佬族": 1}
STREETS = ("人民路", "新华街", "文化路", "建设路", "民族大道", "江滨路", "桃源路", "解放街")
VILLAGES = ("和强村", "新塘村", "大石村", "龙江村", "古城村", "平乐村", "双桥村", "白沙村")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist. ``region`` is the county of the ID number."""

    name: str
    sex: str
    birth: date
    id_number: str
    region: str
    ethnic_group: str

    @property
    def is_man(self) -> bool:
        """Whether the ID number is a man's."""
        return self.sex == MAN


class People:
    """Makes persons, no two with one ID number."""

    def __init__(self, chance: Chance, taken: set[str]) -> None:
        self.chance = chance
        self._taken = taken

    def born(self, sex: str, first: date, last: date, city: str) -> Person:
        """A person born between two days, mostly in a county of the city (four digits of its region code)."""
        chance = self.chance
        region = chance.pick(counties(city if chance.percent(75) else city[:2]))
        birth = chance.day(first, last)
        return Person(
            name=self.name(sex, birth.year),
            sex=sex,
            birth=birth,
            id_number=self._id_number(region, birth, sex),
            region=region,
            ethnic_group=chance.weighted(ETHNIC_GROUPS),
        )

    def name(self, sex: str, year: int, surname: str = "") -> str:
        """A name of the generation, with a given surname or one by its frequency."""
        return (surname or self.chance.weighted(_surnames())) + self._given(sex, year)

    def _given(self, sex: str, year: int) -> str:
        chance, items = self.chance, _given_names()
        if year >= YOUNGER_FROM:
            first = chance.pick(items[sex, "younger", "first"])
            second = chance.pick(items[sex, "younger", "second"])
            return second if first == second or chance.percent(18) else first + second
        return chance.pick(items[sex, "older", "name" if chance.percent(60) else "character"])

    def _id_number(self, region: str, birth: date, sex: str) -> str:
        odd = int(sex == MAN)
        while True:
            number = make_id_number(region, birth, 2 * self.chance.between(0, SERIALS - 1) + odd)
            if number not in self._taken:
                self._taken.add(number)
                return number

    def mobile(self) -> str:
        """A mobile number of a series that is not given out."""
        return f"1{self.chance.pick('3589')}{self.chance.between(0, 9)}0000{self.chance.digits(4)}"

    def card(self) -> str:
        """A bank card number of 19 digits with a right check digit (Luhn)."""
        first = f"621785{self.chance.digits(12)}"
        doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(first))]
        return f"{first}{-sum(n // 10 + n % 10 for n in doubled) % 10}"

    def address(self, region: str, in_town: bool) -> str:
        """A home address in a county, in a street or in a village."""
        chance, county = self.chance, table("regions").name(region)
        if in_town:
            flat = f"{chance.between(1, 12)}栋{chance.between(1, 3)}单元{chance.between(1, 9)}0{chance.between(1, 4)}室"
            return f"{county}{chance.pick(STREETS)}{chance.between(1, 180)}号{flat}"
        return f"{county}{chance.pick(VILLAGES)}{chance.between(1, 12)}组{chance.between(1, 90)}号"


@cache
def counties(beginning: str) -> list[str]:
    """Counties whose region code begins so, with four digits those of a city, with two those of a province."""
    return [
        code
        for code, entry in table("regions").entries.items()
        if code.startswith(beginning) and not code.endswith("00") and entry.selectable
    ]


@cache
def _surnames() -> dict[str, int]:
    return {row["surname"]: int(row["weight"]) for row in facts("surnames")}


@cache
def _given_names() -> dict[tuple[str, str, str], list[str]]:
    return {
        (row["sex"], row["generation"], row["kind"]): row["items"].split() for row in facts("given_names")
    }
