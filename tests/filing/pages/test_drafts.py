"""Drafts beside colleagues: nobody is shown another's, and what a colleague saved meanwhile is told, not lost."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.places import person
from zhijiao.filing.models import Draft
from zhijiao.filing.schema import registry

KEY = "campus"


@pytest.fixture
def colleague(tree):
    client = Client()
    client.force_login(person(tree.school, "tongshi", "school_clerk"))
    return client


@pytest.fixture
def row(three):
    return registry.get(KEY).model.unscoped.get(pk=three.ids[KEY][0])


def typed(row, **other):
    """What the page of the record holds, with what somebody typed."""
    form = registry.get(KEY)
    ((_, values),) = form.fetch(form.model.unscoped.filter(pk=row.pk), form.stored)
    held = {column.name: column.raw(value) for column, value in zip(form.stored, values, strict=True)}
    return held | {"version": row.version} | other


def keep(client, row, **other):
    answer = client.post(
        reverse("filing:draft", args=[KEY]),
        typed(row, **other) | {"record": "" if row.pk is None else row.pk},
    )
    assert answer.json()["kept"]


def test_nobody_is_shown_the_draft_of_another(clerk, colleague, row):
    page, new = reverse("filing:edit", args=[KEY, row.pk]), reverse("filing:new", args=[KEY])
    keep(clerk, row, remarks="只有我知道")
    clerk.post(reverse("filing:draft", args=[KEY]), {"record": "", "name": "只有我知道的校区"})
    for address in (page, new):
        assert "只有我知道" in clerk.get(address).content.decode()
        assert "只有我知道" not in colleague.get(address).content.decode()
    colleague.post(reverse("filing:draft", args=[KEY]), {"record": row.pk, "discard": "1"})
    keep(colleague, row, remarks="同事的")
    assert "只有我知道" in clerk.get(page).content.decode()
    assert Draft.objects.filter(record_id=row.pk).count() == 2


def test_a_draft_of_a_record_changed_meanwhile_leads_to_the_conflict_and_loses_nothing(clerk, colleague, row):
    page = reverse("filing:edit", args=[KEY, row.pk])
    keep(clerk, row, remarks="我的备注", name="我的校区")
    saved = colleague.post(page, typed(row, remarks="同事的备注", address="同事的地址"))
    assert saved.status_code == 302
    opened = clerk.get(page).content.decode()
    assert ("我的备注" in opened, f'name="version" value="{row.version}"' in opened) == (True, True)
    asked = clerk.post(page, typed(row, remarks="我的备注", name="我的校区"))
    told = asked.content.decode()
    assert (asked.status_code, "双方改动对照" in told) == (409, True)
    assert all(text in told for text in ("我的备注", "同事的备注", "我的校区", "同事的地址"))
    row.refresh_from_db()
    assert (row.remarks, row.address) == ("同事的备注", "同事的地址")
    assert "我的备注" in clerk.get(page).content.decode()
    answer = {"ask-merge": "remarks", "merge-remarks": "mine", "merge-since": "1"}
    mine = typed(row, remarks="我的备注", name="我的校区", **answer)
    assert clerk.post(page, mine).status_code == 302
    row.refresh_from_db()
    assert (row.remarks, row.name, row.address) == ("我的备注", "我的校区", "同事的地址")
    assert not Draft.objects.exists()
