"""What can be learned by asking instead of reading: from order, from yes and no, from what differs before and after."""

import re

import pytest
from django.urls import reverse

from tests import sample
from tests.security.attacker.scene import CARD, FORMS, MOBILE, STUDENT, TEACHER
from zhijiao.filing.schema import registry
from zhijiao.identity.tokens import create_token

PRIVATE = [(key, column.name) for key in FORMS for column in registry.get(key).private_columns]
GUESSES = {"id": (TEACHER, STUDENT), "phone": (MOBILE,), "account": (CARD,)}
READERS = ("school_reader", "school", "county", "city", "province")
RECORD = re.compile(r"/forms/[a-z_]+/(\d+)/")
BOXES = (
    ("filing:list", ("student",), "name"),
    ("filing:options", ("student_aid", "student"), "q"),
    ("filing:list", ("teacher",), "f_name"),
    ("filing:list", ("student",), "f_number"),
    ("web:home", (), "q"),
    ("lookup:page", (), "q"),
    ("quality:list", (), "q"),
    ("oversight:schools", (), "q"),
    ("signoff:home", (), "q"),
    ("snapshots:list", (), "q"),
    ("oversight:form", ("student",), "q"),
    ("indicators:schools", (), "q"),
    ("users:list", (), "q"),
    ("users:teachers", (), "q"),
    ("users:admins_below", (), "q"),
    ("orgs:tree", (), "q"),
    ("orgs:schools", (), "q"),
    ("audit:log", (), "who"),
    ("audit:log", (), "words"),
    ("looks:list", (), "who"),
    ("looks:list", (), "key"),
    ("roles:who", (), "key"),
)
"""Boxes for words: view, arguments, parameter."""


def of_school(scene, name, path, more=""):
    own = scene.people[name].org_id == scene.school.pk
    return path + "?" + "&".join(filter(None, ("" if own else f"school={scene.school.pk}", more)))


@pytest.fixture
def two(scene):
    """A second record in each form, so that there is an order."""
    for key in FORMS:
        sample.fill(scene.school, key, 1, first=7)
    return scene


def test_nothing_private_can_be_sorted_by(two):
    client = two.client("school_reader")
    for key in FORMS:
        path = reverse("filing:list", args=[key])
        orders = {"": []}
        for column in (each.name for each in registry.get(key).private_columns):
            orders |= dict.fromkeys((column, f"-{column}", f"-{column}_blind"))
        for sort in orders:
            page = client.get(f"{path}?sort={sort}").content.decode()
            orders[sort] = list(dict.fromkeys(RECORD.findall(page)))
        assert len(orders[""]) >= 2, key
        assert {sort for sort, order in orders.items() if order != orders[""]} == set(), key


def test_programs_can_neither_sort_nor_filter_by_it(scene, client):
    header = {"Authorization": f"Bearer {create_token(scene.people['county'], '测试')[1]}"}
    for key, column in PRIVATE:
        path = f"/api/v1/forms/{key}/records/?school={scene.school.pk}"
        kind = registry.get(key).columns[column].private
        for more in (f"sort={column}", f"sort=-{column}", f"{column}={GUESSES.get(kind, ('韦',))[0]}"):
            assert client.get(f"{path}&{more}", headers=header).status_code == 400, (key, more)


@pytest.mark.parametrize("name", READERS)
def test_a_right_guess_is_refused_like_a_wrong_one(scene, name):
    client = scene.client(name)
    for key, column in PRIVATE:
        for right in GUESSES.get(registry.get(key).columns[column].private, ()):
            wrong = right[:-3] + right[-3:][::-1] if right[-3:] != right[-3:][::-1] else right[::-1]
            answers = []
            for text in (right, wrong):
                path = of_school(scene, name, reverse("filing:list", args=[key]), f"f_{column}={text}")
                answer = client.get(path, follow=True)
                answers.append((answer.status_code, len(RECORD.findall(answer.content.decode()))))
            assert answers[0] == answers[1], (key, column)
            if registry.get(key).columns[column].filterable:
                assert answers[0][0] == 403, (key, column)


@pytest.mark.parametrize("name", ["school", "school_admin", "county", "county_admin", "province_admin"])
def test_no_box_for_words_says_whether_a_number_is_there(scene, name):
    """Whole numbers and their ends, asked for right and wrong: the answers differ in what was typed alone."""
    client, opened = scene.client(name), 0
    for view, args, parameter in BOXES:
        path = of_school(scene, name, reverse(view, args=args))
        for right in (TEACHER, MOBILE, CARD, STUDENT[-4:]):
            wrong = "".join(str((int(digit) + 5) % 10) if digit.isdecimal() else digit for digit in right)
            answers = [client.get(f"{path}&{parameter}={text}") for text in (right, wrong)]
            opened += answers[0].status_code == 200
            texts = [
                _bare(answer.content.decode(), text)
                for answer, text in zip(answers, (right, wrong), strict=True)
            ]
            assert texts[0] == texts[1], (view, parameter, right[:3])
    assert opened >= 8


@pytest.mark.parametrize("name", ["school", "county"])
def test_the_search_over_everything_tells_a_right_guess_from_a_wrong_one_to_nobody(scene, name):
    client = scene.client(name)
    for view in ("lookup:page", "lookup:list"):
        for right in (TEACHER, MOBILE, CARD, STUDENT, STUDENT[-4:], MOBILE[:7]):
            wrong = "".join(str((int(digit) + 5) % 10) if digit.isdecimal() else digit for digit in right)
            pages = [client.post(reverse(view), {"q": text}, follow=True) for text in (right, wrong)]
            told = [
                _bare(page.content.decode(), text) for page, text in zip(pages, (right, wrong), strict=True)
            ]
            assert told[0] == told[1], (view, right[:3])
            assert pages[0].status_code == 200


def _bare(page: str, asked: str) -> str:
    """A page without what was typed and what differs at every request."""
    return re.sub(r'[\w-]{40,}|data-(?:left|end)="\d+"|打印于 [\d-]+ \d+:\d+', "", page.replace(asked, "?"))
