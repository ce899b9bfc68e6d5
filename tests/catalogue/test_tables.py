"""Look-ups of the code tables: what a clerk may write, and what a stored code still means years later."""

import subprocess
import sys
from datetime import date

import pytest

from tests.work import calls
from zhijiao.catalogue import tables
from zhijiao.catalogue.code_entries import CatalogueError
from zhijiao.catalogue.majors import successors_of
from zhijiao.catalogue.tables import all_keys, table


@pytest.mark.parametrize(
    "text", ["08", "8", "８", "壮族", "壮", " 壮　族 ", "08 壮族", "08-壮族", "壮族（08）"]
)
def test_ethnic_group_by_any_writing(text):
    assert table("ethnic_groups").find(text) == "08"


@pytest.mark.parametrize("text", ["", "无", "壮族人", "09 壮族", "99"])
def test_what_is_no_ethnic_group(text):
    assert table("ethnic_groups").find(text) is None


def test_political_affiliation_by_long_and_short_name():
    found = table("political_affiliation")
    for code, *names in (
        ("01", "中国共产党党员", "中共党员"),
        ("03", "中国共产主义青年团团员", "共青团员", "团员"),
        ("08", "中国农工民主党党员"),
        ("13", "群众"),
    ):
        assert [found.find(name) for name in names] == [code] * len(names)


def test_sex_takes_only_two_names_and_their_codes():
    sex = table("sex")
    assert [sex.find(text) for text in ("男", "女", "1", "2")] == ["1", "2", "1", "2"]
    assert [sex.find(text) for text in ("男性", "女性", "未知的性别", "0")] == [None] * 4
    assert [choice[:2] for choice in sex.choices()] == [("1", "男"), ("2", "女")]
    assert sex.name("9") == "未说明的性别"


@pytest.mark.parametrize(
    "text",
    [
        "530103",
        "盘龙区",
        "昆明市盘龙区",
        "云南省昆明市盘龙区",
        "云南省/昆明市/盘龙区",
        "云南省 / 昆明市 / 盘龙区",
    ],
)
def test_region_by_name_or_path(text):
    regions = table("regions")
    assert regions.find(text) == "530103"
    assert regions.label("530103") == regions.full_name("530103") == "云南省 / 昆明市 / 盘龙区"
    assert regions.attr("530103", "full_name") == "云南省 / 昆明市 / 盘龙区"


def test_ambiguous_region_is_not_guessed_but_suggested():
    regions = table("regions")
    assert regions.find("朝阳区") is None
    assert [label for _, label in regions.suggest("朝阳区")[:2]] == [
        "北京市 / 朝阳区",
        "吉林省 / 长春市 / 朝阳区",
    ]
    assert regions.find("北京市朝阳区") == regions.find("北京市市辖区朝阳区") == "110105"


def test_wrong_region_gets_a_suggestion():
    regions = table("regions")
    assert regions.find("广西壮族") is None
    assert regions.suggest("广西壮族")[0] == ("450000", "广西壮族自治区")
    assert ("530103", "云南省 / 昆明市 / 盘龙区") in regions.suggest("云南省昆明盘龙区")
    assert regions.suggest("%%%") == []


def test_former_region_is_understood_but_cannot_be_chosen():
    regions = table("regions")
    former = regions.entries["110103"]
    assert (regions.name("110103"), regions.full_name("110103")) == ("崇文区", "北京市 / 崇文区")
    assert not former.selectable
    assert former.selectable_on(date(2005, 6, 1))
    assert regions.find("110103") == regions.find("崇文区") == "110103"
    chosen = {code for code, *_ in regions.choices()}
    assert "110103" not in chosen
    assert "110101" in chosen
    assert all(code != "110103" for code, _ in regions.suggest("崇文区"))


def test_region_group_row_is_no_value():
    regions = table("regions")
    assert regions.name("110100") == "市辖区"
    assert regions.find("110100") is None
    assert not regions.entries["110100"].selectable
    assert regions.full_name("659001") == "新疆维吾尔自治区 / 石河子市"


def test_majors_of_both_catalogues():
    majors = table("majors")
    new, old = majors.entries["710201"], majors.entries["090100"]
    assert (new.name, old.name) == ("计算机应用", "计算机应用")
    assert new.selectable
    assert old.selectable
    assert {name: new.attrs[name] for name in ("catalogue", "category_code", "category_name")} == {
        "catalogue": "2021",
        "category_code": "71",
        "category_name": "电子与信息大类",
    }
    assert (new.attrs["class_code"], new.attrs["class_name"]) == ("7102", "计算机类")
    assert (old.attrs["catalogue"], old.attrs["category_name"]) == ("2010", "信息技术类")
    assert majors.attr("090100", "class_code") == ""


