"""A clerk enters rows in the grid: by keyboard, from the clipboard, with mistakes, beside a colleague."""

import pytest

from tests.accounts.places import person, plant
from tests.axe import assert_no_violations
from tests.filing.pages.world import fill
from tests.journeys.sessions import signed_in
from zhijiao.filing.models import Draft, ImportBatch
from zhijiao.filing.schema import registry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def tree(db):
    return plant()


@pytest.fixture
def world(tree):
    return fill(tree.school, copies=2, keys=("teacher", "department", "enterprise"))


@pytest.fixture
def clerk(tree):
    return person(tree.school, "wei", "school_clerk")


@pytest.fixture
def grid(page, live_server, world, clerk):
    """The grid of the departments: three rows and ten empty ones."""
    signed_in(page, live_server, clerk)
    page.goto(live_server.url + "/forms/department/grid/")
    page.locator("#grid .cell-box").focus()
    return page


def departments():
    return registry.get("department").model.unscoped.order_by("number")


PLACE = """name => Array.from(document.querySelectorAll("#grid thead th"))
    .findIndex(th => th.dataset.name === name)"""
HERE = """() => {
    const td = document.querySelector("#grid td.at");
    const heads = document.querySelector("#grid thead tr").cells;
    return [heads[td.cellIndex].dataset.name, td.parentElement.sectionRowIndex];
}"""


def cell(page, row, name):
    """A cell by its row (from 1) and column."""
    return page.locator(f"#grid tbody tr:nth-child({row}) > :nth-child({page.evaluate(PLACE, name) + 1})")


def at(page):
    """Where the box is: the cell's column and row."""
    return page.evaluate(HERE)


def paste(page, text):
    """Paste a block as a spreadsheet leaves it on the clipboard."""
    page.evaluate(
        "text => { const data = new DataTransfer(); data.setData('text/plain', text);"
        " document.activeElement.dispatchEvent(new ClipboardEvent('paste',"
        " { clipboardData: data, bubbles: true, cancelable: true })); }",
        text,
    )


def test_keyboard_alone(grid):
    page = grid
    keys = page.keyboard
    assert at(page) == ["number", 0]
    keys.press("Tab")
    keys.press("ArrowDown")
    assert at(page) == ["name", 1]
    keys.type("信息工程部")
    keys.press("Enter")
    assert at(page) == ["name", 2]
    assert cell(page, 2, "name").inner_text() == "信息工程部"
    keys.press("F2")
    keys.type("丙")
    keys.press("Escape")
    assert "丙" not in cell(page, 3, "name").inner_text()
    keys.press("F2")
    keys.type("丁")
    keys.press("Tab")
    keys.press("Control+z")
    assert "丁" not in cell(page, 3, "name").inner_text()
    assert "已改动 1 行 1 处" in page.locator("[data-grid-count]").inner_text()
    keys.press("Control+s")
    page.locator(".toast", has_text="已保存，修改 1 条").wait_for()
    assert "没有改动" in page.locator("[data-grid-count]").inner_text()
    assert departments()[1].name == "信息工程部"
    keys.press("Escape")
    keys.press("Tab")
    assert page.evaluate("!document.activeElement.closest('#grid')")
    page.locator(".toast button", has_text="撤销").click()
    page.locator(".toast", has_text="已撤销表格录入，改回 1 条").wait_for()
    assert departments()[1].name != "信息工程部"


def test_a_block_from_excel_with_a_mistake_mended(grid, world):
    page, keys = grid, grid.keyboard
    cell(page, 4, "number").click()
    lines = ["80\t甲部\t\t\t教学院系", "81\t乙部\t\t\t教学院细", '82\t"丙\n""部"""\t\t\t行政机构']
    paste(page, "\r\n".join(lines) + "\r\n")
    assert cell(page, 6, "name").evaluate("td => td.firstChild.data") == '丙\n"部"'
    cell(page, 4, "is_entity").click()
    keys.type("是")
    keys.press("Enter")
    keys.press("ArrowUp")
    keys.press("Shift+ArrowDown")
    keys.press("Shift+ArrowDown")
    keys.press("Control+d")
    cell(page, 4, "in_use").click()
    keys.type("是")
    keys.press("Enter")
    keys.press("Control+d")
    keys.press("ArrowDown")
    page.get_by_role("button", name="向下填充").click()
    assert cell(page, 6, "in_use").evaluate("td => td.firstChild.data") == "是"
    assert cell(page, 6, "is_entity").evaluate("td => td.firstChild.data") == "是"
    page.get_by_role("button", name="保存", exact=True).click()
    problems = page.locator("#grid-problems")
    problems.get_by_text("有 1 处需要修改").wait_for()
    assert problems.evaluate("element => element === document.activeElement")
    assert departments().count() == 3
    assert_no_violations(page)
    problems.get_by_role("button", name="第 5 行 机构类别").click()
    assert at(page) == ["kind", 4]
    assert "教学院系" in page.locator("#grid-bubble").inner_text()
    assert cell(page, 5, "kind").get_attribute("aria-invalid") == "true"
    keys.type("教学")
    page.get_by_role("option", name="教学院系").wait_for()
    keys.press("ArrowDown")
    keys.press("Enter")
    assert cell(page, 5, "kind").evaluate("td => td.firstChild.data") == "教学院系"
    keys.press("Control+s")
    page.locator(".toast", has_text="已保存，新增 3 条").wait_for()
    assert problems.is_hidden()
    assert [d.number for d in departments()][-3:] == ["80", "81", "82"]
    assert ImportBatch.objects.get().total == 3


