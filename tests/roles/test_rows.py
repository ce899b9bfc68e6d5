"""Data roles through every way to a record: list, export, print, page, history, references, counts, summary, API."""

import io
import re

import openpyxl
import pytest
from django.core.exceptions import ValidationError

from tests.accounts.places import person
from tests.background_work import prepared
from tests.filing.pages.world import fill
from tests.roles.test_effective import own_role
from zhijiao.files import answers
from zhijiao.filing.records import access
from zhijiao.filing.records.counts import own_counts
from zhijiao.filing.schema.registry import forms, get, registry
from zhijiao.identity.rights import build_actor
from zhijiao.identity.tokens import create_token
from zhijiao.users.services import create_user, set_roles

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def world(tree):
    """Two teachers, two students …; the second student and the second class are of the clerk who sees only his own."""
    return fill(tree.school, copies=1)


@pytest.fixture
def mine(tree, world, client):
    """A clerk with 仅本人录入, signed in; the ids of a student of his own and of another's."""
    user = person(tree.school, "benren", "school_clerk", row_role="own")
    own_id, other_id = world.ids["student"]
    for key in ("student", "school_class"):
        get(key).model.unscoped.filter(pk=world.ids[key][0]).update(created_by=user.pk)
    client.force_login(user)
    client.user = user
    return client, own_id, other_id


def title(key: str, record_id: int) -> str:
    """What names a record in lists: its natural key."""
    form = get(key)
    return form.model.unscoped.filter(pk=record_id).values_list(form.reference_paths[0], flat=True).get()


def test_own_rows_alone_are_listed_exported_and_printed(mine):
    client, own_id, other_id = mine
    wanted, hidden = title("student", own_id), title("student", other_id)
    assert wanted != hidden
    for address in ("", "print/", "export/csv/"):
        answer = client.get(f"/forms/student/{address}")
        page = b"".join(answer.streaming_content).decode() if answer.streaming else text(answer)
        assert re.search(rf"\b{wanted}\b(?!-)", page), address
        assert hidden not in page, address
    answer = client.get("/forms/student/export/xlsx/?all=1")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert sheet.max_row == 2
    chosen = client.post("/forms/student/export/csv/", {"id": [own_id, other_id]})
    assert hidden not in b"".join(chosen.streaming_content).decode()
    assert "共 1 条" in text(client.get("/forms/student/"))


def test_others_rows_are_not_there(mine):
    client, own_id, other_id = mine
    assert client.get(f"/forms/student/{own_id}/").status_code == 200
    for address in ("", "history/", "edit/"):
        assert client.get(f"/forms/student/{other_id}/{address}").status_code == 404, address
    assert client.get(f"/forms/student/used-by/{other_id}/").status_code == 404
    client.post("/forms/student/delete/", {"agreed": f"{other_id}:1"})
    assert get("student").model.unscoped.filter(pk=other_id).exists()
    query = client.get("/forms/student/", {"f_number": title("student", other_id)})
    assert "没有符合条件的记录" in text(query)


def test_references_offer_own_rows_alone(mine):
    client, own_id, _ = mine
    found = client.get("/forms/student_aid/options/student/").json()["results"]
    assert [option["value"] for option in found] == [title("student", own_id)]


def test_what_refers_to_an_own_record_is_neither_named_nor_counted(mine, world):
    """The student is the clerk's own; the aid granted to that student was entered by somebody else."""
    client, own_id, _ = mine
    used = text(client.get(f"/forms/student/used-by/{own_id}/"))
    assert "他人录入的记录" in used
    refused = client.post("/forms/student/delete/", {"id": own_id})
    assert "该记录不能删除" in text(refused)
    for page in (used, text(refused)):
        assert "若干条" in page
        assert not re.search(r"/forms/student_aid/\d+/|\d+ 条[<（]", page)
    get("student_aid").model.unscoped.filter(pk=world.ids["student_aid"][0]).update(created_by=client.user.pk)
    assert f"/forms/student_aid/{world.ids['student_aid'][0]}/" in text(
        client.get(f"/forms/student/used-by/{own_id}/")
    )


def test_counts_are_of_own_rows_everywhere(mine, tree):
    client, *_ = mine
    counted = {
        form: rows for form, _year, _term, rows, *_ in own_counts(build_actor(client.user), tree.school)
    }
    assert counted == {"student": 1, "school_class": 1}
    home = text(client.get("/?view=all"))
    assert "这里只统计您本人录入的记录" in home
    assert re.findall(r"已填 (\d+) 条", home) == ["1", "1"]
    client.force_login(person(tree.school, "yewu", "school_clerk"))
    assert len(re.findall(r"已填 \d+ 条", text(client.get("/?view=all")))) > 2


