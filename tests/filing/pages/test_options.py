"""What searchable boxes offer."""

import pytest

from tests.accounts.places import person
from tests.filing.pages.world import readable


def found(client, address, **params):
    answer = client.get(f"/forms/{address}", params)
    assert answer.status_code == 200
    return answer.json()


@pytest.mark.parametrize(
    "asked", ["青秀", "450103", "广西 南宁 青秀", "南宁市青秀区", "qxq", "gxzzzzqnnsqxq"]
)
def test_regions_by_name_path_code_and_initials(clerk, asked):
    results = found(clerk, "school_profile/options/region/", q=asked)["results"]
    assert "450103" in [option["value"] for option in results], asked


def test_references_are_those_of_the_school(clerk, tree, three):
    every = found(clerk, "teacher_employment/options/department/")["results"]
    assert [option["value"] for option in every] == ["03", "03-1", "03-2"]
    assert every[0]["hint"] == "03"
    assert [
        o["value"] for o in found(clerk, "teacher_employment/options/department/", q="03-1")["results"]
    ] == ["03-1"]
    assert len(found(clerk, "teacher_employment/options/teacher/", q="谭")["results"]) == 3
    assert len(found(clerk, "teacher_employment/options/teacher/", q="thx")["results"]) == 3
    assert found(clerk, "teacher_employment/options/teacher/", q="zzz") == {
        "results": [],
        "more": False,
        "empty": None,
    }


def test_lookups_of_references_offer_the_same(clerk, three):
    assert len(found(clerk, "teacher/options/department/")["results"]) == 3


def test_nothing_to_choose_says_what_to_fill(client, tree):
    client.force_login(person(tree.sister, "wei", "school_clerk"))
    empty = found(client, "teacher_employment/options/department/")["empty"]
    assert empty == {"text": "还没有校内机构", "url": "/forms/department/", "label": "去填写 校内机构"}


def test_every_reference_that_finds_nothing_says_what_to_fill(client, tree):
    client.force_login(person(tree.sister, "wei", "school_clerk"))
    for form in readable():
        for column in [column for column in form.stored if column.ref]:
            label = column.target.label
            assert found(client, f"{form.key}/options/{column.name}/")["empty"] == {
                "text": f"还没有{label}", "url": f"/forms/{column.target.key}/", "label": f"去填写 {label}",
            }, column  # fmt: skip


def test_other_schools_see_nothing(client, tree, three):
    client.force_login(person(tree.sister, "moli", "school_clerk"))
    assert found(client, "teacher_employment/options/department/")["results"] == []


def test_long_code_tables(clerk):
    results = found(clerk, "major/options/code/", q="计算机应用")["results"]
    assert any("计算机应用" in option["text"] for option in results)
    assert len(found(clerk, "major/options/code/")["results"]) <= 30


def test_a_former_region_is_offered_where_the_region_of_the_time_is_asked(clerk):
    texts = {}
    for name in ("birthplace", "hukou_region"):
        results = found(clerk, f"student/options/{name}/", q="崇安区")["results"]
        texts[name] = [option["text"] for option in results]
    assert texts == {"birthplace": ["江苏省 / 无锡市 / 崇安区（至2015年）"], "hukou_region": []}
