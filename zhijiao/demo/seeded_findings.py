"""Things that are wrong on purpose, so that 数据校验 has something of each class to show, and what was said of one."""

from datetime import date

from zhijiao.catalogue.matrix import current_round
from zhijiao.demo import learners, premises
from zhijiao.demo.school_plan import YEAR, Learner, SchoolPlan
from zhijiao.demo.school_writer import SchoolWriter
from zhijiao.identity.models import User
from zhijiao.identity.rights import build_actor
from zhijiao.orgs.models import Org
from zhijiao.quality import finding_actions, school_checks
from zhijiao.quality.models import Finding

COMPLETE, COUNTY, CITY, TRADE = "3645010023", "3645012605", "3645020011", "3645000101"
Filled = dict[str, tuple[SchoolWriter, SchoolPlan]]


def plant(filled: Filled) -> None:
    """Write the flaws of the schools that were filled."""
    for code, flaw in ((COMPLETE, _complete), (COUNTY, _county), (CITY, _city), (TRADE, _trade)):
        if code in filled:
            flaw(*filled[code])
    if CITY in filled and TRADE in filled:
        _twin(*filled[CITY], filled[TRADE][1])


def _complete(writer: SchoolWriter, plan: SchoolPlan) -> None:
    """A student who repeats a year, and a group for emergencies led by somebody who has retired."""
    repeating = next(learner for learner in plan.groups[-1].learners if learner.status == "01")
    writer.write("student_enrolment", [{"student": repeating.number, "grade": repeating.group.grade - 1}])
    group = repeating.group
    moved = {"enrolment": repeating.number, "kind": "03", "date": date(YEAR, 9, 1), "reason": "19"}
    moved |= {"former_grade": group.grade, "former_class": group.number}
    writer.write(
        "student_enrolment_change", [moved | {"grade": group.grade - 1, "school_class": group.number}]
    )
    retired = next((member for member in plan.staff if member.retired), None)
    if retired:
        writer.write("safety_organisation", [{"number": "AZ03", "head": retired.number}])


def _county(writer: SchoolWriter, plan: SchoolPlan) -> None:
    """A class with two boys too many."""
    group = plan.groups[0]
    boys, girls = group.present("1") + 2, group.present("2")
    writer.write(
        "school_class", [{"number": group.number, "boys": boys, "girls": girls, "total": boys + girls}]
    )


def _city(writer: SchoolWriter, plan: SchoolPlan) -> None:
    """Grounds that were half as big again a year before."""
    row = premises.premises(plan)
    writer.write("premises", [{**row, "year": YEAR - 1, "site_area": row["site_area"] * 3 // 2}])


def _trade(writer: SchoolWriter, plan: SchoolPlan) -> None:
    """A head teacher who has gone to another school."""
    head = next((group.head for group in plan.groups if group.head), None)
    if head:
        writer.write(
            "teacher_employment", [{"teacher": head.number, "status": "05", "left": f"{YEAR + 1}-03"}]
        )


def _twin(writer: SchoolWriter, plan: SchoolPlan, other: SchoolPlan) -> None:
    """A student of another school who is enrolled here too."""
    known = next(learner for learner in other.groups[-1].learners if learner.status == "01")
    group = plan.groups[-1]
    twin = Learner(f"{group.learners[-1].number}9", known.person, group)
    writer.write("student", [learners.student(plan, twin)])
    writer.write("student_enrolment", [learners.enrolment(plan, twin)])


def check(filled: Filled) -> None:
    """Find what is wrong, and let the clerk of the complete school explain the student who repeats."""
    filing = current_round()
    school_checks.check_area(Org.objects.filter(code__in=filled).schools(), filing)
    repeating = Finding.objects.filter(school__code=COMPLETE, rule="grade_of_class").first()
    clerk = User.objects.filter(username="demo-clerk").select_related("org").first()
    if repeating and clerk:
        text = "该生因病休学后于2020年9月降级编入现班，已在学籍系统办理。"
        finding_actions.act(build_actor(clerk), [(repeating, repeating.version)], "explain", text)
