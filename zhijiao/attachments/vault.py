"""Sealed files on the disk: outside the web root, under random names, in one folder per school.

A file appears whole or not at all: it is written beside its place, brought to the disk, and renamed. What a crash
leaves behind is a file that no row knows, and :func:`strays` finds it.
"""

import os
import re
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

FOLDER = "attachments"
_PLACE = re.compile(r"\d+/[0-9a-f]{2}/[0-9a-f]{32}(?:\.thumb)?")


def root() -> Path:
    """The folder of all attachments."""
    return Path(settings.MEDIA_ROOT) / FOLDER


def new_place(school_id: int) -> str:
    """A place that nobody can guess, in the folder of a school."""
    name = secrets.token_hex(16)
    return f"{school_id}/{name[:2]}/{name}"


def thumb_of(place: str) -> str:
    """Where the small copy of a picture lies."""
    return f"{place}.thumb"


def write(place: str, data: bytes) -> None:
    """Put bytes at a place that is free; they are on the disk when this returns.

    Raises:
        OSError: the disk is full or cannot be written; nothing is left of the file.
    """
    path = _path(place)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    _to_disk(path.parent)


def _to_disk(folder: Path) -> None:
    """Bring the names in a folder to the disk; a file without its name is lost with the power."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(place: str) -> bytes:
    """The bytes at a place; FileNotFoundError where there are none."""
    return _path(place).read_bytes()


def remove(place: str) -> None:
    """Take away a file and its small copy."""
    for each in (place, thumb_of(place)):
        _path(each).unlink(missing_ok=True)


def strays(before: datetime) -> Iterator[tuple[str, Path]]:
    """Files written before a moment, with the place each belongs to; the half-written ones among them too."""
    for path in root().glob("*/*/*"):
        try:
            written = path.stat().st_mtime
        except FileNotFoundError:  # an upload has just given it its name, or another sweep has removed it
            continue
        if datetime.fromtimestamp(written, tz=timezone.get_current_timezone()) < before:
            yield path.relative_to(root()).as_posix().partition(".")[0], path


def _path(place: str) -> Path:
    """The path of a place.

    Raises:
        ValueError: it is none of ours.
    """
    if not _PLACE.fullmatch(place):
        raise ValueError("no place of an attachment")
    return root() / place
