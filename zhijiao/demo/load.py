"""Loading the demo province: authorities, schools, their records and accounts, in one transaction.

A load that is cut short leaves nothing behind and can simply be started again.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db import transaction

from zhijiao.accounts.actor import Actor
from zhijiao.demo import (
    careers,
    computing,
    flaws,
    learners,
    means,
    moral,
    outreach,
    partners,
    party,
    past,
    premises,
    results,
    safety,
    staff,
    teaching,
)
from zhijiao.demo.accounts import create_accounts
from zhijiao.demo.facts import facts
from zhijiao.demo.sketch import Sketch
from zhijiao.filing import registry
from zhijiao.filing.validation import validate
from zhijiao.filing.writer import write
from zhijiao.orgs.models import Org
from zhijiao.orgs.services import create_org

SEED = "云岭省"
OWES_IT = ("continuing", "resumed")
"""Kinds of school that owe 信息化 in the first round."""


class Unclean(RuntimeError):
    """A row of the demo province does not pass the checks: the forms have changed, the demo has to follow."""


def is_loaded() -> bool:
    """Whether the demo province is there."""
    codes = [row["code"] for row in facts("schools")]
    return Org.objects.filter(level="school", code__in=codes).count() == len(codes)


@transaction.atomic
def load(
    *,
    seed: str = SEED,
    scale: float = 1,
    schools: Collection[str] | None = None,
    tell: Callable[[str], None] = lambda line: None,
) -> int:
    """Load the province and return how many records were written.

    Args:
        seed: another seed gives other people.
        scale: size of the schools, 1 for the whole (3,000 students in the biggest).
        schools: codes of the schools to fill; None for all. The others are opened, but stay empty.
        tell: is told of each school.

    Raises:
        Unclean: a row has problems.
    """
    tree = _authorities()
    taken: set[str] = set()
    filled: dict[str, tuple[Pen, Sketch]] = {}
    for row in facts("schools"):
        school = create_org(
            tree[row["authority"]], "school", row["name"], row["code"], row["school_type"], row["region"]
        )
        tree[row["code"]] = school
        if row["filled"] != "empty" and (schools is None or row["code"] in schools):
            sketch = Sketch(row, taken, seed, scale)
            pen = _fill(school, sketch)
            filled[row["code"]] = (pen, sketch)
            tell(f"{school.name}：{pen.written:,} 条")
    flaws.plant(filled)
    past.tell(tree)
    create_accounts(tree)
    flaws.check(filled)
    return sum(pen.written for pen, _ in filled.values())


def _authorities() -> dict[str, Org]:
    """The tree down to the counties, by code."""
    made: dict[str, Org] = {"": None}
    for row in facts("authorities"):
        region = "" if row["level"] == "ministry" else row["code"]
        made[row["code"]] = create_org(
            made[row["parent"]], row["level"], row["name"], row["code"], region=region
        )
    return made


def _fill(school: Org, sketch: Sketch) -> "Pen":
    """Write the forms of a school in the order in which they need each other, as far as it has got."""
    filled = sketch.row["filled"]
    pen = Pen(school)
    if filled in ("people", "most", "complete"):
        pen.write("teacher", (staff.teacher(sketch, member) for member in sketch.staff))
    pen.write("campus", teaching.campuses(sketch))
    pen.write("department", teaching.departments(sketch, top=True))
    pen.write("department", teaching.departments(sketch, top=False))
    pen.write("school_profile", [partners.profile(sketch, school.parent.name)])
    if filled in ("people", "most", "complete"):
        pen.write("premises", [premises.premises(sketch)])
    if filled in ("most", "complete"):
        _teach(pen, sketch)
        if school.school_type in OWES_IT:
            computing.fill(pen, sketch)
    if filled == "complete":
        pen.write("income", [premises.income(sketch)])
        pen.write("enterprise", partners.enterprises(sketch))
        pen.write("student_attributes", (learners.attributes(sketch, learner) for learner in sketch.learners))
        pen.write(
            "student_aid", (row for learner in sketch.learners for row in learners.aid(sketch, learner))
        )
        careers.write(pen, sketch)
        means.write(pen, sketch)
        results.write(pen, sketch)
        for module in (outreach, safety, party, moral):
            module.fill(pen, sketch)
    return pen


def _teach(pen: "Pen", sketch: Sketch) -> None:
    """Majors, posts and titles of the staff, students and classes."""
    pen.write("major", (teaching.major(sketch, plan) for plan in sketch.majors))
    pen.write("teacher_employment", (staff.employment(sketch, member) for member in sketch.staff))
    pen.write("teacher_title", (row for member in sketch.staff for row in staff.titles(sketch, member)))
    pen.write("student", (learners.student(sketch, learner) for learner in sketch.learners))
    pen.write("school_class", (teaching.school_class(sketch, group) for group in sketch.groups))
    pen.write("student_enrolment", (learners.enrolment(sketch, learner) for learner in sketch.learners))


class Pen:
    """Writes rows of one school through the validator and the writer; ``written`` counts them."""

    def __init__(self, school: Org) -> None:
        self.school = school
        self.actor = Actor.system(school)
        self.written = 0

    def write(self, key: str, rows: Iterable[dict[str, Any]]) -> None:
        """Write rows of a form. All of them name the same columns or leave them empty."""
        rows = list(rows)
        if not rows:
            return
        form = registry.get(key)
        names = dict.fromkeys(name for row in rows for name in row)
        frame = validate(form, self.school, {name: [row.get(name) for row in rows] for name in names})
        if not frame.clean:
            first = frame.problems[0]
            raise Unclean(f"{self.school.name}，{form.label}，{frame.place(first.row)}：{first}")
        self.written += write(self.actor, self.school, frame).created
