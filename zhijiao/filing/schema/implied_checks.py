"""Checks that nobody declares, because they follow from the facts of the items and from the workflow of the form."""

from zhijiao.filing.schema.columns.base import FormLike, RecordForm
from zhijiao.filing.schema.columns.states import StateCell
from zhijiao.filing.schema.frame import Frame
from zhijiao.filing.schema.row_checks import TODAY, Check, InOrder, NoRing, NotAfterToday
from zhijiao.filing.schema.workflow import Workflow


class StateKept(Check):
    """A state moves by its workflow alone, and what stands in a closed one cannot be changed. Implied for workflows."""

    def __init__(self, workflow: Workflow) -> None:
        super().__init__(workflow.column)
        self.workflow = workflow

    def run(self, frame: Frame) -> None:
        """Asks for the difference only where a record is closed."""
        name = self.workflow.column
        column, cells = frame.form.columns[name], frame.raw.get(name, ())
        for i, row_id in enumerate(frame.ids):
            if row_id is None or (i < len(cells) and isinstance(cells[i], StateCell)):
                continue
            state = frame.values[name][i] = frame.existing[row_id][name]
            if state not in self.workflow.open and _differs(frame, i):
                said = f"“{column.text(state)}”时不能修改"
                frame.problem(i, column, said, self.workflow.remedy, code="state")

    def demand(self, form: FormLike) -> str:
        return f"“{form.columns[self.workflow.column].label}”由办理过程决定，不能填写；{self.workflow.remedy}"


def _differs(frame: Frame, i: int) -> bool:
    """Whether a row would change its record."""
    stored = frame.existing[frame.record_id(i)]
    return any(frame.values[column.name][i] != stored[column.name] for column in frame.form.stored)


def implied_checks(form: RecordForm) -> list[Check]:
    """Checks that follow from the facts: order of dates, no ring in a reference to the same form, the states of a
    workflow.
    """
    found: list[Check] = []
    for column in form.stored:
        if column.facts.after:
            found.append(InOrder(column.facts.after, column.name, column.name))
        if column.facts.before == TODAY:
            found.append(NotAfterToday(column.name))
        elif column.facts.before:
            found.append(InOrder(column.name, column.facts.before, column.name))
        if column.target is form:
            found.append(NoRing(column.name))
    if form.declaration.workflow:
        found.append(StateKept(form.declaration.workflow))
    return found
