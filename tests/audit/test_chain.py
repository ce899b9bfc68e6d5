"""`zhijiao audit verify` finds whatever was done to the log behind the program's back, at the right place."""

from datetime import datetime, timedelta
from io import StringIO
from secrets import token_urlsafe
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests import sample
from zhijiao.audit import background_jobs, chain, retention, triggers
from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.audit.models import Cut, Entry, Seal
from zhijiao.audit.verify import GRACE, MOST, Report, verify
from zhijiao.config.environment import audit_months
from zhijiao.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(school):
    """Five sealed entries beside those of making the school; the log is then open to tampering."""
    entries = [record(Event.EXPORT, org=school, subject=f"表单{i}", detail={"rows": i}) for i in range(5)]
    chain.seal_left(None)
    assert verify().whole
    triggers.remove()
    return entries


def seq(entry):
    return Seal.objects.get(entry_id=entry.pk).seq


def said():
    """What the command prints, and whether it ends well."""
    out = StringIO()
    try:
        call_command("audit", "verify", stdout=out)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


def problems(entry=None):
    """What is found wrong, the triggers that the test dropped aside."""
    return [text for text in verify().problems if "触发器" not in text]


def test_a_whole_log_is_said_to_be_whole(school):
    record(Event.EXPORT, org=school)
    chain.seal_left(None)
    number, digest = chain.head()
    text = f"已校验 {number} 条审计记录，链尾 {number}:{digest}\n没有发现篡改、缺失或未封存的记录。\n"
    assert said() == (text, 0)


def test_a_log_without_entries_is_whole_and_ends_where_it_begins():
    assert (Entry.objects.count(), Seal.objects.count()) == (0, 0)
    assert verify() == Report() == Report(sealed=0, removed=0, head=(0, "0" * 64), problems=[], more=0)


def test_an_entry_may_wait_some_minutes_for_its_seal_before_it_is_told_of(school):
    chain.seal_left(None)
    entry = record(Event.EXPORT, org=school)
    triggers.remove()
    assert problems() == []
    Entry.objects.filter(pk=entry.pk).update(at=entry.at - GRACE)
    assert [text[: text.index("（")] for text in problems()] == [
        f"有 1 条记录没有封存，最早的是记录 {entry.pk}"
    ]
    other = record(Event.EXPORT, org=school)
    Entry.objects.filter(pk=other.pk).update(at=entry.at - 2 * GRACE)
    assert problems()[0].startswith(f"有 2 条记录没有封存，最早的是记录 {other.pk}（")


def test_each_fact_of_an_entry_is_sealed(log):
    other = sample.school(24, name="云州市商贸学校")
    changes = {
        "at": log[2].at + timedelta(seconds=1), "event": "import", "org": other, "user_id": 7, "user_name": "别人",
        "address": "10.9.9.9", "subject": "别的", "detail": {"rows": 3},
    }  # fmt: skip
    assert {*changes, "mark"} == {field.name for field in Entry._meta.fields} - {"id"}
    for name, value in changes.items():
        former = getattr(log[2], name)
        Entry.objects.filter(pk=log[2].pk).update(**{name: value})
        assert [text[: text.index("：")] for text in problems()] == [
            f"序号 {seq(log[2])}（记录 {log[2].pk}）"
        ], name
        Entry.objects.filter(pk=log[2].pk).update(**{name: former})
    assert problems() == []


def test_the_command_names_the_first_broken_place_and_fails(log):
    Entry.objects.filter(pk__in=[log[1].pk, log[3].pk]).update(subject="别的")
    text, code = said()
    assert code == 1
    assert text.index(f"有问题：序号 {seq(log[1])}（") < text.index(f"有问题：序号 {seq(log[3])}（")
    assert "缺少防篡改触发器 audit_entry_update" in text


def test_a_deleted_entry_is_missed(log):
    Entry.objects.filter(pk=log[1].pk).delete()
    assert problems() == [f"序号 {seq(log[1])}（记录 {log[1].pk}）：记录已被删除。"]


