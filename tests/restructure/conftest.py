import re
from contextlib import contextmanager

import pytest
from django.db import transaction

from tests import sample
from tests.accounts.places import person, plant
from zhijiao.orgs.models import Org


@contextmanager
def built_once(blocker):
    """Let the tests of a file share what is built here, in a transaction that is undone at its end."""
    with blocker.unblock():
        block = transaction.atomic()
        block.__enter__()
        try:
            yield
        finally:
            transaction.set_rollback(True)
            block.__exit__(None, None, None)


@pytest.fixture
def tree(db):
    return plant()


@pytest.fixture
def office(client, tree):
    """The province's administrator at the manage portal."""
    client.force_login(person(tree.province, "sheng", "province_admin", real_name="卢华兴"))
    return client


def text(response) -> str:
    return response.content.decode()


def hidden(response) -> dict[str, list[str]]:
    """What the preview would post."""
    posted: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', text(response)):
        posted.setdefault(name, []).append(value)
    posted.pop("csrfmiddlewaretoken", None)
    return posted


def preview(client, org: Org, key: str, **asked):
    return client.post(f"/manage/orgs/{org.pk}/{key}/", {**asked, "step": "preview"})


def confirm(client, org: Org, key: str, page, **more):
    posted = {**hidden(page), "typed": org.name, "step": "confirm", **more}
    return client.post(f"/manage/orgs/{org.pk}/{key}/", posted)


def told(response) -> str:
    """The words of the page, for a failed test."""
    main = text(response).partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def carry_out(client, org: Org, key: str, **asked):
    """Preview and confirmation; the node as it is then."""
    page = preview(client, org, key, **asked)
    assert page.status_code == 200, told(page)
    done = confirm(client, org, key, page)
    assert done.status_code == 302, told(done)
    return Org.objects.get(pk=org.pk)


__all__ = ["built_once", "carry_out", "confirm", "hidden", "preview", "sample", "text"]
