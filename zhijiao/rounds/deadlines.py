"""The last day of a level, a school or a form in a round: the round's, the province's, and what was extended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from zhijiao.catalogue.matrix import Round, round_for
from zhijiao.catalogue.round_facts import LEVELS
from zhijiao.orgs.models import Level, Org
from zhijiao.rounds import grants
from zhijiao.rounds.grants import Granted


@dataclass(frozen=True)
class SchoolDeadlines:
    """The deadlines of one school: that of the round, and what was granted on top."""

    set: date
    granted: Granted = grants.NOTHING

    def of(self, form: str | None = None) -> date:
        """The last day for a form, or for the whole school."""
        return max(self.set, self.granted.extended_to(form) or self.set)

    def days_left(self, today: date | None = None) -> int:
        """Days until the last one for the whole school; negative when it has passed."""
        return (self.of() - (today or timezone.localdate())).days

    @property
    def last(self) -> date:
        """The last day of all: after it nothing of the school is open any more."""
        return max([self.set, *self.granted.extensions.values()])


def deadline(filing: Round, level: str, school: Org | None = None, form: str | None = None) -> date:
    """The last day of a level (`catalogue.round_facts.LEVELS`) in a round.

    With a school, as it is for that school and those above it: its province's own days count, and of the level of
    schools what it was granted (one query). With a form, what was granted for the form too.
    """
    if school is None:
        return filing.deadline(level)
    if level == Level.SCHOOL:
        return deadlines_of(filing, [school])[school.pk].of(form)
    return round_for(filing, school).deadline(level)


def deadlines_of(filing: Round, schools: Sequence[Org]) -> dict[int, SchoolDeadlines]:
    """Deadlines of several schools, by school; one query."""
    granted = grants.granted_to(schools, filing)
    return {
        school.pk: SchoolDeadlines(
            round_for(filing, school).deadline(Level.SCHOOL), granted.get(school.pk, grants.NOTHING)
        )
        for school in schools
    }


def days_in_words(filing: Round) -> str:
    """The days of a round in one line: levels with the same day are named together."""
    named: dict[date, list[str]] = {}
    for level in LEVELS:
        named.setdefault(filing.deadline(level), []).append(str(Level(level).label))
    last = "；".join(f"{'、'.join(levels)} {day}" for day, levels in named.items())
    return f"{filing.opens} 开始填报，截止日期：{last}。"


def own_deadline(filing: Round, org: Org) -> date:
    """The last day of a node of the tree, for its own pages; of schools without what was granted. No query."""
    return round_for(filing, org).deadline(org.level)
