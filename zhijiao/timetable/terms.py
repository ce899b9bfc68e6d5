"""The frame of a term as 教学运行基础信息设置 has it: days, periods and weeks that a timetable has room for."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from zhijiao.filing.pages.context import FormScope
from zhijiao.filing.records import access

SETTINGS = "teaching.TermSettings"
NAMES = (
    "term", "name", "starts", "ends", "weeks", "days", "periods", "morning", "afternoon", "times", "current",
)  # fmt: skip
TERM_NAMES = {"1": "第一学期（秋）", "2": "第二学期（春）"}
USUAL_DAYS, USUAL_PERIODS, USUAL_WEEKS = 5, 7, 20
_BELL = re.compile(r"(\d{1,2})\s*节?\D{0,6}?(\d{1,2})[:：](\d{2})\s*[-–—~～至到]\s*(\d{1,2})[:：](\d{2})")


@dataclass(frozen=True)
class TermFrame:
    """A term of a school year; one that is not set up has the usual days and periods, and nothing is written to it."""

    year: int
    term: str
    name: str = ""
    starts: date | None = None
    ends: date | None = None
    weeks: int = USUAL_WEEKS
    days: int = USUAL_DAYS
    periods: int = USUAL_PERIODS
    morning: int = 0
    afternoon: int = 0
    times: str = ""
    ready: bool = False

    @property
    def label(self) -> str:
        """What the term is called."""
        return self.name or f"{self.year}-{self.year + 1}学年{TERM_NAMES.get(self.term, '')}"

    def day(self, week: int, weekday: int) -> date | None:
        """The day of a teaching week; the first week is the one that the term begins in."""
        if self.starts is None:
            return None
        return (
            self.starts - timedelta(days=self.starts.weekday()) + timedelta(days=7 * (week - 1) + weekday - 1)
        )

    def week_of(self, day: date) -> int:
        """The teaching week that a day lies in, the nearest one for days outside the term."""
        if self.starts is None:
            return 1
        monday = self.starts - timedelta(days=self.starts.weekday())
        return min(max((day - monday).days // 7 + 1, 1), self.weeks)

    def outside(self, weekday: int, first: int, last: int, last_week: int) -> tuple[str, str] | None:
        """Why a lesson has no room in the term: the item that is wrong, and what to say; None if it has."""
        if weekday > self.days:
            return "weekday", f"本学期每周上课 {self.days} 天，没有这一天"
        if last > self.periods:
            return "first_period", f"上到第 {last} 节，本学期每天只有 {self.periods} 节"
        for noon in (self.morning, self.morning + self.afternoon):
            if first <= noon < last:
                return "periods", f"第 {first}–{last} 节跨过第 {noon} 节后的休息"
        if last_week > self.weeks:
            return "last_week", f"排到第 {last_week} 周，本学期只有 {self.weeks} 个教学周"
        return None

    def part_of_day(self, period: int) -> str:
        """上午, 下午 or 晚上; empty where the settings do not say."""
        if not self.morning and not self.afternoon:
            return ""
        return (
            "上午"
            if period <= self.morning
            else "下午"
            if period <= self.morning + self.afternoon
            else "晚上"
        )

    def bells(self) -> dict[int, tuple[time, time]]:
        """Begin and end of each period, as far as 作息时间表 can be read."""
        found: dict[int, tuple[time, time]] = {}
        for number, *clock in _BELL.findall(self.times or ""):
            begins, ends = _clock(*clock[:2]), _clock(*clock[2:])
            if begins and ends and begins < ends:
                found.setdefault(int(number), (begins, ends))
        return found


def _clock(hours: str, minutes: str) -> time | None:
    return time(int(hours), int(minutes)) if int(hours) < 24 and int(minutes) < 60 else None


def term_frames(ctx: FormScope) -> list[TermFrame]:
    """Terms of the page's school year that are set up, the current one first; one query.

    Days and weeks of a term are told to whoever may see the form that stands in it, whoever entered them.
    """
    settings = access.preparation_reader(ctx.actor, ctx.form, ctx.year, ctx.school).rows(SETTINGS)
    frames: dict[str, TermFrame] = {}
    for row in settings.filter(year=ctx.year).order_by("-current", "term", "starts").values(*NAMES):
        current = {name: value for name, value in row.items() if value is not None and name != "current"}
        if row["term"] and row["days"] and row["periods"] and row["weeks"]:
            frames.setdefault(row["term"], TermFrame(ctx.year, ready=True, **current))
    return list(frames.values())


def chosen_term(frames: list[TermFrame], year: int, asked: str | None) -> TermFrame:
    """The term an address names, else the current one, else the first; one that is not set up has a usual frame."""
    if asked in TERM_NAMES:
        return next((frame for frame in frames if frame.term == asked), TermFrame(year, asked))
    return frames[0] if frames else TermFrame(year, "1")
