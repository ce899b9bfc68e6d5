"""就业创业: what is asked depends on where a graduate went, and numbers of new students agree."""

import pytest

pytestmark = pytest.mark.django_db

NO_WORK = dict.fromkeys(("work", "employer", "nature", "industry", "place", "channel", "match", "term"), "")
ELSEWHERE = NO_WORK | {"area": "", "region": "", "salary": ""}
COLLEGE = {"new_school": "云岭职业技术学院", "programme": "软件技术", "progression": "高职单独招生"}


@pytest.mark.parametrize(
    ("form", "cells", "column", "said"),
    [
        ("employment", {"employer": ""}, "employer", "毕业去向为“就业”时为必填项"),
        ("employment", {"region": ""}, "region", "就业地域为“本地就业”时为必填项"),
        ("employment", {"destination": "高职（专科）"}, "new_school", "时为必填项"),
        ("employment", {"destination": "待就业"}, "reason", "毕业去向为“待就业”时为必填项"),
        ("recruitment", {"arrived": "97"}, "arrived", "不能大于录取数"),
        ("recruitment", {"minorities": "91"}, "minorities", "不能大于注册学籍数"),
        ("recruitment", {"seniors": "1"}, "registered", "少于应届、往届初中毕业生"),
        ("startup", {"student": ""}, "student", "时为必填项"),
        ("startup", {"code": "91450100M000100Y4X"}, "code", "统一社会信用代码"),
        ("career_guidance_office", {"trained": "9"}, "trained", "多于专职与兼职教师之和"),
        ("career_guidance_office", {"course_hours": ""}, "course_hours", "时为必填项"),
        ("career_guidance_activity", {"fair": ""}, "fair", "时为必填项"),
        ("career_guidance_activity", {"kind": "专题讲座"}, "speaker", "时为必填项"),
    ],
)
def test_what_is_said_of_a_wrong_row(judge, form, cells, column, said):
    assert said in "".join(judge(form, **cells)[column])


def test_graduates_who_study_on_are_not_asked_for_work(judge):
    said = judge("employment", destination="高职（专科）", **ELSEWHERE, **COLLEGE)
    assert not {*ELSEWHERE, *COLLEGE} & set(said)
