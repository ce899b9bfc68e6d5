"""How far one internship is: its students with place, agreement, insurance, months, reports and result.

Everything comes through the gate form by form; of a form that somebody may not see nothing is counted. The number of
queries is the same for every class.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import RecordForm
from zhijiao.internships.form_keys import (
    DRAFT,
    ENROLLED,
    ENROLMENT,
    PLACEMENT,
    PROGRESS,
    READ,
    REPORT,
    RESULT,
)

SHOWN = ("student", "company", "post", "region")
FLAGS = ("agreement", "consent", "insured")
Placed = Mapping[int, Any]
"""Something by the number of the placement."""


@dataclass(frozen=True)
class Reports:
    """Reports of a student: handed in, and of those read by a teacher."""

    handed_in: int
    read: int


@dataclass(frozen=True)
class Intern:
    """A student of the project. What its reader may not see, and what is not filled in, is None."""

    id: int
    url: str
    student: str
    company: str
    post: str
    region: str
    starts: date | None
    ends: date | None
    agreement: bool | None
    consent: bool | None
    insured: bool | None
    months: int | None
    reports: Reports | None
    result: str | None


@dataclass(frozen=True)
class Place:
    """A company with a place, and how many students of the project are there."""

    company: str
    region: str
    students: int


@dataclass(frozen=True)
class Progress:
    """All students of a project: those that are placed, and those of the class that are not."""

    interns: list[Intern]
    #: Students of the class who are nowhere; None for those who may not see who is in it.
    lacking: list[str] | None
    places: list[Place]
    #: Forms that the reader may not see.
    hidden: list[str]

    def without(self, flag: str) -> int:
        """How many lack an agreement, a consent or insurance."""
        return sum(getattr(intern, flag) is not True for intern in self.interns)

    @property
    def reported(self) -> int:
        """How many have handed in a report."""
        return sum(bool(intern.reports and intern.reports.handed_in) for intern in self.interns)

    @property
    def read(self) -> int:
        """How many have a report that a teacher has read."""
        return sum(bool(intern.reports and intern.reports.read) for intern in self.interns)

    @property
    def followed(self) -> int:
        """How many have a month in 学生实习情况."""
        return sum(bool(intern.months) for intern in self.interns)

    @property
    def ended(self) -> int:
        """How many have a result."""
        return sum(bool(intern.result) for intern in self.interns)


def progress_of(ctx: FormContext, project: int) -> Progress:
    """The students of a project; a query for each of the forms that are seen."""
    seen = {key: ctx.can("view", _form(key)) for key in (PLACEMENT, PROGRESS, REPORT, RESULT, ENROLMENT)}
    hidden = [_form(key).label for key, open_to in seen.items() if not open_to]
    if not seen[PLACEMENT]:
        return Progress([], None, [], hidden)
    months = _months(ctx, project) if seen[PROGRESS] else None
    reports = _reports(ctx, project) if seen[REPORT] else None
    results = _results(ctx, project) if seen[RESULT] else None
    interns = list(_interns(ctx, project, months, reports, results))
    lacking = _lacking(ctx, project) if seen[ENROLMENT] else None
    return Progress(interns, lacking, _places(interns), hidden)


def _form(key: str) -> RecordForm:
    return registry.record_form(key)


def _interns(
    ctx: FormContext, project: int, months: Placed | None, reports: Placed | None, results: Placed | None
) -> Iterable[Intern]:
    form = _form(PLACEMENT)
    columns = [form.columns[name] for name in SHOWN]
    rows = ctx.rows("view", form).filter(project=project).order_by("student__number", "pk")
    for extra, values in form.fetch(rows, columns, ("pk", "starts", "ends", *FLAGS)):
        row_id, starts, ends, agreement, consent, insured = extra
        student, company, post, region = (
            column.text(value) for column, value in zip(columns, values, strict=True)
        )
        yield Intern(
            id=row_id,
            url=ctx.address(reverse("filing:view", args=[form, row_id])),
            student=student,
            company=company,
            post=post,
            region=region,
            starts=starts,
            ends=ends,
            agreement=agreement,
            consent=consent,
            insured=insured,
            months=None if months is None else months.get(row_id, 0),
            reports=None if reports is None else reports.get(row_id, Reports(0, 0)),
            result=None if results is None else results.get(row_id, ""),
        )


def _months(ctx: FormContext, project: int) -> Placed:
    rows = ctx.rows("view", _form(PROGRESS)).filter(placement__project=project).order_by()
    return dict(rows.values("placement_id").annotate(n=Count("pk")).values_list("placement_id", "n"))


def _reports(ctx: FormContext, project: int) -> Placed:
    rows = ctx.rows("view", _form(REPORT)).filter(placement__project=project).order_by()
    counted = rows.values("placement_id").annotate(
        handed_in=Count("pk", filter=~Q(status=DRAFT)), read=Count("pk", filter=Q(status=READ))
    )
    return {row["placement_id"]: Reports(row["handed_in"], row["read"]) for row in counted}


def _results(ctx: FormContext, project: int) -> Placed:
    """What became of each: how it was completed, with the mark."""
    form = _form(RESULT)
    rows = ctx.rows("view", form).filter(placement__project=project)
    completion, grade = form.columns["completion"], form.columns["grade"]
    return {
        placement: "，".join(filter(None, (completion.text(done), grade.text(mark)))) or "已登记"
        for placement, done, mark in rows.values_list("placement_id", "completion", "grade")
    }


def _lacking(ctx: FormContext, project: int) -> list[str]:
    """Students in the class of the project for whom no placement can be seen; one query."""
    form = _form(ENROLMENT)
    placed = ctx.rows("view", _form(PLACEMENT)).filter(project=project, student__isnull=False)
    room = ctx.rows("view").filter(pk=project).values("school_class")
    rows = ctx.rows("view", form).filter(school_class__in=room, status=ENROLLED)
    student = form.columns["student"]
    fetched = form.fetch(
        rows.exclude(student__in=placed.values("student")).order_by(student.order_by, "pk"), [student]
    )
    return [student.text(value) for _, (value,) in fetched]


def _places(interns: Iterable[Intern]) -> list[Place]:
    """Companies with their places, the one with most students first."""
    counted: dict[tuple[str, str], int] = {}
    for intern in interns:
        place = intern.company, intern.region
        counted[place] = counted.get(place, 0) + 1
    return [
        Place(company, region, number)
        for (company, region), number in sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    ]
