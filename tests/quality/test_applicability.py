"""Rules know the matrix: silent where a school was not asked for what is compared, or for another part of it."""

import pytest
from django.utils import timezone

from zhijiao.catalogue import kept_rounds
from zhijiao.catalogue.matrix import current_round
from zhijiao.catalogue.models import ProvinceRound
from zhijiao.orgs.models import Org
from zhijiao.quality import applicability, evaluate, rule_registry
from zhijiao.quality.rule_data import RuleData

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rule", "kinds"),
    [
        ("media_rooms", ["continuing", "resumed"]),
        ("major_without_class", ["continuing", "attached", "other"]),
        ("grants_without_aid", ["resumed", "attached", "other"]),
        ("class_size", ["continuing", "attached", "other"]),
        ("teacher_without_post", ["continuing", "resumed", "attached", "other"]),
    ],
)
def test_a_rule_holds_for_kinds_of_school_that_owe_what_it_compares(rule, kinds):
    assert applicability.kinds_of_school(rule_registry.rules()[rule], current_round()) == kinds


def test_what_may_stay_empty_is_judged_only_where_it_is_filled(school, put):
    Org.objects.filter(pk=school.pk).update(school_type="attached")
    for number in "abc":
        student = put("student", number=number, name="学生", political_status="03")
        put("student_enrolment", student=student, status="01")

    def found():
        data = RuleData(Org.objects.filter(pk=school.pk), current_round())
        return [each.values for each in evaluate.breaks(data, rule_registry.rules()["no_league"])]

    assert found() == []
    league = put("youth_league_organisation", number="t1", name="团委", in_use=False)
    assert found() == [{"members": "3"}]
    league.delete()
    Org.objects.filter(pk=school.pk).update(school_type="continuing")
    assert found() == [{"members": "3"}]


def test_what_a_province_asks_for_is_judged_there(school, put):
    """The ministry asks an attached school for no rows of 团组织 that it does not have; its province does."""
    Org.objects.filter(pk=school.pk).update(school_type="attached")
    for number in "abc":
        student = put("student", number=number, name="学生", political_status="03")
        put("student_enrolment", student=student, status="01")
    filing, rule = current_round(), rule_registry.rules()["no_league"]

    def found():
        data = RuleData(Org.objects.filter(pk=school.pk), filing)
        return [each.values for each in evaluate.breaks(data, rule)]

    assert found() == []
    now = timezone.now()
    for province, number in ((school.province_id, 1), (0, 0)):
        ProvinceRound.objects.all().delete()
        if province:
            words = {"youth_league_organisation": {"attached": "必填"}}
            ProvinceRound.objects.create(
                round=filing.key, province_id=province, words=words, changed_at=now, changed_by="省"
            )
        kept_rounds.changed()
        kept_rounds.look()
        assert len(found()) == number
