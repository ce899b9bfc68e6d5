import pytest

from tests.accounts.places import person
from zhijiao.filing.records import writer
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.row_checks import RequiredIf
from zhijiao.identity.actor import Actor

pytestmark = pytest.mark.django_db

SEARCH = "/manage/users/teachers/"


def text(response) -> str:
    return response.content.decode()


def add_teacher(school, number: str, name: str, id_number: str, sex: str = "女") -> None:
    form = registry.get("teacher")
    asked_for = {check.field for check in form.declaration.checks if isinstance(check, RequiredIf)}
    asked_for |= {column.name for column in form.stored if column.required}
    cells = {column.name: [column.example] for column in form.stored if column.name in asked_for}
    cells["political_status"] = ["群众"]
    cells |= {"number": [number], "name": [name], "id_number": [id_number], "sex": [sex]}
    cells["birth"] = [f"{id_number[6:10]}-{id_number[10:12]}-{id_number[12:14]}"]
    frame = validate(form, school, cells)
    assert frame.clean, list(map(str, frame.problems))
    writer.write(Actor.system(school), school, frame)


@pytest.fixture
def teachers(tree):
    add_teacher(tree.school, "js001", "韦朗朗", "45010319901105002X")
    add_teacher(tree.school, "js002", "谭红霞", "450103199011050089")
    add_teacher(tree.sister, "js001", "外校人", "450103199011050046")


def test_teachers_are_found_by_name_and_number(at_school, teachers):
    every = text(at_school.get(SEARCH))
    assert "韦朗朗" in every
    assert "谭红霞" in every
    assert "外校人" not in every
    assert 'data-pick="谭红霞" data-pick-sex="2"' in text(at_school.get(SEARCH, {"q": "红霞"}))
    assert "韦朗朗" not in text(at_school.get(SEARCH, {"q": "js002"}))
    assert "没有教工号或姓名含“&lt;b&gt;”" in text(at_school.get(SEARCH, {"q": "<b>"}))


def test_nothing_private_is_shown(at_school, teachers):
    page = text(at_school.get(SEARCH))
    assert "45010319901105002X" not in page
    assert "1990" not in page


def test_without_teachers_the_name_is_typed(at_school, tree):
    assert "直接填写姓名" in text(at_school.get(SEARCH))
    assert 'id="teachers-q"' in text(at_school.get("/manage/users/add/"))


def test_only_administrators_of_schools_search(client, at_province, tree, clerk):
    assert at_province.get(SEARCH).status_code == 404
    assert 'id="teachers-q"' not in text(at_province.get("/manage/users/add/"))
    visitor = client.__class__()
    assert visitor.get(SEARCH).status_code == 302
    visitor.force_login(clerk)
    assert visitor.get(SEARCH).status_code == 403
    visitor.force_login(person(tree.sister, "boss2", "school_admin"))
    assert "还没有教师" in text(visitor.get(SEARCH))
