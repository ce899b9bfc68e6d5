"""A school with grounds, equipment, students and teachers, past the validator: small enough to reckon by hand."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import timezone

from zhijiao.filing.schema import registry
from zhijiao.orgs.models import Org

YEAR = 2020


@dataclass
class Means:
    """What a school has. Twenty students to a hundred square metres: everything can be reckoned in the head."""

    school: Org
    serial: int = 0
    made: dict[str, Any] = field(default_factory=dict)

    def make(self, form: str, **values: Any) -> Any:
        """A row of a form."""
        now = timezone.now()
        model = registry.get(form).model
        return model.unscoped.create(school=self.school, created_at=now, updated_at=now, **values)

    def major(self, number: str = "z1") -> Any:
        """A major."""
        return self.make("major", number=number, short_name=f"专业{number}", status="1")

    def room(self, major: Any = None) -> Any:
        """A class."""
        return self.make("school_class", number=f"c{self._next()}", name="20级1班", status="1", major=major)

    def students(self, number: int, room: Any = None, **facts: Any) -> list[Any]:
        """Students who are there."""
        made = []
        for _ in range(number):
            name = f"s{self._next()}"
            one = self.make("student", number=name, name=f"覃明{name}", sex="1")
            values = {"study_form": "1", "status": "01", "admitted": "2019-09"} | facts
            made.append(self.make("student_enrolment", student=one, school_class=room, **values))
        return made

    def teachers(self, number: int, title: str = "", **facts: Any) -> list[Any]:
        """Teachers at work, of a title if one is named."""
        made = []
        for _ in range(number):
            name = f"t{self._next()}"
            one = self.make("teacher", number=name, name=f"韦朗{name}")
            values = {
                "category": "11", "post": "1", "status": "11", "joined_school": "2010-09",
                "is_part_time": False, "is_double_qualified": False,
            } | facts  # fmt: skip
            made.append(self.make("teacher_employment", teacher=one, **values))
            if title:
                self.title(one, title)
        return made

    def title(self, teacher: Any, code: str, **facts: Any) -> Any:
        """A title that a teacher has been appointed to."""
        values = {"title": code, "appointed_title": code, "is_appointed": True, "granted": "2015-12"} | facts
        return self.make("teacher_title", teacher=teacher, **values)

    def premises(self, year: int = YEAR, **facts: Any) -> Any:
        """Grounds and buildings."""
        values = {
            "site_area": Decimal(660), "building_area": Decimal(400), "track_length": 200, "reading_seats": 4,
        } | facts  # fmt: skip
        return self.make("premises", year=year, **values)

    def equipment(self, year: int = YEAR, **facts: Any) -> Any:
        """Equipment and books."""
        values = {"total_value": Decimal(5), "teaching_computers": 3, "books": 600, "periodicals": 80} | facts
        return self.make("equipment", year=year, **values)

    def whole(self) -> "Means":
        """Twenty students, two teachers of whom one is senior and teaches a trade: ratios met, sizes not."""
        major = self.major()
        self.students(20, self.room(major))
        self.teachers(1, "022", post="2", is_double_qualified=True, major=major)
        self.teachers(1, "023", post="1", major=major)
        self.premises()
        self.equipment()
        return self

    def _next(self) -> int:
        self.serial += 1
        return self.serial
