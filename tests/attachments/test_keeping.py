"""Files are kept as long as somebody may want them back, go along with their records, and survive a crash whole."""

import errno
import io
import os
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from PIL import Image

from tests import sample
from tests.attachments import samples
from tests.attachments.conftest import address, held, save, stored, upload
from tests.deleting import delete
from zhijiao.attachments import keeping, vault
from zhijiao.attachments.background_jobs import make_thumbnail
from zhijiao.attachments.models import Attachment
from zhijiao.filing.models import ImportBatch
from zhijiao.filing.records import attached, undo
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.kit.school_code import make_school_code
from zhijiao.orgs.services import By
from zhijiao.restructure.merge import Merger
from zhijiao.restructure.split import Split
from zhijiao.workbooks.markup import FileRefused

pytestmark = pytest.mark.django_db


@pytest.fixture
def removed(clerk, programme, django_capture_on_commit_callbacks):
    """A record with a file that has been deleted; its batch, its file, and how to sweep."""
    save(clerk, programme, upload(samples.pdf()))
    (file,) = held(programme)
    delete(clerk, "joint_programme", programme)

    def sweep(days=0):
        """Sweep twice, so many days apart."""
        attached.sweep()
        Attachment.objects.exclude(left_at=None).update(
            left_at=timezone.now() - timedelta(days=days, minutes=1)
        )
        with django_capture_on_commit_callbacks(execute=True):
            attached.sweep()

    return ImportBatch.objects.get(kind="delete"), file, sweep


def test_a_deletion_brings_the_file_back_within_sixty_days(school, clerk, programme, removed):
    batch, file, sweep = removed
    sweep(days=59)
    undo.undo(Actor.system(school), school, batch, action="delete")
    assert held(programme) == (file,)
    assert (
        clerk.get(address("file", "joint_programme", programme, "approval_file", file.number)).status_code
        == 200
    )
    sweep(days=61)
    assert Attachment.objects.get().left_at is None


def test_after_that_the_file_is_gone_and_undoing_says_so(school, removed):
    batch, _, sweep = removed
    place = Attachment.objects.get().place
    sweep(days=60)
    assert not Attachment.objects.exists()
    with pytest.raises(FileNotFoundError):
        vault.read(place)
    with pytest.raises(undo.UndoBlocked, match="有 1 个文件已按期清理，不能再恢复，请重新上传"):
        undo.undo(Actor.system(school), school, batch, action="delete")


def test_what_a_crash_leaves_is_swept_and_nothing_else(clerk, programme):
    save(clerk, programme, upload(samples.pdf()))
    kept = Attachment.objects.get().place
    stray = vault.new_place(programme)
    vault.write(stray, b"x")
    half = vault.root() / f"{kept}.0a1b2c3d.part"
    half.write_bytes(b"half")
    attached.sweep()
    assert vault.read(stray) == b"x"
    for path in (vault.root() / stray, vault.root() / kept, half):
        os.utime(path, (0, 0))
    assert keeping.remove_strays(timedelta(days=1)) == 2
    assert (vault.root() / kept).exists()
    assert not half.exists()


