"""Schools that merge and split between two packages, and records that collide in a late lot."""

import pytest
from django.db import transaction

from tests import sample
from tests.exchange import forging
from tests.exchange import installations as two
from zhijiao.exchange import applying, lots
from zhijiao.exchange.models import Partner
from zhijiao.filing.models import Change, FilingCount
from zhijiao.filing.schema import registry
from zhijiao.kit.school_code import make_school_code
from zhijiao.orgs.models import Org
from zhijiao.orgs.services import By
from zhijiao.restructure.merge import Merger
from zhijiao.restructure.split import Split

FORMS = ("student", "teacher", "school_class", "student_award", "department", "campus")


def school_of(serial, rows=3):
    school = sample.school(serial=serial, name=f"第{serial}学校")
    for key in FORMS:
        sample.fill(school, key, rows)
    return school


def merged(source, target):
    actor = sample.actor(Org.objects.get(code=two.PROVINCE), "province_admin")
    with transaction.atomic():
        Merger(actor, source, target, "B").run(By(name="测试"))


def split(source, departments):
    actor = sample.actor(Org.objects.get(code=two.PROVINCE), "province_admin")
    facts = {
        "name": "新城学校", "code": make_school_code("45", 99), "school_type": "continuing", "region": "",
    }  # fmt: skip
    with transaction.atomic():
        Split(actor, source, facts, {"department": tuple(departments)}).run(By(name="测试"))


def all_forms(code):
    return {form.key: two.of_school(form, code) for form in registry.registry().records}


def same_on_both_sides(ministry, province, package):
    """That every school's records, counters and digests are the same."""
    with province.at():
        codes = list(Org.objects.filter(level="school").order_by("code").values_list("code", "status"))
        expected = {code: all_forms(code) for code, _ in codes}
        counts = sorted(
            FilingCount.objects.exclude(rows=0).values_list("school__code", "form", "rows", "gaps")
        )
        total = applying.total_of(Partner.objects.get())
    with ministry.at():
        assert (
            list(Org.objects.filter(level="school").order_by("code").values_list("code", "status")) == codes
        )
        assert {code: all_forms(code) for code, _ in codes} == expected
        assert (
            sorted(FilingCount.objects.exclude(rows=0).values_list("school__code", "form", "rows", "gaps"))
            == counts
        )
        assert applying.prove(package.partner) == []
        assert applying.total_of(package.partner) == total
    assert "摘要一致" in package.message


@pytest.mark.parametrize("rows", [1, lots.ROWS])
def test_a_merger_arrives_with_the_next_increment(both, monkeypatch, rows):
    ministry, province = both
    monkeypatch.setattr(lots, "ROWS", rows)
    with province.at():
        source, target = school_of(61), school_of(62)
        school_of(63)
    two.sent(ministry, province)
    with province.at():
        merged(source, target)
        sample.fill(Org.objects.get(pk=target.pk), "student", 1, first=8)
    same_on_both_sides(ministry, province, two.sent(ministry, province, "increment"))
    with ministry.at():
        students = registry.get("student").model.unscoped
        assert not students.filter(school__code=source.code).exists()
        assert students.filter(school__code=target.code).count() == 7


def test_a_split_arrives_with_the_next_increment(both):
    ministry, province = both
    with province.at():
        source = school_of(61)
        departments = registry.get("department").model.unscoped.filter(school=source)
        chosen = list(departments.order_by("pk").values_list("pk", flat=True)[:1])
    two.sent(ministry, province)
    with province.at():
        split(source, chosen)
    same_on_both_sides(ministry, province, two.sent(ministry, province, "increment"))


def test_a_split_and_a_merger_back_between_two_packages(both):
    ministry, province = both
    with province.at():
        source = school_of(61)
        departments = registry.get("department").model.unscoped.filter(school=source)
        chosen = list(departments.order_by("pk").values_list("pk", flat=True)[:1])
    two.sent(ministry, province)
    with province.at():
        split(source, chosen)
        new = Org.objects.get(name="新城学校")
        merged(new, Org.objects.get(pk=source.pk))
    same_on_both_sides(ministry, province, two.sent(ministry, province, "increment"))


def test_a_collision_in_a_late_lot_is_told_with_its_place_and_mended_by_the_next(both, monkeypatch):
    ministry, province = both
    monkeypatch.setattr(lots, "ROWS", 2)
    with province.at():
        for serial in (61, 62, 63):
            sample.fill(sample.school(serial=serial, name=f"第{serial}学校"), "student", 2)
    two.made(province)

    def twice(lines):
        """Let the second student have the key of the first, as no writer lets him."""
        start = next(
            n for n, line in enumerate(lines) if isinstance(line, dict) and line.get("form") == "student"
        )
        place = 2 + lines[start]["columns"].index("number")
        lines[start + 2][0][place] = lines[start + 1][0][place]

    wrong = two.taken(ministry, forging.relined(province, "lots/00003.ndjson.z", twice))
    assert wrong.state == "refused"
    assert "第63学校" in wrong.message
    assert "学生基本信息" in wrong.message
    assert "全量包" in wrong.message
    with ministry.at():
        assert registry.get("student").model.unscoped.count() == 4, "lots that stood before stay"
        assert Partner.objects.get().taken == 0
        assert applying.prove(wrong.partner) == []
    assert two.acknowledged(province, wrong.receipt).state == "refused"
    same_on_both_sides(ministry, province, two.sent(ministry, province))
    with ministry.at():
        assert Change.objects.filter(form="student").count() == 6
