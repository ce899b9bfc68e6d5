"""The permission tree of a role: three states, what a module covers, counting, folding, finding."""

import pytest

pytestmark = pytest.mark.browser

LINES = [
    ("all", "", "all", "全部", "*"),
    ("teach", "all", "module", "教务", "teach"),
    ("staff", "teach", "heading", "师资", ""),
    ("teacher", "staff", "form", "教师", "teacher"),
    ("leave", "staff", "form", "请假", "leave"),
    ("safe", "all", "module", "安全", "safe"),
    ("drill", "safe", "form", "演练", "drill"),
]
"""Id, parent, kind, label, what its boxes are about."""

RIGHTS = ("view", "edit")
FRAME = """<span data-perm-tools hidden><input data-perm-find></span>
<span data-perm-tools hidden><button type="button" data-perm-fold="close">收</button>
<button type="button" data-perm-fold="open">开</button></span>
<form><table {attribute}><thead><tr><th>栏目</th><th>查看</th><th>编辑</th></tr></thead>
<tbody>{rows}</tbody></table></form>
<b data-perm-forms></b><b data-perm-rights></b>"""
STATES = """() => Array.from(document.querySelectorAll("tbody tr")).map(tr => [tr.dataset.id,
    ...Array.from(tr.cells).slice(1).map((td) => { const one = td.querySelector("input"); return !one ? "" :
        (one.indeterminate ? "some" : one.checked ? "all" : "none") + (one.disabled ? "!" : ""); })])"""
VISIBLE = (
    "Array.from(document.querySelectorAll('tbody tr')).filter(tr => !tr.hidden).map(tr => tr.dataset.id)"
)
POSTED = "Array.from(new FormData(document.querySelector('form')).values())"


def row(line, ticked, covered, editable: bool) -> str:
    name, parent, kind, label, about = line
    cells = []
    for right in RIGHTS:
        value = f"{about}:{right}"
        state = " checked" if value in ticked or value in covered else ""
        state += " data-covered" if value in covered else ""
        box = f'<input type="checkbox" name="perm" value="{value}"{state}>' if about and editable else ""
        cells.append(f"<td>{box}</td>")
    return (
        f'<tr data-id="{name}" data-parent="{parent}" data-kind="{kind}"><th>'
        f'<button class="tw" type="button" aria-expanded="true" hidden></button><span class="lbl">{label}</span>'
        f"{'<i data-perm-count></i>' if kind == 'module' else ''}</th>{''.join(cells)}</tr>"
    )


@pytest.fixture
def tree(stage):
    """Show the tree with these boxes ticked."""

    def show(*ticked: str, covered: tuple = (), editable: bool = True):
        rows = "".join(row(line, ticked, covered, editable) for line in LINES)
        stage.show(
            FRAME.format(attribute="data-perm" if editable else "data-perm-read", rows=rows),
            "app.js",
            "roles.js",
        )
        return stage

    return show


def states(stage) -> dict[str, list[str]]:
    """Return the state of every line's boxes; "!" means that it cannot be changed."""
    return {name: boxes for name, *boxes in stage.js(STATES)}


def click(stage, name: str, place: int) -> None:
    line = f"document.querySelector('[data-id={name}]')"
    stage.js(f"{line}.cells[{place}].querySelector('input').click()")


NONE = {name: ["none", "none"] for name, *_ in LINES}


def test_an_empty_role_ticks_nothing(tree):
    assert states(tree()) == NONE


def test_a_heading_gets_boxes_that_say_what_they_are_for_and_post_nothing(tree):
    stage = tree("teacher:view", "leave:view")
    boxes = """Array.from(document.querySelectorAll("[data-id=staff] input"))
        .map(one => [one.getAttribute("aria-label"), one.name])"""
    assert stage.js(boxes) == [["师资 下的表单 查看", ""], ["师资 下的表单 编辑", ""]]
    assert states(stage)["staff"] == ["all", "none"]
    assert stage.js(POSTED) == ["teacher:view", "leave:view"]


def test_what_stands_below_shows_above_in_part(tree):
    assert states(tree("teacher:view")) == NONE | {
        "all": ["some", "none"],
        "teach": ["some", "none"],
        "staff": ["some", "none"],
        "teacher": ["all", "none"],
    }


def test_all_forms_of_a_module_are_not_the_module_itself(tree):
    """The module's box would cover forms that are still to come."""
    assert states(tree("drill:view"))["safe"] == ["some", "none"]


def test_a_module_covers_what_is_below_it(tree):
    stage = tree("teach:view")
    assert states(stage) == NONE | {
        "all": ["some", "none"],
        "teach": ["all", "none"],
        "staff": ["all!", "none"],
        "teacher": ["all!", "none"],
        "leave": ["all!", "none"],
    }
    assert stage.js(POSTED) == ["teach:view"]


