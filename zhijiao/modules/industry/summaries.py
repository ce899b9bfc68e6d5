"""自动汇总 of the module 产教融合."""

from zhijiao.cases import declare as cases
from zhijiao.filing.declare import Reader, Summary, SummaryRow


class IndustryTypicalCase(Summary):
    """产教融合 / 典型案例: cases that an authority above the school has selected, whichever school wrote them."""

    label = "典型案例"
    module = "industry"
    definition = cases.DEFINITION
    reads = ["industry.IndustryCase"]
    items = cases.ITEMS
    listing = list(cases.ITEMS)
    filters = ["title", "school", "kind", "keywords", "year", "level", "selected_on"]
    boards = cases.LIBRARY

    def compute(self, reader: Reader) -> list[SummaryRow]:
        """One row per selected case, the latest first."""
        return cases.selected_rows(reader, "industry_case")
