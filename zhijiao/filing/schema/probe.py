"""Reading single cells outside of a frame: what a control holds, understood as the validator would, and not judged."""

from collections.abc import Mapping
from typing import Any

from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.columns.cells import Cell


class Probe:
    """What a column reads from, where nothing is reported."""

    epoch1904 = False
    mappings: Mapping[tuple[str, str], str] = {}

    def __init__(self, school_id: int) -> None:
        self.school_id = school_id
        self.failed = False

    def problem(self, i: int, column: Column, message: str, remedy: str = "", code: str = "") -> Any:
        """Remember that the cell cannot be read."""
        self.failed = True

    def read(self, column: Column, cell: Cell) -> Any:
        """The value of a cell; None where it is empty or cannot be read, which :attr:`failed` tells apart."""
        return column.parse([cell], self)[0]
