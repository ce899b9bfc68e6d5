"""A school as it is thought up, before a row of it is written: staff, majors, classes, students."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from zhijiao.demo.facts import facts
from zhijiao.demo.people import MAN, WOMAN, People, Person
from zhijiao.demo.randomness import Chance

#: Regions: a county to be helped, and one in the east that helps.
COUNTY, EAST = "450226", "440106"
YEAR = 2020
"""The school year shown; days given in rows lie before its last month."""

GRADES = (YEAR - 2, YEAR - 1, YEAR)

TEACHING, OFFICE, SUPPORT, WORKER, GUEST = "11", "13", "12", "14", "52"
CATEGORIES = {TEACHING: 78, OFFICE: 9, SUPPORT: 4, WORKER: 5, GUEST: 4}
COMMON_SHARE = 28
"""Percent of the full-time teachers who teach common courses."""


@dataclass
class Member:
    """Somebody who works at the school."""

    number: str
    person: Person
    category: str
    department: str
    major: dict[str, str] | None
    studied_until: int
    started: int
    joined: int
    head_of: list["PlannedClass"] = field(default_factory=list)
    job: str = ""

    @property
    def teaches(self) -> bool:
        """Whether a full-time teacher."""
        return self.category == TEACHING

    @property
    def retires(self) -> int:
        """Year of retirement."""
        return self.person.birth.year + (60 if self.person.is_man else 55)

    @property
    def retired(self) -> bool:
        """Whether retired before the school year; the school's leaders stay."""
        return self.retires < YEAR and not self.job


@dataclass
class Learner:
    """A student with the class, and how the enrolment stands (student_status)."""

    number: str
    person: Person
    group: "PlannedClass"
    status: str = "01"
    poor: str = "3"
    farmer: bool = True
    boards: bool = True
    #: The day of the last change of enrolment, once it has been thought up.
    changed: date | None = None


@dataclass
class PlannedClass:
    """A class as it is going to be written: who leads it, and how many learn in it."""

    number: str
    name: str
    major: dict[str, str]
    grade: int
    head: Member | None = None
    learners: list[Learner] = field(default_factory=list)

    def present(self, sex: str) -> int:
        """Students of a sex who count: those in the class, not those on leave or gone."""
        return sum(learner.status == "01" and learner.person.sex == sex for learner in self.learners)

    @property
    def boarders(self) -> int:
        """Students who count and board."""
        return sum(learner.status == "01" and learner.boards for learner in self.learners)


