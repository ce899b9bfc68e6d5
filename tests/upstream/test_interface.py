"""Walking through the interface of a source: pages, tokens, interruptions, and what is refused."""

import datetime as dt
import json

import pytest
from django.test import Client
from django.utils import timezone

from tests import sample
from tests.background_work import work
from tests.upstream.conftest import records, run, source_row
from tests.upstream.server import serving
from zhijiao.jobs.models import Job
from zhijiao.private.cipher import for_school
from zhijiao.upstream import background_jobs, fetching, syncing
from zhijiao.upstream.layout import systems
from zhijiao.upstream.models import Connection, Delivery, Sync

TOKEN = "token-1"
SYSTEM = systems()["enrolment"]


@pytest.fixture(autouse=True)
def reachable(settings):
    settings.OUTBOUND_NETWORKS = ["127.0.0.0/8"]
    settings.OWN_HOSTS = []


def people(bureau, number=3):
    return [source_row("students", i, XXDM=bureau.school.code) for i in range(number)]


def served(bureau, number=3, **parts):
    code = bureau.school.code
    given = {
        "majors": [source_row("majors", i, XXDM=code) for i in range(number)],
        "classes": [source_row("classes", i, XXDM=code) for i in range(number)],
        "students": people(bureau, number),
    }
    return serving(given | parts, token=TOKEN)


def connect(org, address, **facts):
    token = for_school(org.pk).encrypt_filled(TOKEN)
    given = {"token": token, "changed_at": timezone.now()} | facts
    return Connection.objects.create(org=org, system="enrolment", address=address, **given)


def fetched(org, by=None, way=Sync.Way.API):
    sync = syncing.take_api(org, SYSTEM, way, by)
    run()
    sync.refresh_from_db()
    return sync


def test_all_pages_of_all_parts_are_fetched_and_written(bureau):
    with served(bureau) as server:
        connect(bureau.tree.city, server.address)
        sync = fetched(bureau.tree.city, bureau.city)
        assert (sync.state, sync.rows, sync.message) == ("read", 9, "")
        assert len(server.asked) == 6
    delivery = bureau.accept(sync)
    assert delivery.state == "done"
    assert records("student_enrolment", bureau.school).count() == 3
    with served(bureau) as server:
        Connection.objects.update(address=server.address)
        again = bureau.delivery(fetched(bureau.tree.city, bureau.city))
    assert "没有需要写入的内容" in again.message


def test_a_walk_goes_on_where_it_was_interrupted(bureau):
    with served(bureau) as server:
        connect(bureau.tree.city, server.address)
        server.instead[4] = (503, b"")
        sync = fetched(bureau.tree.city)
        assert sync.state == "reading"
        assert sync.rows == 5
        Job.objects.update(run_after=timezone.now())
        run()
        sync.refresh_from_db()
        assert (sync.state, sync.rows) == ("read", 9)
        assert len(server.asked) == 7


def test_a_worker_killed_between_two_pages_loses_and_doubles_nothing(bureau, monkeypatch):
    class Killed(BaseException):
        pass

    spread, calls = fetching.spreading.spread, []

    def dying(*args, **options):
        calls.append(1)
        spread(*args, **options)
        if len(calls) == 3:
            raise Killed

    with served(bureau) as server:
        connect(bureau.tree.city, server.address)
        sync = syncing.take_api(bureau.tree.city, SYSTEM, Sync.Way.API)
        monkeypatch.setattr(fetching.spreading, "spread", dying)
        with pytest.raises(Killed):
            background_jobs.read_sync.call(sync.pk)
        monkeypatch.setattr(fetching.spreading, "spread", spread)
        background_jobs.read_sync.call(sync.pk)
    sync.refresh_from_db()
    assert (sync.state, sync.rows) == ("read", 9)
    assert Delivery.objects.get().rows.count() == 9


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (401, b"{}", "请核对口令"),
        (404, b"", "请核对接口地址"),
        (302, b"", "302"),  # nobody is led elsewhere
        (200, b"<html>", "不是约定的格式"),
        (200, json.dumps({"rows": [{"ZYBH": ["甲"]}]}).encode(), "不是约定的格式"),
        (200, json.dumps({"rows": [], "more": True}).encode(), "没有数据却说还有下一页"),
        (200, b"[" * 100_000, "不是约定的格式"),
    ],
)
def test_what_cannot_be_used_ends_the_walk_and_leaves_nothing(bureau, status, body, said):
    with served(bureau) as server:
        connect(bureau.tree.city, server.address)
        server.instead[3] = (status, body)
        sync = fetched(bureau.tree.city)
    assert sync.state == "refused"
    assert said in sync.message
    assert not Delivery.objects.exists()
    assert not records("major", bureau.school).exists()


