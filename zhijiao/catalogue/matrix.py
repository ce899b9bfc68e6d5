"""The requirement matrix: which form stands where in the menu and what each kind of school owes in a round.

One file per round under ``rounds/``, in the header-and-CSV format of the code tables: a row per menu place, and
for each school type the guide's word, its number among the required ones, and its qualifier. A form may stand
in two places (校内实训基地, 数字化教学资源), each with a number of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache, cached_property
from pathlib import Path

from zhijiao.catalogue.code_entries import CatalogueError
from zhijiao.catalogue.files import date_of, read_lines
from zhijiao.kit.moments import Moment

ROUNDS = Path(__file__).parent / "rounds"
SCHOOL_TYPES = ("continuing", "resumed", "attached", "other")


class ObligationLevel(Enum):
    """What a school owes for a form. The guide's many wordings fall into these eight groups."""

    MUST = "必填"
    IF_ANY = "有则必填"
    SHOULD = "应该填"
    NONE_IF_EMPTY = "不填视作无"
    OPTIONAL = "非必填"
    NOT_THIS_TIME = "本次非必填"
    AUTO = "自动汇总"
    IF_PILOT = "有试点必填"


LEVEL_OF_WORDS = {
    "必填": ObligationLevel.MUST,
    "有则必填": ObligationLevel.IF_ANY,
    "应该填": ObligationLevel.SHOULD,
    "必填，不填视作无": ObligationLevel.NONE_IF_EMPTY,
    "有则必填，不填视作无": ObligationLevel.NONE_IF_EMPTY,
    "应该填，不填视作无": ObligationLevel.NONE_IF_EMPTY,
    "没有可不填": ObligationLevel.OPTIONAL,
    "可不填": ObligationLevel.OPTIONAL,
    "非必填": ObligationLevel.OPTIONAL,
    "本次非必填": ObligationLevel.NOT_THIS_TIME,
    "本次可不填": ObligationLevel.NOT_THIS_TIME,
    "自动汇总": ObligationLevel.AUTO,
    "有试点必填，不填视作无；没有试点不用填": ObligationLevel.IF_PILOT,
}


SCOPE_OF_NOTE = {
    "中职": "只填中职部分",
    "中职相关": "只填与中职相关的部分",
    "中职学籍": "只填中职学籍的学生",
    "至少专任教师": "至少填报专任教师",
    "全校信息": "填写全校信息，不只是中职部分",
    "原表此格缺失": "",
}
"""What the guide's shortest qualifiers mean to a clerk; the others say it themselves."""


class Extent(Enum):
    """Of which part of an institution a form tells, as far as the guide's qualifier says so."""

    UNSTATED = ""
    WHOLE = "全校"
    VOCATIONAL_PART = "中职部分"
    FULL_TIME_TEACHERS = "至少专任教师"


EXTENT_OF_NOTE = {
    "中职": Extent.VOCATIONAL_PART,
    "中职相关": Extent.VOCATIONAL_PART,
    "中职学籍": Extent.VOCATIONAL_PART,
    "只填中专部": Extent.VOCATIONAL_PART,
    "只填中专部使用部分": Extent.VOCATIONAL_PART,
    "全校信息": Extent.WHOLE,
    "至少专任教师": Extent.FULL_TIME_TEACHERS,
}
NOBODY_OWES = (ObligationLevel.OPTIONAL, ObligationLevel.NOT_THIS_TIME)
IF_THERE_IS_ANY = "没有可不填"
"""The guide's word for what may stay empty where there is nothing, and nowhere else."""


@dataclass(frozen=True, slots=True)
class Obligation:
    """One cell of the matrix: the guide's words, their group, the number if it counts as required, a qualifier."""

    words: str
    level: ObligationLevel
    number: int | None
    note: str

    @property
    def scope(self) -> str:
        """Which part of its data the school fills in, as a clerk is told; empty where there is nothing to tell."""
        return SCOPE_OF_NOTE.get(self.note, self.note)

    @property
    def extent(self) -> Extent:
        """Of which part of the institution the form tells."""
        return EXTENT_OF_NOTE.get(self.note, Extent.UNSTATED)

    def asked(self, filled: bool) -> bool:
        """Whether the round asks for the form of a school that has filled it in, or has not.

        What 没有可不填 counts as asked where it is filled: it tells of something that is there.
        """
        return self.level not in NOBODY_OWES or (filled and self.words == IF_THERE_IS_ANY)


@dataclass(frozen=True, slots=True)
class Place:
    """One place in the menu. ``path`` holds the labels from the module down; ``form`` is the key of its form."""

    order: int
    module: str
    path: tuple[str, ...]
    slug: str
    form: str
    obligations: dict[str, Obligation]
    daily_from: date | None
    import_order: int | None

    @property
    def label(self) -> str:
        """The text of the menu item itself."""
        return self.path[-1]