def test_headings_of_a_pasted_block_say_where_it_goes(grid):
    page = grid
    cell(page, 4, "phone").click()
    paste(page, "机构名称\t*机构号\n甲部\t80\n乙部\t81")
    assert cell(page, 4, "number").inner_text() == "80"
    assert cell(page, 5, "name").inner_text() == "乙部"
    assert "按表头对应" in page.locator("[data-grid-state]").inner_text()
    page.keyboard.press("Control+z")
    assert cell(page, 4, "number").inner_text() == ""


def test_a_block_longer_than_the_table_makes_rows(grid):
    page = grid
    cell(page, 4, "number").click()
    paste(page, "\n".join(f"{n}\t部{n}" for n in range(100, 130)))
    assert page.locator("#grid tbody tr").count() == 33
    assert cell(page, 33, "name").inner_text() == "部129"


def test_copying_goes_back_into_a_spreadsheet(grid):
    page, keys = grid, grid.keyboard
    keys.press("Shift+ArrowRight")
    keys.press("Shift+ArrowDown")
    text = page.evaluate(
        "() => { const data = new DataTransfer(); document.activeElement.dispatchEvent("
        "new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }));"
        " return data.getData('text/plain'); }"
    )
    first, second = departments()[:2]
    assert text == f"{first.number}\t{first.name}\r\n{second.number}\t{second.name}"


def test_a_colleague_was_faster(grid, open_page, live_server, tree, world):
    page, keys = grid, grid.keyboard
    other = signed_in(
        open_page(), live_server, person(tree.school, "tan", "school_clerk", real_name="谭红霞")
    )
    other.goto(live_server.url + "/forms/department/grid/")
    cell(other, 1, "name").click()
    other.keyboard.type("同事改的名")
    cell(other, 1, "location").click()
    other.keyboard.type("同事改的楼")
    other.keyboard.press("Control+s")
    other.locator(".toast", has_text="已保存").wait_for()
    cell(page, 1, "name").click()
    keys.type("我改的名")
    cell(page, 1, "postcode").click()
    keys.type("530099")
    keys.press("Control+s")
    panel = page.locator("#grid-conflicts")
    panel.get_by_text("谭红霞").first.wait_for()
    assert_no_violations(page)
    assert "对方改为“同事改的名”，您填的是“我改的名”" in panel.inner_text()
    assert cell(page, 1, "location").inner_text() == "同事改的楼"
    panel.get_by_role("button", name="采用对方的").click()
    page.get_by_role("button", name="保存", exact=True).click()
    page.locator(".toast", has_text="已保存").wait_for()
    first = departments()[0]
    assert (first.name, first.location, first.postcode) == ("同事改的名", "同事改的楼", "530099")


def test_what_is_typed_survives_a_closed_tab(grid, live_server):
    page = grid
    cell(page, 1, "name").click()
    page.keyboard.type("还没保存")
    page.keyboard.press("Tab")
    page.locator("[data-grid-state]", has_text="已自动暂存").wait_for()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(live_server.url + "/forms/campus/grid/")
    assert asked == ["beforeunload"]
    page.goto(live_server.url + "/forms/department/grid/")
    assert cell(page, 1, "name").evaluate("td => td.firstChild.data") == "还没保存"
    assert "已改动 1 行 1 处" in page.locator("[data-grid-count]").inner_text()
    page.get_by_text("已恢复").wait_for()
    page.keyboard.press("Control+s")
    page.locator(".toast", has_text="已保存").wait_for()
    assert departments()[0].name == "还没保存"
    assert not Draft.objects.exists()


