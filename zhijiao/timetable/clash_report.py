"""Clashes of teacher, class and room within a term, found for all lessons at once and told with names."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from zhijiao.kit.week_slots import Slot, meetings
from zhijiao.timetable.lessons import CLASS, KINDS, ROOM, TEACHER, Lesson, when

ARGUABLE = frozenset({CLASS, ROOM})
"""What may be so on purpose (分组教学, a sports ground): such a clash can be saved after it has been told."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two lessons that want the same class, teacher or room at once; ``lesson`` is the one that is spoken of."""

    kind: str
    lesson: Lesson
    other: Lesson

    def sentence(self, hidden: Collection[int] = ()) -> str:
        """What clashes with what; of lessons that the reader may not see only that there is one."""
        name = self.lesson.owner_name(self.kind)
        told = f"{KINDS[self.kind]}“{name}”{_shared(self.lesson.slot, self.other.slot)}"
        if self.other.id in hidden:
            return f"{told}已有他人安排的课"
        other = self.other
        return f"{told}已有“{other.owner_name(CLASS)}”的“{other.course_name}”（{other.when}，{other.weeks}）"


def _shared(one: Slot | None, other: Slot | None) -> str:
    """The periods of the day that both take."""
    if one is None or other is None:
        return ""
    first = max(one.first_period, other.first_period)
    last = min(one.last_period, other.last_period)
    return when(Slot(one.weekday, first, last - first + 1, "1", 1, 1))


def clashes(lessons: Sequence[Lesson], spoken_of: Collection[int] | None = None) -> Iterator[Clash]:
    """Clashes among the lessons of a term; only those that concern lessons of these ids, if given.

    Classes taught together are one lesson for teacher and room: they share the 课序号.
    """
    for kind in (TEACHER, CLASS, ROOM):
        taking = [lesson for lesson in lessons if lesson.slot and lesson.owner(kind) is not None]
        places = ((lesson.owner(kind), lesson.slot) for lesson in taking if lesson.slot)
        for later, earlier in meetings(places):
            one, other = taking[later], taking[earlier]
            if kind != CLASS and one.number == other.number:
                continue
            if spoken_of is None or one.id in spoken_of:
                yield Clash(kind, one, other)
            if spoken_of is None or (other.id in spoken_of and one.id not in spoken_of):
                yield Clash(kind, other, one)
