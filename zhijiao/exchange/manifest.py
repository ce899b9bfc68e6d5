"""The manifest of a package: what it is, of whom, for whom, and each of its parts with size and digests. Signed."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from zhijiao.exchange import keys
from zhijiao.exchange.models import OwnKey, Package, Partner
from zhijiao.exchange.refusals import Refused
from zhijiao.exchange.wire import Unreadable, moment

FORMAT = 1
"""Raise it when what is written can no longer be read by a program that knows this number only."""
PURPOSE = b"zhijiao exchange manifest\n"
MOST_BYTES = 16 * 1024 * 1024
MOST_PARTS = 200_000
MOST_PART = 512 * 1024 * 1024
KINDS = ("tree", "lot", "private", "file", "digests", "codes", "rounds", "notices", "cases")
NUMBER = re.compile(r"[0-9a-f]{32}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[a-z0-9]+(/[a-z0-9]+)*(\.[a-z]+)*")
_PROGRAM, _NODE = re.compile(r"[!-~]{1,40}"), re.compile(r"[a-z0-9]{1,20}")
UNREADABLE = "数据包清单无法识别，没有接收。请对方核对后重新发送。"


@dataclass(frozen=True)
class PartFacts:
    """A part as the manifest names it."""

    kind: str
    name: str
    size: int
    sha256: str
    sm3: str


@dataclass(frozen=True)
class Manifest:
    """What a manifest says."""

    format: int
    program: str
    number: str
    kind: str
    sequence: int
    base: int
    base_place: int
    place: int
    sender: tuple[str, str]
    receiver: tuple[str, str]
    created: datetime
    sealed: dict[str, str]
    parts: tuple[PartFacts, ...]
    rows: int = 0
    gone: int = 0
    digest: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes of all parts."""
        return sum(part.size for part in self.parts)


def written(said: Manifest) -> bytes:
    """The text that is signed."""
    content = {
        **{
            name: getattr(said, name)
            for name in ("format", "program", "kind", "sequence", "base", "base_place")
        },
        **{name: getattr(said, name) for name in ("place", "sealed", "rows", "gone", "digest")},
        "package": said.number,
        "sender": list(said.sender),
        "receiver": list(said.receiver),
        "created": said.created.isoformat(),
        "parts": [[part.kind, part.name, part.size, part.sha256, part.sm3] for part in said.parts],
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def signed(text: bytes, key: OwnKey) -> dict[str, str]:
    """A manifest as it is handed over."""
    return {"manifest": text.decode(), "key": key.fingerprint, "signature": keys.sign(key, PURPOSE + text)}


def signed_of(package: Package) -> dict[str, str]:
    """The same of a package that is made."""
    return {
        "manifest": bytes(package.manifest or b"").decode(), "key": package.key, "signature": package.signature,
    }  # fmt: skip


def checked(partner: Partner, envelope: Any) -> tuple[Manifest, dict[str, str]]:
    """A manifest that the other side has signed.

    Raises:
        Refused: it is none, of a newer format, or was not signed with a key that holds.
    """
    texts = ("manifest", "key", "signature")
    if not isinstance(envelope, dict) or not all(isinstance(envelope.get(name), str) for name in texts):
        raise Refused(UNREADABLE, "manifest")
    try:
        text = envelope["manifest"].encode()
    except UnicodeEncodeError:  # half a character
        raise Refused(UNREADABLE, "manifest") from None
    if len(text) > MOST_BYTES:
        raise Refused("数据包清单过大，没有接收。", "manifest")
    said = read(text)
    keys.check(partner, envelope["key"], PURPOSE + text, envelope["signature"], said.created)
    return said, {name: envelope[name] for name in texts}


def read(text: bytes) -> Manifest:
    """What the text says; who has signed it is another question.

    Raises:
        Refused: it is none, or of a newer format.
    """
    try:
        found = json.loads(text)
        number = found["format"]
        if not isinstance(number, int) or number < 1:
            raise Refused(UNREADABLE, "manifest")
        if number > FORMAT:
            raise Refused(
                f"数据包的格式版本为 {number}，本系统只认识到版本 {FORMAT}。请先升级本系统，再由对方重新发送。",
                "newer-format",
                final=False,
            )
        said = Manifest(
            number, found["program"], found["package"], found["kind"], found["sequence"], found["base"],
            found["base_place"], found["place"], tuple(found["sender"]), tuple(found["receiver"]),
            moment(found["created"]), found["sealed"], tuple(PartFacts(*part) for part in found["parts"]),
            found["rows"], found["gone"], found["digest"],
        )  # fmt: skip
        whole = _is_whole(said)
    except (ValueError, KeyError, TypeError, RecursionError, Unreadable):
        raise Refused(UNREADABLE, "manifest") from None
    if not whole:
        raise Refused(UNREADABLE, "manifest")
    return said


def _is_whole(said: Manifest) -> bool:
    counts = (said.sequence, said.base, said.base_place, said.place, said.rows, said.gone)
    names = [part.name for part in said.parts]
    return (
        bool(NUMBER.fullmatch(said.number))
        and bool(_PROGRAM.fullmatch(said.program))
        and said.kind in Package.Kind.values
        and all(type(each) is int and 0 <= each < 2**53 for each in counts)
        and 0 < said.sequence < 2**31
        and said.base < 2**31
        and all(len(side) == 2 and all(map(_NODE.fullmatch, side)) for side in (said.sender, said.receiver))
        and isinstance(said.sealed, dict)
        and (said.digest == "" or bool(_DIGEST.fullmatch(said.digest)))
        and 0 < len(said.parts) <= MOST_PARTS
        and len(set(names)) == len(names)
        and all(map(_is_part, said.parts))
    )  # fmt: skip


def _is_part(part: PartFacts) -> bool:
    return (
        part.kind in KINDS
        and len(part.name) <= 80
        and bool(_NAME.fullmatch(part.name))
        and type(part.size) is int
        and 0 < part.size <= MOST_PART
        and bool(_DIGEST.fullmatch(part.sha256))
        and bool(_DIGEST.fullmatch(part.sm3))
    )
