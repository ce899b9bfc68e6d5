"""What a process keeps of rounds: who learns of a change when, and that nobody pays for it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.places import person
from tests.background_work import work
from zhijiao.catalogue import kept_rounds, matrix
from zhijiao.identity.models import User
from zhijiao.identity.tokens import actor_for_token, create_token
from zhijiao.rounds import announcing, province_changes, round_changes, round_states
from zhijiao.rounds.background_jobs import tell_of_round


@pytest.fixture
def elsewhere(ministry, draft):
    """A round that another process has opened: this one keeps what it knew."""
    kept_rounds.look()
    before = kept_rounds.edition()
    round_states.open_round(ministry, draft.key, draft.version)
    assert kept_rounds.edition() is before
    assert matrix.current_round().key == "2020"


def test_a_request_of_somebody_signed_in_brings_the_change(client, principal, elsewhere):
    client.force_login(User.objects.get(pk=principal.user_id))
    assert "2021学年填报" in client.get("/").content.decode()
    assert matrix.current_round().key == "2021"


def test_a_program_with_a_token_does_too(principal, elsewhere):
    _, text = create_token(User.objects.get(pk=principal.user_id), "对接")
    actor_for_token(f"Bearer {text}")
    assert matrix.current_round().key == "2021"


def test_a_job_works_with_the_rounds_as_they_are_when_it_starts(tree, elsewhere):
    announcing.announce("2021", tree.county.path, "通知", "")
    work(tell_of_round)
    assert matrix.current_round().key == "2021"


def test_an_announcement_that_is_interrupted_goes_on_where_it_stopped(tree, principal, first, monkeypatch):
    monkeypatch.setattr(announcing, "NODES_AT_ONCE", 2)
    made = announcing.announce("2020", tree.ministry.path, "通知", "")
    told = []

    def tell(org, *_, **__):
        if len(told) == 3 and not monkeypatched:
            monkeypatched.append(True)
            raise ConnectionError
        told.append(org.pk)

    monkeypatched = []
    monkeypatch.setattr(announcing, "tell", tell)
    assert announcing.go_on(made.pk)
    with pytest.raises(ConnectionError):
        announcing.go_on(made.pk)
    del told[2:]  # what was told in the transaction that failed was not told
    while announcing.go_on(made.pk):
        pass
    assert told == sorted({org.pk for org in vars(tree).values()})
    assert not announcing.go_on(made.pk)


def test_the_process_that_changes_them_knows_at_once(ministry, draft, django_capture_on_commit_callbacks):
    kept_rounds.look()
    with django_capture_on_commit_callbacks(execute=True):
        round_states.open_round(ministry, draft.key, draft.version)
    assert matrix.current_round().key == "2021"


def test_no_page_costs_more_for_it(client, tree, principal, province, first, ministry):
    client.force_login(User.objects.get(pk=principal.user_id))

    def statements():
        client.get("/")
        with CaptureQueriesContext(
            connection,
        ) as sent:
            client.get("/")
        return len(sent)

    before = statements()
    province_changes.set_additions(province, first, 0, {"teacher_contact": {"continuing": "必填"}}, {})
    assert statements() == before
    days = {"deadlines": {"school": date(2022, 3, 25)}}
    round_changes.edit_head(ministry, "2020", 0, days)
    assert statements() == before


def test_what_pages_remember_of_the_menu_follows_the_change(client, tree, province, first):
    client.force_login(person(tree.school, "yewu", "school_clerk"))
    address = "/forms/campus/"
    assert "必填 0/18" in client.get(address).content.decode()
    province_changes.set_additions(province, first, 0, {"teacher_contact": {"continuing": "必填"}}, {})
    assert "必填 0/19" in client.get(address).content.decode()
