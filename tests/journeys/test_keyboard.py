"""Without a mouse: the four steps of the import, and one record changed from the list to the saved page."""

import pytest
from playwright.sync_api import expect

from tests import sample
from tests.filing.pages.world import fill
from tests.journeys import files
from tests.journeys.sessions import signed_in
from zhijiao.filing.schema import registry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_STEPS = 150
"""Presses of Tab within which everything on a page must be reached."""
NAMED = """
() => {
  const here = document.activeElement;
  if (!here.matches("a, button, input, select, textarea, summary, #errsum, [role=textbox]")) {
    return { name: "", id: "", shown: false };
  }
  const said = here.getAttribute("aria-label") || (here.labels && here.labels.length
    ? Array.from(here.labels).map(label => label.textContent).join(" ") : here.textContent);
  const style = getComputedStyle(here);
  const box = here.getBoundingClientRect();
  const shown = style.visibility !== "hidden" && box.width > 0;
  return { name: said.trim().replace(/\\s+/g, " "), id: here.id, shown };
}
"""


class Keys:
    """Fingers on a keyboard."""

    def __init__(self, page) -> None:
        self.page = page

    def reach(self, name: str) -> "Keys":
        """Press Tab until what has this in its name, or as its id, has the focus."""
        passed = []
        for _ in range(MOST_STEPS):
            self.page.keyboard.press("Tab")
            at = self.page.evaluate(NAMED)
            if name in at["name"] or at["id"] == name:
                assert at["shown"], f"{name} has the focus but is not to be seen"
                return self
            passed.append(at["name"][:20] or at["id"])
        raise AssertionError(f"no way to {name}: {passed}")

    def press(self, *keys: str) -> "Keys":
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def write(self, text: str) -> "Keys":
        """Replace what a box holds."""
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)
        return self


def test_the_four_steps_of_the_import(open_page, live_server, staff, worker, tmp_path):
    for needed in ("teacher", "campus"):
        sample.fill(staff.school, needed, 3)
    worker.start()
    page = signed_in(open_page(accept_downloads=True), live_server, staff.admin)
    keys = Keys(page)
    page.goto(live_server.url + "/manage/")
    keys.reach("初始化数据").press("Enter")
    page.wait_for_url("**/manage/import/**")
    keys.reach("校内机构 未导入").press("Enter")
    page.wait_for_url("**form=department**")
    keys.reach("下载模板")
    with page.expect_download() as waited:
        keys.press("Enter")
    waited.value.save_as(tmp_path / "template.xlsx")
    rows = [sample.row("department", i) for i in range(3)]
    rows[1]["kind"] = "教学部"
    rows[2]["name"] = None
    filled = files.fill(tmp_path / "template.xlsx", tmp_path / "机构.xlsx", "department", rows)
    keys.reach("file")
    with page.expect_file_chooser() as chooser:
        keys.press("Space")
    chooser.value.set_files(filled)
    page.get_by_role("region", name="校验结果").wait_for()
    _explain_the_word(page, keys)
    keys.reach("只写入通过的 2 行").press("Enter")
    page.get_by_text("上传成功。").wait_for()

    page = signed_in(open_page(), live_server, staff.reviewer)
    keys = Keys(page)
    page.goto(live_server.url + "/")
    keys.reach("初始化数据复核").press("Enter")
    page.wait_for_url("**/review/")
    keys.reach("复核 校内机构").press("Enter")
    page.wait_for_url("**/review/department/")
    keys.reach("全部通过").press("Enter")
    page.locator("#confirm.show").wait_for()
    keys.reach("通过 2 行").press("Enter")
    page.get_by_text("已进入正式库。").wait_for()
    assert registry.get("department").model.unscoped.count() == 2


def _explain_the_word(page, keys) -> None:
    """Find the unknown word's box, choose a code by typing, have the file judged again."""
    page.get_by_text("未匹配的代码值").wait_for()
    keys.reach("w1-ts-control")
    page.keyboard.type("教学院系")
    page.get_by_role("option", name="教学院系").wait_for()
    keys.press("Enter").reach("保存对照并重新校验").press("Enter")
    expect(page.locator("dl.facts")).to_contain_text("通过2 行")


