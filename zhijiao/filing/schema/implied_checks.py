"""Checks that nobody declares, because they follow from the facts of the items and from the workflow of the form."""

from zhijiao.filing.schema.columns.base import FormLike, RecordForm
from zhijiao.filing.schema.columns.states import StateCell
from zhijiao.filing.schema.frame import Frame
from zhijiao.filing.schema.row_checks import TODAY, Check, InOrder, NotAfterToday
from zhijiao.filing.schema.workflow import Workflow


class NoRing(Check):
    """A reference to the same form does not lead back to where it started (隶属机构). Implied for such references."""

    def run(self, frame: Frame) -> None:
        """Walks up from each row that has an identity of its own."""
        name = self.fields[0]
        column = frame.form.columns[name]
        if not any(value is not None for value in frame.values[name]):
            return
        rows = frame.form.model.unscoped.filter(school_id=frame.school_id).exclude(**{name: None})
        above = dict(rows.values_list("pk", column.attname))
        for i, own in enumerate(frame.ids):
            if own is not None:
                above[own] = frame.values[name][i]
        for i, own in enumerate(frame.ids):
            seen, step = {own}, frame.values[name][i] if own is not None else None
            while step is not None and step not in seen:
                seen.add(step)
                step = above.get(step)
            if step is not None:
                frame.problem(i, column, "不能隶属于自己或自己的下级", "请改选上级", code="ring")

    def demand(self, form: FormLike) -> str:
        return f"“{form.columns[self.fields[0]].label}”不能是记录自身或其下级"


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