def test_deleting_the_seal_too_leaves_a_gap(log):
    number = seq(log[1])
    Seal.objects.filter(seq=number).delete()
    Entry.objects.filter(pk=log[1].pk).delete()
    assert problems() == [f"序号 {number - 1} 与 {number + 1} 之间缺 1 条封存。"]


def test_a_chain_written_anew_without_the_key_is_recognised(log):
    """Somebody who holds the database alone can compute digests, but not the marks."""
    Entry.objects.filter(pk=log[3].pk).update(subject="别的")
    before = seq(log[3]) - 1
    digest = Seal.objects.get(seq=before).digest
    for seal in Seal.objects.filter(seq__gt=before).order_by("seq"):
        facts = Entry.objects.values_list(*chain.FACTS).get(pk=seal.entry_id)
        digest = chain.link_digest(digest, seal.seq, seal.entry_id, chain.signed_bytes(facts))
        Seal.objects.filter(seq=seal.seq).update(digest=digest)
    assert problems() == [
        f"序号 {seq(entry)}（记录 {entry.pk}）：封存的签名不对，不是本程序所写。" for entry in log[3:]
    ]
    Seal.objects.filter(seq__gt=before).update(key="00000000")
    assert problems() == [f"最后一条封存（序号 {seq(log[4])}）不是用现在的主密钥签名的，请核对主密钥。"]


def test_an_entry_that_the_program_did_not_write_is_never_sealed(log, school):
    forged = Entry.objects.create(
        at=timezone.now() - timedelta(hours=1), event="export", org=school, user_name="韦朗朗", mark="0" * 64
    )
    assert chain.seal([forged.pk]) == 0
    assert [text[: text.index("（")] for text in problems()] == [
        f"有 1 条记录没有封存，最早的是记录 {forged.pk}"
    ]


def test_a_cut_off_end_shows_only_to_who_kept_the_head(log):
    """Without it nothing in the database can tell: the documentation says so."""
    kept = background_jobs.head_line()
    Seal.objects.filter(entry_id__in=[entry.pk for entry in log[3:]]).delete()
    Entry.objects.filter(pk__in=[entry.pk for entry in log[3:]]).delete()
    assert problems() == []
    number, _, digest = kept.partition(":")
    found = verify(kept).problems
    assert found[0] == f"数据库中没有序号 {number}、摘要 {digest[:12]}… 的封存，其后的记录可能已被删除。"


def test_a_head_kept_before_a_cut_proves_what_is_left_of_it(aged):
    empty, early, last = (
        f"0:{chain.BEGINNING}",
        "1:" + Seal.objects.get(seq=1).digest,
        background_jobs.head_line(),
    )
    at_cut = "3:" + Seal.objects.get(seq=3).digest
    assert [verify(head).problems for head in (empty, early, at_cut, last)] == [[]] * 4
    assert retention.remove_old() is False
    assert [verify(head).whole for head in (at_cut, last)] == [True, True]
    for head in (empty, early):
        assert verify(head).problems == [
            f"序号 {head[0]} 的记录已按保存期限清理，不能再用它核对，请改用较新的链尾。"
        ]
    assert len(verify("3:" + "0" * 64).problems) == 1


def test_a_head_that_is_none_is_refused():
    with pytest.raises(CommandError, match="应为 head 命令打印的"):
        call_command("audit", "verify", "--head", "12")


# Sealing ----------------------------------------------------------------------------------------------------------


