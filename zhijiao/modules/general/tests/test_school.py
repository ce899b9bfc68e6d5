"""The school itself: majors, classes, premises, income."""

from decimal import Decimal

import pytest

from zhijiao.filing.schema import registry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", ["school_profile", "campus", "department", "premises", "income"])
def test_the_example_is_good_but_for_records_not_entered_yet(judge, key):
    references = {column.name for column in registry.get(key).stored if column.ref}
    assert set(judge(key)) <= references


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("710201", ["电子与信息大类", "71", "计算机类", "7102", "2021"]),
        ("090100", ["信息技术类", "09", None, None, "2010"]),
    ],
)
def test_a_major_brings_its_category_and_class(school, enter, code, expected):
    form = registry.get("major")
    enter("major", number="123-123", short_name="计算机应用", code=code)
    names = ["category", "category_code", "class_name", "class_code", "edition"]
    rows = form.fetch(form.model.unscoped.filter(school=school), [form.columns[name] for name in names])
    assert rows[0][1] == expected


def test_a_major_is_known_by_number_and_short_name(enter, school):
    enter("major", number="123-123", short_name="计算机应用", code="710201")
    form = registry.get("major")
    assert list(form.resolve(school.pk, ["123-123"])) == ["123-123"]
    assert [column.name for column in form.title_columns] == ["short_name"]


@pytest.mark.parametrize("text", ["710201", "710201 -计算机应用", "７１０２０１", "种子生产技术"])
def test_a_major_is_read_as_the_guide_writes_it(judge, text):
    assert "code" not in judge("major", code=text)


def test_a_name_that_both_catalogues_know_is_not_guessed(judge):
    (said,) = judge("major", code="计算机应用")["code"]
    assert "710201" in said
    assert "090100" in said


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"total": 45}, "total", "44"),
        ({"boarders": 60}, "boarders", "不能大于总人数"),
        ({"status": "毕业", "ended": None}, "ended", "必填"),
        ({"formed": "2019-09"}, "formed", "早于年级"),
        ({"kind": "订单班", "partner": None}, "partner", "必填"),
    ],
)
def test_what_is_said_of_a_wrong_class(judge, cells, column, said):
    assert said in "".join(judge("school_class", **cells)[column])


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"own_building": 40000}, "building_area", "42000"),
        ({"green_area": 70000}, "sports_area", "大于占地面积"),
        ({"gym_area": 0}, "teaching_area", "27500"),
        ({"canteen_area": 0}, "living_area", "13500"),
        ({"dangerous_area": 60000}, "dangerous_area", "不能大于校舍建筑面积"),
        ({"network_classrooms": 91}, "network_classrooms", "不能大于教室数"),
    ],
)
def test_what_is_said_of_wrong_premises(judge, cells, column, said):
    assert said in "".join(judge("premises", **cells)[column])


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"total": 4860.01}, "total", "4860万元"),
        ({"other": 60}, "total", "4840"),
        ({"donation": 81}, "other", "小于利息预算收入、捐赠预算收入"),
        ({"operating": 3500}, "education_budget", "4000"),
        ({"lodging": 0}, "business", "380"),
        ({"superior": 10}, "total", "4870"),
        ({"tuition_relief": 3000}, "student_grants", "大于教育事业费"),
        ({"central_projects": 5000}, "central_projects", "不能大于经费收入合计"),
        ({"total": 4860.00001}, "total", "4 位小数"),
        ({"donation": None}, "donation", "请填写捐赠预算收入"),
    ],
)
def test_what_is_said_of_wrong_income(judge, cells, column, said):
    assert said in "".join(judge("income", **cells)[column])


def test_parts_of_an_income_add_up_to_the_last_yuan(judge):
    assert judge("income", other=Decimal("80.0001"), total=Decimal("4860.0001")) == {}


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"nature": "民办", "licence": None}, "licence", "民办"),
        ({"school_code": "364501002"}, "school_code", "10位数字"),
        ({"credit_code": "12450100466000002K"}, "credit_code", ""),
        ({"principal_since": "1980-01"}, "principal_since", "不得早于建校年月"),
        ({"postcode": "5300"}, "postcode", "6位"),
    ],
)
def test_what_is_said_of_a_wrong_profile(judge, cells, column, said):
    found = judge("school_profile", **cells)
    assert found[column]
    assert said in "".join(found[column])
