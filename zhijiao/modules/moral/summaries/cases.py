"""典型案例 of the module 德育工作."""

from zhijiao.cases import declare as cases
from zhijiao.filing.declare import Reader, Summary, SummaryRow


class MoralTypicalCase(Summary):
    """德育工作 / 典型案例: cases that an authority above the school has selected, whichever school wrote them."""

    label = "典型案例"
    module = "moral"
    definition = cases.DEFINITION
    reads = ["moral.MoralCase"]
    items = cases.ITEMS
    listing = list(cases.ITEMS)
    filters = ["title", "school", "kind", "keywords", "year", "level", "selected_on"]
    boards = cases.LIBRARY

    def compute(self, reader: Reader) -> list[SummaryRow]:
        """One row per selected case, the latest first."""
        return cases.selected_rows(reader, "moral_case")
