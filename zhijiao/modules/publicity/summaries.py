"""自动汇总 of the module 职教宣传."""

from datetime import date
from typing import ClassVar

from zhijiao.cases import declare as cases
from zhijiao.filing.declare import Item, Period, Reader, Summary, SummaryRow

SOURCES = {
    "vocational_week": ("publicity.VocationalWeek", "职业教育活动周", "ended"),
    "civility_activity": ("publicity.CivilityActivity", "文明风采活动", "ended"),
    "craftsman_visit": ("publicity.CraftsmanVisit", "大国工匠（劳模）进校园活动", "held"),
    "other_publicity": ("publicity.OtherPublicity", "其他活动", "ended"),
}
"""Where events stand: form, what it is called, the item that holds the last day."""

EVENT = ("id", "name", "held", "department__name", "leader__name", "students", "staff", "place")


class PublicityCalendar(Summary):
    """职教宣传 / 职教宣传活动日程表: events of all kinds in the order of their days."""

    label = "职教宣传活动日程表"
    module = "publicity"
    period: ClassVar[Period] = Period.ACADEMIC_YEAR
    definition = "所选学年四个活动表单（见下列读取的表单）中的全部活动，按开始日期排列"
    reads = [label for label, *_ in SOURCES.values()]
    items = {
        "held": Item("开始日期", "date", note="读取来源表单的活动日期或开始日期"),
        "ended": Item("结束日期", "date", note="读取来源表单，当天结束的与开始日期相同"),
        "name": Item("活动名称", note="读取来源表单，点开可看活动全文"),
        "kind": Item("活动来源", note="活动所在的表单，需要更正时到那里修改"),
        "department": Item("组织机构", note="读取来源表单的组织机构名称"),
        "leader": Item("活动负责人", note="读取来源表单的负责人姓名"),
        "place": Item("活动地点", note="读取来源表单，线上活动为平台名称"),
        "people": Item("参加师生数", "integer", unit="人", note="来源表单中本校学生与教职工之和"),
    }
    listing = ["held", "ended", "name", "kind", "department", "leader", "place", "people"]
    filters = ["name", "kind", "held", "department"]
    calendar = ("held", "ended", "name")

    def compute(self, reader: Reader) -> list[SummaryRow]:
        """One row per event of the year, by day and name; a query per form."""
        rows = [row for form_key in SOURCES for row in self._of(reader, form_key)]
        return sorted(rows, key=lambda row: (row.values["held"] or date.max, row.values["name"] or ""))

    @staticmethod
    def _of(reader: Reader, form_key: str) -> list[SummaryRow]:
        """The events of one form."""
        label, kind, last = SOURCES[form_key]
        found = reader.rows(label).filter(year=reader.year).values_list(*EVENT, last)
        return [
            SummaryRow(
                {
                    "held": held,
                    "ended": ended or held,
                    "name": name,
                    "kind": kind,
                    "department": department,
                    "leader": leader,
                    "place": where,
                    "people": (students or 0) + (staff or 0),
                },
                [(form_key, row_id, name)],
            )
            for row_id, name, held, department, leader, students, staff, where, ended in found
        ]


class PublicityTypicalCase(Summary):
    """职教宣传 / 典型案例: cases that an authority above the school has selected, whichever school wrote them."""

    label = "典型案例"
    module = "publicity"
    definition = cases.DEFINITION
    reads = ["publicity.PublicityCase"]
    items = cases.ITEMS
    listing = list(cases.ITEMS)
    filters = ["title", "school", "kind", "keywords", "year", "level", "selected_on"]
    boards = cases.LIBRARY

    def compute(self, reader: Reader) -> list[SummaryRow]:
        """One row per selected case, the latest first."""
        return cases.selected_rows(reader, "publicity_case")
