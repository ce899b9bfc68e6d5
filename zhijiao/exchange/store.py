"""Files of packages on the disk: outside the web root, one folder per package, names of our own making."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SM3, Hash
from django.conf import settings

from zhijiao.exchange.models import Package, Part
from zhijiao.exchange.refusals import Refused

FOLDER = "exchange"
PIECE = 1024 * 1024
LOST = "数据包的文件“{}”已不在服务器上，请重新生成或重新接收。"
NO_ROOM = "服务器暂时存不下数据包（磁盘已满或不可写）。请系统运维单位清理磁盘后重试。"


def folder_of(package: Package) -> Path:
    """Where the files of a package lie."""
    return Path(settings.MEDIA_ROOT) / FOLDER / package.way / f"{package.pk}-{package.number}"


def path_of(part: Part) -> Path:
    """Where a part lies, by its number in the package; names that came from elsewhere lead nowhere."""
    return folder_of(part.package) / f"{part.n:06d}.part"


def write(package: Package, n: int, data: bytes) -> None:
    """Lay a part down whole; it is on the disk when this returns."""
    path = folder_of(package) / f"{n:06d}.part"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = path.with_suffix(".new")
        with beside.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
    except OSError:
        raise Refused(NO_ROOM, "no-room", final=False) from None


def append(part: Part, offset: int, data: bytes) -> int:
    """Add to a part at the place up to which it lies here; returns how much of it does. What is there is kept."""
    path = path_of(part)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("ab") as out:
            here = out.tell()
            if offset <= here < offset + len(data) and here < part.size:
                out.write(data[here - offset :])
                out.flush()
                os.fsync(out.fileno())
            return out.tell()
    except OSError:
        raise Refused(NO_ROOM, "no-room", final=False) from None


def lying(part: Part) -> int:
    """How much of a part lies here."""
    try:
        return path_of(part).stat().st_size
    except FileNotFoundError:
        return 0


def read(part: Part) -> bytes:
    """The bytes of a part.

    Raises:
        Refused: they are gone.
    """
    try:
        return path_of(part).read_bytes()
    except OSError:
        raise Refused(LOST.format(part.name), "lost") from None


def piece(part: Part, offset: int, most: int) -> bytes:
    """Some of the bytes of a part."""
    try:
        with path_of(part).open("rb") as file:
            file.seek(offset)
            return file.read(most)
    except OSError:
        raise Refused(f"数据包的文件“{part.name}”已不在服务器上，请重新生成。", "lost") from None


def pieces(part: Part) -> Iterator[bytes]:
    """The bytes of a part, some at a time.

    Raises:
        Refused: they are gone.
    """
    try:
        with path_of(part).open("rb") as file:
            while data := file.read(PIECE):
                yield data
    except OSError:
        raise Refused(LOST.format(part.name), "lost") from None


def digests(part: Part) -> tuple[str, str]:
    """SHA-256 and SM3 of a part as it lies here."""
    first, second = hashlib.sha256(), Hash(SM3())
    for data in pieces(part):
        first.update(data)
        second.update(data)
    return first.hexdigest(), second.finalize().hex()


def drop(part: Part) -> None:
    """Take away a part that is wrong, so that it can come anew."""
    path_of(part).unlink(missing_ok=True)


def forget(package: Package) -> None:
    """Take away all files of a package."""
    shutil.rmtree(folder_of(package), ignore_errors=True)