def test_too_large_a_page_is_refused(bureau, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_BYTES", 100)
    with served(bureau) as server:
        connect(bureau.tree.city, server.address)
        assert "超过 8 MB" in fetched(bureau.tree.city).message


def test_inner_networks_are_refused_unless_an_operator_allows_them(bureau, settings):
    settings.OUTBOUND_NETWORKS = []
    with served(bureau) as server:
        connect(bureau.tree.city, server.address)
        assert "不能发送" in fetched(bureau.tree.city).message
        assert server.asked == []


def test_a_school_asks_for_itself_alone(bureau):
    sample.fill(bureau.school, "school_class", 3)
    students = [*people(bureau, 2), source_row("students", 2, XXDM=bureau.tree.sister.code)]
    with served(bureau, students=students) as server:
        connect(bureau.school, server.address)
        sync = fetched(bureau.school, bureau.admin)
        assert f"school={bureau.school.code}" in server.asked[0]
    assert sync.unjudged == 0
    assert not Delivery.objects.filter(school=bureau.tree.sister).exists()


def test_a_server_of_the_schools_own_wants_its_reviewer_and_never_writes_by_itself(bureau):
    with served(bureau) as server:
        connect(bureau.school, server.address, at_once=True)
        delivery = bureau.delivery(fetched(bureau.school, bureau.admin))
        assert delivery.state == "preview"
        assert syncing.needs_reviewer(delivery)
        connect(bureau.tree.province, server.address + "/other")
        vouched = bureau.delivery(fetched(bureau.school, bureau.admin))
    assert vouched.state == "done"
    assert not syncing.needs_reviewer(vouched)
    delivery.refresh_from_db()
    assert delivery.state == "dropped"


def test_every_night_once_and_written_at_once_where_so_set(bureau, monkeypatch):
    night = timezone.make_aware(dt.datetime(2026, 3, 2, 2, 30))
    with served(bureau) as server:
        connect(bureau.tree.city, server.address, nightly=True, at_once=True)
        monkeypatch.setattr(background_jobs.timezone, "localtime", lambda *args: night.replace(hour=14))
        background_jobs.start_nightly.call()
        assert not Sync.objects.exists()
        monkeypatch.setattr(background_jobs.timezone, "localtime", lambda *args: night)
        background_jobs.start_nightly.call()
        background_jobs.start_nightly.call()
        monkeypatch.undo()
        assert Sync.objects.get().way == "night"
        run()
    assert Delivery.objects.get().state == "done"
    assert records("student", bureau.school).count() == 3


def test_many_missing_records_are_never_flagged_without_a_person(bureau):
    with served(bureau, number=12) as server:
        connect(bureau.tree.city, server.address, at_once=True)
        fetched(bureau.tree.city)
    assert records("student", bureau.school).count() == 12
    with served(bureau, students=people(bureau, 2)) as server:
        Connection.objects.update(address=server.address)
        delivery = bureau.delivery(fetched(bureau.tree.city))
    assert delivery.state == "preview"
    assert "请先核对数据是否完整" in delivery.message


def test_settings_keep_the_token_to_themselves_and_to_its_server(bureau):
    client = Client()
    client.force_login(bureau.users["city"])
    address = "/manage/upstream/connections/enrolment/"
    bad = client.post(address, {"address": "ftp://xueji.example.edu.cn"})
    assert bad.status_code == 422
    given = {"address": "https://xueji.example.edu.cn/base", "token": "机密口令", "nightly": "1"}
    assert client.post(address, given).status_code == 302
    kept = Connection.objects.get()
    assert "机密口令" not in kept.token
    assert "机密口令" not in client.get(address).content.decode()
    client.post(address, {"address": "https://xueji.example.edu.cn/next"})
    kept.refresh_from_db()
    assert kept.token
    assert not kept.nightly
    client.post(address, {"address": "https://elsewhere.example.com/"})
    kept.refresh_from_db()
    assert not kept.token
    client.post(address, {"do": "remove"})
    assert not Connection.objects.exists()


def test_fetching_by_hand_and_not_twice_at_once(bureau):
    client = Client()
    client.force_login(bureau.users["city"])
    with served(bureau) as server:
        connect(bureau.tree.city, server.address)
        for _ in range(2):
            assert client.post("/manage/upstream/connections/enrolment/fetch/").status_code == 302
        assert Sync.objects.count() == 1
        work(background_jobs.read_sync)
    assert Sync.objects.get().state == "read"
