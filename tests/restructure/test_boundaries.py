"""Totals by old and new boundary are explained school by school."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests import sample
from tests.accounts.places import person
from tests.restructure.conftest import carry_out, text, told
from zhijiao.filing.models import FilingCount
from zhijiao.kit.school_code import make_school_code
from zhijiao.orgs.models import Level, Org, OrgChange
from zhijiao.orgs.services import create_org
from zhijiao.restructure import boundary_views
from zhijiao.restructure.boundaries import compare

pytestmark = pytest.mark.django_db
DAY = date(2020, 9, 1)


@pytest.fixture
def old(tree):
    """A tree that has been there for long, with a second city, three schools and some records."""
    tree.second = create_org(tree.province, Level.CITY, "云海市教育局", "450500", region="450500")
    tree.third = create_org(
        tree.city, Level.SCHOOL, "云州市商贸学校", make_school_code("45", 3), "continuing"
    )
    Org.objects.update(opened_at=timezone.now() - timedelta(days=9000))
    for school, number in ((tree.school, 3), (tree.third, 2), (tree.sister, 1)):
        sample.fill(school, "enterprise", number)
    return tree


def seen(found):
    return {
        each.school.name: (each.then, each.now, each.rows_then, each.rows_now, [r[11:] for r in each.reasons])
        for each in found.differences
    }


def totals(found):
    return [(label, then, now) for label, then, now in found.forms]


def now(org):
    return Org.objects.get(pk=org.pk)


def test_without_changes_both_boundaries_are_the_same(old):
    found = compare(old.city, DAY)
    assert (found.schools_then, found.schools_now, found.unchanged, found.differences) == (2, 2, 2, [])
    assert totals(found) == [("企业信息", 5, 5)]


def test_a_school_that_moved_counts_there_and_here(office, old):
    carry_out(office, old.school, "move", parent=old.second.pk)
    reason = ["“云州市工业学校”由“云州市教育局”划转至“云海市教育局”"]
    found = compare(now(old.city), DAY)
    assert seen(found) == {"云州市工业学校": (True, False, 3, 0, reason)}
    assert (found.schools_then, found.schools_now, totals(found)) == (2, 1, [("企业信息", 5, 2)])
    found = compare(now(old.second), DAY)
    assert seen(found) == {"云州市工业学校": (False, True, 0, 3, reason)}
    assert totals(found) == [("企业信息", 0, 3)]
    assert compare(now(old.province), DAY).differences == []


def test_a_merger_gives_the_records_back_to_where_they_were(office, old):
    carry_out(office, old.school, "move", parent=old.second.pk)
    carry_out(office, old.school, "merge", into=old.third.code, mark="A")
    found = compare(now(old.city), DAY)
    assert totals(found) == [("企业信息", 5, 5)]
    told_of = seen(found)
    assert told_of["云州市商贸学校"] == (True, True, 2, 5, ["“云州市工业学校”并入“云州市商贸学校”"])
    assert told_of["云州市工业学校"][:4] == (True, False, 3, 0)
    found = compare(now(old.second), DAY)
    assert (found.schools_then, found.schools_now, found.forms) == (0, 0, [])
    found = compare(now(old.province), DAY)
    assert totals(found) == [("企业信息", 6, 6)]


def test_a_county_that_moved_takes_its_schools_along(office, old):
    small = create_org(old.county, Level.SCHOOL, "云河县职校", make_school_code("45", 9), "continuing")
    Org.objects.update(opened_at=timezone.now() - timedelta(days=9000))
    sample.fill(small, "enterprise", 4)
    carry_out(office, old.county, "move", parent=old.second.pk)
    carry_out(office, small, "move", parent=old.city.pk)
    assert compare(now(old.city), DAY).differences == []
    county = compare(now(old.county), DAY)
    assert seen(county)["云河县职校"][:4] == (True, False, 4, 0)
    assert compare(now(old.second), DAY).schools_then == 0


def test_closed_and_newly_opened_schools(office, old):
    carry_out(office, old.third, "close")
    create_org(old.city, Level.SCHOOL, "云州市新校", make_school_code("45", 8), "continuing")
    found = compare(now(old.city), DAY)
    assert seen(found) == {
        "云州市商贸学校": (True, False, 2, 0, ["“云州市商贸学校”停办"]),
        "云州市新校": (False, True, 0, 0, ["开通"]),
    }
    carry_out(office, old.third, "resume", school_type="resumed", accounts="on")
    assert "云州市商贸学校" not in seen(compare(now(old.city), DAY))


def test_a_day_between_two_changes(office, old):
    carry_out(office, old.school, "move", parent=old.second.pk)
    OrgChange.objects.update(at=timezone.now() - timedelta(days=10))
    carry_out(office, old.school, "move", parent=old.province.pk)
    between = timezone.localdate() - timedelta(days=5)
    assert compare(now(old.second), between).schools_then == 1
    assert compare(now(old.second), DAY).schools_then == 0
    assert compare(now(old.city), DAY).schools_then == 2
    assert compare(now(old.city), between).schools_then == 1


def test_only_the_year_asked_for_is_counted(old):
    place = {"school": old.school, "updated_at": timezone.now()}
    FilingCount.objects.create(form="premises", year=2019, rows=1, **place)
    assert totals(compare(old.city, DAY)) == [("企业信息", 5, 5)]
    assert totals(compare(old.city, date(2019, 10, 1))) == [("办学场地", 1, 1), ("企业信息", 5, 5)]


def test_a_long_list_is_cut_and_says_so(office, old, monkeypatch):
    monkeypatch.setattr(boundary_views, "MOST", 1)
    for number in (8, 9):
        create_org(old.city, Level.SCHOOL, f"新校{number}", make_school_code("45", number), "continuing")
    page = text(office.get(f"/manage/areas/{old.city.pk}/boundaries/?date=2020-09-01"))
    assert "共 2 所，只列出前 1 所" in page
    assert ("新校8" in page, "新校9" in page) == (True, False)


def test_the_page(office, old, client):
    carry_out(office, old.school, "rename", name="云州市机电学校", code=old.school.code, region="450100",
              school_type="continuing")  # fmt: skip
    carry_out(office, old.school, "move", parent=old.second.pk)
    page = office.get(f"/manage/areas/{old.city.pk}/boundaries/?date=2020-09-01")
    assert page.status_code == 200
    for said in ("当时名称：云州市工业学校", "划转至“云海市教育局”", "按当时的隶属"):
        assert said in text(page)
    assert office.get(f"/manage/areas/{old.city.pk}/boundaries/").status_code == 200
    for junk in ("2020-13-01", "<b>", "1889-01-01", "2999-01-01", "x" * 500):
        refused = office.get(f"/manage/areas/{old.city.pk}/boundaries/", {"date": junk})
        assert refused.status_code == 422
        assert "日期" in told(refused)
    for org in (old.elsewhere, old.ministry, old.school):
        assert office.get(f"/manage/areas/{org.pk}/boundaries/").status_code == 404
    client.force_login(person(old.school, "boss", "school_admin"))
    assert client.get(f"/manage/areas/{old.city.pk}/boundaries/").status_code == 403