def test_everything_covers_modules_as_well(tree):
    stage = tree("*:view")
    assert [boxes[0] for boxes in states(stage).values()] == ["all"] + ["all!"] * 6


def test_unticking_a_module_shows_what_was_ticked_by_itself(tree):
    stage = tree("teach:view", "teacher:view", covered=("leave:view",))
    click(stage, "teach", 1)
    assert states(stage) == NONE | {
        "all": ["some", "none"],
        "teach": ["some", "none"],
        "staff": ["some", "none"],
        "teacher": ["all", "none"],
    }


def test_a_heading_ticks_its_forms_one_by_one(tree):
    stage = tree()
    click(stage, "staff", 1)
    assert stage.js(POSTED) == ["teacher:view", "leave:view"]
    click(stage, "staff", 1)
    assert stage.js(POSTED) == []


def test_whoever_may_edit_may_see(tree):
    stage = tree()
    click(stage, "leave", 2)
    assert states(stage)["leave"] == ["all", "all"]
    assert stage.js(POSTED) == ["leave:view", "leave:edit"]
    click(stage, "leave", 2)
    assert states(stage)["leave"] == ["all", "none"]


def counts(stage) -> list[str]:
    return stage.js("Array.from(document.querySelectorAll('[data-perm-count], [data-perm-forms], [data-perm-rights]'))"
                    ".map(one => one.textContent)")  # fmt: skip


def test_forms_and_rights_are_counted(tree):
    stage = tree("teach:view", "drill:edit")
    assert counts(stage) == ["2 / 2 张", "1 / 1 张", "3", "3"]
    click(stage, "teach", 1)
    assert counts(stage) == ["0 / 2 张", "1 / 1 张", "1", "1"]


def test_modules_without_anything_are_folded_at_first(tree):
    stage = tree("drill:view")
    assert stage.js(VISIBLE) == ["all", "teach", "safe", "drill"]
    expanded = "Array.from(document.querySelectorAll('.tw')).map(one => one.getAttribute('aria-expanded') + one.hidden)"
    assert stage.js(expanded) == ["falsefalse", "truefalse", "truefalse"]
    assert stage.js("document.querySelectorAll('.tw-gap').length") == 4


def fold(stage, name: str) -> None:
    stage.js("name => document.querySelector(`[data-id=${name}] .tw`).click()", name)


def test_folding_remembers_what_was_folded_inside(tree):
    stage = tree("teacher:view", "drill:view")
    fold(stage, "staff")
    assert stage.js(VISIBLE) == ["all", "teach", "staff", "safe", "drill"]
    fold(stage, "teach")
    assert stage.js(VISIBLE) == ["all", "teach", "safe", "drill"]
    fold(stage, "teach")
    assert stage.js(VISIBLE) == ["all", "teach", "staff", "safe", "drill"]


def test_everything_can_be_folded_and_unfolded(tree):
    stage = tree()
    assert stage.js("Array.from(document.querySelectorAll('[data-perm-tools]')).map(one => one.hidden)") == [
        False,
        False,
    ]
    stage.window.click("[data-perm-fold=open]")
    assert stage.js(VISIBLE) == [name for name, *_ in LINES]
    stage.window.click("[data-perm-fold=close]")
    assert stage.js(VISIBLE) == ["all", "teach", "safe"]


def test_finding_shows_what_fits_with_all_above_and_below(tree):
    stage = tree()
    stage.window.fill("[data-perm-find]", " 请 ")
    assert stage.js(VISIBLE) == ["all", "teach", "staff", "leave"]
    stage.window.fill("[data-perm-find]", "师资")
    assert stage.js(VISIBLE) == ["all", "teach", "staff", "teacher", "leave"]
    stage.window.fill("[data-perm-find]", "没有的")
    assert stage.js(VISIBLE) == []
    stage.window.fill("[data-perm-find]", "")
    assert stage.js(VISIBLE) == [name for name, *_ in LINES]


def test_enter_in_the_search_sends_nothing(tree):
    stage = tree()
    enter = """document.querySelector("[data-perm-find]")
        .dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", cancelable: true }))"""
    assert stage.js(enter) is False


def test_a_tree_to_be_read_only_folds(tree):
    stage = tree(editable=False)
    assert stage.js("document.querySelectorAll('tbody input').length") == 0
    assert stage.js(VISIBLE) == ["all", "teach", "safe"]
    fold(stage, "safe")
    assert stage.js(VISIBLE) == ["all", "teach", "safe", "drill"]
