"""Writing rows of a demo school, through the validator and the writer that everybody uses."""

from collections.abc import Iterable
from typing import Any

from zhijiao.filing.records.validation import validate
from zhijiao.filing.records.writer import write
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org


class DemoRowRefused(RuntimeError):
    """A row of the demo province does not pass the checks: the forms have changed, the demo has to follow."""


class SchoolWriter:
    """SchoolWriter rows of one school through the validator and the writer; ``written`` counts them."""

    def __init__(self, school: Org) -> None:
        self.school = school
        self.actor = Actor.system(school)
        self.written = 0

    def write(self, key: str, rows: Iterable[dict[str, Any]]) -> None:
        """Write rows of a form. All of them name the same columns or leave them empty."""
        rows = list(rows)
        if not rows:
            return
        form = registry.record_form(key)
        names = dict.fromkeys(name for row in rows for name in row)
        frame = validate(form, self.school, {name: [row.get(name) for row in rows] for name in names})
        if not frame.clean:
            first = frame.problems[0]
            raise DemoRowRefused(f"{self.school.name}，{form.label}，{frame.place(first.row)}：{first}")
        self.written += write(self.actor, self.school, frame).created
