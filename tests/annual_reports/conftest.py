"""A school with its people, some records, and a draft."""

import pytest
from django.test import Client

from tests import sample
from tests.accounts.places import person, plant
from zhijiao.annual_reports import drafting, steps
from zhijiao.identity.models import User
from zhijiao.identity.rights import actor_for

YEAR = 2020


@pytest.fixture
def tree(db):
    return plant()


class People:
    """Actors and clients of roles, made when they are first asked for."""

    def __init__(self, tree):
        self.tree, self.made = tree, {}

    def user(self, role, org=None, **facts):
        key = (role, (org or self.tree.school).pk)
        if key not in self.made:
            self.made[key] = person(org or self.tree.school, f"user{User.objects.count()}", role, **facts)
        return self.made[key]

    def actor(self, role, org=None):
        return actor_for(self.user(role, org))

    def client(self, role, org=None):
        client = Client()
        client.force_login(self.user(role, org))
        return client


@pytest.fixture
def people(tree):
    return People(tree)


@pytest.fixture
def filled(tree):
    """Two students, two teachers and what they need; a yearly form."""
    sample.fill(tree.school, "student_enrolment", 2)
    sample.fill(tree.school, "teacher_employment", 2)
    sample.fill(tree.school, "equipment", 1)
    return tree.school


@pytest.fixture
def draft(tree, people):
    """A draft with one chapter written by the clerk."""
    clerk = people.actor("school_clerk")
    report = drafting.begin(clerk, tree.school, YEAR)
    drafting.save_chapter(clerk, report, "basics", 1, {"basics": "学校现有在校生【在校生数】人。"})
    return report


@pytest.fixture
def published(draft, people, filled):
    """The same, published."""
    publish(draft, people)
    return draft


def publish(report, people):
    report.refresh_from_db()
    steps.send(people.actor("school_clerk"), report, report.version)
    report.refresh_from_db()
    steps.audit(people.actor("school_supervisor"), report, report.version, True, "")
    report.refresh_from_db()
    steps.publish(people.actor("school_principal"), report, report.version)
    report.refresh_from_db()
