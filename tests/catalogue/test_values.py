"""What the tables offer and understand: words clerks write, headings that are no values, regions of former times."""

from datetime import date

import pytest

from zhijiao.catalogue.majors import successors_of
from zhijiao.catalogue.tables import all_keys, table
from zhijiao.filing.schema import registry

BY_PROGRAM = {"major_hints", "majors_2019"}
"""Tables that no column offers and the program reads."""


def test_every_table_is_used():
    columns = [column for form in registry.forms().values() for column in form.columns.values()]
    assert set(all_keys()) - {column.code_table for column in columns} == BY_PROGRAM


@pytest.mark.parametrize(
    ("key", "words", "code"),
    [
        ("entrance_mode", ["免试入学", "注册入学", "自主招生"], "01"),
        ("enrollment_target", ["退役军人"], "611"),
        ("hukou_type", ["居民户口"], "8"),
        ("care_kind", ["特困供养"], "8"),
        ("care_kind", ["监测对象"], "A"),
        ("student_status", ["保留学籍", "参军保留学籍"], "16"),
        ("id_document_type", ["无证件"], "Y"),
    ],
)
def test_words_that_are_written(key, words, code):
    assert [table(key).find(word) for word in words] == [code] * len(words)


@pytest.mark.parametrize(
    ("key", "headings"),
    [
        ("school_type", ["幼儿园", "111", "小学", "211", "初级中学"]),
        ("urban_rural_type", ["城镇", "城区", "镇区", "乡村"]),
        ("teacher_category", ["校本部教职工", "聘请校外教师"]),
    ],
)
def test_headings_are_no_values(key, headings):
    found = table(key)
    assert [found.find(text) for text in headings] == [None] * len(headings)
    assert not {text for _, text, _ in found.choices()} & set(headings)
    assert found.name("111" if key == "school_type" else "1") or found.name("10")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("江苏省无锡市崇安区", "320202"),
        ("江苏省 / 无锡市 / 崇安区", "320202"),
        ("萧山市", "330181"),
        ("浙江省杭州市萧山市", "330181"),
        ("沙县", "350427"),
        ("福建省沙县", "350427"),
        ("福建省三明市沙县", "350427"),
        ("云南省盘龙区", "530103"),
    ],
)
def test_former_regions_are_found_by_name(text, code):
    assert table("regions").find(text) == code


def test_a_name_that_regions_of_two_provinces_bore_is_not_guessed():
    regions = table("regions")
    former = {}
    for entry in regions.entries.values():
        if entry.attrs.get("kind") == "former":
            former.setdefault(entry.name, set()).add(entry.code[:2])
    current = {entry.name for entry in regions.entries.values() if entry.selectable}
    several = [name for name, provinces in former.items() if len(provinces) > 1 and name not in current]
    assert len(several) > 3
    assert [name for name in several if regions.find(name)] == []


@pytest.mark.parametrize(
    ("code", "last_good", "first_bad"),
    [
        ("330103", date(2021, 4, 1), date(2021, 5, 1)),
        ("350427", date(2021, 2, 1), date(2021, 3, 1)),
        ("320202", date(2015, 6, 1), date(2016, 3, 1)),
        ("110103", date(2009, 6, 1), date(2010, 8, 1)),
    ],
)
def test_former_regions_ended_when_they_did(code, last_good, first_bad):
    entry = table("regions").entries[code]
    assert entry.selectable_on(last_good)
    assert not entry.selectable_on(first_bad)


def test_former_regions_are_offered_only_where_asked_for():
    regions = table("regions")
    assert "320202" in {code for code, *_ in regions.choices(withdrawn=True)}
    assert "320202" not in {code for code, *_ in regions.choices()}
    assert not {code for code, *_ in regions.choices(withdrawn=True)} & {"110100"}


def test_names_of_2019_have_no_codes_of_majors_and_doubtful_hints_say_so():
    added = table("majors_2019")
    assert len(added) == 19
    assert not set(added.entries) & set(table("majors").entries)
    found = {code: successors_of(code)[0] for code in ("013100", "110400", "160100")}
    assert [hint.confidence for hint in found.values()] == ["low", "low", "medium"]
    assert all("存疑" in hint.basis for hint in found.values())