class SchoolPlan:
    """Everything about one school that several of its forms must agree on."""

    def __init__(self, row: dict[str, str], taken: set[str], seed: str, scale: float) -> None:
        self.row = row
        self.chance = Chance(f"{seed}:{row['code']}")
        self.people = People(self.chance, taken)
        self.departments = [d for d in facts("departments") if self._has(d["trade"])]
        self.majors = [major for major in facts("majors") if self._has(major["trade"])]
        self.staff = [self._member(n) for n in range(_scaled(row["teachers"], scale, 12))]
        self.groups = self._groups(_scaled(row["classes"], scale, 3))
        self.learners = [learner for group in self.groups for learner in group.learners]
        self._appoint()

    @property
    def city(self) -> str:
        """First four digits of the region code."""
        return self.row["region"][:4]

    def _has(self, trade: str) -> bool:
        return not trade or trade in self.row["trades"].split()

    def department_of(self, major: dict[str, str]) -> str:
        """Number of the teaching department that runs a major."""
        return next(d["number"] for d in self.departments if d["trade"] == major["trade"])

    def _member(self, n: int) -> Member:
        """One person of the staff; the first three lead the school."""
        chance = self.chance
        category = OFFICE if n < 3 else chance.weighted(CATEGORIES)
        sex = MAN if chance.percent(55 if category == GUEST else 42) else WOMAN
        years = (1964, 1972) if n < 3 else (1963, 1996)
        person = self.people.born(sex, date(years[0], 1, 1), date(years[1], 12, 31), self.city)
        studied = person.birth.year + (19 if category == WORKER else 22)
        started = min(studied, YEAR - 1)
        joined = min(started + chance.pick((0, 0, 0, 1, 2, 3, 5, 8)), YEAR)
        department, major = self._post(category)
        if n < 3:
            department = "02" if n == 1 else "01"
        return Member(
            f"{1001 + n}", person, category, department, major, min(studied, YEAR - 1), started, joined
        )

    def _post(self, category: str) -> tuple[str, dict[str, str] | None]:
        """Department, and major of those who teach one."""
        chance = self.chance
        if category == TEACHING and chance.percent(COMMON_SHARE):
            return "07", None
        if category in (TEACHING, GUEST):
            major = chance.pick(self.majors)
            return self.department_of(major), major
        offices = {OFFICE: ("01", "02", "08", "09", "10", "11"), SUPPORT: ("08", "09"), WORKER: ("12",)}
        return chance.pick(offices[category]), None

    def _groups(self, number: int) -> list[PlannedClass]:
        """Classes of three grades, spread over the majors by their shares."""
        spread = [major for major in self.majors for _ in range(int(major["share"]))]
        groups = []
        for place, grade in enumerate(GRADES):
            size = number * (place + 1) // len(GRADES) - number * place // len(GRADES)
            seen: dict[str, int] = {}
            for n in range(size):
                major = spread[n * len(spread) // size]
                seen[major["letters"]] = turn = seen.get(major["letters"], 0) + 1
                name = f"{grade % 100}级{major['short_name']}{turn}班"
                group = PlannedClass(f"{grade}{major['letters']}{turn:02d}", name, major, grade)
                group.learners = [
                    self._learner(group, turn, k + 1) for k in range(self.chance.between(40, 52))
                ]
                groups.append(group)
        return groups

    def _learner(self, group: PlannedClass, turn: int, place: int) -> Learner:
        chance = self.chance
        sex = MAN if chance.percent(int(group.major["men"])) else WOMAN
        first = date(group.grade - 16, 9, 1)
        person = self.people.born(sex, first, date(group.grade - 15, 8, 31), self.city)
        number = f"{group.grade}{group.major['number']}{turn:02d}{place:02d}"
        learner = Learner(number, person, group, farmer=chance.percent(74))
        learner.boards = chance.percent(86)
        if group.grade < YEAR and place > 3:
            learner.status = chance.weighted(STATUSES)
        learner.poor = chance.weighted(HARDSHIP if learner.farmer else HARDSHIP_IN_TOWN)
        return learner

    def _appoint(self) -> None:
        """Leaders of the school and its departments, and a head teacher for each class."""
        for member, job in zip(self.staff, ("校长", "党委书记", "副校长"), strict=False):
            member.job = job
        for department in self.departments:
            head = self.head(department["number"])
            if head and not head.job and not department["parent"]:
                head.job = department["name"].removesuffix("室").removesuffix("科") + "主任"
        candidates = sorted(
            (m for m in self.staff if m.teaches and not m.job and not m.retired),
            key=lambda member: (-member.person.birth.year % 7, member.number),
        )
        for n, group in enumerate(self.groups if candidates else ()):
            group.head = candidates[n % len(candidates)]
            group.head.head_of.append(group)

    def head(self, department: str) -> Member | None:
        """Who heads a department: the one who came first."""
        members = [
            m
            for m in self.staff[3:]
            if m.department == department[:2] and m.category != GUEST and m.retires >= YEAR
        ]
        return min(members, key=lambda member: (member.joined, member.number), default=None)

    @cached_property
    def counsellors(self) -> list[Member]:
        """Who counsels students: one, and one more for each thousand."""
        free = [m for m in self.staff if m.teaches and not (m.major or m.job or m.retired)]
        return free[: len(self.learners) // 1000 + 1]

    def lead(self, major: dict[str, str]) -> str:
        """工号 of who leads a major; in a small school the third leader does."""
        return (self.leader(major) or self.staff[2]).number

    @property
    def running_majors(self) -> list[dict[str, str]]:
        """Majors that have classes, in the order of their numbers."""
        running = {group.major["number"] for group in self.groups}
        return [major for major in self.majors if major["number"] in running]

    def leader(self, major: dict[str, str]) -> Member | None:
        """Who leads a major: the eldest who teaches it."""
        members = [m for m in self.staff if m.major == major and m.teaches and not m.retired]
        return min(members, key=lambda member: member.person.birth, default=None)


STATUSES = {"01": 965, "02": 12, "03": 13, "10": 10}
HARDSHIP = {"3": 70, "22": 14, "21": 11, "1": 5}
HARDSHIP_IN_TOWN = {"3": 90, "22": 6, "21": 3, "1": 1}


def _scaled(text: str, scale: float, least: int) -> int:
    """A number of the plan at a smaller scale; nothing stays nothing."""
    return max(least, round(int(text) * scale)) if int(text) else 0
