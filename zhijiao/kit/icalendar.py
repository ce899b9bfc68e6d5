"""Writing iCalendar files (RFC 5545): events that repeat by the week, and nothing else of it.

Times are written in UTC, so that no time zone needs to be described; a day without a time is a whole day.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

LINE = 75
"""Octets of a line at most, without its end; what is longer goes on after a space."""
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens `times` times, every `weeks` weeks; `begins` and `ends` are of the first time."""

    uid: str
    name: str
    begins: datetime | date
    ends: datetime | date
    place: str = ""
    text: str = ""
    times: int = 1
    weeks: int = 1
    sequence: int = 0


def calendar(name: str, events: Iterable[Event], stamp: datetime, maker: str) -> bytes:
    """A calendar as a file; ``stamp`` says when it was made, ``maker`` what made it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_text(maker)}//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    lines.append(f"X-WR-CALNAME:{_text(name)}")
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{piece}\r\n" for line in lines for piece in folded(line)).encode()


def _event(event: Event, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{_moment(stamp)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART{_value(event.begins)}"
    yield f"DTEND{_value(event.ends)}"
    if event.times > 1:
        yield f"RRULE:FREQ=WEEKLY;INTERVAL={event.weeks};COUNT={event.times}"
    yield f"SUMMARY:{_text(event.name)}"
    if event.place:
        yield f"LOCATION:{_text(event.place)}"
    if event.text:
        yield f"DESCRIPTION:{_text(event.text)}"
    yield "END:VEVENT"


def _text(text: str) -> str:
    return text.translate(_ESCAPES)


def _value(when: datetime | date) -> str:
    return f":{_moment(when)}" if isinstance(when, datetime) else f";VALUE=DATE:{when:%Y%m%d}"


def _moment(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, none of which ends within a character."""
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LINE:
            yield piece
            piece, size = " ", 1
        piece += letter
        size += octets
    yield piece
