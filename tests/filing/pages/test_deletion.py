"""Deleting looks first: one table of what goes, what stays and why; only what was agreed to goes."""

import re

import pytest

from tests.accounts.places import person
from tests.deleting import agreed_to, delete
from tests.filing.pages.world import fill
from zhijiao.filing.models import ImportBatch, PeriodLock
from zhijiao.filing.schema import registry


def stored(key) -> set[int]:
    return set(registry.get(key).model.unscoped.values_list("pk", flat=True))


def free(key, ids) -> None:
    """Nobody refers to these records any more; rows that have to refer to some are taken away."""
    for form, column in registry.get(key).referring:
        rows = form.model.unscoped.filter(**{f"{column.attname}__in": ids})
        free(form.key, list(rows.values_list("pk", flat=True))) if rows and form.key != key else None
        if form.key == key:
            rows.update(**{column.attname: None})
        else:
            rows.delete()


@pytest.fixture
def majors(three):
    """Three majors, to the first of which alone somebody refers: three classes."""
    first, second, third = three.ids["major"]
    major = next(
        c for c in registry.get("school_class").columns.values() if c.target and c.target.key == "major"
    )
    registry.get("school_class").model.unscoped.update(**{major.attname: first})
    for form, column in registry.get("major").referring:
        rows = form.model.unscoped.filter(**{f"{column.attname}__in": [first, second, third]})
        if form.key != "school_class" and rows:
            free(form.key, list(rows.values_list("pk", flat=True)))
            rows.delete()
    return first, second, third


def test_asking_deletes_nothing_and_says_what_stays_and_why(clerk, majors):
    page = clerk.post("/forms/major/delete/", {"id": majors})
    html = page.content.decode()
    assert page.status_code == 200
    assert stored("major") >= set(majors)
    assert "2 条可以删除，1 条不能删除" in html
    assert re.search(r"被引用：.*“班级信息”3 条（", html)
    assert f"/forms/major/used-by/{majors[0]}/" in html
    assert {int(each.partition(":")[0]) for each in agreed_to(page).split()} == set(majors[1:])


def test_only_the_free_ones_go_and_the_result_says_so(clerk, majors):
    page = clerk.post("/forms/major/delete/?f_number=a&sort=number", {"id": majors})
    agreed = agreed_to(page)
    answer = clerk.post("/forms/major/delete/?sort=number", {"agreed": agreed, "kept": "1"})
    assert answer["Location"] == "/forms/major/?sort=number"
    assert stored("major") == {majors[0]}
    told = clerk.get("/forms/major/").content.decode()
    assert "已删除 2 条，1 条不能删除，保留未动" in told
    assert f"/forms/major/batches/{ImportBatch.objects.get().pk}/undo/" in told


def test_a_record_changed_or_referred_to_meanwhile_is_asked_about_again(clerk, majors):
    agreed = agreed_to(clerk.post("/forms/major/delete/", {"id": majors[1:]}))
    registry.get("major").model.unscoped.filter(pk=majors[2]).update(version=2)
    again = clerk.post("/forms/major/delete/", {"agreed": agreed})
    assert again.status_code == 409
    assert "记录刚有变化，本次未删除" in again.content.decode()
    assert stored("major") == set(majors)
    assert agreed_to(again) == f"{majors[1]}:1 {majors[2]}:2"


def test_what_is_agreed_to_goes_no_further_than_the_right(clerk, majors, tree, client):
    """Agreeing to what was never offered: a record in use, one of another school, nonsense."""
    before, theirs = stored("major"), fill(tree.sister).ids["campus"][0]
    assert clerk.post("/forms/major/delete/", {"agreed": f"{majors[0]}:1"}).status_code == 409
    clerk.post("/forms/campus/delete/", {"agreed": f"{theirs}:1"})
    clerk.post("/forms/campus/delete/", {"agreed": "x:y 1:2:3 -1:1 ：", "id": theirs})
    assert stored("major") >= before
    assert theirs in stored("campus")
    page = clerk.post("/forms/campus/delete/", {"id": theirs}, follow=True).content.decode()
    assert "不在您可以删除的范围内" in page


def test_a_parent_stays_with_a_child_that_has_to_stay(clerk, three):
    model, (first, second, third) = registry.get("department").model, three.ids["department"]
    for form, column in registry.get("department").referring:
        rows = form.model.unscoped.filter(**{f"{column.attname}__in": [first, third]})
        rows.update(**{column.attname: None if form.key == "department" else second})
    model.unscoped.filter(pk=second).update(parent_id=first)
    page = clerk.post("/forms/department/delete/", {"id": [first, second, third]})
    assert "被选中但不能删除的记录引用" in page.content.decode()
    assert agreed_to(page) == f"{third}:1"


def test_records_of_a_closed_year_stay_with_the_reason(clerk, three, tree):
    kept = {
        "round": "2020", "academic_year": 2020, "calendar_year": 2020,
        "why": "已提交上报", "remedy": "请联系主管部门退回", "open": [],
    }  # fmt: skip
    PeriodLock.objects.update_or_create(school=tree.school, defaults={"locks": [kept]})
    page = clerk.post("/forms/student_aid/delete/", {"id": three.ids["student_aid"]})
    html = page.content.decode()
    assert "已提交上报，已锁定" in html
    assert "请联系主管部门退回" in html
    assert agreed_to(page) == ""


def test_looking_costs_the_same_for_one_and_for_three(clerk, majors, django_assert_max_num_queries):
    referring = len(registry.get("major").referring)
    with django_assert_max_num_queries(referring + 14):
        clerk.post("/forms/major/delete/", {"id": majors})


def test_who_may_not_delete_is_not_asked(tree, client, three):
    client.force_login(person(tree.school, "reader", "school_reader"))
    assert client.post("/forms/campus/delete/", {"id": three.ids["campus"]}).status_code == 403
    assert delete(client, "campus", three.ids["campus"]).status_code == 403
