"""职业培训: hours add up, groups are within the whole, and what else a row by itself may not say."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("form", "cells", "column", "said"),
    [
        ("training_programme", {"person_hours": "5000"}, "person_hours", "不等于培训人数乘以培训学时"),
        ("training_programme", {"farmers": "49"}, "farmers", "不能大于培训人数"),
        ("training_programme", {"certified": "48"}, "certified", "不能大于结业人数"),
        ("training_programme", {"client": ""}, "client", "时为必填项"),
        ("training_programme", {"certificate": ""}, "certificate", "时为必填项"),
        ("training_centre", {"expires": "2017-01-01"}, "expires", "不得早于认定日期"),
        ("continuing_education", {"alumni": "83"}, "alumni", "不能大于在读学生数"),
        ("continuing_education", {"approval": ""}, "approval", "时为必填项"),
    ],
)
def test_what_is_said_of_a_wrong_row(judge, form, cells, column, said):
    assert said in "".join(judge(form, **cells)[column])


def test_a_course_of_the_schools_own_has_no_client(judge):
    said = judge("training_programme", origin="学校自主开办", client="", certified="0", certificate="")
    assert not {"client", "certified", "certificate"} & set(said)