@dataclass(frozen=True)
class Round:
    """A filing round with its days and its places; ``required`` says how many forms each school type must fill."""

    key: str
    title: str
    academic_year: int
    academic_from: date
    academic_to: date
    calendar_from: date
    calendar_to: date
    opens: date
    closes: date
    required: dict[str, int]
    source: str
    note: str
    places: tuple[Place, ...]

    def day_of(self, moment: Moment, today: date) -> date:
        """The day that a 时点 means in this round.

        Daily running goes on after the day the latest round closes, so there 填报时 is today; a round that another
        one has followed is counted as of the day it closed.
        """
        days = {
            Moment.YEAR_BEGINS: self.academic_from,
            Moment.YEAR_ENDS: self.academic_to,
            Moment.CALENDAR_YEAR_ENDS: self.calendar_to,
            Moment.FILING: today if self.key == round_keys()[-1] else min(today, self.closes),
        }
        return days[moment]

    def obligations(self, form: str, school_type: str) -> list[Obligation]:
        """What a kind of school owes for a form, at each of its places; none for forms outside the round."""
        return [place.obligations[school_type] for place in self._by_form.get(form, ())]

    @cached_property
    def _by_form(self) -> dict[str, list[Place]]:
        """Places by the form that stands there."""
        found: dict[str, list[Place]] = {}
        for place in self.places:
            found.setdefault(place.form, []).append(place)
        return found


@cache
def filing_round(key: str = "2020") -> Round:
    """The round with this key."""
    if key not in round_keys():
        raise CatalogueError(
            f"没有填报轮次“{key}”：已有 {'、'.join(round_keys())}；新轮次请新增 rounds/{key}.csv。"
        )
    return load_round(ROUNDS / f"{key}.csv")


def places(key: str = "2020") -> list[Place]:
    """The places of a round in menu order."""
    return list(filing_round(key).places)


@cache
def round_keys() -> tuple[str, ...]:
    """The keys of all rounds, oldest first."""
    return tuple(sorted(path.stem for path in ROUNDS.glob("*.csv")))


@cache
def module_titles(key: str = "2020") -> dict[str, str]:
    """Module keys with their Chinese titles, in menu order."""
    return {place.module: place.path[0] for place in filing_round(key).places}


def current_round() -> Round:
    """The latest round."""
    return filing_round(round_keys()[-1])


def round_of_year(year: int) -> Round | None:
    """The round that collects a school year, if there is one."""
    return next((r for r in map(filing_round, round_keys()) if r.academic_year == year), None)


def load_round(path: Path) -> Round:
    """Read a round from a file; an unknown word or a missing header line is an error naming its place."""
    header, first_line, columns, rows = read_lines(path)
    try:
        listed = tuple(_place(dict(zip(columns, row, strict=True))) for row in rows)
        required = dict(pair.split("=") for pair in header["required"].split())
        return Round(
            key=header["key"],
            title=header["title"],
            academic_year=int(header["academic_year"]),
            **{name: date.fromisoformat(header[name]) for name in Round.__annotations__ if _is_day(name)},
            required={school_type: int(count) for school_type, count in required.items()},
            source=header.get("source", ""),
            note=header.get("note", ""),
            places=listed,
        )
    except KeyError as error:
        raise CatalogueError(f"{path.name}：缺少 {error}，或填报要求用词不在约定之列。") from error
    except ValueError as error:
        raise CatalogueError(f"{path.name}（第 {first_line} 行起）：{error}") from error


def problems(filing: Round) -> Iterator[str]:
    """What is wrong with a round: gaps in the numbering, totals that do not close, places out of order."""
    orders = [place.order for place in filing.places]
    if orders != list(range(1, len(orders) + 1)):
        yield f"轮次 {filing.key}：序号不连续，应为 1—{len(orders)}。"
    slugs = [place.slug for place in filing.places]
    for slug in sorted({slug for slug in slugs if slugs.count(slug) > 1}):
        yield f"轮次 {filing.key}：标识 {slug} 重复。"
    for school_type in SCHOOL_TYPES:
        yield from _numbering_problems(filing, school_type)
    imports = sorted(place.import_order for place in filing.places if place.import_order)
    if imports != list(range(1, len(imports) + 1)):
        yield f"轮次 {filing.key}：导入次序不连续。"
    if not filing.academic_from < filing.academic_to or not filing.opens <= filing.closes:
        yield f"轮次 {filing.key}：起止日期颠倒。"


def _numbering_problems(filing: Round, school_type: str) -> Iterator[str]:
    """Numbers of one school type: exactly the required places carry one, in order, without a gap."""
    numbers = []
    for place in filing.places:
        cell = place.obligations[school_type]
        if (cell.level is ObligationLevel.MUST) != (cell.number is not None):
            yield f"轮次 {filing.key} 第 {place.order} 行 {school_type}：“{cell.words}”与编号不符。"
        if cell.number is not None:
            numbers.append(cell.number)
    wanted = filing.required.get(school_type, 0)
    if numbers != list(range(1, wanted + 1)):
        yield f"轮次 {filing.key} {school_type}：必填编号应为 1—{wanted} 依次排列，现有 {len(numbers)} 个。"


def _is_day(name: str) -> bool:
    """Whether a field of Round is a day of the header."""
    return name in {"opens", "closes"} or name.endswith(("_from", "_to"))


def _place(row: dict[str, str]) -> Place:
    """One row of the file."""
    return Place(
        order=int(row["order"]),
        module=row["module"],
        path=tuple(row["path"].split("/")),
        slug=row["slug"],
        form=row["form"],
        obligations={
            school_type: Obligation(
                words=row[school_type],
                level=LEVEL_OF_WORDS[row[school_type]],
                number=int(row[f"{school_type}_no"]) if row[f"{school_type}_no"] else None,
                note=row[f"{school_type}_note"],
            )
            for school_type in SCHOOL_TYPES
        },
        daily_from=date_of(row["daily_from"]),
        import_order=int(row["import_order"]) if row["import_order"] else None,
    )