def test_private_cells_stay_masked(page, live_server, world, clerk):
    signed_in(page, live_server, clerk)
    page.goto(live_server.url + "/forms/teacher/grid/")
    id_cell = cell(page, 1, "id_number")
    assert "*" in id_cell.inner_text()
    cell(page, 1, "name").click()
    page.keyboard.type("改了名")
    page.keyboard.press("Control+s")
    page.locator(".toast", has_text="已保存，修改 1 条").wait_for()
    assert "*" in id_cell.inner_text()


@pytest.mark.parametrize("window", [{}, PHONE], ids=["desk", "phone"])
def test_the_grid_is_accessible(open_page, live_server, world, clerk, window):
    page = signed_in(open_page(**window), live_server, clerk)
    for form in ("department", "teacher"):
        page.goto(f"{live_server.url}/forms/{form}/grid/")
        assert_no_violations(page)
        page.locator("#grid .cell-box").focus()
        page.keyboard.type("甲")
        assert_no_violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        page.keyboard.press("Escape")
        for keys, bar in (("Control+h", "#grid-find"), ("Control+Shift+l", "#grid-filter")):
            page.keyboard.press(keys)
            page.locator(bar).wait_for()
            assert_no_violations(page)
            page.keyboard.press("Escape")


def test_a_mistake_in_a_pasted_block_is_told_before_saving(grid):
    page, keys = grid, grid.keyboard
    cell(page, 4, "number").click()
    paste(page, "80\t甲部\t\t\t教学细\n81\t乙部\t\t\t行政机构")
    page.locator("[data-grid-state]", has_text="已粘贴 2 行 5 列，1 处有误").wait_for()
    keys.press("F8")
    assert at(page) == ["kind", 3]
    assert "是否为“教学院系”" in page.locator("#grid-bubble").inner_text()
    assert departments().count() == 3


def test_rows_beyond_the_first_come_after_the_page(grid, live_server, monkeypatch):
    monkeypatch.setattr("zhijiao.filing.pages.grid.DRAWN", 1)
    page = grid
    page.goto(live_server.url + "/forms/department/grid/")
    page.locator("#grid tbody tr").nth(12).wait_for()
    cell(page, 3, "name").click()
    page.keyboard.type("第三个部")
    page.keyboard.press("Control+s")
    page.locator(".toast", has_text="已保存，修改 1 条").wait_for()
    assert departments()[2].name == "第三个部"


def test_required_columns_alone(grid):
    page = grid
    page.get_by_role("button", name="只看必填列").click()
    names = page.locator("#grid thead th:visible").evaluate_all("all => all.map(th => th.dataset.name || '')")
    assert names[:3] == ["", "number", "name"]
    assert "location" not in names
    page.locator("#grid .cell-box").focus()
    for _ in range(2):
        page.keyboard.press("Tab")
    assert at(page)[0] == names[3]


def test_many_at_once_and_back(page, live_server, world, clerk):
    signed_in(page, live_server, clerk)
    page.goto(live_server.url + "/forms/department/")
    page.get_by_label("选择本页全部").check()
    page.get_by_role("button", name="批量设置").click()
    page.get_by_label("要设置的指标").select_option(label="机构地址")
    page.locator("#f-location").fill("行政楼")
    assert_no_violations(page)
    page.get_by_role("button", name="设置 3 条").click()
    page.locator(".toast", has_text="已把 3 条").wait_for()
    page.locator(".toast").get_by_role("button", name="撤销").click()
    page.locator(".toast", has_text="已撤销批量设置，改回 3 条").wait_for()
    assert not departments().filter(location="行政楼").exists()
    page.goto(live_server.url + "/forms/department/batches/")
    assert_no_violations(page)
    page.get_by_text("已撤销").wait_for()


def test_a_deletion_is_taken_back(page, live_server, world, clerk):
    signed_in(page, live_server, clerk)
    page.goto(live_server.url + "/forms/enterprise/")
    page.get_by_label("选择本页全部").check()
    page.locator("#selbar").get_by_role("button", name="删除").click()
    page.get_by_role("button", name="删除 3 条").click()
    page.locator(".toast", has_text="已删除 3 条").wait_for()
    assert not registry.get("enterprise").model.unscoped.exists()
    page.locator(".toast").get_by_role("button", name="撤销").click()
    page.locator(".toast", has_text="已撤销删除，恢复 3 条").wait_for()
    assert registry.get("enterprise").model.unscoped.count() == 3
