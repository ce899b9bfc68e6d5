from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from tests.accounts.places import person, plant
from zhijiao.identity.models import User
from zhijiao.monthly import reporting
from zhijiao.monthly.items import in_use
from zhijiao.monthly.models import MonthlyReport

MONTH = "2022-03"


def back(*clients):
    """Sign in again: days have passed."""
    for client in clients:
        client.force_login(client.who)


WRITTEN = {
    "issues": "两所学校网络不稳\n建议错峰填报",
    "plans": "完成首轮填报",
    "history_synced": "已完成",
    "shared_synced": "进行中",
}


@pytest.fixture
def tree(db):
    return plant()


@pytest.fixture
def day(monkeypatch):
    """Make it a day of the year 2022, at noon."""

    def set_to(month, number):
        noon = timezone.make_aware(datetime(2022, month, number, 12))
        monkeypatch.setattr(timezone, "now", lambda: noon)

    set_to(3, 4)
    return set_to


@pytest.fixture
def client_of(tree):
    """Somebody signed in with a role."""

    def sign_in(*roles, org=None, **facts):
        client = Client()
        client.who = person(org or tree.province, f"user{User.objects.count()}", *roles, **facts)
        client.force_login(client.who)
        return client

    return sign_in


def filled(**changes):
    """What is posted for a report: every question answered."""
    posted = {f"i-{item.key}": "是" for item in in_use() if item.kind == "flag"}
    return posted | {f"i-{key}": text for key, text in (WRITTEN | changes).items()}


@pytest.fixture
def report(tree, day):
    """The draft of the province."""
    reporting.draft_all(MONTH)
    return MonthlyReport.objects.get(province=tree.province, month=MONTH)


@pytest.fixture
def desk(client_of, report):
    """Two auditors of the province: one writes, the other submits."""
    return client_of("province_auditor"), client_of("province_auditor")


@pytest.fixture
def ministry(client_of, tree):
    return client_of("ministry_auditor", org=tree.ministry)


def post(client, report, what, **more):
    """Post a step with the version of now."""
    report.refresh_from_db()
    return client.post(f"/monthly/{report.pk}/{what}/", {"version": report.version, **more})


@pytest.fixture
def sent(desk, report):
    """The report, submitted."""
    assert post(desk[0], report, "save", **filled()).status_code == 302
    assert post(desk[1], report, "submit").status_code == 302
    report.refresh_from_db()
    return report
