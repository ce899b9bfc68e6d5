"""Files of a calendar: escaped, folded, by the week."""

from datetime import UTC, date, datetime, timedelta, timezone

from zhijiao.kit.icalendar import LINE, Event, calendar, folded

STAMP = datetime(2020, 9, 1, 8, tzinfo=UTC)
HERE = timezone(timedelta(hours=8))


def written(*events):
    return calendar("课表", events, STAMP, "zhijiao").decode()


def test_a_weekly_event():
    begins, ends = datetime(2020, 9, 7, 8, tzinfo=HERE), datetime(2020, 9, 7, 9, 40, tzinfo=HERE)
    event = Event("a@b", "数学, 语文; 一\\二", begins, ends, "教学楼", "一\n二", times=9, weeks=2, sequence=3)
    lines = written(event).split("\r\n")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-2:] == ["END:VCALENDAR", ""]
    for line in (
        "UID:a@b", "DTSTAMP:20200901T080000Z", "SEQUENCE:3", "DTSTART:20200907T000000Z", "DTEND:20200907T014000Z",
        "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=9", "SUMMARY:数学\\, 语文\\; 一\\\\二", "LOCATION:教学楼",
        "DESCRIPTION:一\\n二",
    ):  # fmt: skip
        assert line in lines


def test_a_whole_day_once():
    text = written(Event("a", "b", date(2020, 9, 7), date(2020, 9, 8)))
    assert "DTSTART;VALUE=DATE:20200907\r\nDTEND;VALUE=DATE:20200908\r\n" in text
    assert "RRULE" not in text


def test_long_lines_are_folded_between_characters():
    line = "SUMMARY:" + "课程" * 40
    pieces = list(folded(line))
    assert all(len(piece.encode()) <= LINE for piece in pieces)
    assert "".join([pieces[0], *(piece.removeprefix(" ") for piece in pieces[1:])]) == line
    assert list(folded("short")) == ["short"]
