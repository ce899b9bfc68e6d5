"""Rules over 学期课程表: no teacher, class or room has two lessons at a time."""

from collections.abc import Callable, Hashable, Iterator
from typing import Any

from zhijiao.filing.declare import Slot, meetings
from zhijiao.quality.declare import EXPERIENCE, LOGIC, Hit, RuleData, rule

TIMETABLE = "teaching.Timetable"
GUIDE = "填报指南 第三部分 教学管理"
WHEN = ("weekday", "first_period", "periods", "week_kind", "first_week", "last_week")
SHOWN = ("school_id", "pk", "term", "number", "school_class_id", "teacher_id", "place", "campus_id")


def _clashes(
    data: RuleData, wanted: str, who: Callable[[dict[str, Any]], Hashable], *, together: bool = True
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Places of the year that want the same as an earlier one at the same time, each with the first such.

    ``together`` lets places with one 课序号 be: classes that are taught together.
    """
    complete = {f"{name}__isnull": False for name in (*WHEN, "term", "number", wanted)}
    rows = list(data.of_year(TIMETABLE).filter(**complete).order_by("pk").values(*SHOWN, *WHEN))
    places = [
        ((row["school_id"], row["term"], who(row)), Slot(*(row[name] for name in WHEN))) for row in rows
    ]
    told = set()
    for later, earlier in meetings(places):
        row, other = rows[later], rows[earlier]
        if later not in told and not (together and row["number"] == other["number"]):
            told.add(later)
            yield row, other


@rule(
    "教师同一时间有两门课",
    LOGIC,
    form=TIMETABLE,
    column="teacher",
    office="教务",
    source=GUIDE,
    message="课序号 {number} 与课序号 {other} 由同一教师在星期{day}第 {period} 节上课",
    remedy="请调整其中一门的时间或教师；合班上课的用同一课序号",
)
def teacher_in_two_places(data: RuleData) -> Iterator[Hit]:
    """A teacher gives one lesson at a time."""
    for row, clash in _clashes(data, "teacher", lambda row: row["teacher_id"]):
        yield Hit(row["school_id"], row["pk"], _told(row, clash))


@rule(
    "班级同一时间有两门课",
    EXPERIENCE,
    form=TIMETABLE,
    column="school_class",
    office="教务",
    source=GUIDE,
    message="课序号 {number} 与课序号 {other} 的同一班级在星期{day}第 {period} 节上课",
    remedy="请调整其中一门的时间；分组教学的请说明",
)
def class_in_two_places(data: RuleData) -> Iterator[Hit]:
    """A class has one lesson at a time."""
    for row, clash in _clashes(data, "school_class", lambda row: row["school_class_id"], together=False):
        yield Hit(row["school_id"], row["pk"], _told(row, clash))


@rule(
    "上课地点同一时间有两门课",
    EXPERIENCE,
    form=TIMETABLE,
    column="place",
    office="教务",
    source=GUIDE,
    message="课序号 {number} 与课序号 {other} 在同一地点上课，时间都在星期{day}第 {period} 节",
    remedy="请调整其中一门的时间或地点；操场等几个班共用的场地请说明",
)
def room_with_two_lessons(data: RuleData) -> Iterator[Hit]:
    """A room holds one lesson at a time; rooms of two campuses are two, whatever they are called."""
    for row, clash in _clashes(data, "place", lambda row: (row["campus_id"], "".join(row["place"].split()))):
        yield Hit(row["school_id"], row["pk"], _told(row, clash))


def _told(row: dict[str, Any], clash: dict[str, Any]) -> dict[str, Any]:
    """What the message names: both courses, the day, and the first period they share."""
    return {
        "number": row["number"],
        "other": clash["number"],
        "day": "一二三四五六日"[int(row["weekday"]) - 1],
        "period": max(row["first_period"], clash["first_period"]),
    }
