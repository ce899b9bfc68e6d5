import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.accounts.places import person, plant
from zhijiao.dictionary import content, differences, finding, releases, sheets
from zhijiao.filing.schema import registry

FORMER = {
    "forms": {
        "student": {
            "label": "学生",
            "period": "standing",
            "items": {
                "name": {"label": "姓名", "type": "text", "length": 50, "required": True},
                "nick": {"label": "小名", "type": "text"},
                "sex": {"label": "性别", "type": "code", "code_table": "sex"},
            },
        },
        "gone": {"label": "旧表", "period": "year", "items": {}},
    },
    "code_tables": {
        "sex": {"title": "性别", "edition": "1980", "codes": {"1": "男", "2": "女", "9": "不明"}},
        "old": {"title": "旧代码", "codes": {}},
    },
}
NOW = {
    "forms": {
        "student": {
            "label": "学生基本信息",
            "period": "standing",
            "items": {
                "name": {"label": "姓名", "type": "text", "length": 60},
                "sex": {"label": "性别", "type": "code", "code_table": "sex"},
                "phone": {"label": "电话", "type": "phone"},
            },
        },
        "fresh": {"label": "新表", "period": "year", "items": {}},
    },
    "code_tables": {
        "sex": {"title": "性别", "edition": "2003", "codes": {"0": "未知", "1": "男", "2": "女性"}},
        "young": {"title": "新代码", "codes": {}},
    },
}


def test_differences_name_everything_that_came_went_or_changed():
    found = {(each.change, each.key, each.item): each.facts for each in differences.between(FORMER, NOW)}
    assert found == {
        ("变更", "student", ""): (("名称", "学生", "学生基本信息"),),
        ("变更", "student", "name"): (("长度", "50", "60"), ("必填", "是", "")),
        ("新增", "student", "phone"): (),
        ("取消", "student", "nick"): (),
        ("新增", "fresh", ""): (),
        ("取消", "gone", ""): (),
        ("变更", "sex", ""): (
            ("版本", "1980", "2003"),
            ("新增代码", "", "0 未知"),
            ("停用代码", "9 不明", ""),
            ("代码改名", "2 女", "2 女性"),
        ),
        ("新增", "young", ""): (),
        ("取消", "old", ""): (),
    }
    assert differences.between(NOW, NOW) == []


def test_many_codes_are_counted():
    codes = {str(number): "x" for number in range(30)}
    now = {"forms": {}, "code_tables": {"t": {"title": "表", "codes": codes}}}
    former = {"forms": {}, "code_tables": {"t": {"title": "表", "codes": {}}}}
    (change,) = differences.between(former, now)
    assert change.facts[0][2].endswith(" 等 30 个")


def test_every_form_and_item_is_there_once_with_what_is_known_of_it():
    forms = content.forms()
    assert set(forms) == set(registry.forms())
    assert {key: len(form["columns"]) for key, form in forms.items()} == {
        key: len(form.columns) for key, form in registry.forms().items()
    }
    by_name = {column["name"]: column for column in forms["off_campus_site"]["columns"]}
    region = by_name["region"]
    assert (region["source"], region["source_kind"]) == ("JY/T 1005-2012 ZZXX02 XQSZDXZQHM", "item")
    assert by_name["number"]["length"] == 20
    school = {column["name"]: column for column in forms["school_profile"]["columns"]}
    assert (school["name"]["system"], school["name"]["system_field"]) == ("学校（机构）系统", "XXMC")
    assert region["system"] == region["system_field"] == ""
    assert all(form["paths"] for form in forms.values())
    assert ["student", "sex"] in content.code_tables()["sex"]["used_by"]


@pytest.mark.parametrize(
    ("words", "form", "item", "table"),
    [
        ("学籍号", "", ("student_enrolment", "roll_number"), ""),
        ("ZZXX02 XQSZDXZQHM", "", ("off_campus_site", "region"), ""),
        ("校外教学点", "off_campus_site", None, ""),
        ("汉族", "", None, "ethnic_groups"),
        ("GB/T 2261.1", "", None, "sex"),
    ],
)
def test_searching(words, form, item, table):
    found = finding.search(words)
    assert not form or form in {each["form"] for each in found.forms}
    assert not item or item in {(one["form"], column["name"]) for one, column in found.items}
    assert not table or table in {each["table"] for each in found.tables}


def test_nothing_is_found_for_nonsense():
    found = finding.search("zzzz qqqq")
    assert (found.forms, found.items, found.tables) == ([], [], [])


