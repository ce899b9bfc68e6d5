"""Reading the log: what somebody who looks after a part of the tree may see, by time, event, person, place and words.

Newest first, in pieces after a mark, so that a page costs the same however long the log is; nothing is counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.models import Entry
from zhijiao.audit.words import in_words
from zhijiao.kit.text import fold
from zhijiao.orgs.models import Org

USUAL = timedelta(days=30)
PIECE = 50
OWN_EVENTS = (Event.SIGN_IN, Event.SIGN_IN_FAILED, Event.LOCKED, Event.SIGN_OUT, Event.PASSWORD)
_LONGEST = 50
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.get_fixed_timezone(0))


@dataclass(frozen=True)
class Asked:
    """What is looked for. Both days are included; empty text asks for nothing."""

    since: date
    until: date
    event: str = ""
    who: str = ""
    org: str = ""
    words: str = ""
    problems: tuple[str, ...] = field(default=())

    def string(self) -> str:
        """The conditions as the part of an address behind the question mark."""
        pairs = {
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "event": self.event,
            "who": self.who,
            "org": self.org,
            "words": self.words,
        }
        return urlencode({name: value for name, value in pairs.items() if value})

    def labels(self) -> list[str]:
        """What is asked for, for the entry that tells of an export."""
        named = (("事项", self.event), ("操作人", self.who), ("机构", self.org), ("对象", self.words))
        return [f"{self.since} 至 {self.until}", *(label for label, value in named if value)]


def read(params: Mapping[str, str]) -> Asked:
    """The conditions of an address; a day that is none is named in `problems` and the usual one taken."""
    today, problems = timezone.localdate(), []
    days = {}
    for name, label, usual in (("since", "起始日期", today - USUAL), ("until", "截止日期", today)):
        text = params.get(name, "").strip()
        days[name] = _day(text) if text else usual
        if days[name] is None:
            days[name] = usual
            problems.append(f"{label}“{text[:20]}”不是日期，应形如 {today}，请重新输入。")
    if not problems and days["since"] > days["until"]:
        problems.append(f"起始日期 {days['since']} 晚于截止日期 {days['until']}，请对调。")
    event = params.get("event", "")
    texts = {name: fold(params.get(name, "")[:_LONGEST]) for name in ("who", "org", "words")}
    return Asked(**days, event=event if event in Event.values else "", **texts, problems=tuple(problems))


def entries(path: str, asked: Asked) -> QuerySet[Entry]:
    """The entries at and below the node at `path` that are asked for, newest first."""
    places = Org.objects.subtree(path)
    if asked.org:
        places = places.filter(Q(name__icontains=asked.org) | Q(code__startswith=asked.org))
    found = Entry.objects.filter(
        org__in=places, at__gte=_midnight(asked.since), at__lt=_midnight(asked.until) + timedelta(days=1)
    )
    if asked.event:
        found = found.filter(event=asked.event)
    if asked.who:
        found = found.filter(user_name__icontains=asked.who)
    if asked.words:
        found = found.filter(subject__icontains=asked.words)
    return found.select_related("org").order_by("-at", "-id")


def piece(found: QuerySet[Entry], mark: str = "") -> tuple[list[Entry], str]:
    """The next entries after a mark, and the mark of those that follow; empty if there are none."""
    if place := _place(mark):
        at, last = place
        found = found.filter(Q(at__lt=at) | Q(at=at, id__lt=last), at__lte=at)
    rows = list(found[: PIECE + 1])
    return rows[:PIECE], _mark(rows[PIECE - 1]) if len(rows) > PIECE else ""


def own(user_id: int, most: int = 20) -> list[Entry]:
    """The latest entries about somebody's own signing in."""
    found = Entry.objects.filter(user_id=user_id, event__in=OWN_EVENTS)
    return list(found.order_by("-at", "-id")[:most])


def line(entry: Entry) -> list[Any]:
    """An entry as a row of a file, in the order of `HEADS`."""
    return [
        moment(entry),
        Event(entry.event).label,
        entry.user_name,
        entry.org.name,
        entry.org.code,
        entry.address,
        entry.subject,
        "；".join(f"{label}：{text}" for label, text in in_words(entry.detail)),
    ]


def moment(entry: Entry) -> str:
    """When it happened, to the second, as the reader's clock shows it."""
    return timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S")


HEADS = ("时间", "事项", "操作人", "机构", "机构代码", "网络地址", "对象", "说明")


def _day(text: str) -> date | None:
    """The day of a text such as 2026-11-26; None if it is none that the log could hold."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _mark(entry: Entry) -> str:
    return f"{(entry.at - _EPOCH) // timedelta(microseconds=1)}-{entry.pk}"


def _place(mark: str) -> tuple[datetime, int] | None:
    """Moment and id of a mark; None for whatever is none."""
    micros, _, last = mark.partition("-")
    if not (micros.isdecimal() and last.isdecimal() and len(micros) < 17 and len(last) < 19):
        return None
    return _EPOCH + timedelta(microseconds=int(micros)), int(last)
