"""A package as one file that somebody carries: an uncompressed tar of the manifest and the parts, in their order.

Nothing is unpacked to names that the file gives, and nothing is held that it tells of: each member is checked against
the signed manifest and goes to the place of its number. A file that is cut off leaves what has come; reading it again,
or a better copy, goes on there.
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
    package = _begin(file, who)
    facts = {f"parts/{n:06d}": (n, size) for n, size in package.parts.values_list("n", "size")}
    while (member := _head_of(file, CUT_OFF)) is not None:
        n, size = facts.get(member.name, (0, -1))
        if not _is_plain(member) or size != member.size:
            raise Refused("文件中有清单没有列出的内容，没有接收。请对方重新生成。", "member")
        offset = 0
        for data in _content(file, size):
            receiving.put(package, n, offset, data)
            offset += len(data)
    return receiving.finish(package)


def _begin(file: IO[bytes], who: str) -> Package:
    first = _head_of(file, NO_PACKAGE)
    if first is None or first.name != MANIFEST or not _is_plain(first) or first.size > manifest.MOST_BYTES:
        raise Refused(NO_PACKAGE, "file", final=False)
    text = b"".join(_content(file, first.size))
    try:
        envelope: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused(NO_PACKAGE, "file", final=False) from None
    return receiving.offer(receiving.sender_of(envelope), envelope, who)


def _head_of(file: IO[bytes], otherwise: str) -> tarfile.TarInfo | None:
    """The next head of a member; None at the end. Only what :func:`written` writes is known: the heads that tell of
    long names, sparse files or other attributes may be as large as the file and are none of ours.
    """
    block = file.read(tarfile.BLOCKSIZE)
    if block == bytes(tarfile.BLOCKSIZE):
        return None
    try:
        return tarfile.TarInfo.frombuf(block, "utf-8", "strict")
    except (tarfile.HeaderError, UnicodeError, ValueError, OSError):
        raise Refused(otherwise, "file", final=False) from None


def _is_plain(member: tarfile.TarInfo) -> bool:
    return member.get_info()["type"] in (tarfile.REGTYPE, tarfile.AREGTYPE) and member.size >= 0


def _content(file: IO[bytes], size: int) -> Iterator[bytes]:
    """The bytes of a member, and past what fills its last block."""
    left = size + len(_padding(size))
    while left:
        data = file.read(min(PIECE, left))
        if not data:
            raise Refused(CUT_OFF, "file", final=False)
        filling = max(0, len(data) - max(0, left - len(_padding(size))))
        left -= len(data)
        if filling < len(data):
            yield data[: len(data) - filling]
