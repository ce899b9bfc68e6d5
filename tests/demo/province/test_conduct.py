"""The forms of the complete school agree with its people and with each other."""

import pytest

from zhijiao.filing.schema import registry
from zhijiao.filing.schema.summaries import Reader
from zhijiao.orgs.models import Org

SCHOOL = "3645010023"

pytestmark = pytest.mark.once


@pytest.fixture
def rows(province):
    """Records of a form of the school."""
    school = Org.objects.get(code=SCHOOL)
    return lambda key: registry.get(key).model.unscoped.filter(school=school)


def test_the_forms_agree_with_the_people(rows):
    members = rows("teacher").filter(political_status="01").count()
    overview = rows("party_overview").get()
    top = rows("party_organisation").get(parent=None)
    branches = rows("party_organisation").exclude(parent=None)
    assert members == overview.members == top.members == sum(branch.members for branch in branches)
    assert overview.branches == branches.count()
    assert overview.secretary.political_status == "01"
    stages = [recruit.stage for recruit in rows("party_recruit")]
    assert (stages.count("1"), stages.count("2")) == (overview.applicants, overview.activists)

    reader = Reader(registry.registry(), Org.objects.filter(code=SCHOOL), 2020)
    summed = registry.get("youth_league_member").compute(reader)
    committee = rows("youth_league_organisation").get(parent=None)
    below = rows("youth_league_organisation").exclude(parent=None)
    assert committee.members == len(summed) == sum(branch.members for branch in below)
    assert committee.branches == below.count() == rows("school_class").count()

    present = rows("student_enrolment").filter(status="01").count()
    for key in ("safety_activity", "moral_activity"):
        assert all(activity.expected <= present for activity in rows(key))
    assert all(club.leader.school_id == club.school_id for club in rows("student_club"))

    teaching = rows("teacher_employment").filter(category="11", status="11").count()
    assert teaching == rows("it_capability").get().teachers == rows("it_conditions").get().teacher_terminals
    it, rooms, devices = rows("it_conditions").get(), rows("premises").get(), rows("equipment").get()
    assert it.media_rooms == rooms.network_classrooms
    assert it.student_terminals <= devices.teaching_computers
    taken, paired = rows("east_west_enrolment").get(), rows("east_west_coverage").get()
    assert (taken.partner, taken.students) == (paired.partner, paired.joint_students)
    for programme in rows("joint_programme"):
        of_major = rows("student_enrolment").filter(school_class__major=programme.major, status="01")
        assert programme.students <= of_major.count()