def test_entries_are_sealed_when_their_transaction_ends(school, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        entry = record(Event.EXPORT, org=school)
        assert not Seal.objects.filter(entry_id=entry.pk).exists()
    assert Seal.objects.filter(entry_id=entry.pk).exists()


def test_the_job_seals_what_a_killed_process_left_however_long_ago(school):
    entry = record(Event.EXPORT, org=school)
    path = background_jobs.seal_left.module_path
    Job.objects.create(path=path, state="done", started_at=timezone.now(), finished_at=timezone.now())
    assert background_jobs.seal_left.call() is None
    assert Seal.objects.filter(entry_id=entry.pk).exists()


def test_a_forged_entry_keeps_none_that_comes_after_it_from_its_seal(school):
    chain.seal_left(None)
    forged = Entry.objects.create(at=timezone.now(), event="export", org=school, mark="0" * 64)
    entry = record(Event.EXPORT, org=school)
    assert chain.seal([forged.pk, entry.pk]) == 1
    assert Seal.objects.latest("seq").entry_id == entry.pk


def test_an_entry_is_sealed_once_and_when_it_is_asked_for(school):
    chain.seal_left(None)
    first, second = record(Event.EXPORT, org=school), record(Event.IMPORT, org=school)
    assert [chain.seal([first.pk]), chain.seal([first.pk])] == [1, 0]
    assert not Seal.objects.filter(entry_id=second.pk).exists()
    assert chain.seal([first.pk, second.pk]) == 1
    assert list(Seal.objects.order_by("-seq").values_list("entry_id", flat=True)[:2]) == [second.pk, first.pk]


def test_what_has_waited_longest_is_sealed_first(school, monkeypatch):
    chain.seal_left(None)
    later, earlier = record(Event.EXPORT, org=school), record(Event.IMPORT, org=school)
    triggers.remove()
    at = later.at - timedelta(minutes=5)
    Entry.objects.filter(pk=earlier.pk).update(at=at, mark=signed_at(earlier, at))
    monkeypatch.setattr(chain, "PIECE", 1)
    assert chain.seal_left(None) is True
    assert Seal.objects.latest("seq").entry_id == earlier.pk
    assert chain.seal_left(None) is True
    assert Seal.objects.latest("seq").entry_id == later.pk
    assert chain.seal_left(None) is False


def signed_at(entry, at):
    """The signature of an entry as if written at another time."""
    facts = dict(zip(chain.FACTS, Entry.objects.values_list(*chain.FACTS).get(pk=entry.pk), strict=True))
    return chain.sign(chain.signed_bytes((facts | {"at": at}).values()))


@pytest.mark.parametrize("lost", [1, 100])
def test_who_loses_the_next_number_to_another_tries_again_and_leaves_it_to_the_job_in_the_end(
    school, monkeypatch, lost
):
    chain.seal_left(None)
    entry, append, tried = record(Event.EXPORT, org=school), Seal.objects.bulk_create, []

    def sometimes(seals):
        tried.append(seals)
        if len(tried) <= lost:
            raise IntegrityError("the number is taken")
        return append(seals)

    monkeypatch.setattr(Seal.objects, "bulk_create", sometimes)
    assert chain.seal([entry.pk]) == (lost == 1)
    assert Seal.objects.filter(entry_id=entry.pk).count() == (lost == 1)
    assert len(tried) == (2 if lost == 1 else chain._TRIES)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_seals_appended_at_once_make_one_chain_while_a_long_transaction_keeps_nobody_waiting():
    school = sample.school()
    began, over, together = Barrier(2, timeout=20), Barrier(2, timeout=20), Barrier(5, timeout=20)
    slow, quick = [], []

    def long_act():
        with transaction.atomic():
            slow.append(record(Event.APPROVAL, org=school))
            began.wait()
            over.wait()
        connection.close()

    def short_acts():
        together.wait()
        quick.extend(record(Event.SIGN_IN, org=school) for _ in range(5))
        connection.close()

    threads = [Thread(target=long_act), *(Thread(target=short_acts) for _ in range(5))]
    threads[0].start()
    began.wait()
    for thread in threads[1:]:
        thread.start()
    for thread in threads[1:]:
        thread.join()
    background_jobs.seal_left.call()
    assert Seal.objects.filter(entry_id__in=[entry.pk for entry in quick]).count() == 25
    over.wait()
    threads[0].join()
    last = Seal.objects.latest("seq")
    assert (last.entry_id, last.seq) == (slow[0].pk, Entry.objects.count())
    assert slow[0].pk < min(entry.pk for entry in quick)
    assert verify().problems == []


# Retention --------------------------------------------------------------------------------------------------------


@pytest.fixture
def aged(school, monkeypatch):
    """Three entries of four years ago, sealed then, and one of today."""
    then = timezone.now() - timedelta(days=4 * 366)
    with monkeypatch.context() as past:
        past.setattr(timezone, "now", lambda: then)
        old = [record(Event.EXPORT, org=school, subject=f"旧{i}") for i in range(3)]
        chain.seal([entry.pk for entry in old])
    chain.seal_left(None)
    new = record(Event.EXPORT, org=school, subject="新")
    chain.seal([new.pk])
    return old, new


def test_what_is_beyond_its_term_goes_and_the_rest_still_verifies(aged):
    old, new = aged
    assert retention.remove_old() is False
    assert not Entry.objects.filter(pk__in=[entry.pk for entry in old]).exists()
    assert Entry.objects.filter(pk=new.pk).exists()
    told = Entry.objects.get(event=Event.SYSTEM)
    assert (told.subject, told.detail) == ("清理超过保存期限的审计记录", {"rows": 3, "months": 36, "seq": 3})
    chain.seal_left(None)
    report = verify()
    assert (report.problems, report.removed) == ([], 3)
    assert retention.remove_old() is False
    assert Cut.objects.count() == 1


def test_a_new_master_key_leaves_the_log_proved(aged, settings):
    former, new = settings.ZHIJIAO_MASTER_KEY, token_urlsafe(48)
    assert retention.remove_old() is False
    settings.ZHIJIAO_MASTER_KEY, settings.ZHIJIAO_FORMER_MASTER_KEYS = new, [former]
    chain.seal_left(None)
    assert verify().problems == []
    assert retention.remove_old() is False
    settings.ZHIJIAO_FORMER_MASTER_KEYS = []
    assert verify().problems == []
    assert verify().removed == 3
    triggers.remove()
    Entry.objects.filter(pk=aged[1].pk).update(subject="别的")
    assert len(problems()) == 1


def test_a_forged_cut_is_recognised(aged):
    chain.seal_left(None)
    first = Seal.objects.get(seq=1)
    Cut.objects.create(seq=1, digest=first.digest, removed=1, at=timezone.now(), mark="0" * 64, key="")
    assert verify().problems == ["清理到序号 1 的凭据签名不对，不是本程序所写。"]


def test_a_log_that_does_not_verify_is_not_cut(aged):
    triggers.remove()
    Entry.objects.filter(pk=aged[0][1].pk).update(subject="别的")
    with pytest.raises(retention.Broken):
        retention.remove_old()
    assert Cut.objects.count() == 0


def test_less_than_half_a_year_is_refused():
    assert audit_months({}) == 36
    assert audit_months({"ZHIJIAO_AUDIT_MONTHS": "6"}) == 6
    with pytest.raises(ImproperlyConfigured, match="不少于六个月"):
        audit_months({"ZHIJIAO_AUDIT_MONTHS": "5"})


def test_what_is_signed_never_changes_or_no_former_seal_would_hold():
    at = datetime.fromisoformat("2020-09-01T08:00:00+08:00")
    facts = (at, "import", 7, None, "韦朗朗", "10.0.0.1", "校区信息", {"rows": 2, "done": "上传"})
    moment, detail = "2020-09-01T00:00:00.000000+00:00", '{"done":"上传","rows":2}'
    signed = f'["{moment}","import",7,null,"韦朗朗","10.0.0.1","校区信息",{detail}]'
    assert chain.signed_bytes(facts) == signed.encode()


def test_of_many_faults_the_first_are_named_and_the_others_counted():
    report = Report()
    report.add([str(number) for number in range(MOST - 1)])
    assert (len(report.problems), report.more) == (MOST - 1, 0)
    report.add(["x", "y", "z"])
    assert (report.problems[-1], len(report.problems), report.more) == ("x", MOST, 2)
    report.add(["w"])
    assert (len(report.problems), report.more) == (MOST, 3)
