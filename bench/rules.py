"""``rules.*``: every rule over one big school, and over its area, against reading the rows the rules look at once."""

import datetime as dt
import time
from collections.abc import Iterator
from itertools import repeat
from typing import Any

from django.db import transaction
from django.utils import timezone

from bench import world
from bench.measure import Line, alternately, median
from zhijiao.catalogue.matrix import current_round
from zhijiao.filing.schema import registry
from zhijiao.kit import bulk
from zhijiao.orgs.models import Org
from zhijiao.quality import evaluate, rule_registry, school_checks
from zhijiao.quality.rule_data import RuleData

YEARS = (2018, 2019, 2020)
PER_CLASS = 45


def run(db: str, quick: bool) -> Iterator[Line]:
    """A school of 3,000 students and three years; twenty of them with ``--quick`` left out."""
    province, schools = world.tree(4 if quick else 22)
    for number, school in enumerate(schools[2:]):
        fill(school, 3_000 if number == 0 else 1_000)
    bulk.know_tables(form.model for form in registry.registry().records)
    school, filing, times = schools[2], current_round(), 3 if quick else 7
    rules = [rule for rule in rule_registry.in_force(filing) if rule.kind != "area"]

    def judged() -> None:
        evaluate.run(RuleData(Org.objects.filter(pk=school.pk), filing), rules)

    def read() -> None:
        data = RuleData(Org.objects.filter(pk=school.pk), filing)
        for label in {label for rule in rules for label in rule.forms}:
            names = [column.attname for column in data.form(label).stored]
            list(data.rows(label).values_list("pk", *names))

    taken = alternately({"ours": judged, "floor": read}, times=times, clock=time.perf_counter)
    yield Line(
        "rules.school", db, taken["ours"],
        floor="reading every form that the rules read, once", floor_s=taken["floor"],
        target="< 1 s", note=f"{len(rules)} rules, 3,000 students, 3 years",
    )  # fmt: skip
    school_checks.check_school(school, filing)
    yield Line(
        "rules.check", db, median(lambda: school_checks.check_school(school, filing), times=times),
        target="< 1 s", note="the same, with rules across schools, the ledger and the counters",
    )  # fmt: skip
    area = Org.objects.subtree(province.path).schools()
    number = area.count()
    yield Line(
        "rules.area", db, median(lambda: school_checks.check_area(area, filing), times=1),
        note=f"{number} schools, from nothing to findings",
    )  # fmt: skip


@transaction.atomic
def fill(school: Org, students: int) -> None:
    """Students with enrolment, attributes, aid and certificates; classes; teachers with posts and titles; the year's
    figures three times. A few of each break a rule.
    """
    classes, teachers = -(-students // PER_CLASS), students // 15
    birth, numbers = dt.date(2004, 9, 1), range(students)
    people = _put(
        school,
        "student",
        students,
        number=[f"s{n}" for n in numbers],
        sex="2",
        birth=birth,
        name=[f"谭红{n}" for n in numbers],
    )
    staff = _put(
        school, "teacher", teachers, number=[f"t{n}" for n in range(teachers)], name="韦朗", sex="1",
        birth=dt.date(1980, 1, 1), political_status="13",
    )  # fmt: skip
    _put(
        school, "teacher_employment", teachers, teacher_id=staff, status="11", category="11", post="2",
        is_part_time=False, is_double_qualified=[n % 3 == 0 for n in range(teachers)], started_work="2003-07",
    )  # fmt: skip
    majors = _put(school, "major", 12, number=[f"z{n}" for n in range(12)], short_name="数控", status="1")
    rooms = _put(
        school, "school_class", classes, number=[f"c{n}" for n in range(classes)], name="班", status="1",
        grade=[YEARS[n % 3] for n in range(classes)], total=PER_CLASS, boys=0, girls=PER_CLASS, boarders=30,
        head_teacher_id=[staff[n] for n in range(classes)], major_id=[majors[n % 12] for n in range(classes)],
    )  # fmt: skip
    of_class = [n // PER_CLASS for n in numbers]
    _put(
        school, "student_enrolment", students, student_id=people, school_class_id=[rooms[n] for n in of_class],
        status=["01" if n % 50 else "07" for n in numbers], grade=[YEARS[n % 3] for n in of_class],
        admitted=[f"{YEARS[n % 3]}-09" for n in of_class], boarding=["2" if n % 3 else "1" for n in numbers],
    )  # fmt: skip
    _put(
        school,
        "student_attributes",
        students,
        student_id=people,
        hardship=["22" if n % 4 else "3" for n in numbers],
    )
    for year in YEARS:
        for term in "12":
            day = dt.date(year, 11, 1) if term == "1" else dt.date(year + 1, 4, 1)
            _put(
                school, "student_aid", students, year=year, term=term, student_id=people, amount=1000,
                kind=["2" if n % 4 and YEARS[n // PER_CLASS % 3] > year - 2 else "3" for n in numbers],
                paid=day, month_from=f"{day:%Y-%m}",
            )  # fmt: skip
        for form in registry.registry().records:
            if form.single and form.period != "standing":
                _put(school, form.key, 1, year=year, **_figures(form))
    _put(
        school, "student_certificate", students, student_id=people, number=[f"n{n}" for n in numbers], name="电工",
        issued=[dt.date(2021, 5, 1) if n % 40 else dt.date(2015, 5, 1) for n in numbers],
    )  # fmt: skip


def _figures(form: Any) -> dict[str, Any]:
    """The examples of the numbers of a form."""
    return {
        column.name: column.example
        for column in form.stored
        if column.name != "year" and isinstance(column.example, int) and not isinstance(column.example, bool)
    }


def _put(school: Org, key: str, rows: int, /, **columns: Any) -> list[int]:
    """Insert rows by column; a list holds a value for each row, anything else is the same in all. Ids in order."""
    model, now = registry.get(key).model, timezone.now()
    ids = list(bulk.allocate_ids(model, rows))
    common = {"school_id": school.pk, "version": 1, "gaps": 0, "created_at": now, "updated_at": now}
    columns = {"id": ids, **common, **columns}
    values = [value if isinstance(value, list) else repeat(value, rows) for value in columns.values()]
    bulk.insert_rows(model, list(columns), list(zip(*values, strict=True)))
    return ids
