"""A package as one file that somebody carries: an uncompressed tar of the manifest and the parts, in their order.

Nothing is unpacked to names that the file gives: each member is checked against the signed manifest and goes to the
place of its number. A file that is cut off leaves what has come; reading it again, or a better copy, goes on there.
"""

import json
import tarfile
from collections.abc import Iterator
from typing import IO, Any

from zhijiao.exchange import manifest, receiving, store
from zhijiao.exchange.models import Package
from zhijiao.exchange.refusals import Refused

MANIFEST = "manifest.json"
PIECE = 4 * 1024 * 1024
NO_PACKAGE = "文件不是数据包，没有接收。请选择对方系统生成的 .tar 文件。"
CUT_OFF = "文件不完整（在途中被截断），已接收的部分保留。请重新拷贝后再接收一次，会接着收。"


def name_of(package: Package) -> str:
    """The name that a package is handed out under: no names of schools or people."""
    return f"zhijiao-{package.kind}-{package.sequence:06d}-{package.number[:8]}.tar"


def written(package: Package) -> Iterator[bytes]:
    """The file of a package, some at a time."""
    yield from _member(MANIFEST, iter([json.dumps(manifest.signed_of(package)).encode()]))
    for part in package.parts.order_by("n").select_related("package"):
        yield from _head(f"parts/{part.n:06d}", part.size)
        yield from store.pieces(part)
        yield _padding(part.size)
    yield bytes(2 * tarfile.BLOCKSIZE)


def _member(name: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    data = b"".join(pieces)
    yield from _head(name, len(data))
    yield data
    yield _padding(len(data))


def _head(name: str, size: int) -> Iterator[bytes]:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    yield info.tobuf(tarfile.GNU_FORMAT)


def _padding(size: int) -> bytes:
    return bytes(-size % tarfile.BLOCKSIZE)


def take(file: IO[bytes], who: str) -> Package:
    """Receive a carried package.

    Raises:
        Refused: it is none, is not for us, is cut off, or has something in it that its manifest does not name.
    """
    try:
        with _opened(file) as members:
            package = _begin(members, who)
            facts = {f"parts/{n:06d}": (n, size) for n, size in package.parts.values_list("n", "size")}
            while (member := members.next()) is not None:
                _take_member(package, members, member, facts)
    except (tarfile.TarError, EOFError, OverflowError, UnicodeError, ValueError, OSError) as error:
        raise Refused(NO_PACKAGE if isinstance(error, _NotBegun) else CUT_OFF, "file", final=False) from None
    return receiving.finish(package)


def _opened(file: IO[bytes]) -> tarfile.TarFile:
    try:
        return tarfile.open(fileobj=file, mode="r|", errorlevel=2)
    except (tarfile.TarError, EOFError):
        raise _NotBegun from None


class _NotBegun(tarfile.TarError):
    """The file does not begin as a package does."""


def _begin(members: tarfile.TarFile, who: str) -> Package:
    try:
        first = members.next()
        if first is None or first.name != MANIFEST or not first.isreg() or first.size > manifest.MOST_BYTES:
            raise _NotBegun
        file = members.extractfile(first)
        envelope: Any = json.loads(file.read()) if file else None
    except (tarfile.TarError, ValueError, RecursionError, EOFError):
        raise _NotBegun from None
    return receiving.offer(receiving.sender_of(envelope), envelope, who)


def _take_member(
    package: Package, members: tarfile.TarFile, member: tarfile.TarInfo, facts: dict[str, tuple[int, int]]
) -> None:
    if not member.isreg() or member.issparse() or facts.get(member.name, (0, -1))[1] != member.size:
        raise Refused("文件中有清单没有列出的内容，没有接收。请对方重新生成。", "member")
    n, size = facts[member.name]
    file = members.extractfile(member)
    offset = 0
    while file is not None and (data := file.read(PIECE)):
        receiving.put(package, n, offset, data)
        offset += len(data)
    if offset != size:
        raise Refused(CUT_OFF, "file", final=False)
