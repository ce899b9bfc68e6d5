"""Rules over 学期课程表: nobody and no class is in two places at a time."""

from collections.abc import Iterator
from typing import Any

from zhijiao.quality.declare import EXPERIENCE, LOGIC, Hit, RuleData, rule

TIMETABLE = "teaching.Timetable"
EVERY_WEEK = "1"
GUIDE = "填报指南 第三部分 教学管理"
NAMES = (
    "school_id", "pk", "term", "weekday", "first_period", "periods", "week_kind", "first_week", "last_week", "number",
)  # fmt: skip


def _meet(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two places of the timetable share a period of a week."""
    weeks = one["first_week"] <= other["last_week"] and other["first_week"] <= one["last_week"]
    kinds = {one["week_kind"], other["week_kind"]}
    periods = (
        one["first_period"] < other["first_period"] + other["periods"]
        and other["first_period"] < one["first_period"] + one["periods"]
    )
    return weeks and periods and (len(kinds) == 1 or EVERY_WEEK in kinds)


def _clashes(data: RuleData, whose: str, *shown: str) -> Iterator[tuple[dict, dict]]:
    """Places of the year that clash with an earlier one of the same teacher or class, but for classes together."""
    complete = {
        f"{name}__isnull": False for name in (*NAMES, f"{whose}_id") if name not in ("school_id", "pk")
    }
    seen: dict[tuple, list[dict]] = {}
    rows = data.of_year(TIMETABLE).filter(**complete).order_by("pk")
    for row in rows.values(*NAMES, f"{whose}_id", *shown):
        at_once = seen.setdefault((row["school_id"], row["term"], row["weekday"], row[f"{whose}_id"]), [])
        clash = next(
            (other for other in at_once if row["number"] != other["number"] and _meet(row, other)), None
        )
        if clash:
            yield row, clash
        at_once.append(row)


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
    for row, clash in _clashes(data, "teacher"):
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
    for row, clash in _clashes(data, "school_class"):
        yield Hit(row["school_id"], row["pk"], _told(row, clash))


def _told(row: dict[str, Any], clash: dict[str, Any]) -> dict[str, Any]:
    """What the message names: both courses, the day, and the first period they share."""
    return {
        "number": row["number"],
        "other": clash["number"],
        "day": "一二三四五六日"[int(row["weekday"]) - 1],
        "period": max(row["first_period"], clash["first_period"]),
    }
