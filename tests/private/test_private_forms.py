"""Private forms (纪检案件记录): locked, they show nothing; open, they are read and, with the right, edited."""

import pytest
from django.urls import reverse

from tests import sample
from tests.undone import undone
from zhijiao.audit.models import Entry
from zhijiao.filing.models import Draft
from zhijiao.private.cipher import for_school

FORM = "discipline_case"


class Scene:
    """A school with two cases, a manager of private data who may write, and a viewer."""

    def __init__(self):
        self.school = sample.school()
        self.ids = sample.fill(self.school, FORM, 2)
        self.manager = sample.user(self.school, "school_clerk", "privacy_manager")
        self.viewer = sample.user(self.school, "school_clerk", "privacy_viewer")
        self.example = sample.row(FORM)
        self.view = reverse("filing:view", args=[FORM, self.ids[0]])
        self.edit = reverse("filing:edit", args=[FORM, self.ids[0]])

    def stored(self, name):
        token = sample.stored(self.school, FORM).values_list(name, flat=True)[0]
        return for_school(self.school.pk).decrypt(token)


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with undone(django_db_blocker, Scene) as made:
        yield made


@pytest.fixture
def scene(built, db):
    return built


def text(response):
    return response.content.decode()


def test_locked_the_menu_names_it_without_a_state_and_the_list_asks_for_the_data_password(scene, client):
    client.force_login(scene.viewer)
    page = client.get(reverse("filing:list", args=[FORM]))
    assert page.status_code == 403
    assert "需输入数据密码" in text(page)
    assert f'href="/data-password/?next=%2Fforms%2F{FORM}%2F"' in text(page)
    entry = text(page).split(f'href="/forms/{FORM}/"')[1].split("</a>")[0]
    assert "st-" not in entry
    assert FORM not in text(client.get("/?view=all")).split("<main")[1]


def test_open_it_is_listed_and_its_record_shown_in_clear(scene, client):
    sample.unlock(client, scene.viewer)
    assert scene.example["number"] in text(client.get(reverse("filing:list", args=[FORM])))
    page = text(client.get(scene.view))
    assert scene.example["facts"] in page
    assert "data-private-page" in page
    assert Entry.objects.filter(event="reveal").count() == 1


def test_when_the_day_s_number_is_used_up_the_record_is_masked_and_the_page_says_why(scene, client, settings):
    settings.REVEALS_PER_DAY = 0
    page = text(sample.unlock(client, scene.viewer).get(scene.view))
    assert scene.example["facts"] not in page
    assert "明天零点起恢复" in page


def test_a_viewer_writes_nothing(scene, client):
    sample.unlock(client, scene.viewer)
    for name, args in (("new", []), ("edit", [scene.ids[0]]), ("grid", [])):
        assert client.get(reverse(f"filing:{name}", args=[FORM, *args])).status_code == 403, name
    assert client.post(reverse("filing:delete", args=[FORM]), {"id": scene.ids[0]}).status_code == 403


def test_a_manager_edits_in_clear_and_what_is_left_alone_stays(scene, client):
    sample.unlock(client, scene.manager)
    page = text(client.get(scene.edit))
    assert scene.example["person"] in page
    posted = {"version": "1", "clear": "1", "person": "李四海", "handler": scene.example["handler"]}
    assert client.post(scene.edit, posted).status_code == 302
    assert (scene.stored("person"), scene.stored("facts")) == ("李四海", scene.example["facts"])


def test_an_emptied_box_empties_the_item_only_where_it_had_been_shown(scene, client):
    sample.unlock(client, scene.manager)
    assert client.post(scene.edit, {"version": "1", "remarks": ""}).status_code == 302
    assert scene.stored("remarks") == scene.example["remarks"]
    assert client.post(scene.edit, {"version": "1", "remarks": "", "clear": "1"}).status_code == 302
    assert scene.stored("remarks") is None


def test_what_was_typed_before_it_locked_is_put_by_and_comes_back(scene, client):
    client.force_login(scene.manager)
    answer = client.post(scene.edit, {"version": "1", "clear": "1", "person": "赵六一"})
    assert (answer.status_code, "填写的内容没有丢失" in text(answer)) == (403, True)
    assert scene.stored("person") == scene.example["person"]
    (draft,) = Draft.objects.filter(form=FORM)
    assert "赵六一" not in draft.content
    assert "赵六一" in text(sample.unlock(client, scene.manager).get(scene.edit))


def test_drafts_are_kept_while_locked_but_nothing_is_shown(scene, client):
    client.force_login(scene.manager)
    kept = client.post(reverse("filing:draft", args=[FORM]), {"record": scene.ids[0], "person": "赵六一"})
    assert kept.status_code == 200
    assert client.get(scene.edit).status_code == 403


def test_exports_stay_masked_while_open(scene, client):
    sample.unlock(client, scene.manager)
    answer = client.get(reverse("filing:export", args=[FORM, "csv"]) + "?all=1")
    content = b"".join(answer.streaming_content).decode()
    assert scene.example["number"] in content
    assert scene.example["facts"] not in content


def test_tokens_reach_nothing_of_it(scene, client):
    from zhijiao.identity.tokens import create_token

    _, token = create_token(scene.manager, "报表")
    headers = {"Authorization": f"Bearer {token}"}
    refused = client.get(reverse("api:records", args=[FORM]), headers=headers)
    assert (refused.status_code, "数据密码" in refused.json()["detail"]) == (403, True)
    listed = client.get(reverse("api:forms"), headers=headers).json()["items"]
    assert FORM not in {form["key"] for form in listed}


def test_the_import_page_says_which_forms_wait_for_the_data_password(scene, client):
    office = sample.uploader(scene.school)
    client.force_login(office)
    page = text(client.get(reverse("intake:import")))
    assert "隐私表单未列出" in page
    assert f"?form={FORM}" not in page
    page = text(sample.unlock(client, office).get(reverse("intake:import")))
    assert "隐私表单未列出" not in page
    assert f"?form={FORM}" in page
