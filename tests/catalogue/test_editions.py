"""A new edition of a table changes what may be chosen, never what a stored code means."""

from datetime import date

import pytest

from zhijiao.catalogue.checks import folder_problems
from zhijiao.catalogue.code_entries import CatalogueError
from zhijiao.catalogue.tables import load_table

HEADER = "# key: colour\n# title: 颜色\n# standard: 无\n# edition: {0}\n# source: 测试\n# doubt: 测试\n"
BASE = HEADER.format(1) + "code,name,aliases\n1,红,赤\n2,绿,\n3,蓝,\n"
SECOND = HEADER.format(2) + "# valid_from: 2024-01-01\ncode,name,aliases\n1,红,赤\n2,翠绿,绿\n4,紫,\n"
THIRD = HEADER.format(3) + "# valid_from: 2099-01-01\ncode,name,aliases\n1,红,赤\n2,翠绿,绿\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "colour.csv").write_text(BASE, encoding="utf-8")
    return tmp_path


def test_new_edition_changes_selectability_not_names(folder):
    before = load_table("colour", folder)
    (folder / "colour.2.csv").write_text(SECOND, encoding="utf-8")
    after = load_table("colour", folder)
    assert [code for code, *_ in before.choices()] == ["1", "2", "3"]
    assert [code for code, *_ in after.choices()] == ["1", "2", "4"]
    assert after.name("3") == "蓝"
    assert after.find("蓝") == "3"
    gone, added = after.entries["3"], after.entries["4"]
    assert (gone.selectable_on(date(2023, 12, 31)), gone.selectable_on(date(2024, 1, 1))) == (True, False)
    assert (added.selectable_on(date(2023, 12, 31)), added.selectable_on(date(2024, 1, 1))) == (False, True)
    assert folder_problems(folder, "colour") == []


def test_renamed_code_keeps_its_old_name(folder):
    (folder / "colour.2.csv").write_text(SECOND, encoding="utf-8")
    after = load_table("colour", folder)
    assert after.name("2") == "翠绿"
    assert after.name("2", on=date(2023, 5, 1)) == "绿"
    assert after.find("绿") == "2"
    assert after.edition == "2"


def test_edition_of_the_future_waits(folder):
    (folder / "colour.2.csv").write_text(SECOND, encoding="utf-8")
    (folder / "colour.3.csv").write_text(THIRD, encoding="utf-8")
    after = load_table("colour", folder)
    assert [code for code, *_ in after.choices()] == ["1", "2", "4"]
    assert after.entries["4"].valid_to == date(2098, 12, 31)
    assert after.entries["3"].valid_to == date(2023, 12, 31)


def test_code_with_a_new_meaning_is_refused(folder):
    (folder / "colour.2.csv").write_text(SECOND.replace("1,红,赤", "1,黑,"), encoding="utf-8")
    with pytest.raises(CatalogueError, match="另立新的代码表"):
        load_table("colour", folder)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (BASE.replace("2,绿,", "1,绿,"), "第 9 行：代码 1 重复"),
        (BASE.replace("绿", ""), "代码或名称为空"),
        (BASE.replace("绿", "绿 "), "多余空格"),
        (BASE.replace("2,绿,", "2,绿,赤"), "别名“赤”"),
        (BASE.replace("2,绿,", "2,绿"), "第 9 行：应有 3 列"),
        (BASE.replace("# doubt: 测试\n", ""), "表头缺少 doubt"),
        (BASE.replace("key: colour", "key: color"), "与文件名一致"),
        (HEADER.format(1) + "code,name,parent\n1,红,9\n", "上级 9 不存在"),
        (HEADER.format(1) + "code,name,parent\n1,红,2\n2,绿,1\n", "成环"),
        (HEADER.format(1) + "code,name,valid_from,valid_to\n1,红,2024-01-01,2023-01-01\n", "早于生效日期"),
        (HEADER.format(1) + "code,name,valid_from\n1,红,2024年\n", "日期须写成"),
        (HEADER.format(1) + "name,code\n红,1\n", "code,name 开头"),
        (HEADER.format(1) + "code,name,select\n1,红,yes\n", "select 只能"),
        ("", "文件为空"),
    ],
)
def test_each_fault_is_found_and_named(tmp_path, text, finding):
    (tmp_path / "colour.csv").write_text(text, encoding="utf-8")
    found = folder_problems(tmp_path, "colour")
    assert any(finding in problem for problem in found), found
