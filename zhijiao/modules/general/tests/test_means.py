"""经费支出, 教学仪器设备, 实训基地, 数字化资源: sums agree, parts lie within the whole, a partner is named."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("form", "cells", "column"),
    [
        ("expenditure", {"total": 4781}, "total"),
        ("expenditure", {"power": 96}, "goods"),
        ("expenditure", {"bonus": 100}, "performance"),
        ("expenditure", {"interest": 11}, "other"),
        ("expenditure", {"bank_debt": 50}, "debt"),
        ("equipment", {"media_value": 211}, "total_value"),
        ("equipment", {"added_own": 21}, "added_value"),
        ("equipment", {"tablets": 1251}, "tablets"),
        ("training_base", {"partner": ""}, "partner"),
        ("training_base", {"added_value": 269}, "added_value"),
        ("digital_resource", {"origin": "购置", "partner": ""}, "partner"),
        ("digital_resource", {"videos": 461}, "videos"),
    ],
)
def test_what_does_not_agree_is_said(judge, form, cells, column):
    assert judge(form, **cells)[column]
