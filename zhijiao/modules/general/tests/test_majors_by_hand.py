"""专业设置: a major that no catalogue has is entered by name and code, and marked."""

import pytest

pytestmark = pytest.mark.django_db

BY_HAND = {"code": None, "off_catalogue": "2019年增补专业", "own_name": "茶艺与茶营销", "own_code": "130990"}


def test_it_is_taken_without_a_code_of_the_catalogue(judge):
    found = judge("major", **BY_HAND)
    assert {column for column, said in found.items() if "中没有找到" not in "".join(said)} == set()


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"code": None}, "code", "必填"),
        (BY_HAND | {"own_name": None}, "own_name", "必填"),
        (BY_HAND | {"own_code": None}, "own_code", "必填"),
        (BY_HAND | {"own_code": "1309"}, "own_code", "6位数字"),
        (BY_HAND | {"own_code": "710201"}, "own_code", "是目录中“计算机应用”的代码"),
        (BY_HAND | {"own_name": "计算机应用"}, "own_name", "目录中有这个专业"),
        (BY_HAND | {"off_catalogue": "备案专业"}, "off_catalogue", "这是2019年增补专业"),
        ({"off_catalogue": "2", "own_name": "x", "own_code": "999999"}, "off_catalogue", "已选目录中的专业"),
    ],
)
def test_what_is_said_of_a_wrong_one(judge, cells, column, said):
    assert said in "".join(judge("major", **cells)[column])
