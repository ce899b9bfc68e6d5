"""数据图表 as somebody uses it: bars are drawn, in the dark as well, and a click opens the records they count."""

import pytest

from tests import sample
from tests.journeys.sessions import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CANVAS = "document.querySelector('[aria-labelledby=pic-student_grade-h] canvas')"
BAR = f"""() => {{ const canvas = {CANVAS}, chart = window.Chart.getChart(canvas);
canvas.scrollIntoView({{ block: "center", behavior: "instant" }});
const at = chart.getDatasetMeta(0).data[0].getCenterPoint();
const box = canvas.getBoundingClientRect();
const ink = canvas.getContext("2d").getImageData(at.x * devicePixelRatio, at.y * devicePixelRatio, 1, 1).data;
return {{ x: box.left + at.x, y: box.top + at.y, ink: Array.from(ink), number: chart.data.datasets[0].data[0] }}; }}"""
DRAWN = f"() => Boolean(window.Chart && window.Chart.getChart({CANVAS}))"


def wait(page):
    for _ in range(100):
        if page.evaluate(DRAWN):
            return
        page.wait_for_timeout(50)
    raise AssertionError("nothing was drawn")


def test_a_bar_opens_the_records_it_counts(page, live_server, staff):
    sample.fill_all(staff.school, 3)
    signed_in(page, live_server, staff.clerk)
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(f"{live_server.url}/charts/")
    wait(page)
    light = page.evaluate(BAR)
    page.evaluate("() => { document.documentElement.dataset.bsTheme = 'dark'; }")
    page.wait_for_timeout(100)
    dark = page.evaluate(BAR)
    assert light["ink"][3] == dark["ink"][3] == 255
    assert light["ink"] != dark["ink"]
    page.mouse.click(dark["x"], dark["y"])
    page.wait_for_url("**/forms/student_enrolment/**")
    assert f"共 {dark['number']} 条" in page.locator("nav.pager").inner_text()
    assert said == []


def test_on_paper_there_is_the_table(page, live_server, staff):
    sample.fill_all(staff.school, 3)
    signed_in(page, live_server, staff.clerk)
    page.goto(f"{live_server.url}/charts/student_enrolment/")
    wait(page)
    table = page.locator("#pic-student_grade table")
    assert not table.is_visible()
    page.emulate_media(media="print")
    assert table.is_visible()
    assert not page.locator("[aria-labelledby=pic-student_grade-h] canvas").is_visible()