def test_a_sweep_passes_over_an_upload_that_gets_its_name_meanwhile(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    half = vault.root() / f"{vault.new_place(1)}.0a1b2c3d.part"
    half.parent.mkdir(parents=True, exist_ok=True)
    half.symlink_to(half.parent / "gone")  # listed, and not there when it is looked at
    assert keeping.remove_strays(timedelta(days=1)) == 0


def test_a_file_that_is_held_again_begins_its_sixty_days_anew_when_removed(school, clerk, programme, removed):
    batch, file, sweep = removed
    sweep(days=30)
    undo.undo(Actor.system(school), school, batch, action="delete")
    sampled = timezone.now() - timedelta(days=100)
    Attachment.objects.update(left_at=sampled)  # as a sweep that had looked before the record came back
    attached.sweep()
    delete(clerk, "joint_programme", programme)
    attached.sweep()
    assert Attachment.objects.get().left_at > sampled
    assert Attachment.objects.get().number == file.number


def test_one_record_that_cannot_be_read_does_not_stop_the_sweep_nor_lose_files(trusted, teacher, programme):
    save(trusted, teacher, upload(samples.picture(), "a.jpg"), form="teacher", name="photo")
    save(trusted, programme, upload(samples.pdf()))
    model = registry.get("teacher").model
    model.unscoped.filter(pk=teacher).update(photo="g1.1.AAAA")
    Attachment.objects.filter(form="teacher").update(left_at=timezone.now() - timedelta(days=100))
    attached.sweep()
    assert not Attachment.objects.filter(checked_at=None).exists()
    assert Attachment.objects.count() == 2


def test_a_picture_gets_a_small_copy_that_pages_may_show(clerk, programme):
    save(clerk, programme, upload(samples.picture(size=(900, 600)), "a.jpg"))
    row = Attachment.objects.get()
    small = address("file_small", "joint_programme", programme, "approval_file", row.number)
    assert small in clerk.get(address("view", "joint_programme", programme)).content.decode()
    assert clerk.get(small).status_code == 404
    make_thumbnail.func(row.pk)
    answer = clerk.get(small)
    assert (answer.status_code, answer["Content-Type"], answer.get("Content-Disposition")) == (
        200,
        "image/jpeg",
        None,
    )


@pytest.mark.parametrize("spoil", [os.remove, lambda path: path.write_bytes(bytes(100))])
def test_what_the_disk_has_lost_or_damaged_is_said_and_no_fault(clerk, programme, spoil):
    save(clerk, programme, upload(samples.picture(), "a.jpg"))
    row = Attachment.objects.get()
    make_thumbnail.func(row.pk)
    for page, place in (("file", row.place), ("file_small", vault.thumb_of(row.place))):
        spoil(vault.root() / place)
        answer = clerk.get(address(page, "joint_programme", programme, "approval_file", row.number))
        assert answer.status_code == 404
        assert "丢失或损坏" in answer.content.decode()


def test_a_full_disk_refuses_the_file_and_leaves_nothing_of_it(clerk, programme, monkeypatch):
    def full(_handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    before = set(vault.root().glob("*/*/*"))
    monkeypatch.setattr(vault.os, "fsync", full)
    answer = save(clerk, programme, upload(samples.pdf(), "批文.pdf"), partner="新的院校")
    assert answer.status_code == 422
    assert "“批文.pdf”没有接收：服务器暂时存不下文件" in answer.content.decode()
    assert "新的院校" in answer.content.decode()
    assert (set(vault.root().glob("*/*/*")), Attachment.objects.count()) == (before, 0)


def test_a_picture_that_grows_beyond_the_limit_when_drawn_anew_is_refused(school):
    dense = Image.effect_noise((300, 300), 90).quantize(64)
    out = io.BytesIO()
    dense.save(out, "PNG", optimize=True)
    slot = keeping.Slot(school.pk, "joint_programme", "approval_file", ("png",), len(out.getvalue()))
    with pytest.raises(FileRefused, match="另存为 JPG"):
        keeping.keep(slot, "a.png", out.getvalue(), None)


def test_the_name_of_a_file_is_on_the_disk_as_well_as_its_bytes(monkeypatch):
    synced = []
    monkeypatch.setattr(vault.os, "fsync", lambda handle: synced.append(os.fstat(handle).st_ino))
    place = vault.new_place(1)
    vault.write(place, b"x")
    path = vault.root() / place
    assert synced == [path.stat().st_ino, path.parent.stat().st_ino]


def test_a_merger_carries_files_and_what_undoing_needs(clerk, school, programme):
    save(clerk, programme, upload(samples.pdf(), "旧.pdf"))
    (old,) = held(programme)
    save(clerk, programme, upload(samples.picture(), "新.jpg"), approval_file=[])
    (new,) = held(programme)
    target = sample.school(24, name="云州市第二职业学校")
    with transaction.atomic():
        Merger(Actor.system(school), school, target, "A").run(By())
    assert held(programme) == (new,)
    rows = {row.number: row for row in Attachment.objects.filter(school=target)}
    assert rows.keys() == {old.number, new.number}
    assert keeping.content_of(rows[old.number]) == samples.pdf()
    assert keeping.name_of(rows[new.number]) == "新.jpg"
    attached.sweep()
    assert set(Attachment.objects.filter(left_at=None).values_list("number", "school")) == {
        (new.number, target.pk)
    }


def test_a_split_takes_files_along_with_their_records(school):
    """Private photos of students: the one whose class goes, and the one who stays; and what a copy holds."""
    sample.fill(school, "student_enrolment", 2)
    students = list(sample.stored(school, "student").order_by("pk").values_list("pk", flat=True))
    going, staying = (samples.hold(school, "student", pk, "photo", f"{pk}.jpg") for pk in students)
    chosen = sample.stored(school, "student_enrolment").get(student=students[0]).school_class_id
    facts = {"name": "云州市新城职业学校", "code": make_school_code("45", 60), "school_type": "continuing"}
    with transaction.atomic():
        Split(Actor.system(school), school, facts, {"school_class": (chosen,)}).run(By())
    founded = stored("student", students[0]).school
    assert founded != school
    attached.sweep()
    kept = set(Attachment.objects.filter(left_at=None).values_list("number", "school"))
    assert kept == {(going.number, founded.pk), (staying.number, school.pk)}
    theirs = Attachment.objects.get(number=going.number, school=founded)
    assert keeping.name_of(theirs) == f"{students[0]}.jpg"
    assert keeping.content_of(theirs).startswith(b"\xff\xd8")
    assert keeping.thumb_of(theirs)
    Attachment.objects.exclude(left_at=None).update(left_at=timezone.now() - timedelta(days=61))
    attached.sweep()
    assert set(Attachment.objects.values_list("number", "school")) == kept
    assert keeping.content_of(theirs).startswith(b"\xff\xd8")


def test_new_keys_of_the_school_open_the_files(clerk, programme):
    save(clerk, programme, upload(samples.pdf()))
    before = Attachment.objects.get()
    call_command("keys", "rotate", stdout=StringIO())
    row = Attachment.objects.get()
    assert row.key.split(".")[1] == "2"
    assert (row.key != before.key, keeping.content_of(row)) == (True, samples.pdf())
    assert keeping.name_of(row) == "批准文件.pdf"
