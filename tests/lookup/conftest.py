"""Two schools of a province and one of another, with people in them; what somebody finds."""

import re
from dataclasses import dataclass

import pytest
from django.test import Client

from tests import sample
from tests.accounts.places import Tree, plant
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import Role, RoleGrant

HIT = re.compile(
    r'role="option"[^>]*href="([^"]+)".*?class="t">(.*?)</span>(?:<span class="n">(.*?)</span>)?', re.S
)
LINE = re.compile(r'<a class="t" href="([^"]+)">(.*?)</a>(?:<span class="n">(.*?)</span>)?', re.S)


@dataclass
class Found:
    """What an answer lists: by title, where it opens; and everything it says."""

    text: str
    hits: list[tuple[str, str, str]]

    @property
    def titles(self):
        return [title for title, _, _ in self.hits]

    def url(self, title):
        return next(url for each, url, _ in self.hits if each == title)

    def note(self, title):
        return next(note for each, _, note in self.hits if each == title)


def read(response, pattern=HIT) -> Found:
    """The hits of an answer, marks taken out."""
    assert response.status_code == 200
    html = response.content.decode()
    plain = re.sub(r"</?mark>", "", html)
    return Found(html, [(title, url, note) for url, title, note in pattern.findall(plain)])


class Seeker:
    """Somebody who types into the search box."""

    def __init__(self, user, client=None):
        self.user, self.client = user, client or Client()
        if client is None:
            self.client.force_login(user)

    def __call__(self, text, **more) -> Found:
        """What the list below the box says."""
        return read(self.client.post("/search/list/", {"q": text, **more}, headers={"HX-Request": "true"}))

    def page(self, text) -> Found:
        """What the page with all results says."""
        return read(self.client.post("/search/", {"q": text}, follow=True), LINE)


@pytest.fixture
def tree(db) -> Tree:
    return plant()


@pytest.fixture
def clerk(tree) -> Seeker:
    return Seeker(sample.user(tree.school, "school_clerk"))


@pytest.fixture
def city(tree) -> Seeker:
    return Seeker(sample.user(tree.city, "city_auditor"))


def named(school, form, name, number=50, by=None):
    """One more record of a form, with a name; its id."""
    form = registry.get(form)
    made = sample.frame(school, form, first=number, **{form.search_column.name: name})
    assert made.clean, made.problems
    return sample.write(by or Actor.system(school), school, made).ids[0]


def narrow(school, form, row_role="granted"):
    """Somebody who may view the records of one form alone."""
    role = Role.objects.create(
        org=school, key=f"only {form}", name=f"只看{form}", portal="business", level="school"
    )
    RoleGrant.objects.create(role=role, form=form, action="view")
    user = sample.user(school, row_role=row_role)
    user.roles.add(role)
    return Seeker(user)
