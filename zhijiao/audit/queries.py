"""Reading the log: what somebody who looks after a part of the tree may see, by time, event, person, place and words.

Newest first, in pieces after a mark, so that a page costs the same however long the log is; nothing is counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.models import Entry
from zhijiao.audit.wording import in_words
from zhijiao.kit.numbers import whole_number
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Org

USUAL = timedelta(days=30)
PIECE = 50
OWN_EVENTS = (Event.SIGN_IN, Event.SIGN_IN_FAILED, Event.LOCKED, Event.SIGN_OUT, Event.PASSWORD)
_LONGEST = 50
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.get_fixed_timezone(0))
_LATEST = 10**16 - 1  # microseconds after the epoch, in the year 2286


@dataclass(frozen=True)
class DaysQuery:
    """What is looked for in a log between two days, both included; empty text asks for nothing."""

    since: date
    until: date

    def string(self) -> str:
        """The conditions as the part of an address behind the question mark."""
        pairs = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "problems"}
        return urlencode({name: value for name, value in pairs.items() if value})


@dataclass(frozen=True)
class AuditQuery(DaysQuery):
    """What is looked for in the audit log."""

    event: str = ""
    who: str = ""
    org: str = ""
    words: str = ""
    problems: tuple[str, ...] = field(default=())

    def labels(self) -> list[str]:
        """What is asked for, for the entry that tells of an export."""
        named = (("事项", self.event), ("操作人", self.who), ("机构", self.org), ("对象", self.words))
        return [f"{self.since} 至 {self.until}", *(label for label, value in named if value)]


def parse_query(params: Mapping[str, str]) -> AuditQuery:
    """The conditions of an address; a day that is none is named in `problems` and the usual one taken."""
    since, until, problems = days_of(params)
    event = params.get("event", "")
    who, org, words = (fold(params.get(name, "")[:_LONGEST]) for name in ("who", "org", "words"))
    return AuditQuery(since, until, event if event in Event.values else "", who, org, words, tuple(problems))


def entries(path: str, asked: AuditQuery) -> QuerySet[Entry]:
    """The entries at and below the node at `path` that are asked for, newest first."""
    found = within(Entry.objects.all(), path, asked, asked.org, asked.who)
    if asked.event:
        found = found.filter(event=asked.event)
    if asked.words:
        found = found.filter(subject__icontains=asked.words)
    return found.select_related("org")


def within(rows: QuerySet[Any], path: str, asked: DaysQuery, org: str, who: str) -> QuerySet[Any]:
    """Of rows of a log, those of the days asked for, at and below the node at `path`, newest first.

    `org` is part of a node's name or the beginning of its code, `who` part of a person's name; empty for all.
    """
    places = Org.objects.subtree(path)
    if org:
        places = places.filter(Q(name__icontains=org) | Q(code__startswith=org))
    found = rows.filter(
        org__in=places, at__gte=midnight(asked.since), at__lt=midnight(asked.until) + timedelta(days=1)
    )
    if who:
        found = found.filter(user_name__icontains=who)
    return found.order_by("-at", "-id")


def piece_after(found: QuerySet[Any], mark: str = "") -> tuple[list[Any], str]:
    """The next rows of a log after a mark, and the mark of those that follow; empty if there are none."""
    rows = list(after(found, mark)[: PIECE + 1])
    return rows[:PIECE], mark_of(rows[PIECE - 1].at, rows[PIECE - 1].pk) if len(rows) > PIECE else ""


def after(found: QuerySet[Any], mark: str) -> QuerySet[Any]:
    """Of rows ordered by moment and id, newest first, those after a mark."""
    if place := place_of(mark):
        at, last = place
        return found.filter(Q(at__lt=at) | Q(at=at, id__lt=last), at__lte=at)
    return found


def days_of(params: Mapping[str, str]) -> tuple[date, date, list[str]]:
    """The days asked for, both included, and what is wrong with them; the usual one in place of what is no day."""
    today = timezone.localdate()
    problems: list[str] = []
    days: list[date] = []
    for name, label, usual in (("since", "起始日期", today - USUAL), ("until", "截止日期", today)):
        text = params.get(name, "").strip()
        day = day_of(text) if text else usual
        if day is None:
            problems.append(f"{label}“{text[:20]}”不是日期，应形如 {today}，请重新输入。")
        days.append(day or usual)
    since, until = days
    if not problems and since > until:
        problems.append(f"起始日期 {since} 晚于截止日期 {until}，请对调。")
    return since, until, problems


def own_entries(user_id: int, most: int = 20) -> list[Entry]:
    """The latest entries about somebody's own signing in."""
    found = Entry.objects.filter(user_id=user_id, event__in=OWN_EVENTS)
    return list(found.order_by("-at", "-id")[:most])


def entry_cells(entry: Entry) -> list[Any]:
    """An entry as a row of a file, in the order of `HEADS`."""
    return [
        local_time(entry),
        Event(entry.event).label,
        entry.user_name,
        entry.org.name,
        entry.org.code,
        entry.address,
        entry.subject,
        "；".join(f"{label}：{text}" for label, text in in_words(entry.detail)),
    ]


def local_time(entry: Entry) -> str:
    """When it happened, to the second, as the reader's clock shows it."""
    return timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S")


HEADS = ("时间", "事项", "操作人", "机构", "机构代码", "网络地址", "对象", "说明")


def day_of(text: str) -> date | None:
    """The day of a text such as 2026-11-26; None if it is none that the log could hold."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def midnight(day: date) -> datetime:
    """When a day begins, by the reader's clock."""
    return timezone.make_aware(datetime.combine(day, time()))


def mark_of(at: datetime, pk: int) -> str:
    """The mark of a row, after which older ones follow."""
    return f"{(at - _EPOCH) // timedelta(microseconds=1)}-{pk}"


def place_of(mark: str) -> tuple[datetime, int] | None:
    """Moment and id of a mark; None for whatever is none."""
    first, _, second = mark.partition("-")
    micros, last = whole_number(first, _LATEST), whole_number(second)
    if micros is None or last is None:
        return None
    return _EPOCH + timedelta(microseconds=micros), last
