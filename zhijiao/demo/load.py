"""Loading the demo province: authorities, schools, their records and accounts, in one transaction.

A load that is cut short leaves nothing behind and can simply be started again.
"""

from collections.abc import Callable, Collection

from django.db import transaction

from zhijiao.catalogue.matrix import current_round
from zhijiao.demo import (
    annual_report,
    careers,
    cases,
    computing,
    courses,
    graduates,
    industry,
    internships,
    learners,
    lessons,
    moral,
    news,
    outreach,
    partners,
    party,
    past,
    premises,
    progress_days,
    publicity,
    quality,
    questions,
    resources,
    results,
    safety,
    seeded_findings,
    signed,
    staff,
    teaching,
    trainings,
)
from zhijiao.demo.accounts import SCHOOL, create_accounts
from zhijiao.demo.facts import facts
from zhijiao.demo.school_plan import SchoolPlan
from zhijiao.demo.school_writer import SchoolWriter
from zhijiao.indicators import storing
from zhijiao.orgs.models import Org
from zhijiao.orgs.services import create_org

SEED = "云岭省"
OWES_IT = ("continuing", "resumed")
"""Kinds of school that owe 信息化 in the first round."""


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
    filled: dict[str, tuple[SchoolWriter, SchoolPlan]] = {}
    for row in facts("schools"):
        school = create_org(
            tree[row["authority"]], "school", row["name"], row["code"], row["school_type"], row["region"]
        )
        tree[row["code"]] = school
        if row["filled"] != "empty" and (schools is None or row["code"] in schools):
            plan = SchoolPlan(row, taken, seed, scale)
            writer = _fill(school, plan)
            filled[row["code"]] = (writer, plan)
            tell(f"{school.name}：{writer.written:,} 条")
    seeded_findings.plant(filled)
    past.write_history(tree)
    create_accounts(tree)
    if SCHOOL in filled:
        cases.tell(tree[SCHOOL])
    news.publish()
    questions.ask()
    annual_report.publish(filled)
    seeded_findings.check(filled)
    signed.sign({code: tree[code] for code in filled})
    storing.reckon_area(sorted(tree[code].pk for code in filled), current_round())
    progress_days.plant()
    return sum(writer.written for writer, _ in filled.values())


def _authorities() -> dict[str, Org]:
    """The tree down to the counties, by code."""
    made: dict[str, Org] = {}
    for row in facts("authorities"):
        region = "" if row["level"] == "ministry" else row["code"]
        made[row["code"]] = create_org(
            made[row["parent"]] if row["parent"] else None,
            row["level"],
            row["name"],
            row["code"],
            region=region,
        )
    return made


def _fill(school: Org, plan: SchoolPlan) -> SchoolWriter:
    """Write the forms of a school in the order in which they need each other, as far as it has got."""
    filled = plan.row["filled"]
    writer = SchoolWriter(school)
    if filled in ("people", "most", "complete"):
        writer.write("teacher", (staff.teacher(plan, member) for member in plan.staff))
    writer.write("campus", teaching.campuses(plan))
    writer.write("department", teaching.departments(plan, top=True))
    writer.write("department", teaching.departments(plan, top=False))
    writer.write("school_profile", [partners.profile(plan, school.parent.name if school.parent else "")])
    if filled in ("people", "most", "complete"):
        writer.write("premises", [premises.premises(plan)])
    if filled in ("most", "complete"):
        _teach(writer, plan)
        if school.school_type in OWES_IT:
            computing.fill(writer, plan)
    if filled == "complete":
        writer.write("income", [premises.income(plan)])
        enterprises = partners.enterprises(plan)
        writer.write("enterprise", enterprises)
        writer.write("student_attributes", (learners.attributes(plan, learner) for learner in plan.learners))
        writer.write("student_aid", (row for learner in plan.learners for row in learners.aid(plan, learner)))
        careers.write(writer, plan)
        resources.write(writer, plan)
        results.write(writer, plan)
        for module in (outreach, safety, party, moral, courses, lessons, quality):
            module.fill(writer, plan)
        industry.fill(writer, plan, enterprises)
        for module in (internships, graduates, trainings, publicity):
            module.fill(writer, plan)
        if school.code == SCHOOL:
            cases.fill(writer, plan)
    return writer


def _teach(writer: SchoolWriter, plan: SchoolPlan) -> None:
    """Majors, posts and titles of the staff, students and classes."""
    writer.write("major", (teaching.major(plan, major) for major in plan.majors))
    writer.write("teacher_employment", (staff.employment(plan, member) for member in plan.staff))
    writer.write("teacher_title", (row for member in plan.staff for row in staff.titles(plan, member)))
    writer.write("student", (learners.student(plan, learner) for learner in plan.learners))
    writer.write("school_class", (teaching.school_class(plan, group) for group in plan.groups))
    writer.write("student_enrolment", (learners.enrolment(plan, learner) for learner in plan.learners))
    changes = (row for learner in plan.learners for row in learners.changes(plan, learner))
    writer.write("student_enrolment_change", changes)
