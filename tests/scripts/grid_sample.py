"""A small grid as filing/grid.html draws it: two records, two empty rows, a column of every kind."""

from tests.scripts.stage import BOOTSTRAP, Stage

PARTS = (
    *(
        "block",
        "clipboard",
        "sheet",
        "view",
        "window",
        "widths",
        "box",
        "options",
        "keys",
        "drag",
        "paste",
        "conflicts",
    ),
    *("problems", "save", "find", "filter", "load"),
)
SCRIPTS = (BOOTSTRAP, "app.js", *(f"grid-{part}.js" for part in PARTS), "grid.js")
NAMES = ["number", "name", "kind", "id_number", "note"]
RECORDS = [
    {"id": 11, "version": 1, "texts": ["01", "甲部", "10", "45**01", "第一行"]},
    {"id": 12, "version": 5, "texts": ["02", "乙部", "", "", ""]},
]
# As wide as the box, or the table would move under the very click that moves the box.
HEADS = """
<th width="200" class="r" data-name="number" data-label="机构号" data-required data-key data-pin
    data-note="两位数字">机构号</th>
<th width="200" data-name="name" data-label="名称" data-required>名称</th>
<th width="200" data-name="kind" data-label="类别" data-options="/options" data-by-key>类别</th>
<th width="200" data-name="id_number" data-label="证件号" data-private>证件号</th>
<th width="200" data-name="note" data-label="备注" data-long>备注</th>"""
FRAME = """
<section id="grid-conflicts" tabindex="-1" hidden><div data-list></div></section>
<div id="grid-problems" tabindex="-1" hidden><b data-count></b><ul data-list></ul></div>
<div id="grid-kept"></div>
{buttons}
<p id="grid-note"></p>
<form id="grid-find" hidden><input name="text"><select name="where"><option value="all"></option>
<option value="column"></option><option value="area"></option></select><button>下一处</button>
<button type="button" data-do="back">上一处</button><input name="by"><button type="button" data-do="one">替换</button>
<button type="button" data-do="all">全部替换</button><span data-found></span>
<button type="button" data-do="close">关闭</button></form>
<form id="grid-filter" hidden><select name="column"><option value="">任意一项</option></select>
<select name="how"><option value="has">包含</option><option value="not">不包含</option>
<option value="empty">为空</option><option value="filled">不为空</option><option value="wrong">有误</option>
<option value="changed">已改动</option></select>
<input name="text"><button>筛选</button><ul data-list></ul><span data-shown></span>
<button type="button" data-do="all">显示全部行</button><button type="button" data-do="close">关闭</button></form>
<div id="scroller"><div><table id="grid" role="grid" data-save="/save" data-check="/check" data-rows="/rows"
data-draft="/draft" data-most="{most}" data-piece="{piece}" {more}>
<thead><tr><th>行</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div></div>
<span data-grid-count></span><span data-grid-state></span>
<button id="after" type="button">之后</button>"""
TEXTS = """() => Array.from(document.querySelectorAll("#grid tbody tr")).map(tr =>
    Array.from(tr.cells).slice(1).map(td => td.firstChild && td.firstChild.nodeType === 3 ? td.firstChild.data : ""))"""
# The box covers its cell, as it does in the style sheet; else rows would grow and shrink under a click.
COVERED = """() => { const sheet = new CSSStyleSheet();
    sheet.replaceSync("#grid td { position: relative } #grid .cell-box { position: absolute; inset: 0 }");
    document.adoptedStyleSheets = [sheet]; }"""
# The widths of columns are measured once the page has been drawn; a click before would hit what moves.
SETTLED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
HERE = """() => { const td = document.querySelector("#grid td.at");
    return [td.parentElement.sectionRowIndex, td.cellIndex - 1]; }"""
SELECTED = """() => Array.from(document.querySelectorAll("#grid td.sel"))
    .map(td => [td.parentElement.sectionRowIndex, td.cellIndex - 1])"""
