"""Judgements over one row that only the forms of 教学管理 need; each is true of a good row."""

import re
from datetime import date
from decimal import Decimal

from zhijiao.filing.declare import Check, FormLike, Frame

PUBLISHED_BOOKS = ("1", "2", "3", "4", "6")
"""Kinds of textbooks that have a book number: all but printed lecture notes and others."""

THEORY_ALONE, PRACTICE_ALONE = "A", "C"
CANCELLED = "5"
FAILED = "4"
BEGINS_IN = {"1": (8, 9, 10), "2": (1, 2, 3, 4)}
"""Months in which a term may begin; the second one begins in the year after."""

PROJECT = re.compile(r"[^，,]+[，,]\s*(\d+(?:\.\d+)?)\s*(?:学时|课时|节)?\s*(?:[，,].+)?")


def hours_as_the_class_says(kind: str, theory: int, practice: int) -> bool:
    """Class A has no practice, class C no theory, class B both."""
    if kind == THEORY_ALONE:
        return practice == 0
    return practice > 0 and (theory == 0 if kind == PRACTICE_ALONE else theory > 0)


class PracticeProjects(Check):
    """Each line of 实践项目 names a project and its hours, and the hours add up to those of practice."""

    def __init__(self) -> None:
        super().__init__("projects", "practice_hours")

    def run(self, frame: Frame) -> None:
        """Names the first line that cannot be read, else the sum that differs."""
        column = frame.form.columns["projects"]
        rows = zip(frame.values["projects"], frame.values["practice_hours"], strict=True)
        for i, (projects, practice) in enumerate(rows):
            if projects is None or practice is None:
                continue
            lines = [line.strip() for line in re.split(r"[\n；;]", projects) if line.strip()]
            read = [PROJECT.fullmatch(line) for line in lines]
            if None in read:
                wrong = lines[read.index(None)]
                said = f"“{wrong[:20]}”没有写明学时"
                frame.problem(i, column, said, "每行依次写名称、学时、地点，用逗号分开", code="row")
                continue
            hours = sum(Decimal(found[1]) for found in read if found)
            if hours != practice:
                said = f"各项目学时合计 {hours}，与实践学时 {practice} 不一致"
                frame.problem(i, column, said, "请核对各项目的学时", code="sum")

    def demand(self, form: FormLike) -> str:
        projects, hours = form.columns["projects"].label, form.columns["practice_hours"].label
        return f"“{projects}”每行依次写名称、学时、地点，各项目学时合计等于“{hours}”"


def begins_in_its_term(year: int, term: str, starts: date) -> bool:
    """The first term begins from August to October of the school year, the second from January to April after."""
    return starts.year == year + (term != "1") and starts.month in BEGINS_IN[term]


def weeks_fit_the_days(starts: date, ends: date, weeks: int) -> bool:
    """No more weeks of teaching than lie between the first and the last day, begun ones counted."""
    return weeks <= (ends - starts).days // 7 + 1


def only_blocks_have_no_weekly_hours(block: bool, weekly_hours: Decimal) -> bool:
    """Hours a week are 0 for whole weeks of practice alone."""
    return block or weekly_hours > 0


def cancelled_lessons_have_no_hours(status: str, hours: Decimal) -> bool:
    """A lesson that was cancelled (停课) has no hours, any other has."""
    return (hours == 0) == (status == CANCELLED)


def failed_below_sixty(score: Decimal, grade: str) -> bool:
    """Under sixty of a hundred is 不合格, and nothing else is."""
    return (score < 60) == (grade == FAILED)


def further_is_within_employment(employment: Decimal, further: Decimal) -> bool:
    """Going on to a higher school counts as employment in the yearly report."""
    return further <= employment
