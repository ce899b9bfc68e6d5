"""Unusual amounts: above a limit or far above one's usual; one alert per person, way and day; told and settled."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tests.background_work import work
from tests.looks.conftest import as_user
from zhijiao.audit.models import Entry
from zhijiao.looks import background_jobs
from zhijiao.looks.log import record_look
from zhijiao.looks.models import Kind, Look, LookAlert, LookTally, SingleReads

ALERTS = "/manage/looks/alerts/"


@pytest.fixture(autouse=True)
def limits(settings):
    settings.LOOK_LIMITS = {"search": 20, "reveal": 30, "export": 1000, "print": 1000, "api": 1000}
    settings.LOOK_FACTOR = 5
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []


def export(user, rows, kind=Kind.EXPORT, org=None):
    with as_user(user):
        record_look(kind, org=org or user.org, subject="教师基本信息", form="teacher", rows=rows)


def past(user, amounts, kind=Kind.EXPORT):
    """What somebody did on the days before today."""
    today = timezone.localdate()
    LookTally.objects.bulk_create(
        LookTally(user_id=user.pk, kind=kind, day=today - timedelta(days=n), times=1, rows=rows)
        for n, rows in enumerate(amounts, 1)
    )


def alerts():
    return list(LookAlert.objects.values_list("user_id", "kind", "amount", "limit", "usual"))


def test_nothing_is_unusual_up_to_the_limit_and_beyond_it_once_a_day(scene):
    export(scene.clerk, 600)
    export(scene.clerk, 400)
    assert alerts() == []
    export(scene.clerk, 1)
    export(scene.clerk, 5000)
    assert alerts() == [(scene.clerk.pk, "export", 1001, 1000, None)]


def test_ways_people_and_days_are_told_apart(scene):
    for user in (scene.clerk, scene.far_clerk):
        export(user, 600)
        export(user, 600, Kind.API)
    assert alerts() == []
    for kind in (Kind.EXPORT, Kind.API):
        export(scene.clerk, 600, kind)
    assert {kind for _, kind, *_ in alerts()} == {"export", "api"}
    LookAlert.objects.update(day=timezone.localdate() - timedelta(days=1))
    LookTally.objects.update(day=timezone.localdate() - timedelta(days=1))
    export(scene.clerk, 1001)
    assert len(alerts()) == 3


def test_searches_and_reveals_are_counted_by_acts(scene):
    for _ in range(20):
        export(scene.clerk, 200, Kind.SEARCH)
    assert alerts() == []
    export(scene.clerk, 0, Kind.SEARCH)
    assert alerts() == [(scene.clerk.pk, "search", 21, 20, None)]


def test_far_above_one_s_own_usual_is_unusual_below_the_limit(scene):
    past(scene.clerk, [40] * 6)
    export(scene.clerk, 200)
    assert alerts() == []
    export(scene.clerk, 1)
    assert alerts() == [(scene.clerk.pk, "export", 201, 200, 40)]


@pytest.mark.parametrize(
    "amounts",
    [[1] * 4, [900] * 10, [1] * 10],
    ids=["too few days", "he always does much", "below a tenth of the limit"],
)
def test_what_is_not_unusual(scene, amounts):
    past(scene.clerk, amounts)
    export(scene.clerk, 100)
    assert alerts() == []


def test_other_ways_and_long_gone_days_are_not_one_s_usual(scene):
    past(scene.clerk, [40] * 9, Kind.PRINT)
    past(scene.far_clerk, [40] * 9)
    LookTally.objects.bulk_create(
        LookTally(
            user_id=scene.clerk.pk, kind="export", rows=40, day=timezone.localdate() - timedelta(days=n)
        )
        for n in range(61, 80)
    )
    export(scene.clerk, 500)
    assert alerts() == []


def test_a_busy_day_asks_the_past_no_longer_once_it_is_told(scene, django_assert_num_queries):
    export(scene.clerk, 5)
    with as_user(scene.clerk):
        pass
    few = count(lambda: export(scene.clerk, 5))
    export(scene.clerk, 5000)
    assert count(lambda: export(scene.clerk, 5)) <= few + 1


def count(act):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as caught:
        act()
    return len(caught)


def test_the_program_itself_is_nobody(scene):
    record_look(Kind.EXPORT, org=scene.school, subject="教师基本信息", form="teacher", rows=9000)
    assert (alerts(), LookTally.objects.count(), Look.objects.count()) == ([], 0, 1)


# Told ---------------------------------------------------------------------------------------------------------------


def test_it_is_told_in_the_log_on_the_first_page_and_by_mail(scene, client):
    boss = scene.admins["school"]
    boss.email = "boss@school.example"
    boss.save()
    export(scene.clerk, 1200)
    entry = Entry.objects.get(event="alert")
    assert (entry.org_id, entry.user_id, entry.detail["amount"]) == (scene.school.pk, scene.clerk.pk, 1200)
    client.force_login(boss)
    assert "发现异常查看" in client.get("/manage/").content.decode()
    assert work(background_jobs.mail_alert) == 1
    (message,) = mail.outbox
    assert message.to == [boss.email]
    assert scene.clerk.real_name in message.body
    assert "1200 条" in message.body


@pytest.mark.parametrize(
    ("level", "told"), [("school", True), ("city", True), ("sister", False), ("province", False)]
)
def test_the_first_page_tells_the_own_node_and_the_one_above(scene, client, level, told):
    export(scene.clerk, 1200)
    client.force_login(scene.admins[level])
    assert ("发现异常查看" in client.get("/manage/").content.decode()) is told


def test_who_looks_after_others_does_not_get_his_own_letter(scene):
    boss = scene.admins["school"]
    export(boss, 1200)
    told = background_jobs.recipients(LookAlert.objects.get())
    assert [user.pk for user in told] == [scene.admins["city"].pk]


# Settled --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "seen"), [("school", True), ("city", True), ("province", True), ("sister", False)]
)
def test_alerts_are_listed_for_the_own_part_of_the_tree(scene, client, level, seen):
    export(scene.leader, 1, org=scene.school)
    export(scene.clerk, 1234)
    client.force_login(scene.admins[level])
    assert ("1234" in client.get(ALERTS).content.decode()) is seen


def settle(client, user, outcome="work"):
    client.force_login(user)
    return client.post(f"{ALERTS}{LookAlert.objects.get().pk}/", {"outcome": outcome}, follow=True)


def test_an_administrator_settles_it_once_and_the_log_tells(scene, client):
    export(scene.clerk, 1234)
    assert "已登记" in settle(client, scene.admins["school"]).content.decode()
    assert "已由他人登记" in settle(client, scene.admins["city"], "misuse").content.decode()
    alert = LookAlert.objects.get()
    assert (alert.outcome, alert.settled_by) == ("work", scene.admins["school"].real_name)
    assert Entry.objects.filter(event="alert", user_id=scene.admins["school"].pk).count() == 1
    assert "发现异常查看" not in client.get("/manage/").content.decode()
    export(scene.clerk, 1234)
    assert LookAlert.objects.count() == 1


@pytest.mark.parametrize("outcome", ["", "x", "\x00"])
def test_without_a_result_nothing_is_settled(scene, client, outcome):
    export(scene.clerk, 1234)
    assert "请先选择" in settle(client, scene.admins["school"], outcome).content.decode()
    assert LookAlert.objects.get().settled_at is None


def test_another_school_cannot_settle_it_and_nobody_his_own(scene, client):
    export(scene.admins["school"], 1234)
    assert settle(client, scene.admins["sister"]).status_code == 404
    answer = settle(client, scene.admins["school"])
    assert answer.status_code == 403
    assert LookAlert.objects.get().settled_at is None
    assert "请由其他管理员或上级" in client.get(ALERTS).content.decode()


def test_a_settled_alert_is_not_written_about(scene, client):
    export(scene.clerk, 1234)
    settle(client, scene.admins["school"])
    scene.admins["school"].email = "a@b.example"
    scene.admins["school"].save()
    work(background_jobs.mail_alert)
    assert mail.outbox == []


# Kept -----------------------------------------------------------------------------------------------------------------


def test_what_is_beyond_its_term_is_forgotten(scene, settings):
    export(scene.clerk, 1234)
    export(scene.far_clerk, 1234)
    old = timezone.now() - timedelta(days=settings.AUDIT_MONTHS * 31 + 1)
    Look.objects.filter(user_id=scene.clerk.pk).update(at=old)
    LookAlert.objects.filter(user_id=scene.clerk.pk).update(at=old)
    LookTally.objects.filter(user_id=scene.clerk.pk).update(day=old.date())
    SingleReads.objects.create(user_id=1, org=scene.school, form="teacher", day=old.date())
    background_jobs.forget_old.call()
    for table in (Look, LookAlert, LookTally):
        assert [row.user_id for row in table.objects.all()] == [scene.far_clerk.pk]
    assert not SingleReads.objects.exists()


def test_forgetting_goes_in_pieces(scene, monkeypatch):
    monkeypatch.setattr(background_jobs, "PIECE", 2)
    for _ in range(3):
        export(scene.clerk, 1)
    Look.objects.update(at=timezone.now() - timedelta(days=4000))
    assert background_jobs.forget_old.call() is not None
    assert Look.objects.count() == 1
    assert background_jobs.forget_old.call() is None
    assert Look.objects.count() == 0
