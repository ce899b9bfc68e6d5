import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from tests.accounts.places import plant
from zhijiao.kit.school_code import make_school_code
from zhijiao.orgs.models import Level, Org, Status
from zhijiao.orgs.paths import child_path, covers, path_ids
from zhijiao.orgs.services import create_org

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(db):
    return plant()


def names(found) -> set[str]:
    return set(found.values_list("name", flat=True))


def test_paths_are_ids_from_the_root_down(tree):
    assert tree.school.path == f"/{tree.ministry.pk}/{tree.province.pk}/{tree.city.pk}/{tree.school.pk}/"
    assert tree.school.ancestors_ids() == [tree.ministry.pk, tree.province.pk, tree.city.pk]
    assert tree.school.province_id == tree.province.pk == tree.province.province_id
    assert tree.ministry.province_id is None
    assert path_ids("/1/5/") == [1, 5]
    assert child_path("/1/", 5) == "/1/5/"


def test_a_subtree_is_the_node_and_what_is_below(tree):
    found = names(Org.objects.subtree(tree.province.path))
    assert found == {"云岭省教育厅", "云州市教育局", "云河县教育局", "云州市工业学校", "云岭省商业学校"}
    assert names(Org.objects.subtree(tree.school.path).schools()) == {"云州市工业学校"}


def test_a_longer_id_is_not_below_a_shorter(tree):
    """/1/5/ must not hold /1/50/, nor a path with a higher digit after the slash."""
    for number, path in enumerate(("/7/5/", "/7/5/9/", "/7/50/", "/7/59/", "/7/6/", "/7/4/")):
        Org.objects.create(path=path, level="city", name=path, code=f"99{number:04d}")
    assert names(Org.objects.subtree("/7/5/")) == {"/7/5/", "/7/5/9/"}
    assert covers("/7/5/", "/7/5/9/")
    assert not covers("/7/5/", "/7/50/")
    assert not covers("", "/7/5/")


@pytest.mark.parametrize("path", ["", "/", "7", "/7"])
def test_a_subtree_of_nothing_is_refused(tree, path):
    with pytest.raises(ValueError, match="tree path"):
        list(Org.objects.subtree(path))


@pytest.mark.sqlite_only
def test_the_index_serves_the_subtree_on_sqlite(tree):
    assert "USING INDEX" in Org.objects.subtree("/1/5/").explain()


def test_the_lookup_works_through_a_relation(tree):
    below = Org.objects.filter(parent__path__under=tree.city.path)
    assert names(below) == {"云河县教育局", "云州市工业学校"}


def test_a_school_needs_a_good_code_and_a_type(tree):
    with pytest.raises(ValidationError) as refused:
        create_org(tree.city, Level.SCHOOL, "新校", "123", "continuing")
    assert "10 位数字" in refused.value.message_dict["code"][0]
    with pytest.raises(ValidationError) as refused:
        create_org(tree.city, Level.SCHOOL, "新校", make_school_code("45", 9))
    assert "school_type" in refused.value.message_dict
    school = create_org(tree.city, Level.SCHOOL, " 新校 ", "３６４５０００００９", "attached")
    assert (school.name, school.code, school.region) == ("新校", "3645000009", "450100")
    assert school.status == Status.ACTIVE
    assert school.opened_at is not None


def test_a_code_serves_once(tree):
    with pytest.raises(ValidationError, match="已被同级其他机构使用"):
        create_org(tree.province, Level.SCHOOL, "另一所", tree.school.code, "continuing")


def test_the_order_of_levels_holds(tree):
    with pytest.raises(ValidationError, match="不能在其下建立"):
        create_org(tree.county, Level.CITY, "某市", "450900")
    with pytest.raises(ValidationError, match="不能在其下建立"):
        create_org(tree.school, Level.SCHOOL, "某校", make_school_code("45", 8), "other")
    with pytest.raises(ValidationError, match="已存在"):
        create_org(None, Level.MINISTRY, "教育部二", "000001")
    with pytest.raises(ValidationError, match="只有教育部没有上级"):
        create_org(None, Level.PROVINCE, "某省", "470000")
    with pytest.raises(ValidationError, match="级别"):
        create_org(tree.city, "village", "某村", "450901")


def test_nothing_is_opened_under_a_closed_node(tree):
    Org.objects.filter(pk=tree.city.pk).update(status=Status.CLOSED)
    with pytest.raises(ValidationError, match="已停用"):
        create_org(tree.city, Level.COUNTY, "某县", "450124")


@pytest.mark.postgres
def test_the_index_serves_the_subtree_on_postgresql(tree):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "Index" in Org.objects.order_by().subtree("/1/5/").explain()
    assert "path" in Org.objects.order_by().subtree("/1/5/").explain().partition("Index Cond")[2]