PASTE = """text => { const data = new DataTransfer(); data.setData("text/plain", text);
    return document.activeElement.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); }"""
COPY = """kind => { const data = new DataTransfer(); document.activeElement.dispatchEvent(
        new ClipboardEvent(kind, { clipboardData: data, bubbles: true, cancelable: true }));
    return data.getData("text/plain"); }"""


class Grid:
    """The page with a grid, and what a person sees and does there."""

    def __init__(
        self,
        stage: Stage,
        records=RECORDS,
        empties: int = 2,
        most: int = 5,
        piece: int = 500,
        more="data-can-add",
        heads=HEADS,
    ) -> None:
        self.stage, self.js, self.text = stage, stage.js, stage.text
        self.keys = stage.window.keyboard
        lines = [_line(number, one) for number, one in enumerate(records, 1)]
        lines += [_line(len(records) + number, None) for number in range(1, empties + 1)]
        names = (
            "fill",
            "fill-right",
            "fill-below",
            "undo",
            "redo",
            "find",
            "filter",
            "required",
            "reset",
            "save",
        )
        buttons = "".join(f'<button type="button" data-grid="{name}">{name}</button>' for name in names)
        buttons += '<button type="button" data-grid="next-bad"><b data-count></b></button>'
        html = FRAME.format(
            buttons=buttons, most=most, piece=piece, more=more, heads=heads, rows="".join(lines)
        )
        stage.answer("/draft", {"kept": ""})
        stage.answer("/check", {"problems": []})
        stage.show(html, *SCRIPTS)
        stage.js(COVERED)
        stage.js(SETTLED)

    def go(self, row: int, column: int) -> None:
        """Click a cell."""
        self.cell(row, column).click()

    def cell(self, row: int, column: int):
        """Return a cell, both counted from 0."""
        return self.stage.window.locator(f"#grid tbody tr:nth-child({row + 1}) > :nth-child({column + 2})")

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.keys.press(key)

    def type(self, row: int, column: int, text: str, *after: str) -> None:
        """Type a text into a cell and leave it by Enter or other keys."""
        self.go(row, column)
        self.keys.type(text)
        self.press(*(after or ("Enter",)))

    def click(self, name: str) -> None:
        """Press one of the buttons above the table."""
        self.stage.window.locator(f'[data-grid="{name}"]').click()

    def paste(self, text: str) -> bool:
        """Paste a text; tell whether it was left to the browser."""
        return self.js(PASTE, text)

    def copy(self, kind: str = "copy") -> str:
        """Copy or cut; return what is on the clipboard then."""
        return self.js(COPY, kind)

    def texts(self) -> list[list[str]]:
        """Return the text of every cell."""
        return self.js(TEXTS)

    def at(self) -> list[int]:
        """Return where the box stands."""
        return self.js(HERE)

    def selected(self) -> list[list[int]]:
        """Return the cells that are marked as selected."""
        return self.js(SELECTED)

    def count(self) -> str:
        """Return the line that counts changes."""
        return self.text("[data-grid-count]")

    def state(self) -> str:
        """Return what was said last."""
        return self.text("[data-grid-state]")

    def box(self) -> dict:
        """Return what the box says of itself."""
        return self.js(
            """() => { const box = document.querySelector("#grid .cell-box");
            return { tag: box.tagName, value: box.value, nav: box.classList.contains("nav"),
                selected: box.selectionEnd - box.selectionStart, focus: box === document.activeElement }; }"""
        )

    def sent(self, path: str) -> list[str]:
        """Return the bodies sent to an address so far."""
        return [body for _, asked, body in self.stage.asked if asked == path]


def _line(number: int, record: dict | None) -> str:
    if record is None:
        return f"<tr><th>{number}</th>{'<td></td>' * len(NAMES)}</tr>"
    cells = "".join(f"<td>{text}</td>" for text in record["texts"])
    return f'<tr data-id="{record["id"]}" data-version="{record["version"]}"><th>{number}</th>{cells}</tr>'
