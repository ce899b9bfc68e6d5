import pytest
from django.core.exceptions import ValidationError

from tests.accounts.places import plant
from zhijiao.kit.school_code import make_school_code
from zhijiao.orgs.models import Level, Org, OrgChange, Status
from zhijiao.orgs.services import By, changes_of, close_org, create_org, move_org, rename_org, resume_org

pytestmark = pytest.mark.django_db
ME = By(5, "卢华兴", "云教函〔2020〕12号")


@pytest.fixture
def tree(db):
    return plant()


def refused(call, *args, **facts) -> str:
    with pytest.raises(ValidationError) as caught:
        call(*args, ME, **facts)
    assert not OrgChange.objects.exists()
    return "".join(caught.value.messages)


def test_a_move_takes_everything_below_along(tree):
    other = create_org(tree.province, Level.CITY, "云海市教育局", "450500", region="450500")
    small = create_org(tree.county, Level.SCHOOL, "云河县职校", make_school_code("45", 9), "continuing")
    change = move_org(tree.county, other, ME)
    small.refresh_from_db()
    county = Org.objects.get(pk=tree.county.pk)
    assert (county.parent, county.path) == (other, f"{other.path}{county.pk}/")
    assert small.path == f"{other.path}{county.pk}/{small.pk}/"
    assert set(Org.objects.subtree(other.path)) == {other, county, small}
    assert (change.from_path, change.to_path) == (tree.county.path, county.path)
    assert (change.from_parent, change.to_parent) == (tree.city, other)
    assert (change.actor_id, change.actor_name, change.basis) == (5, "卢华兴", "云教函〔2020〕12号")
    assert change.sentence == "“云河县教育局”由“云州市教育局”划转至“云海市教育局”"


def test_moves_that_make_no_sense_are_refused(tree):
    assert "不能划转到自己之下" in refused(move_org, tree.city, tree.county)
    assert "不能划转到自己之下" in refused(move_org, tree.city, tree.city)
    assert "现在就由“云州市教育局”主管" in refused(move_org, tree.school, tree.city)
    assert "没有上级" in refused(move_org, tree.ministry, tree.province)
    assert "不能在其下建立" in refused(move_org, tree.county, tree.school)
    assert "不能在其下建立" in refused(move_org, tree.elsewhere, tree.county)
    Org.objects.filter(pk=tree.city.pk).update(status=Status.CLOSED)
    assert "已停用" in refused(move_org, tree.sister, tree.city)


def test_a_new_name_and_code(tree):
    change = rename_org(tree.school, ME, name=" 云州市机电学校 ", code=make_school_code("45", 50))
    school = Org.objects.get(pk=tree.school.pk)
    assert (school.name, school.code) == ("云州市机电学校", make_school_code("45", 50))
    assert (change.name_before, change.code_before) == (tree.school.name, tree.school.code)


def test_a_wrong_name_or_code_is_refused(tree):
    assert "都没有改动" in refused(rename_org, tree.school, name="云州市工业学校")
    assert "已被同级其他机构使用" in refused(rename_org, tree.school, name="x", code=tree.sister.code)
    assert "10 位数字" in refused(rename_org, tree.school, name="x", code="36")
    assert "36 开头" in refused(rename_org, tree.school, name="x", code="4145000001")
    assert refused(rename_org, tree.school, name="校" * 101)


def test_closing_and_working_again(tree):
    close_org(tree.school, ME)
    assert Org.objects.get(pk=tree.school.pk).status == Status.CLOSED
    resume_org(tree.school, ME, "resumed")
    school = Org.objects.get(pk=tree.school.pk)
    assert (school.status, school.school_type) == (Status.ACTIVE, "resumed")
    assert [change.kind for change in changes_of(school)] == ["resume", "close"]


def test_what_still_has_schools_is_not_closed(tree):
    assert "还有 2 个正常的下级单位" in refused(close_org, tree.city)
    assert "不能停办" in refused(close_org, tree.ministry)
    assert "不在停办状态" in refused(resume_org, tree.school)


def test_below_a_closed_department_nothing_works_again(tree):
    Org.objects.filter(pk=tree.school.pk).update(status=Status.CLOSED)
    Org.objects.filter(pk=tree.city.pk).update(status=Status.CLOSED)
    assert "已停用" in refused(resume_org, tree.school)