def test_the_workbook_has_four_sheets_and_every_item(tmp_path):
    file = tmp_path / "dictionary.xlsx"
    with file.open("wb") as out:
        sheets.write_workbook(out)
    from openpyxl import load_workbook

    book = load_workbook(file, read_only=True)
    assert book.sheetnames == ["表单", "项目", "代码表", "代码"]
    rows = list(book["项目"].iter_rows(values_only=True))
    assert len(rows) == 1 + sum(len(form.columns) for form in registry.forms().values())
    assert "来源与标准编号" in rows[0]


def test_the_command_prints_json_and_csv(tmp_path, monkeypatch):
    out = io.StringIO()
    call_command("dictionary", stdout=out)
    printed = json.loads(out.getvalue())
    assert {form["form"] for form in printed["forms"]} == set(registry.forms())
    raw = io.BytesIO()
    sheets.write_items(raw)
    rows = {
        (row["表单标识"], row["项目标识"]): row
        for row in csv.DictReader(io.StringIO(raw.getvalue().decode("utf-8-sig")))
    }
    assert len(rows) > 1500
    assert "中小学学籍" in rows["student_enrolment", "roll_number"]["存疑"]
    assert rows["student", "birthplace"]["必填条件"] == "“国籍/地区”为“中国”时必填"


def test_a_release_is_kept_once_and_compared_with(tmp_path, monkeypatch, settings):
    monkeypatch.setattr(releases, "FOLDER", tmp_path)
    monkeypatch.setattr(releases, "NEXT", tmp_path / "next.json")
    assert releases.versions() == []
    for version in ("1.10.0", "1.9.0"):
        call_command("dictionary", "--release", version, stdout=io.StringIO())
    assert releases.versions() == ["1.10.0", "1.9.0"]
    with pytest.raises(CommandError, match="不再改动"):
        call_command("dictionary", "--release", "1.9.0", stdout=io.StringIO())
    with pytest.raises(CommandError, match="不是版本号"):
        call_command("dictionary", "--release", "../x", stdout=io.StringIO())
    assert differences.between(releases.read("1.10.0"), releases.present()) == []
    with pytest.raises(KeyError):
        releases.read("2.0")


@pytest.fixture
def reader(db, client):
    tree = plant()
    client.force_login(person(tree.school, "wei", "school_clerk"))
    return client


def test_the_pages_tell_it(reader, monkeypatch, tmp_path):
    page = reader.get("/dictionary/forms/off_campus_site/").content.decode()
    for word in ("JY/T 1005-2012 ZZXX02 XQSZDXZQHM", "教学点编号", "最长 20", "行政区划"):
        assert word in page
    assert reader.get("/dictionary/forms/nothing/").status_code == 404
    assert reader.get("/dictionary/dictionary.json").json()["code_tables"]
    assert "数据字典" in reader.get("/manual/forms/off_campus_site/").content.decode()
    assert "还没有可比的版本" in reader.get("/dictionary/changes/").content.decode() or releases.versions()
    monkeypatch.setattr(releases, "FOLDER", tmp_path)
    (tmp_path / "0.0.1.json").write_text(json.dumps(FORMER), encoding="utf-8")
    changed = reader.get("/dictionary/changes/").content.decode()
    assert "与 0.0.1 版相比" in changed
    assert "旧表" in changed
    assert reader.get("/dictionary/changes/?since=9.9").status_code == 404


def test_the_api_tells_the_same(reader, monkeypatch, tmp_path):
    first = reader.get("/api/v1/dictionary/?limit=100").json()
    rest = reader.get(f"/api/v1/dictionary/?limit=100&cursor={first['next']}").json()
    assert [*first["items"], *rest["items"]] == list(content.forms().values())
    assert rest["next"] is None
    (one,) = reader.get("/api/v1/dictionary/?form=student").json()["items"]
    assert one == content.forms()["student"]
    assert reader.get("/api/v1/dictionary/?form=nothing").status_code == 404
    monkeypatch.setattr(releases, "FOLDER", tmp_path)
    assert reader.get("/api/v1/dictionary/changes/").json()["items"] == []
    (tmp_path / "0.0.2.json").write_text(json.dumps(FORMER), encoding="utf-8")
    told = reader.get("/api/v1/dictionary/changes/?since=0.0.2").json()["items"]
    assert {
        "change": "取消",
        "kind": "form",
        "key": "gone",
        "label": "旧表",
        "item": "",
        "item_label": "",
        "facts": [],
    } in told
    assert reader.get("/api/v1/dictionary/changes/?since=7").status_code == 404


def test_codes_of_a_long_table_can_be_looked_for(client, db):
    page = client.get("/manual/codes/regions/?q=昆明市").content.decode()
    assert "找到" in page
    assert "盘龙区" in page
    assert "使用的项目" in page
