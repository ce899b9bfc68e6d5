"""The manifest of a snapshot: whose, of which round, when, by whom, and the digest of what is said of each form.

What is said of a form (its entry: number of records, digests, who entered how many) stands beside, so that the
manifest can be given to somebody who may not know of every form. Each entry has a salt, or an empty form could be told
by its digest.
"""

import json
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from zhijiao import __version__
from zhijiao.catalogue.matrix import Round
from zhijiao.kit.moments import Moment
from zhijiao.orgs.models import Org
from zhijiao.snapshots import seals
from zhijiao.snapshots.blocks import Block, Stored

FORMAT = 1
UNREADABLE = (zlib.error, ValueError, LookupError, TypeError)
"""What reading something damaged ends with."""
PIECE = 100
"""Lines to a short digest."""
SHORT = 16
FORM, SUMMARY, STATE = "form", "summary", "state"
"""Kinds of parts: forms with records, computed ones, and what was said of the filing as a whole."""


@dataclass(frozen=True)
class FrozenForm:
    """What a snapshot says of one form. ``makers`` counts records by who entered them."""

    key: str
    label: str
    kind: str
    period: str
    year: int | None
    rows: int
    digest: str
    pieces: list[str]
    private_digest: str
    private_pieces: list[str]
    makers: dict[str, int]
    salt: str

    @property
    def is_state(self) -> bool:
        """Whether it is no form but what was said of the filing as a whole."""
        return self.kind == STATE

    @property
    def text(self) -> bytes:
        """The entry as it is digested."""
        return seals.canonical(asdict(self)).encode()

    @property
    def own_digest(self) -> str:
        """The digest of the entry, as the manifest has it."""
        return seals.digest(self.text)


class Manifest:
    """A manifest that was read. Its text is what the digest of the snapshot is over."""

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.content: dict[str, Any] = json.loads(text)

    @property
    def forms(self) -> dict[str, str]:
        """Digests of the entries by key."""
        digests: dict[str, str] = self.content["forms"]
        return digests

    @property
    def school_name(self) -> str:
        """Name of the school at the time."""
        return str(self.content["school"]["name"])

    @property
    def previous(self) -> str:
        """Digest of the school's snapshot before."""
        return str(self.content["previous"])

    @property
    def facts(self) -> dict[str, Any]:
        """Whose it is and when it was made, in the words of the table's columns."""
        content = self.content
        return {
            "school_id": content["school"]["id"],
            "number": content["number"],
            "round": content["round"]["key"],
            "revision": content["revision"],
            "taken_at": content["taken_at"],
            "signer": content["signer"],
            "change_id": content["change_id"],
        }


def moment(at: datetime) -> str:
    """A moment as a manifest says it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def read(stored: Stored) -> Manifest:
    """The manifest of a snapshot.

    Raises:
        zlib.error, ValueError, LookupError, TypeError: it is damaged.
    """
    return Manifest(zlib.decompress(bytes(stored)))


def read_entries(stored: Stored) -> dict[str, FrozenForm]:
    """What is said of each form, by key, in the order of the menu of then.

    Raises:
        zlib.error, ValueError, LookupError, TypeError: it is damaged.
    """
    said = json.loads(zlib.decompress(bytes(stored)))
    return {each["key"]: FrozenForm(**each) for each in said}


def entry(block: Block, salt: str) -> FrozenForm:
    """What a snapshot says of a form."""
    private = block.private_text
    return FrozenForm(
        key=block.key,
        label=block.label,
        kind=block.kind,
        period=block.period,
        year=block.year,
        rows=len(block.lines),
        digest=seals.digest(block.open_text),
        pieces=piece_digests(block.open_text),
        private_digest=seals.keyed_digest(salt, private) if private else "",
        private_pieces=piece_digests(private, salt) if private else [],
        makers=block.makers,
        salt=seals.new_salt(),
    )


def entries_text(entries: Iterable[FrozenForm]) -> bytes:
    """Entries as they are stored, before compression."""
    return seals.canonical([asdict(each) for each in entries]).encode()


def piece_digests(text: bytes, salt: str = "") -> list[str]:
    """Short digests of some lines each, which tell where in a damaged block the damage is."""
    lines = text.split(b"\n")
    pieces = (b"\n".join(lines[start : start + PIECE]) for start in range(0, len(lines), PIECE))
    return [(seals.keyed_digest(salt, piece) if salt else seals.digest(piece))[:SHORT] for piece in pieces]


def round_facts(filing: Round) -> dict[str, Any]:
    """Which round it was, and by which matrix."""
    return {
        "key": filing.key,
        "title": filing.title,
        "academic_year": filing.academic_year,
        "calendar_year": filing.calendar_from.year,
        "day": filing.day_of(Moment.FILING, timezone.localdate()).isoformat(),
        "matrix": matrix_digest(filing),
    }


def matrix_digest(filing: Round) -> str:
    """A digest of what the round asked of schools: two rounds with the same digest asked the same."""
    places = [
        [
            place.order,
            place.form,
            {kind: [cell.words, cell.number, cell.note] for kind, cell in place.obligations.items()},
        ]
        for place in filing.places
    ]
    days = [filing.academic_from, filing.academic_to, filing.calendar_from, filing.calendar_to]
    said = [filing.key, [day.isoformat() for day in days], dict(filing.required), places]
    return seals.digest(seals.canonical(said).encode())


def school_facts(school: Org) -> dict[str, Any]:
    """Whose it is, as the school was called then."""
    return {"id": school.pk, "name": school.name, "code": school.code, "type": school.school_type}


def program() -> str:
    """The version that made it."""
    return __version__
