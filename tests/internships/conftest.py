import pytest
from django.test import Client

from tests.accounts.places import person, plant
from tests.internships.people import Internship
from zhijiao.identity.models import Role, RoleGrant, User


@pytest.fixture
def tree(db):
    return plant()


@pytest.fixture
def internship(tree):
    """Five students: three in the city, one in the province, one outside; papers are missing of two."""
    made = Internship(tree.school)
    made.place("s1")
    made.place("s2", agreement=False, lacking="企业月底前补签")
    made.place("s3", "450102", agreement=False, insured=False)
    made.place("s4", "450302")
    made.place("s5", "440106")
    return made


@pytest.fixture
def visit(tree):
    """Open a page as somebody with a role; the answer."""

    def get(address, *roles, org=None, **facts):
        client = Client()
        client.force_login(person(org or tree.school, f"user{User.objects.count()}", *roles, **facts))
        return client.get(address)

    return get


@pytest.fixture
def granted(tree):
    """The client of somebody who may view some forms and no others."""

    def sign_in(*forms):
        key = "-".join(forms)
        role = Role.objects.create(org=tree.school, key=key, name=key[:20], portal="business", level="school")
        for form in forms:
            RoleGrant.objects.create(role=role, form=form, action="view")
        who = person(tree.school, f"user{User.objects.count()}", row_role="granted")
        who.roles.set([role])
        client = Client()
        client.force_login(who)
        return client

    return sign_in


@pytest.fixture
def read(visit):
    """The text of a page that opens."""

    def get(address, *roles, **facts):
        answer = visit(address, *(roles or ("school_reader",)), **facts)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    return get
