"""A case from the first word to 典型案例 by keyboard alone; what is pasted does nothing; every page as axe sees it."""

import re

import pytest
from playwright.sync_api import expect

from tests import sample
from tests.attachments import samples
from tests.cases.conftest import UP, make_desk
from tests.cases.payloads import WORD, XSS
from tests.journeys.sessions import signed_in
from tests.journeys.test_accessibility import Eye
from tests.journeys.test_keyboard import Keys
from zhijiao.cases.models import Case, Publication

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WATCH = "window.hurts = 0; window.hurt = () => { window.hurts += 1; }; window.alert = window.hurt;"
PASTE = """
([box, html]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "x");
  const at = document.getElementById(box);
  at.focus();
  at.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}
"""


@pytest.fixture
def desk(transactional_db):
    return make_desk()


def go(page, live_server, desk, who, path):
    signed_in(page, live_server, desk.people[who])
    page.goto(live_server.url + path)
    return page


def test_a_case_is_written_and_handed_up_by_keyboard(page, live_server, desk):
    keys = Keys(page)
    go(page, live_server, desk, "clerk", "/forms/moral_case/new/?year=2020")
    keys.reach("f-title").write("值周班让住校生养成守时习惯")
    keys.reach("f-kind").press("ArrowDown", "ArrowDown")
    keys.reach("f-keywords").write("值周制、住校生")
    keys.reach("f-started").write("20190901")
    keys.reach("f-background-page")
    page.keyboard.type("住校生早操迟到较多。")
    keys.reach("f-practice-page")
    page.keyboard.type("班级轮值")
    keys.press("Alt+F10", "ArrowRight", "Enter")
    expect(page.locator("#f-practice-page h3")).to_have_text("班级轮值")
    keys.press("End", "Enter")
    page.keyboard.type("每周一班，当天讲评。")
    expect(page.locator("#f-practice-count")).to_contain_text("14 字")
    keys.reach("f-results-page")
    page.keyboard.type("迟到下降六成。")
    keys.reach("f-author-ts-control")
    page.keyboard.type("js002")
    page.locator(".ts-dropdown .option", has_text="js002").first.wait_for()
    keys.press("Enter")
    page.locator("#f-may_publish-1").focus()
    keys.press("Space")
    page.locator("#f-has_personal_data-0").focus()
    keys.press("Space")
    keys.reach("保存").press("Enter")
    page.wait_for_url(re.compile(r"/forms/moral_case/\d+/$"))
    expect(page.locator(".rich h3")).to_have_text("班级轮值")
    keys.reach("办理").press("Enter")
    page.wait_for_url("**/case/")
    keys.reach("送业务主管审核").press("Enter")
    expect(page.get_by_text("待业务主管审核").first).to_be_visible()
    for who, act, state in (
        ("supervisor", "审核通过", "待校长提交"),
        ("principal", "提交上级", "上级审核中"),
        ("county", "报送上一级", "上级审核中"),
        ("city", "报送上一级", "上级审核中"),
        ("province", "选为省级典型案例", "省级典型案例"),
    ):
        go(page, live_server, desk, who, "/forms/moral_case/desk/")
        keys.reach("值周班让住校生养成守时习惯").press("Enter")
        page.wait_for_url("**/cases/**")
        keys.reach(act).press("Enter")
        expect(page.get_by_text(f"现在是“{state}”")).to_be_visible()
    go(page, live_server, desk, "neighbour", "/forms/moral_typical_case/library/")
    keys.reach("标题、正文、学校或关键词")
    page.keyboard.type("讲评")
    keys.press("Enter")
    page.wait_for_url("**q=**")
    keys.reach("值周班让住校生养成守时习惯").press("Enter")
    expect(page.locator("article h3")).to_have_text("班级轮值")
    assert Publication.objects.get().title == "值周班让住校生养成守时习惯"


def test_nothing_that_is_pasted_posted_or_named_acts(open_page, live_server, desk):
    page = open_page()
    page.add_init_script(WATCH)
    pieces = [XSS[i::16] for i in range(16)]
    records = [desk.write(practice="<p>前</p>" + "".join(piece)) for piece in pieces]
    record = records[0]
    samples.hold(desk.tree.school, "moral_case", record, "pictures", "<img src=x onerror=window.hurt(1)>.jpg")
    case = desk.go(record, *UP)
    number = Publication.objects.get().pk
    for who, path in (
        *(("clerk", f"/forms/moral_case/{each}/") for each in records),
        ("clerk", f"/forms/moral_case/{record}/edit/"),
        ("clerk", f"/forms/moral_case/{record}/history/"),
        ("clerk", f"/forms/moral_case/cases/{case.pk}/"),
        ("province", f"/forms/moral_case/cases/{case.pk}/?school={desk.tree.school.pk}"),
        ("neighbour", f"/forms/moral_typical_case/{number}/read/"),
    ):
        go(page, live_server, desk, who, path)
        page.locator("main").wait_for()
        assert page.evaluate("window.hurts") == 0, path
        assert (
            page.locator(
                "main :is(iframe, object, embed, svg script, main script, [onerror], [onclick])"
            ).count()
            == 0
        )
    go(page, live_server, desk, "clerk", "/forms/moral_case/new/?year=2020")
    for markup in ("".join(XSS), *XSS[:12], WORD.replace("{picture}", "file:///C:/x.png")):
        with page.expect_response(re.compile("/paste/")):
            page.evaluate(PASTE, ["f-practice-page", markup])
        assert page.evaluate("window.hurts") == 0
    expect(page.locator("#f-practice-page ol ul li")).to_have_text("清点人数")
    expect(page.locator("#f-practice-page td").first).to_contain_text("迟到")
    expect(page.locator("#f-practice-said, .rich-said").nth(1)).to_contain_text("图片")
    assert (
        page.locator(".rich-page :is([onerror], [onclick], [style], iframe, svg, script, form)").count() == 0
    )
    assert page.evaluate("window.hurts") == 0


def test_the_pages_of_cases_are_for_everybody(page, live_server, desk):
    page.emulate_media(reduced_motion="reduce")
    eye = Eye(page, live_server.url)
    record, other = desk.write(), desk.write()
    case = desk.go(record, "hand_in", "pass", "submit")
    desk.act(record, "county", "return-authority", "请补充")
    desk.go(record, *UP)
    number = Publication.objects.get().pk
    signed_in(page, live_server, desk.people["clerk"])
    for path in (
        "/forms/moral_case/desk/?show=all",
        f"/forms/moral_case/{other}/case/",
        f"/forms/moral_case/{other}/edit/",
        f"/forms/moral_case/cases/{case.pk}/",
        f"/forms/moral_case/cases/{case.pk}/compare/?a=1&b=2",
        "/forms/moral_typical_case/",
        "/forms/moral_typical_case/library/?q=%E5%80%BC%E5%91%A8",
        f"/forms/moral_typical_case/{number}/read/",
    ):
        eye.go(path)
    signed_in(page, live_server, desk.people["province"])
    for path in (
        "/forms/moral_case/desk/",
        f"/forms/moral_case/cases/{case.pk}/?school={desk.tree.school.pk}",
    ):
        eye.go(path)
    eye.verdict()
    assert Case.objects.count() == 1
    assert sample.stored(desk.tree.school, desk.form).count() == 2
