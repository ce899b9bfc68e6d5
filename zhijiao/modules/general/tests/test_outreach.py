"""The forms from 职教扶贫 to 农村职业教育: sums agree, parts lie within the whole, reasons are named."""

import pytest

from zhijiao.filing.schema import registry

pytestmark = pytest.mark.django_db


@pytest.fixture
def wrong(judge):
    """Items that the validator objects to, without the references: no record stands behind those of the example."""

    def columns(form, **cells):
        stored = registry.get(form).columns
        return {name for name in judge(form, **cells) if not stored[name].ref}

    return columns


@pytest.mark.parametrize(
    ("form", "cells", "column"),
    [
        ("aid_given", {"goods": 2.5}, "total"),
        ("aid_given", {"poor_students": 39}, "poor_students"),
        ("aid_given", {"document": ""}, "document"),
        ("aid_received", {"equipment": 15}, "total"),
        ("aid_received", {"expert_months": 1}, "experts"),
        ("joint_programme", {"moved_on": 46}, "moved_on"),
        ("joint_programme", {"partner_major": ""}, "partner_major"),
        ("it_conditions", {"running": 21}, "total"),
        ("it_conditions", {"smart_rooms": 86}, "smart_rooms"),
        ("it_conditions", {"incidents": 1, "remarks": ""}, "remarks"),
        ("it_capability", {"unable": 5}, "teachers"),
        ("it_capability", {"course_leaders": 77}, "course_leaders"),
        ("it_capability", {"share": 52001}, "share"),
        ("east_west_coverage", {"goods": 1}, "total"),
        ("east_west_coverage", {"partner_code": "36440100"}, "partner_code"),
        ("east_west_coverage", {"partner_kind": "职业教育集团", "group": ""}, "group"),
        ("east_west_enrolment", {"girls": 14}, "enrolled"),
        ("east_west_enrolment", {"applied": 37}, "enrolled"),
        ("east_west_enrolment", {"studying_on": 28}, "studying_on"),
        ("east_west_labour", {"started": "2019-10-12"}, "started"),
        ("east_west_labour", {"self_employed": 3}, "employed"),
        ("east_west_labour", {"women": 28}, "trained"),
        ("international_cooperation", {"licence": ""}, "licence"),
        ("international_cooperation", {"agreed_until": "2018-01-01"}, "agreed_until"),
        ("international_cooperation", {"other_fund": 9}, "fund"),
        ("reform_pilot_zone", {"kind": "国家职业教育改革试验区"}, "zone"),
        ("reform_pilot_zone", {"role": "参与单位"}, "leader"),
        ("reform_pilot_zone", {"status": "验收合格"}, "ended"),
        ("reform_pilot_zone", {"spent": 43}, "spent"),
        ("rural_education", {"model_batch": ""}, "model_batch"),
        ("rural_education", {"transfer_trained": 241}, "trained"),
        ("rural_education", {"skilled_teachers": 13}, "skilled_teachers"),
    ],
)
def test_what_does_not_agree_is_said(wrong, form, cells, column):
    assert wrong(form, **cells) == {column}


@pytest.mark.parametrize(
    ("form", "cells"),
    [
        ("it_conditions", {"incidents": 0, "remarks": ""}),
        ("aid_given", {"basis": "学校自主结对", "document": ""}),
        ("joint_programme", {"kind": "职普融通合作", "segments": "非分段培养", "partner_major": ""}),
        ("international_cooperation", {"kind": "教师交流培训", "approver": "", "licence": "", "major": ""}),
        ("reform_pilot_zone", {"status": "终止", "ended": "2021-06-30"}),
        ("rural_education", {"model_county": "否", "model_batch": ""}),
    ],
)
def test_what_is_owed_only_of_others_may_be_empty(wrong, form, cells):
    assert wrong(form, **cells) == set()
