"""A week of two days and four periods with two lessons, as the page draws it."""

from html import escape

from tests.scripts.stage import BOOTSTRAP

SCRIPTS = (
    BOOTSTRAP,
    "app.js",
    "timetable-table.js",
    "timetable-add.js",
    "timetable-draft.js",
    "timetable-save.js",
    "timetable.js",
)
BUSY = "/busy/?term=1&lesson="
PANEL = """<div id="tt-problems" tabindex="-1" hidden><strong data-count></strong><ul data-list></ul>
<div data-meant hidden><input type="checkbox" id="tt-meant"><span data-kinds></span></div>
<a href="/page" data-reload hidden>刷新</a></div>"""
BAR = """<div id="tt-bar"><span data-state></span><button data-do="remove" hidden>移除</button>
<button data-do="cancel" hidden>不移动了</button><button data-do="reset" disabled>放弃改动</button>
<button data-do="save" disabled>保存</button></div>"""
ADD = """<div class="modal" id="tt-add" tabindex="-1"><div class="modal-dialog"><form class="modal-content" novalidate>
<h2><span data-where></span></h2>
<label for="tt-course">课程</label><select id="tt-course" name="course" required>
<option value="K1" data-title="数学" data-number="N1" data-teacher="js1" data-teacher-name="黄青" data-first="1"
 data-last="18">数学</option>
<option value="K2" data-title="语文" data-number="N2" data-teacher="" data-teacher-name="" data-first="2"
 data-last="9">语文</option></select>
<label for="tt-number">课序号</label><input id="tt-number" name="number" required>
<label for="tt-teacher">任课教师</label><select id="tt-teacher" name="teacher" required></select>
<label for="tt-place">上课地点</label><input id="tt-place" name="place" value="301" required>
<label for="tt-periods">连续节数</label><input id="tt-periods" name="periods" value="2" required>
<label for="tt-first">起始周</label><input id="tt-first" name="first_week" required>
<label for="tt-last">终止周</label><input id="tt-last" name="last_week" required>
<p data-wrong hidden></p><button type="submit">放进课表</button></form></div></div>"""


def lesson(number, name, periods=2):
    return (
        f'<div class="tt-lesson" data-id="{number}" data-version="3" data-periods="{periods}" draggable="true">'
        f'<a href="/forms/{number}/">{escape(name)}</a><button type="button" data-pick>移动</button></div>'
    )


def week(*, can_delete=True, can_add=False, recalled=""):
    """Monday's first lesson is 数学 (two periods), Tuesday's third 体育 (one)."""
    there = {(1, 1): lesson(11, "数学"), (2, 3): lesson(12, "体育", 1)}
    rows = ""
    for period in range(1, 5):
        cells = ""
        for day in (1, 2):
            on = (day, period) == (1, 2)
            cells += (
                f'<td data-day="{day}" data-period="{period}" data-label="{day}-{period}">'
                f'{there.get((day, period), "")}<button class="tt-here" type="button" data-here'
                f"{'' if can_add else ' hidden'}>+</button>"
                f"<span data-more{'' if on else ' hidden'}>续上节</span></td>"
            )
        rows += f"<tr>{cells}</tr>"
    deleting = " data-can-delete" if can_delete else ""
    kept = f' data-recalled="{escape(recalled)}"' if recalled else ""
    links = 'data-save="/save/" data-busy="/busy/?term=1" data-draft="/draft/"'
    table = f'<table id="tt" {links}{deleting}{kept}>{rows}</table>'
    return PANEL + table + BAR + (ADD if can_add else "")
