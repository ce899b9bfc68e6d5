"""党建工作: sums of members, the way to full membership, and who may see the work of discipline."""

import pytest

from tests import sample
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry

pytestmark = pytest.mark.django_db

APPLICANT = dict.fromkeys(
    (
        "talked",
        "activist",
        "first_contact",
        "candidate",
        "political_review",
        "training_hours",
        "training_passed",
        "application_number",
        "first_introducer",
        "second_introducer",
        "admitted",
        "approved",
        "oath",
        "extended",
    )
)


@pytest.mark.parametrize(
    ("form", "cells", "column", "said"),
    [
        ("party_overview", {"branches": 8}, "branches", "合计为 9个"),
        ("party_overview", {"full_members": 138}, "members", "合计为 141人"),
        ("party_overview", {"student_members": 3}, "members", "合计为 143人"),
        ("party_overview", {"women": 143}, "women", "不能大于党员总数"),
        ("party_overview", {"teachers": 109}, "teachers", "不能大于在职教职工党员数"),
        ("party_overview", {"reviewed": 0, "excellent": 0, "remarks": None}, "remarks", "必填"),
        ("party_organisation", {"branch_kind": None}, "branch_kind", "党组织类别为“党支部”时为必填项"),
        (
            "party_organisation",
            {"members": 3, "staff": 3, "probationary": 1},
            "probationary",
            "正式党员不足3人",
        ),
        ("party_organisation", {"due": "2019-01-01"}, "due", "不得早于最近换届日期"),
        ("party_activity", {"attended": 19}, "attended", "不能大于应到党员数"),
        ("party_activity", {"speaker": None}, "speaker", "活动类别为“党课”时为必填项"),
        ("party_activity", {"kind": "党员大会", "decisions": None}, "decisions", "必填"),
        ("party_activity", {"held": "2020-08-31"}, "held", "不在2020-09-01至2021-08-31之内"),
        ("party_recruit", {"teacher": None}, "teacher", "至少填一项"),
        ("party_recruit", {"candidate": "2020-04-10"}, "candidate", "不足一年"),
        ("party_recruit", {"approved": None}, "approved", "发展阶段为“预备党员”时为必填项"),
        ("party_recruit", {"stage": "正式党员"}, "full", "必填"),
        ("party_recruit", {"stage": "正式党员", "full": "2021-11-18"}, "full", "不足一年"),
        ("discipline_work", {"rectified": 3}, "rectified", "不能大于发现问题数"),
        ("discipline_work", {"measures": None}, "measures", "必填"),
        ("discipline_case", {"is_party_member": "否"}, "party_action", "不能给予党纪处分"),
        ("discipline_case", {"recovered": 2001}, "recovered", "不能大于涉及金额"),
        ("discipline_case", {"closed": None}, "closed", "办理状态为“已结案”时为必填项"),
        ("discipline_case", {"document": None}, "document", "必填"),
    ],
)
def test_what_is_said_of_a_wrong_row(judge, form, cells, column, said):
    assert said in "".join(judge(form, **cells)[column])


@pytest.mark.parametrize(
    ("form", "cells"),
    [
        ("party_organisation", {"kind": "临时党支部", "members": 2, "staff": 2, "committee": 0}),
        ("party_organisation", {"kind": "党委", "branch_kind": None}),
        ("party_recruit", APPLICANT | {"stage": "入党申请人"}),
        ("party_recruit", {"stage": "正式党员", "full": "2021-11-20"}),
        ("discipline_work", {"found": 0, "rectified": 0, "measures": None, "due": None}),
        (
            "discipline_case",
            {"party_action": None, "is_party_member": "否", "decided": None, "document": None},
        ),
    ],
)
def test_what_is_right(school, form, cells):
    sample.fill(school, form)
    assert sample.frame(school, form, **cells).clean


def test_a_person_is_a_teacher_or_a_student(school):
    sample.fill(school, "student")
    sample.fill(school, "party_recruit")
    frame = sample.frame(school, "party_recruit", student=sample.key("student"))
    assert "只能填一项" in "".join(map(str, frame.problems))


@pytest.mark.parametrize("key", ["discipline_work", "discipline_case"])
def test_work_of_discipline_is_for_those_with_the_right_to_private_data(school, key):
    form = registry.get(key)
    assert form.declaration.private_form
    assert not access.can(sample.actor(school, "school_clerk"), form, "view")
    assert not access.can(sample.actor(school, "school_principal"), form, "add")
    trusted = sample.actor(school, "school_clerk", "privacy_manager")
    assert not access.can(trusted, form, "add")
    assert access.can(sample.opened(trusted), form, "add")


def test_persons_and_facts_of_a_case_are_encrypted():
    form = registry.get("discipline_case")
    hidden = {column.name for column in form.private_columns}
    assert hidden == {"person", "person_post", "facts", "handler", "remarks"}
    assert not hidden & {column.name for column in form.listing_columns}
