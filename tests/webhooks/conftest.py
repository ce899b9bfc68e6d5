import pytest

from tests.accounts.places import person, plant
from tests.webhooks.receiver import start
from zhijiao.webhooks import subscriptions


@pytest.fixture
def tree(db):
    return plant()


@pytest.fixture
def receiver(settings):
    settings.OUTBOUND_NETWORKS = ["127.0.0.0/8"]
    made = start()
    yield made
    made.stop()


@pytest.fixture
def admin(tree, client):
    client.force_login(person(tree.school, "guan", "school_admin", issued_by=tree.province))
    return client


@pytest.fixture
def subscribe():
    """Makes subscriptions; the secret stands beside them."""

    def make(org, *chosen, url="https://example.com/events", name="智慧校园平台"):
        made, made.clear = subscriptions.make(org, name, url, chosen or ["grant.asked"], "管理员")
        return made

    return make