def test_major_by_the_ways_it_is_written():
    majors = table("majors")
    assert majors.find("计算机应用") is None  # in both catalogues
    assert [code for code, _ in majors.suggest("计算机应用", 2)] == ["710201", "090100"]
    for text in ("710201", "710201 -计算机应用", "710201 计算机应用", "计算机应用（710201）"):
        assert majors.find(text) == "710201"
    assert majors.find("90100") == "090100"  # a workbook ate the zero
    assert majors.find("710201 数字媒体技术应用") is None
    assert majors.find("计算机类") is None
    assert majors.find("计算机类", headings=True) == majors.find("7102", headings=True) == "7102"
    assert majors.find("没有这类", headings=True) is None
    assert majors.label("710201") == "710201 计算机应用"


def test_added_major_was_not_to_be_chosen_before():
    added = table("majors").entries["610120"]
    assert not added.selectable_on(date(2024, 12, 31))
    assert added.selectable_on(date(2025, 1, 1))


def test_major_hints_are_never_official():
    (hint,) = successors_of("090100")
    assert (hint.code, hint.name, hint.confidence, hint.official) == ("710201", "计算机应用", "high", False)
    assert len(successors_of("101700")) == 2
    assert successors_of("710201") == ()


def test_every_label_leads_back_to_its_code():
    assert [
        (found.key, code)
        for found in map(table, all_keys())
        for code, entry in found.entries.items()
        if not entry.heading and found.find(found.label(code)) != code
    ] == []


def test_unknown_and_empty_codes():
    sex = table("sex")
    assert (sex.name(None), sex.name(""), sex.name("7"), sex.label("7"), sex.attr("7", "x")) == (
        "",
        "",
        "7",
        "7",
        "",
    )


def test_unknown_table_names_the_remedy():
    with pytest.raises(CatalogueError, match=r"ethnic_groups.*codes/ethnic_group\.csv"):
        table("ethnic_group")


def test_choices_have_initials_and_the_order_of_the_table():
    choices = table("ethnic_groups").choices()
    assert choices[0] == ("01", "汉族", "hz")
    assert [code for code, *_ in choices] == list(table("ethnic_groups").entries)


def test_tree_and_children():
    majors = table("majors")
    branch = next(node for node in majors.tree() if node.entry.code == "71")
    assert [node.entry.code for node in branch.children] == ["7101", "7102", "7103", "7104"]
    assert "710201" in {entry.code for entry in majors.children("7102")}


def test_the_index_follows_the_day(monkeypatch):
    class Later(date):
        @classmethod
        def today(cls):
            return cls(2001, 1, 1)

    regions = tables.load_table("regions")
    assert "崇文区" not in {regions.name(code) for code, *_ in regions.choices()}
    monkeypatch.setattr(tables, "date", Later)
    assert "崇文区" in {regions.name(code) for code, *_ in regions.choices()}


@pytest.mark.parametrize("key", ["regions", "majors"])
def test_reading_a_large_table_takes_a_few_steps_per_entry(key):
    entries = len(tables.load_table(key).entries)
    assert calls(lambda: tables.load_table(key)) < 10 * entries


def test_catalogue_needs_no_django():
    code = (
        "import sys; from zhijiao.catalogue import checks, majors, matrix, tables;"
        "tables.table('sex').choices(); matrix.places();"
        "assert not [name for name in sys.modules if name.split('.')[0] == 'django']"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(("word", "code"), [("状族", "08"), ("瑤族", "13"), ("土家簇", "15")])
def test_a_slip_for_one_name_alone_is_a_sure_guess(word, code):
    groups = table("ethnic_groups")
    assert groups.sure_guess(word) == code
    assert groups.suggest(word)[0][0] == code


@pytest.mark.parametrize("word", ["童族", "庄族", "大族", "壮人", "族", "%%", ""])
def test_what_may_mean_several_names_or_none_is_no_sure_guess(word):
    assert table("ethnic_groups").sure_guess(word) is None


def test_the_former_writing_of_a_name_counts_as_a_name():
    groups = table("ethnic_groups")
    assert groups.find("僮族") == "08"
    assert [code for code, _ in groups.suggest("童族")][:2] == ["08", "12"]


def test_a_name_that_several_places_bear_is_no_sure_guess():
    assert table("regions").sure_guess("朝阳区") is None
    assert table("regions").sure_guess("朝杨区") is None
