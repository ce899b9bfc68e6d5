"""Keeping attachments: sealed on the disk, known by a row, handed out again, carried to another school.

The order keeps them whole whenever the power fails: first the file, then its row, then the record that holds its
number; taken away in the other direction.
"""

import base64
import hashlib
import logging
import os
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from django.db import transaction
from django.db.models import F, Min, QuerySet
from django.utils import timezone

from zhijiao.attachments import checking, vault
from zhijiao.attachments.kinds import KINDS
from zhijiao.attachments.models import Attachment
from zhijiao.jobs.declare import declared
from zhijiao.kit import bulk
from zhijiao.private.aead import DEFAULT_MARK, KEY_BYTES, BrokenSeal, Sealer
from zhijiao.private.cipher import for_school
from zhijiao.private.sealed_stores import Store, sealed
from zhijiao.workbooks.markup import FileRefused

MOST_LOOSE = 200
"""Files that one person may upload within a day; who scans a year's documents has fewer."""
LONGEST_NAME = 80
PIECE = 500
_THUMB = "zhijiao.attachments.background_jobs.make_thumbnail"
NO_ROOM = "服务器暂时存不下文件（磁盘已满或不可写），请稍后再上传，并告知系统运维单位。"
GROWN = "图片去除隐藏信息、重新保存后超过了大小限制。请缩小图片，或另存为 JPG 图片后再上传。"
log = logging.getLogger(__name__)


class FileLost(LookupError):
    """The disk has no such file any more, or not as it was kept."""


@sealed
def stores() -> Iterable[Store]:
    """What a change of keys has to renew."""
    yield Store("附件", Attachment, ("name", "key"), _of)


def _of(school_id: int) -> QuerySet[Attachment]:
    return Attachment.objects.filter(school_id=school_id)


@dataclass(frozen=True)
class Slot:
    """Where a file is going to belong: the column of a form of a school, and what it takes."""

    school_id: int
    form: str
    column: str
    kinds: tuple[str, ...]
    most_bytes: int


def keep(slot: Slot, name: str, data: bytes, user_id: int | None) -> Attachment:
    """Judge an uploaded file and keep it; nothing holds it yet.

    Raises:
        FileRefused: the file is not taken; says why and what to do.
    """
    if len(data) > slot.most_bytes:
        raise FileRefused(too_large(len(data), slot.most_bytes))
    _refuse_floods(user_id)
    kind, kept = checking.judged(data, slot.kinds)
    if len(kept) > slot.most_bytes:
        raise FileRefused(GROWN)
    place, key = vault.new_place(slot.school_id), os.urandom(KEY_BYTES)
    try:
        vault.write(place, _sealed(key, place, kept))
    except OSError as error:
        log.error("an attached file could not be written: %s", error.strerror)
        raise FileRefused(NO_ROOM) from None
    cipher = for_school(slot.school_id)
    with transaction.atomic():
        made = Attachment.objects.create(
            school_id=slot.school_id,
            number=secrets.token_hex(16),
            form=slot.form,
            column=slot.column,
            kind=kind,
            name=cipher.encrypt_filled(shown_name(name, kind)),
            size=len(kept),
            digest=hashlib.sha256(kept).hexdigest(),
            place=place,
            key=cipher.encrypt_filled(f"{DEFAULT_MARK}.{base64.b64encode(key).decode('ascii')}"),
            uploaded_at=timezone.now(),
            uploaded_by=user_id,
        )
        if KINDS[kind].picture:
            declared(_THUMB).enqueue(made.pk)
    return made


def adopt(
    school_id: int, data: bytes, *, number: str, form: str, column: str, kind: str, name: str, digest: str
) -> None:
    """Keep a file that another installation has judged and sent, under the number its record names; once.

    Raises:
        ValueError: it is not what its digest says.
    """
    if hashlib.sha256(data).hexdigest() != digest:
        raise ValueError("another digest")
    if _of(school_id).filter(number=number).exists():
        return
    place, key = vault.new_place(school_id), os.urandom(KEY_BYTES)
    vault.write(place, _sealed(key, place, data))
    cipher = for_school(school_id)
    with transaction.atomic():
        made, new = Attachment.objects.get_or_create(
            school_id=school_id,
            number=number,
            defaults={
                "form": form[:40],
                "column": column[:40],
                "kind": kind,
                "name": cipher.encrypt_filled(shown_name(name, kind)),
                "size": len(data),
                "digest": digest,
                "place": place,
                "key": cipher.encrypt_filled(f"{DEFAULT_MARK}.{base64.b64encode(key).decode('ascii')}"),
                "uploaded_at": timezone.now(),
            },
        )
        if new and KINDS[kind].picture:
            declared(_THUMB).enqueue(made.pk)


def too_large(size: int, most: int) -> str:
    """What to say of a file that is too large."""
    return f"文件有 {size / 1024 / 1024:.1f} MB，超过 {most / 1024 / 1024:g} MB。请压缩或降低扫描分辨率后再上传。"


def _refuse_floods(user_id: int | None) -> None:
    since = timezone.now() - timedelta(days=1)
    mine = Attachment.objects.filter(uploaded_by=user_id, uploaded_at__gt=since)
    if user_id is not None and mine.count() >= MOST_LOOSE:
        raise FileRefused(f"您一天内已上传 {MOST_LOOSE} 个文件，请明天再上传。")


def shown_name(name: str, kind: str) -> str:
    """The name of an uploaded file as it is kept: no folders, no characters that act, the ending of its content."""
    base = name.replace("\\", "/").rpartition("/")[2]
    clean = "".join(mark for mark in base if mark.isprintable() and mark not in '<>:"/|?*').strip(" .")
    stem, dot, ending = clean.rpartition(".")
    known = (KINDS[kind].ending, *KINDS[kind].also)
    stem = stem if dot and ending.lower() in known else clean
    return f"{stem[:LONGEST_NAME] or '附件'}.{KINDS[kind].ending}"