def test_one_record_from_the_list_to_the_saved_page(page, live_server, staff):
    ids = sample.fill(staff.school, "teacher", 3)
    signed_in(page, live_server, staff.clerk)
    keys = Keys(page)
    page.goto(live_server.url + "/")
    keys.press("Tab")
    assert page.evaluate(NAMED)["name"] == "跳到主要内容"
    keys.reach("综合信息").press("Enter")
    page.wait_for_url("**/forms/**")
    keys.reach("教师信息").press("Enter").reach("基本信息").press("Enter")
    page.wait_for_url("**/forms/teacher/**")
    keys.reach("工号").write(sample.row("teacher", 2)["number"]).press("Enter")
    expect(page.locator("#results tbody tr, table.dt tbody tr")).to_have_count(1)
    keys.reach("编辑").press("Enter")
    page.wait_for_url(f"**/forms/teacher/{ids[2]}/edit/**")
    keys.reach("f-name").write("韦朗月")
    keys.reach("f-ethnic_group-ts-control")
    page.keyboard.type("苗族")
    page.get_by_role("option", name="苗族").wait_for()
    keys.press("Enter").reach("f-postcode").write("530")
    keys.reach("保存").press("Enter")
    page.locator("#errsum").wait_for()
    assert page.evaluate(NAMED)["id"] == "f-postcode"
    keys.write("530021").reach("保存").press("Enter")
    page.locator(".toast", has_text="已保存").wait_for()
    saved = registry.get("teacher").model.unscoped.get(pk=ids[2])
    assert (saved.name, saved.postcode) == ("韦朗月", "530021")
    assert saved.ethnic_group == "06"


MAJOR = {
    "code": "网络安防",
    "number": "88-01",
    "short_name": "网络安防",
    "direction": "企业网络安全",
    "english_name": "Network Security",
    "length": "3",
    "study_form": "qrz",
    "education_nature": "xlj",
    "programme_level": "zdz",
    "student_target": "应届初中",
    "total_credits": "180",
    "total_hours": "3000",
    "tuition": "1,800",
    "certificates": "网络安全运维",
    "department": "电子",
    "head": "谭",
    "established": "201509",
    "approved_on": "2015.6.1",
    "first_intake": "2015",
    "approval": "桂教职成〔2015〕12号",
    "status": "zz",
    "feature": "yb",
}
"""What is typed into which item of a new major."""
HERE = "document.activeElement.closest('[data-field]')?.dataset.field || ''"
LISTED = "Boolean(document.activeElement.closest('.ts-wrapper'))"
MOST_STROKES = 45


def test_a_new_major_of_twenty_items_takes_at_most_45_strokes_beside_what_is_typed(page, live_server, staff):
    fill(staff.school)
    signed_in(page, live_server, staff.clerk)
    page.goto(live_server.url + "/forms/major/new/")
    strokes, waiting = 0, dict(MAJOR)
    while waiting:
        item = page.evaluate(HERE)
        assert item, f"lost on the way, still to fill: {sorted(waiting)}"
        if text := waiting.pop(item, ""):
            page.keyboard.type(text)
            if page.evaluate(LISTED):
                page.locator(".dropdown-active .option.active").wait_for(timeout=10_000)
        page.keyboard.press("Enter")
        strokes += 1
        expect(page.locator(f"[data-field={item}]:focus-within")).to_have_count(0)
    page.keyboard.press("Control+Enter")
    strokes += 1
    page.locator(".toast", has_text="已新增").wait_for()
    assert page.url.endswith("/forms/major/new/")
    major = registry.get("major").model.unscoped.get(number="88-01")
    filled = [c.name for c in registry.get("major").stored if getattr(major, c.attname) is not None]
    assert len(filled) >= 20
    assert set(MAJOR) <= set(filled)
    assert (major.established, str(major.approved_on)) == ("2015-09", "2015-06-01")
    assert strokes <= MOST_STROKES
