"""A project with students in several places, for the tests of the boards. Rows go past the validator."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from zhijiao.filing.schema import registry
from zhijiao.orgs.models import Org

YEAR = 2020
FIRST, LAST = date(2021, 3, 1), date(2021, 7, 30)


@dataclass
class Internship:
    """One project of a school, and its placements in their order."""

    school: Org
    tag: str = ""
    made: dict[str, Any] = field(default_factory=dict)
    placed: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.room = self.make("school_class", number="c1", name="18级1班", status="1", grade=2018)
        self.host = self.make("enterprise", number="q1", name=f"云州机电{self.tag}")
        self.project = self.make(
            "internship_project", year=YEAR, number=f"SX1{self.tag}", name=f"岗位实习{self.tag}", kind="2",
            school_class=self.room, students=3, status="2", starts=FIRST, ends=LAST,
        )  # fmt: skip

    def make(self, form: str, **values: Any) -> Any:
        """A row of a form."""
        now = timezone.now()
        model = registry.get(form).model
        return model.unscoped.create(school=self.school, created_at=now, updated_at=now, **values)

    def student(self, number: str, enrolled: bool = True) -> Any:
        """A student of the class."""
        one = self.make("student", number=number, name=f"覃明{number}", sex="1")
        if enrolled:
            self.make("student_enrolment", student=one, school_class=self.room, status="01")
        return one

    def place(self, number: str, region: str = "450123", **values: Any) -> Any:
        """A student with a place."""
        facts = {"agreement": True, "insured": True, "consent": True, "starts": FIRST, "ends": LAST} | values
        facts.setdefault("project", self.project)
        one = self.make(
            "internship_placement", year=YEAR, student=self.student(number), company=self.host,
            region=region, post="装配工", **facts,
        )  # fmt: skip
        self.placed.append(one)
        return one
