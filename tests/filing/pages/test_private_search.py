"""Asking for an exact private value: who may, what the address then holds, and what the log tells."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from tests import sample
from zhijiao.audit.models import Entry
from zhijiao.filing.records import query
from zhijiao.filing.schema import registry
from zhijiao.private import blind_index

NUMBER = "45010319901105002X"
NOBODY = "450103199011050046"
LIST = "/forms/teacher/"
#: Every page that is narrowed by the conditions in its address.
PAGES = ("", "conditions/", "print/", "grid/", "export/csv/", "export/xlsx/?all=1")


def page(answer) -> str:
    return answer.getvalue().decode(errors="replace")


def token_for(client, text=NUMBER) -> str:
    """The address part that stands for a value typed into the query bar."""
    return urlsplit(client.post(LIST, {"f_id_number": text})["Location"]).query


def told() -> list:
    found = Entry.objects.filter(event="search").order_by("pk")
    return [(entry.subject, entry.detail, entry.user_id) for entry in found]


def join(path: str, text: str) -> str:
    return f"{LIST}{path}{'&' if '?' in path else '?'}{text}"


@pytest.fixture
def viewer(tree):
    return sample.user(tree.school, "school_clerk", "privacy_viewer")


@pytest.fixture
def opened(viewer, three):
    return sample.unlock(Client(), viewer)


def test_who_may_see_the_value_finds_it_and_the_log_tells_once(opened, viewer):
    asked = token_for(opened)
    found = page(opened.get(f"{LIST}?{asked}"))
    assert len(re.findall(r"js002(?:-\d)?(?=</td>)", found)) == 1
    assert NUMBER not in found
    opened.get(f"{LIST}?{asked}&sort=-number")
    opened.get(f"{LIST}print/?{asked}")
    label = registry.get("teacher").columns["id_number"].label
    detail = {"form": "teacher", "rows": 1, "conditions": [label]}
    assert told() == [(registry.get("teacher").label, detail, viewer.pk)]
    opened.get(f"{LIST}?{token_for(opened, NOBODY)}")
    assert len(told()) == 2


def test_the_conditions_narrow_every_page(opened):
    asked = token_for(opened)
    assert page(opened.get(join("export/csv/", asked))).count("js002") == 1
    assert "js002-1" not in page(opened.get(join("print/", asked)))
    assert page(opened.get(join("grid/", asked))).count("<tr data-id=") == 1


@pytest.mark.parametrize("path", PAGES)
def test_without_the_right_every_guess_is_refused_alike(clerk, three, path):
    answers = []
    for text in (NUMBER, NOBODY):
        answer = clerk.get(join(path, f"f_id_number={text}"), follow=True)
        assert answer.status_code == 403
        assert text not in answer.request["QUERY_STRING"]
        answers.append(re.sub(r"[\w-]{60,}", "", page(answer)))
    assert answers[0] == answers[1]
    assert told() == []


def test_people_above_the_school_are_refused_and_see_no_box(tree, three, client):
    client.force_login(sample.user(tree.city, "city_leader"))
    at_school = f"{LIST}?school={tree.school.pk}"
    assert client.get(f"{at_school}&f_id_number={NUMBER}", follow=True).status_code == 403
    led = client.get(f"{LIST}?f_id_number={NUMBER}")
    assert (led.status_code, NUMBER in led["Location"]) == (303, False)
    assert 'name="f_id_number"' not in page(client.get(at_school))


def test_the_box_is_offered_to_those_who_may_see_the_value(clerk, opened):
    for path in ("", "conditions/"):
        assert 'name="f_id_number"' not in page(clerk.get(LIST + path))
    assert 'name="f_id_number"' in page(opened.get(LIST)) + page(opened.get(f"{LIST}conditions/"))


def test_before_the_data_password_it_is_asked_for_and_the_way_back_holds_no_value(viewer, three, client):
    client.force_login(viewer)
    answer = client.get(f"{LIST}?f_id_number={NUMBER}", follow=True)
    assert answer.status_code == 403
    assert reverse("private:data_password") in page(answer)
    assert NUMBER not in page(answer)
    assert told() == []


def test_the_address_means_nothing_in_another_session(opened, viewer):
    asked = token_for(opened)
    index = blind_index.index("id", NUMBER)
    assert index not in asked
    assert parse_qs(asked)["b_id_number"] != parse_qs(token_for(opened))["b_id_number"]
    other = sample.unlock(Client(), viewer)
    for text in (asked, f"b_id_number={index}", "b_id_number=x", asked.replace("b_id_number", "b_mobile")):
        if text.split("=")[0][2:] in registry.get("teacher").columns:
            assert other.get(f"{LIST}?{text}").status_code == 404, text
    assert told() == []


@pytest.mark.parametrize("path", PAGES)
def test_an_address_that_holds_a_value_in_clear_is_led_on(opened, path):
    """What was posted (the rows ticked for an export) is posted again."""
    led = opened.get(join(path, f"f_id_number={NUMBER}&sort=-number"))
    assert (led.status_code, NUMBER in led["Location"]) == (303, False)
    assert parse_qs(urlsplit(led["Location"]).query)["sort"] == ["-number"]
    if path.startswith("export"):
        assert opened.post(join(path, f"f_id_number={NUMBER}"), {"id": [1]}).status_code == 307


def test_a_record_is_shown_without_neighbours_to_who_may_not_ask(clerk, three, opened):
    first = three.ids["teacher"][0]
    asked = token_for(clerk)
    shown = page(clerk.get(f"{LIST}{first}/?{asked}"))
    assert "b_id_number" not in shown.split("<main")[1]
    assert "b_id_number" in page(opened.get(f"{LIST}{first}/?{token_for(opened)}"))


def test_conditions_that_nobody_asked_about_are_not_used():
    form = registry.get("teacher")
    asked = query.parse_query(form, {"f_id_number": NUMBER}, "session")
    with pytest.raises(RuntimeError):
        asked.narrow(form.model.unscoped.all())
    assert query.parse_query(form, {"f_id_number": NUMBER}).tokens == {}
