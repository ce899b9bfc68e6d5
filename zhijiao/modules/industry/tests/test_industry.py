"""Forms of 产教融合: cooperation that ends, companies among members, destinations of apprentices."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("form", "cells", "column", "said"),
    [
        ("cooperation", {"agreement": None}, "agreement", "必填"),
        ("cooperation", {"continues": "否"}, "remarks", "必填"),
        ("cooperation", {"agreed_until": "2020-01-01"}, "agreed_until", "不得早于协议签订日期"),
        ("education_group", {"active": "否"}, "left", "必填"),
        ("education_group_member", {"industry": None}, "industry", "必填"),
        ("education_group_member", {"code": "91450100M000100Y4A"}, "code", ""),
        ("apprenticeship_pilot", {"status": "通过验收"}, "accepted", "必填"),
        ("apprenticeship_teaching", {"company_hours": 1200}, "company_hours", "不能大于总学时"),
        ("apprenticeship_recruitment", {"further": 6}, "further", "多于出徒人数"),
        ("apprenticeship_recruitment", {"wage": 0}, "wage", "应大于0"),
        ("apprenticeship_output", {"publisher": None}, "publisher", "必填"),
    ],
)
def test_what_is_said_of_a_wrong_row(judge, form, cells, column, said):
    found = judge(form, **cells)
    assert column in found
    assert said in "".join(found[column])
