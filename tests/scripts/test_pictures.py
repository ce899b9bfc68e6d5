"""Pictures drawn from their tables: what is drawn, in which colours, where a click leads, and what stays without it."""

import pytest

pytestmark = pytest.mark.browser

CHART = "vendor/chartjs/chart.umd.min.js"
FRAME = """<section data-picture="{shape}" data-unit="{unit}">
<button type="button" data-picture-table aria-expanded="false" hidden>数据表</button>
<div data-picture-box hidden><canvas role="img" aria-label="图"></canvas></div>
<table><thead><tr><th>年级</th><th>条数</th></tr></thead><tbody>
<tr><th>2019</th><td data-value="30"><a href="/list?g=2019">30</a></td></tr>
<tr><th>2020</th><td data-value="10"><a href="/list?g=2020">10</a></td></tr>
<tr><th>未填写</th><td data-value="5">5</td></tr>
<tr><th>合计</th><td>45</td></tr></tbody></table></section>"""
INK = """() => { const c = document.querySelector("canvas");
const d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n; }"""
DATA = """() => { const c = window.Chart.getChart(document.querySelector("canvas"));
return [c.config.type, c.data.labels, c.data.datasets.map(one => one.data)]; }"""
FILL = "() => window.Chart.getChart(document.querySelector('canvas')).data.datasets[0].backgroundColor"
AT = """place => { const c = window.Chart.getChart(document.querySelector("canvas"));
const bar = c.getDatasetMeta(0).data[place], box = c.canvas.getBoundingClientRect();
const at = bar.getCenterPoint(); return [box.left + at.x, box.top + at.y]; }"""


def draw(stage, shape="bars", unit=""):
    stage.show(FRAME.format(shape=shape, unit=unit), CHART, "pictures.js")
    stage.until("window.Chart && window.Chart.getChart(document.querySelector('canvas'))")


@pytest.mark.parametrize(("shape", "kind"), [("bars", "bar"), ("ranking", "bar"), ("shares", "doughnut")])
def test_the_figures_of_the_table_are_drawn_and_its_sum_is_not(stage, shape, kind):
    draw(stage, shape)
    assert stage.js(DATA) == [kind, ["2019", "2020", "未填写"], [[30, 10, 5]]]
    assert stage.js(INK) > 1000
    assert stage.problems() == []


def test_a_bar_leads_where_its_figure_leads(stage):
    draw(stage)
    stage.window.mouse.click(*stage.js(AT, 2))
    assert stage.window.url.endswith("/page")
    stage.window.mouse.click(*stage.js(AT, 1))
    stage.window.wait_for_url("**/list?g=2020")


def test_the_table_is_put_aside_until_asked_for(stage):
    draw(stage)
    button = stage.window.get_by_role("button", name="数据表")
    section = "document.querySelector('section').classList.contains"
    assert stage.js(f"{section}('is-drawn') && !{section}('has-table')")
    button.click()
    assert stage.js(f"{section}('has-table')")
    assert button.get_attribute("aria-expanded") == "true"


def test_another_theme_has_other_colours(stage):
    draw(stage)
    stage.js("() => { document.documentElement.style.setProperty('--pic-1', '#123456'); }")
    stage.js("() => { document.documentElement.dataset.bsTheme = 'dark'; }")
    stage.until(f"({FILL})() === '#123456'")


def test_a_share_of_a_hundred_has_the_whole_as_its_end(stage):
    draw(stage, unit="%")
    assert stage.js("() => window.Chart.getChart(document.querySelector('canvas')).scales.y.max") == 100
