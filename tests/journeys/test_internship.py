"""An internship in a browser: from an empty school along the nine states of the guide to 实习结果."""

import re

import pytest

from tests import sample
from tests.journeys.sessions import signed_in
from tests.journeys.test_grid import cell, paste
from zhijiao.filing.models import ImportBatch
from zhijiao.filing.schema import registry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CLASS_SIZE = 3
BEFORE = ["teacher", "campus", "department"]
STATES = [
    ("major", 1),
    ("school_class", 2),
    ("training_base", 3),
    ("enterprise", 3),
    ("internship_base", 4),
    ("textbook", 4),
    ("course", 6),
    ("term_settings", 7),
    ("training_plan", 7),
    ("teaching_schedule", 9),
]
"""What is entered, in the order of the guide's table, and how many of its nine states are reached then."""


class Clerk:
    """A clerk at work in a browser, with what is typed into the grids."""

    def __init__(self, page, base) -> None:
        self.page, self.base = page, base

    def open(self, path):
        self.page.goto(self.base + path)

    def enter(self, form, number=1, **cells):
        """Paste rows with their headings into the grid of a form, and save them."""
        form = registry.get(form)
        self.open(f"/forms/{form.key}/grid/")
        typed = columns(form)
        rows = [sample.row(form, i, **cells) for i in range(number)]
        lines = [[column.label for column in typed]]
        lines += [[quoted(row[column.name]) for column in typed] for row in rows]
        self.page.locator("#grid .cell-box").focus()
        paste(self.page, "\r\n".join("\t".join(line) for line in lines) + "\r\n")
        self.save(f"新增 {number} 条")

    def save(self, told):
        self.page.get_by_role("button", name="保存", exact=True).click()
        answer = self.page.locator(".toast, #grid-problems:not([hidden])").first
        answer.wait_for()
        assert told in answer.inner_text()
        assert "没有改动" in self.page.locator("[data-grid-count]").inner_text()

    def type(self, row, name, text):
        cell(self.page, row, name).click()
        self.page.keyboard.type(str(text))
        self.page.keyboard.press("Enter")

    def same_for_all(self, **cells):
        """Type into the first row, and let all rows below have the same."""
        for name, text in cells.items():
            self.type(1, name, text)
        cell(self.page, 1, next(iter(cells))).click()
        cell(self.page, 1, list(cells)[-1]).click(modifiers=["Shift"])
        self.page.get_by_role("button", name="以下各行相同").click()

    def text(self, selector="main"):
        return self.page.locator(selector).inner_text()

    def follow(self, name, exact=True):
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name, exact=exact).first.click()


def columns(form):
    """What is typed into the grid of a form."""
    return [c for c in form.stored if c.typed and not c.holds_files and c.name != "year"]


def example(form, *skipped):
    """The cells of the example that a clerk types, without those that are begun already."""
    typed = sample.row(form)
    names = [column.name for column in columns(registry.get(form)) if column.name not in skipped]
    return {name: typed[name] for name in names if typed[name] not in (None, "")}


def quoted(value):
    """A cell as a spreadsheet puts it on the clipboard."""
    text = "" if value is None else str(value)
    return '"' + text.replace('"', '""') + '"' if "\n" in text or '"' in text else text


@pytest.fixture
def clerk(page, live_server, staff):
    signed_in(page, live_server, staff.clerk)
    return Clerk(page, live_server.url)


def reached(clerk) -> int:
    clerk.open("/forms/internship_project/")
    return int(re.search(r"9 项中已完成 (\d) 项", clerk.text())[1])


def test_from_an_empty_school_to_the_results(clerk, staff):
    assert reached(clerk) == 0
    for form in BEFORE:
        clerk.enter(form)
    for form, states in STATES:
        clerk.enter(form)
        assert reached(clerk) == states, form
    clerk.enter("student", CLASS_SIZE)
    clerk.enter("student_enrolment", CLASS_SIZE, school_class=sample.key("school_class"))
    clerk.enter("internship_project", students=CLASS_SIZE)
    _everybody_is_placed(clerk)
    _months_and_results(clerk)
    _the_board_says_where(clerk)


def _progress(clerk):
    """The page 实习进展, by way of the list and the record."""
    clerk.open("/forms/internship_project/")
    clerk.follow(sample.row("internship_project")["name"])
    clerk.follow("实习进展")


def _lead_on(clerk, step):
    """Go from a step of the page to the grid with everybody who lacks it."""
    row = clerk.page.get_by_role("row", name=re.compile(step))
    with clerk.page.expect_navigation():
        row.get_by_role("link", name=f"录入 {CLASS_SIZE} 人").click()


def _everybody_is_placed(clerk):
    """The whole class in one grid: typed once, the same for all, an exception in one row."""
    _progress(clerk)
    _lead_on(clerk, "实习去向")
    for i in range(CLASS_SIZE):
        begun = cell(clerk.page, i + 1, "student").evaluate("td => td.firstChild.data")
        assert begun == sample.key("student", i)
    assert "没有改动" in clerk.text("[data-grid-count]")
    clerk.same_for_all(**example("internship_placement", "project", "student"))
    assert f"已改动 {CLASS_SIZE} 行" in clerk.text("[data-grid-count]")
    for name, text in (("agreement", "否"), ("lacking", "企业月底前补签"), ("region", "440106")):
        clerk.type(CLASS_SIZE, name, text)
    cell(clerk.page, 2, "mentor_phone").click()  # private items are not filled, but a block can be pasted
    paste(clerk.page, "13800000032\r\n" * (CLASS_SIZE - 1))
    clerk.save(f"新增 {CLASS_SIZE} 条")
    assert ImportBatch.objects.latest("pk").total == CLASS_SIZE


def _months_and_results(clerk):
    for form, step in (("internship_progress", "实习过程记录"), ("internship_result", "实习结果")):
        _progress(clerk)
        _lead_on(clerk, step)
        clerk.same_for_all(**example(form, "placement"))
        clerk.save(f"新增 {CLASS_SIZE} 条")
    _progress(clerk)
    steps = clerk.text("#steps")
    assert re.search(rf"实习结果\s+{CLASS_SIZE} / {CLASS_SIZE}", steps), steps


def _the_board_says_where(clerk):
    clerk.follow("实习分布")
    assert "广东省" in clerk.text("#provinces")
    clerk.page.get_by_label("广西壮族自治区 2 人次").click()
    assert "隆安县" in clerk.text("#counties")
    assert "没有缺协议或保险的学生" in clerk.text("#lacking")  # 认识实习 wants no agreement
