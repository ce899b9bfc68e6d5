import pytest
from django.test import Client

from tests.accounts.places import person, plant
from tests.indicators.means import Means
from zhijiao.catalogue.matrix import current_round
from zhijiao.identity.models import User
from zhijiao.indicators import judging, storing
from zhijiao.orgs.models import Org
from zhijiao.quality.rule_data import RuleData


@pytest.fixture
def tree(db):
    return plant()


@pytest.fixture
def filing():
    return current_round()


@pytest.fixture
def means(tree):
    return Means(tree.school).whole()


@pytest.fixture
def reckon(filing):
    """The results of a school by indicator, live."""

    def run(school):
        data = RuleData(Org.objects.filter(pk=school.pk), filing)
        return judging.of_school(data, school.pk).results

    return run


@pytest.fixture
def kept(filing):
    """Have schools reckoned and kept, as the job does."""

    def run(*schools):
        storing.reckon_area([school.pk for school in schools], filing)

    return run


@pytest.fixture
def client_of(tree):
    """Somebody signed in with a role."""

    def sign_in(*roles, org=None, **facts):
        client = Client()
        client.force_login(person(org or tree.school, f"user{User.objects.count()}", *roles, **facts))
        return client

    return sign_in


@pytest.fixture
def read(client_of):
    """The text of a page that opens."""

    def get(address, *roles, **facts):
        answer = client_of(*(roles or ("school_reader",)), **facts).get(address)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    return get
