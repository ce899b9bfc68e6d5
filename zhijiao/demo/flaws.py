"""Things that are wrong on purpose, so that 数据校验 has something of each class to show, and what was said of one."""

from typing import TYPE_CHECKING

from zhijiao.accounts.models import User
from zhijiao.accounts.rights import build_actor
from zhijiao.catalogue.matrix import current_round
from zhijiao.demo import learners, premises
from zhijiao.demo.sketch import YEAR, Learner, Sketch
from zhijiao.orgs.models import Org
from zhijiao.quality import checking, handling
from zhijiao.quality.models import Finding

if TYPE_CHECKING:
    from zhijiao.demo.load import Pen

COMPLETE, COUNTY, CITY, TRADE = "3645010023", "3645012605", "3645020011", "3645000101"
Filled = dict[str, tuple["Pen", Sketch]]


def plant(filled: Filled) -> None:
    """Write the flaws of the schools that were filled."""
    for code, flaw in ((COMPLETE, _complete), (COUNTY, _county), (CITY, _city), (TRADE, _trade)):
        if code in filled:
            flaw(*filled[code])
    if CITY in filled and TRADE in filled:
        _twin(*filled[CITY], filled[TRADE][1])


def _complete(pen: "Pen", sketch: Sketch) -> None:
    """A student who repeats a year, and a group for emergencies led by somebody who has retired."""
    repeating = next(learner for learner in sketch.groups[-1].learners if learner.status == "01")
    pen.write("student_enrolment", [{"student": repeating.number, "grade": repeating.group.grade - 1}])
    retired = next((member for member in sketch.staff if member.retired), None)
    if retired:
        pen.write("safety_organisation", [{"number": "AZ03", "head": retired.number}])


def _county(pen: "Pen", sketch: Sketch) -> None:
    """A class with two boys too many."""
    group = sketch.groups[0]
    boys, girls = group.present("1") + 2, group.present("2")
    pen.write("school_class", [{"number": group.number, "boys": boys, "girls": girls, "total": boys + girls}])


def _city(pen: "Pen", sketch: Sketch) -> None:
    """Grounds that were half as big again a year before."""
    row = premises.premises(sketch)
    pen.write("premises", [{**row, "year": YEAR - 1, "site_area": row["site_area"] * 3 // 2}])


def _trade(pen: "Pen", sketch: Sketch) -> None:
    """A head teacher who has gone to another school."""
    head = next((group.head for group in sketch.groups if group.head), None)
    if head:
        pen.write("teacher_employment", [{"teacher": head.number, "status": "05", "left": f"{YEAR + 1}-03"}])


def _twin(pen: "Pen", sketch: Sketch, other: Sketch) -> None:
    """A student of another school who is enrolled here too."""
    known = next(learner for learner in other.groups[-1].learners if learner.status == "01")
    group = sketch.groups[-1]
    twin = Learner(f"{group.learners[-1].number}9", known.person, group)
    pen.write("student", [learners.student(sketch, twin)])
    pen.write("student_enrolment", [learners.enrolment(sketch, twin)])


def check(filled: Filled) -> None:
    """Find what is wrong, and let the clerk of the complete school explain the student who repeats."""
    filing = current_round()
    checking.check_area(Org.objects.filter(code__in=filled).schools(), filing)
    repeating = Finding.objects.filter(school__code=COMPLETE, rule="grade_of_class").first()
    clerk = User.objects.filter(username="demo-clerk").select_related("org").first()
    if repeating and clerk:
        text = "该生因病休学后于2020年9月降级编入现班，已在学籍系统办理。"
        handling.act(build_actor(clerk), [(repeating, repeating.version)], "explain", text)