def test_the_workbench_takes_no_more_queries_for_it(mine, django_assert_max_num_queries):
    client, *_ = mine
    client.get("/")
    with django_assert_max_num_queries(9):
        client.get("/")


def test_summaries_are_of_own_rows(mine, tree, world):
    client, *_ = mine
    others = [form for form in forms().values() if form.is_summary]
    actor, clerk = build_actor(client.user), build_actor(person(tree.school, "yewu", "school_clerk"))
    for summary in others:
        reader = access.reader(actor, summary, 2020)
        for label in summary.reads:
            form = registry().by_model(label)
            mine_only = set(access.rows(actor, form, "view").values_list("pk", flat=True))
            assert set(reader.rows(label).values_list("pk", flat=True)) == mine_only, label
            everything = access.reader(clerk, summary, 2020).rows(label)
            assert set(everything.values_list("pk", flat=True)) == set(world.ids.get(form.key, [])), label


def test_nothing_waits_for_review_that_others_have_entered(mine, tree):
    client, *_ = mine
    reviewer = person(tree.school, "fuhe", "data_reviewer", row_role="own")
    client.force_login(reviewer)
    assert client.get("/forms/student/").status_code == 200
    assert client.get("/review/student/").status_code == 403
    assert not access.can(build_actor(reviewer), get("student"), "review")


def test_programs_see_the_same(mine):
    client, own_id, other_id = mine
    _, token = create_token(client.user, "试验", 30)
    headers = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
    found = client.get("/api/v1/forms/student/records/", **headers)
    assert title("student", own_id) in text(found)
    assert title("student", other_id) not in text(found)
    assert client.get(f"/api/v1/forms/student/records/{other_id}/", **headers).status_code == 404
    assert client.get(f"/api/v1/forms/student/records/{own_id}/", **headers).status_code == 200


def test_named_columns_alone_are_seen(client, tree, world):
    """分项查看: what the roles do not name is not counted, not referred to by name, and not in the board."""
    user = person(tree.school, "fenxiang", row_role="granted")
    set_roles(user, [own_role(tree.school, "学生科", ("student", "view"), ("student", "delete"))], by=None)
    client.force_login(user)
    home = text(client.get("/?view=all"))
    assert "这里只列您的角色所含的栏目" in home
    assert set(re.findall(r'href="/forms/(\w+)/', home)) == {"student"}
    assert "共 1 张" in home
    used = text(client.get(f"/forms/student/used-by/{world.ids['student'][0]}/"))
    assert "没有该表单的查看权限" in used
    assert not re.findall(r"/forms/student_aid/\d+/", used)
    refused = client.post("/forms/student/delete/", {"id": world.ids["student"][0]})
    assert "该记录不能删除" in text(refused)
    assert not re.findall(r"/forms/student_aid/\d+/", text(refused))


def test_everything_is_seen_but_not_done_with_the_widest(client, tree, world):
    user = person(tree.school, "quanbu", row_role="all")
    set_roles(user, [own_role(tree.school, "学生科", ("school_class", "view"))], by=None)
    client.force_login(user)
    assert client.get("/forms/teacher/").status_code == 200
    assert client.get("/forms/teacher/export/csv/").status_code == 403
    assert client.get("/forms/teacher/new/").status_code == 403


def test_authorities_have_no_rows_of_their_own(at_province, tree):
    with pytest.raises(ValidationError, match="只用于学校"):
        create_user(tree.province, "lingdao", "何静", row_role="own")
    assert 'value="own"' not in text(at_province.get("/manage/users/add/"))


def test_an_authoritys_workbook_of_a_school_holds_that_school_alone(client, tree, monkeypatch):
    from zhijiao.intake import dependency_order

    every = dependency_order.sequence
    monkeypatch.setattr(
        dependency_order, "sequence", lambda forms: [f for f in every(forms) if f.key == "campus"]
    )
    for school, name in ((tree.school, "本校校区"), (tree.sister, "外校校区")):
        fill(school, keys=["campus"])
        get("campus").model.unscoped.filter(school=school).update(name=name)
    client.force_login(person(tree.province, "lingdao", "province_leader"))
    monkeypatch.setattr(answers, "MOST_CELLS_AT_ONCE", 0)
    answer = prepared(client, f"/school-workbook/?school={tree.school.pk}")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = {cell.value for sheet in book for row in sheet for cell in row}
    assert "本校校区" in cells
    assert "外校校区" not in cells
