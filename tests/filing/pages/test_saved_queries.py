"""Saved queries: own ones, those shared in the school, what may not be saved, and what is no longer there."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.places import person
from zhijiao.filing.models import ListPreference, SavedQuery
from zhijiao.filing.pages import query_pages, saved_queries
from zhijiao.filing.schema import registry
from zhijiao.identity.models import User

LIST, QUERIES = "/forms/teacher/", "/forms/teacher/queries/"


def page(client, address=LIST) -> str:
    return unescape(client.get(address).content.decode())


@pytest.fixture
def colleague(tree):
    client = Client()
    client.force_login(person(tree.school, "colleague", "school_reader"))
    return client


@pytest.fixture
def stranger(tree):
    client = Client()
    client.force_login(person(tree.sister, "stranger", "school_clerk"))
    return client


def save(client, query="?f_sex=2&sort=-number", **more):
    return client.post(QUERIES + query, {"name": "女教师", **more})


def test_what_the_list_shows_is_saved_under_a_name_and_applied(clerk, three):
    clerk.post("/forms/teacher/columns/", {"column": ["name", "sex"]})
    answer = save(clerk)
    saved = SavedQuery.objects.get()
    assert answer["Location"] == f"{LIST}?f_sex=2&sort=-number&saved={saved.pk}"
    assert (saved.conditions, saved.sort, saved.columns, saved.shared) == (
        {"sex": "2"},
        "-number",
        ["name", "sex"],
        False,
    )
    clerk.post("/forms/teacher/columns/", {"reset": "1"})
    assert 'data-label="工号"' in page(clerk)
    shown = page(clerk, answer["Location"])
    assert 'data-label="工号"' not in shown
    assert 'aria-current="true">女教师' in shown
    assert "性别：女" in shown
    sheet = clerk.get(f"/forms/teacher/export/csv/?saved={saved.pk}")
    assert b"".join(sheet.streaming_content).decode("utf-8-sig").splitlines()[0] == "姓名,性别"


def test_columns_chosen_while_it_is_open_become_its_own(clerk, three):
    save(clerk)
    saved = SavedQuery.objects.get()
    clerk.post(f"/forms/teacher/columns/?saved={saved.pk}", {"column": ["birth", "name"], "pinned": "0"})
    saved.refresh_from_db()
    assert saved.columns == ["birth", "name"]
    assert not ListPreference.objects.exclude(columns=[]).exists()


def test_a_shared_one_is_seen_in_the_school_and_nowhere_else(clerk, colleague, stranger, three, tree):
    save(clerk, shared="1")
    saved = SavedQuery.objects.get()
    assert "女教师" in page(colleague)
    assert "女教师" not in page(stranger)
    assert "女教师" not in page(stranger, f"{LIST}?saved={saved.pk}")
    assert stranger.post(f"{QUERIES}{saved.pk}/", {"do": "delete"}).status_code == 404
    colleague.post(f"{QUERIES}{saved.pk}/", {"do": "rename", "name": "别的"})
    colleague.post(f"{QUERIES}{saved.pk}/", {"do": "delete"})
    answer = colleague.post(f"/forms/teacher/columns/?saved={saved.pk}", {"column": ["name"]})
    assert answer["Location"] == f"{LIST}?f_sex=2&sort=-number"
    kept = SavedQuery.objects.get()
    assert (kept.name, kept.columns) == ("女教师", saved.columns)
    clerk.post(f"{QUERIES}{saved.pk}/", {"do": "unshare"})
    page(colleague)
    assert "女教师" not in page(colleague)
    assert "女教师" in page(clerk)


def test_sharing_wants_the_right_to_change_the_form(colleague, three):
    save(colleague, shared="1")
    saved = SavedQuery.objects.get()
    assert not saved.shared
    colleague.post(f"{QUERIES}{saved.pk}/", {"do": "share"})
    saved.refresh_from_db()
    assert not saved.shared


def test_a_private_condition_is_never_saved(tree, client, three):
    client.force_login(person(tree.school, "yin", "school_clerk", "privacy_viewer"))
    moved = client.post(LIST, {"f_id_number": "45010319901105002X"})
    token = re.search(r"\?(.*)", moved["Location"]).group(1)
    client.post(f"{QUERIES}?{token}", {"name": "某人"})
    client.post(f"{QUERIES}?f_id_number=45010319901105002X", {"name": "某人"})
    assert not SavedQuery.objects.exists()


def test_the_list_opens_with_the_query_chosen_for_it(clerk, three):
    save(clerk, opening="1")
    saved = SavedQuery.objects.get()
    assert clerk.get(LIST)["Location"].endswith(f"saved={saved.pk}")
    assert clerk.get(f"{LIST}?plain=1").status_code == 200
    assert clerk.post(LIST, {})["Location"] == f"{LIST}?plain=1"
    clerk.post(f"{QUERIES}{saved.pk}/", {"do": "close"})
    assert clerk.get(LIST).status_code == 200
    clerk.post(f"{QUERIES}{saved.pk}/", {"do": "open"})
    clerk.post(f"{QUERIES}{saved.pk}/", {"do": "delete"})
    assert clerk.get(LIST).status_code == 200


def test_what_the_form_no_longer_has_is_named_and_left_out(clerk, three):
    save(clerk)
    saved = SavedQuery.objects.get()
    saved.conditions |= {"shoe_size": "42", "id_number": "1"}
    saved.labels |= {"shoe_size": "鞋码", "id_number": "身份证件号"}
    saved.columns += ["hat_size"]
    saved.save()
    shown = page(clerk, f"{LIST}?f_sex=2&saved={saved.pk}")
    assert "常用查询“女教师”中的“身份证件号、鞋码、hat_size”已不在这张表单中" in shown
    assert "shoe_size" not in shown
    assert page(clerk, QUERIES).count("鞋码") == 1


@pytest.mark.parametrize("name", ["", "长" * 31, "女教师"])
def test_a_name_is_wanted_and_stands_once(clerk, three, name):
    save(clerk)
    clerk.post(QUERIES, {"name": name})
    assert [saved.name for saved in SavedQuery.objects.all()] == ["女教师"]


def test_renaming_and_updating(clerk, three):
    save(clerk)
    saved = SavedQuery.objects.get()
    clerk.post(f"{QUERIES}{saved.pk}/", {"do": "rename", "name": "全体女教师"})
    answer = clerk.post(f"{QUERIES}{saved.pk}/?f_sex=1&gaps=1", {"do": "update"})
    saved.refresh_from_db()
    assert (saved.name, saved.conditions, saved.gaps, saved.sort) == ("全体女教师", {"sex": "1"}, True, "")
    assert answer["Location"] == f"{LIST}?f_sex=1&gaps=1&saved={saved.pk}"


def test_ten_cost_as_much_as_one(clerk, three, django_assert_num_queries):
    save(clerk)
    page(clerk)
    with CaptureQueriesContext(connection) as few:
        clerk.get(f"{LIST}?plain=1")
    number = len(few)
    for place in range(9):
        save(clerk, name=f"第{place}个")
    page(clerk)
    with django_assert_num_queries(number):
        clerk.get(f"{LIST}?plain=1")


def test_of_two_at_once_the_second_is_told(clerk, three, monkeypatch):
    """A double click, or two tabs: the other one saves after this one has looked, or deletes what is changed."""

    save(clerk)
    first = SavedQuery.objects.get()
    save(clerk, name="另一个")
    second = SavedQuery.objects.get(name="另一个")
    monkeypatch.setattr(query_pages, "_problem", lambda *_args: "")
    assert save(clerk).status_code == 302
    assert "您已有名为“女教师”的常用查询" in page(clerk, QUERIES)
    assert clerk.post(f"{QUERIES}{second.pk}/", {"do": "rename", "name": "女教师"}).status_code == 302
    assert sorted(SavedQuery.objects.values_list("pk", "name")) == [
        (first.pk, "女教师"),
        (second.pk, "另一个"),
    ]


@pytest.mark.parametrize("doing", ["rename", "share", "unshare", "update", "delete", "open"])
def test_what_was_deleted_meanwhile_does_not_come_back(clerk, three, monkeypatch, doing):
    save(clerk)
    saved = SavedQuery.objects.get()
    offered = saved_queries.offered

    def read_too_early(ctx):
        found = offered(ctx)
        SavedQuery.objects.all().delete()
        return found

    with monkeypatch.context() as patched:
        patched.setattr(saved_queries, "offered", read_too_early)
        answer = clerk.post(f"{QUERIES}{saved.pk}/?f_sex=1", {"do": doing, "name": "新名"})
    assert answer.status_code in (302, 404)
    assert not SavedQuery.objects.exists()
    assert clerk.get(LIST).status_code == 200


def test_whoever_has_gone_to_another_school_tells_the_former_nothing(clerk, colleague, tree, three):
    save(clerk, shared="1")
    saved = SavedQuery.objects.get()
    user = User.objects.get(pk=saved.user_id)
    user.org = tree.sister
    user.save()
    moved = Client()
    moved.force_login(user)
    moved.post(f"{QUERIES}{saved.pk}/?f_name=赵明远", {"do": "update"})
    saved.refresh_from_db()
    assert saved.conditions == {"name": "赵明远"}
    assert "赵明远" not in page(colleague, QUERIES)


def test_a_record_asked_for_is_named_on_print_and_among_the_saved(clerk, three):
    teacher = registry.get("teacher").model.unscoped.get(pk=three.ids["teacher"][0])
    asked = f"?f_teacher={teacher.number}"
    for address in (f"/forms/teacher_employment/print/{asked}", "/forms/teacher_employment/queries/"):
        if address.endswith("queries/"):
            clerk.post(address + asked, {"name": "某教师的任职"})
        assert f"{teacher.number} {teacher.name}" in page(clerk, address), address
