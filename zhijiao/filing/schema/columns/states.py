"""Columns of states that a workflow keeps: shown, filtered and exported like codes, and typed by nobody."""

from collections.abc import Sequence
from typing import Any

from zhijiao.filing.schema.columns.base import ParseFrame
from zhijiao.filing.schema.columns.cells import Cell
from zhijiao.filing.schema.columns.codes import CodeColumn
from zhijiao.filing.schema.columns.traits import Control


class StateCell(str):
    """The cell by which a workflow moves a record; no text of anybody can stand for one."""


class StateColumn(CodeColumn):
    """Where a record stands. Records begin with the default; what is sent without a workflow changes nothing."""

    type_label = "由系统按流程更新"
    typed = False
    widget = "readonly"

    def parse(self, cells: Sequence[Cell], frame: ParseFrame) -> list[Any]:
        """States that a workflow sends; :class:`~zhijiao.filing.schema.implied_checks.StateKept` keeps all others."""
        return [str(cell) if isinstance(cell, StateCell) else self.facts.default for cell in cells]

    def control(self, longest: int) -> Control:
        """Shown only; choices are for conditions."""
        return Control(self.widget)

    def schema(self) -> dict[str, Any]:
        return super().schema() | {"readOnly": True}
