"""The rule of 产教融合: one enterprise is one record."""

import pytest

pytestmark = pytest.mark.django_db


def test_an_enterprise_is_registered_once(enter, breaks):
    code = "91450100MA5KABCD1X"
    first = enter("enterprise", number="q1", name="云州机械有限公司", code=code)
    enter("enterprise", number="q2", name="云州机械公司", code=code)
    assert breaks("enterprise_twice") == [f"组织机构代码 {code} 登记了 2 次"] * 2
    first.delete()
    assert breaks("enterprise_twice") == []
