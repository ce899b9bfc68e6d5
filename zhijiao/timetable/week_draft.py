"""Changes of a week that are not saved yet: kept for the person who made them until they are saved or given up."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zlib import crc32

from zhijiao.filing.pages import drafts
from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.pages.grid_payload import is_record_number
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.sent_json import read_sent
from zhijiao.timetable.lessons import CLASS, TEACHER
from zhijiao.timetable.terms import TermFrame

PARTS = ("moved", "removed", "added")


@dataclass(frozen=True)
class WeekDraft:
    """What was kept, and when."""

    changes: str
    kept_at: datetime


@dataclass(frozen=True)
class Week:
    """Whose week of which term: each has a draft of its own, so that changes of two do not meet."""

    frame: TermFrame
    by: str
    of: str

    @property
    def place(self) -> tuple[int, str]:
        """Number and slot of the draft: the class or teacher, a digest of a room's name."""
        number = whole_number(self.of)
        if number is None or self.by not in (CLASS, TEACHER):
            number = crc32(self.of.encode())
        return number, f"week-{self.by[:1]}{self.frame.term}-"


def keep(ctx: FormContext, week: Week, text: str) -> datetime | None:
    """Keep what the page sends; nothing forgets what was kept. Returns when, or None where nothing is kept.

    Raises:
        ValueError: it is not what the page sends.
    """
    number, slot = week.place
    if not text:
        drafts.discard(ctx, number, slot)
        return None
    changes = read_sent(text)
    if not _is_sound(changes):
        raise ValueError("not the changes of a week")
    kept = drafts.keep(ctx, number, changes, slot)
    return kept.saved_at if kept else None


def _is_sound(changes: Any) -> bool:
    """Whether a JSON value has the shape that the page can put back."""
    if not isinstance(changes, dict) or set(changes) != set(PARTS):
        return False
    rows = [row for part in PARTS for row in changes[part] if isinstance(changes[part], list)]
    known = [row for part in ("moved", "removed") for row in changes[part]]
    return (
        all(isinstance(changes[part], list) for part in PARTS)
        and all(isinstance(row, dict) for row in rows)
        and all(is_record_number(row.get("id")) and is_record_number(row.get("version")) for row in known)
        and all(isinstance(row.get("cells"), dict) for row in (*changes["moved"], *changes["added"]))
        and all(isinstance(row.get("shown"), dict) for row in changes["added"])
    )


def recall(ctx: FormContext, week: Week) -> WeekDraft | None:
    """What was kept; one query."""
    found = drafts.recall(ctx, *week.place)
    return None if found is None else WeekDraft(json.dumps(found[0], ensure_ascii=False), found[1])


def discard(ctx: FormContext, week: Week) -> None:
    """Forget it: it has been saved, or given up."""
    drafts.discard(ctx, *week.place)