# Handing out ---------------------------------------------------------------------------------------------------------


def name_of(file: Attachment) -> str:
    """The name a file was uploaded with."""
    return for_school(file.school_id).decrypt_filled(file.name)


def content_of(file: Attachment) -> bytes:
    """The bytes of a file.

    Raises:
        FileLost: the disk has them no more.
    """
    return _opened(file, file.place)


def thumb_of(file: Attachment) -> bytes | None:
    """The small copy of a picture, once it has been made.

    Raises:
        FileLost: it has been made, and the disk has it no more.
    """
    return _opened(file, vault.thumb_of(file.place)) if file.has_thumb else None


def make_thumb(file: Attachment) -> None:
    """Make the small copy of a picture; what cannot be drawn small has none."""
    try:
        small = checking.thumbnail(content_of(file), file.kind)
    except (FileRefused, FileLost):
        return
    place = vault.thumb_of(file.place)
    vault.write(place, _sealed(_key(file)[1], place, small))
    Attachment.objects.filter(place=file.place).update(has_thumb=True)


def _key(file: Attachment) -> tuple[str, bytes]:
    """The mark of the cipher, and the key of a file."""
    mark, _, key = for_school(file.school_id).decrypt_filled(file.key).partition(".")
    return mark, base64.b64decode(key)


def _sealed(key: bytes, place: str, data: bytes) -> bytes:
    return Sealer(key, place.encode("ascii")).seal([data])[0]


def _opened(file: Attachment, place: str) -> bytes:
    mark, key = _key(file)
    try:
        return Sealer(key, place.encode("ascii")).open(mark, vault.read(place))
    except (OSError, BrokenSeal) as error:
        log.error("attachment %s is lost or damaged: %s", place, type(error).__name__)
        raise FileLost(place) from None


# Another school ------------------------------------------------------------------------------------------------------


def copy_to(target_id: int, source_id: int, numbers: Collection[str]) -> None:
    """Let files belong to another school as well; call it in the transaction that carries their records.

    The bytes stay where they are: the key to them is sealed anew. What the former school no longer holds it sweeps.
    """
    wanted = set(numbers)
    there = _of(target_id).filter(number__in=wanted)
    there.update(left_at=None)  # records have gone and come back; what none holds is noted anew
    theirs, ours = for_school(source_id), for_school(target_id)
    copies = list(
        _of(source_id).filter(number__in=wanted - set(there.values_list("number", flat=True))).order_by("pk")
    )
    for row in copies:
        row.name = ours.encrypt_filled(theirs.decrypt_filled(row.name))
        row.key = ours.encrypt_filled(theirs.decrypt_filled(row.key))
        row.pk, row.school_id = None, target_id
    Attachment.objects.bulk_create(copies, batch_size=500)


# Taking away ---------------------------------------------------------------------------------------------------------


def claim(school_id: int, numbers: Collection[str]) -> int:
    """Note that a record is about to hold these files; how many are gone. Call it in the transaction of the writer.

    Whoever sweeps at the same moment waits for that transaction, and finds the files held.
    """
    return len(numbers) - _of(school_id).filter(number__in=numbers).update(left_at=None)


def settle(school_id: int, form: str, held: Collection[str], kept: timedelta) -> None:
    """Compare the files of a form with the numbers that its records hold; forget what none has held for so long."""
    now = timezone.now()
    rows = _of(school_id).filter(form=form)
    known = list(rows.values_list("number", "pk", "left_at"))
    looked_at(school_id, form)
    back = [pk for number, pk, left_at in known if number in held and left_at is not None]
    for piece in bulk.portions(back, PIECE):
        rows.filter(pk__in=piece).update(left_at=None)
    loose = [pk for number, pk, _ in known if number not in held]
    for piece in bulk.portions(loose, PIECE):
        rows.filter(pk__in=piece, left_at=None).update(left_at=now)
        _forget(rows.filter(pk__in=piece, left_at__lte=now - kept))


@transaction.atomic
def _forget(rows: QuerySet[Attachment]) -> None:
    """Delete rows that are still loose when it comes to it, and after that the files that no other row knows."""
    places = list(rows.values_list("place", flat=True))
    rows._raw_delete(using=rows.db)
    transaction.on_commit(lambda: _remove_unknown(places))


def _remove_unknown(places: Collection[str]) -> None:
    for place in set(places) - _known(places):
        vault.remove(place)


def looked_at(school_id: int, form: str) -> None:
    """Let the files of a form of a school wait for the other ones, until it is their turn again."""
    _of(school_id).filter(form=form).update(checked_at=timezone.now())


def least_checked(number: int) -> list[tuple[int, str]]:
    """Schools and forms whose files have not been settled for longest."""
    groups = Attachment.objects.values_list("school_id", "form").annotate(at=Min("checked_at"))
    first = groups.order_by(F("at").asc(nulls_first=True), "school_id", "form")[:number]
    return [(school_id, form) for school_id, form, _ in first]


def remove_strays(older: timedelta) -> int:
    """Delete files that no row knows, as a crash leaves them; how many there were."""
    removed, found = 0, vault.strays(timezone.now() - older)
    while piece := list(islice(found, PIECE)):
        known = _known(place for place, _ in piece)
        for place, path in piece:
            if place not in known or path.suffix == ".part":
                path.unlink(missing_ok=True)
                removed += 1
    return removed


def _known(places: Iterable[str]) -> set[str]:
    """Places, of those named, that some row knows."""
    return set(Attachment.objects.filter(place__in=set(places)).values_list("place", flat=True))
