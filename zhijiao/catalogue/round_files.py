"""Rounds as files: a header block and a table, as the rounds under ``rounds/`` are written.

The same reader serves the files that ship, the texts of rounds kept in the database, and what people bring. It names
everything that is wrong at once, with line, column, value and remedy. :func:`round_text` writes what it reads.
"""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from zhijiao.catalogue.code_entries import CatalogueError
from zhijiao.catalogue.obligations import LEVEL_OF_WORDS, Obligation, ObligationLevel
from zhijiao.catalogue.round_facts import LEVELS, SCHOOL_TYPES, Place, Round
from zhijiao.kit.dates import parse_date
from zhijiao.kit.numbers import whole_number

DAYS = ("academic_from", "academic_to", "calendar_from", "calendar_to", "opens", "closes")
HEADER = ("key", "title", "academic_year", *DAYS, "deadlines", "required", "source", "note")
NEEDED = ("key", "title", "academic_year", *DAYS, "required")
COLUMNS = (
    *("order", "module", "path", "slug", "form"),
    *(name for kind in SCHOOL_TYPES for name in (kind, f"{kind}_no", f"{kind}_note")),
    *("daily_from", "import_order"),
)
MOST_ROWS, LONGEST_CELL = 1000, 300


@dataclass
class _Reading:
    """A text as far as it has been read, with everything that is wrong with it."""

    name: str
    header: dict[str, str] = field(default_factory=dict)
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def refuse(self, place: str, reason: str) -> None:
        """Note what is wrong."""
        self.wrong.append(f"{self.name}{place}：{reason}")

    def read(self, place: str, parse: Callable[[str], Any], text: str) -> Any:
        """What a text means, or None with a note of why it means nothing."""
        try:
            return parse(text)
        except ValueError as error:
            self.refuse(place, f"{error}。")
            return None


def load_round(path: Path) -> Round:
    """Read a round from a file; an unknown word or a missing header line is an error naming its place."""
    found, wrong = read_round(path.read_text(encoding="utf-8"), path.name)
    if found is None:
        raise CatalogueError("\n".join(wrong))
    return found


def read_round(text: str, name: str = "") -> tuple[Round | None, list[str]]:
    """The round a text holds, or None and everything that is wrong with it; rules of the whole are `problems`."""
    reading = _Reading(name)
    _split(reading, text)
    header = _header(reading) if not reading.wrong else {}
    listed = [_place(reading, number, row) for number, row in reading.rows]
    if reading.wrong:
        return None, reading.wrong
    return Round(**header, places=tuple(place for place in listed if place)), []


def read_places(text: str) -> tuple[tuple[Place, ...], list[str]]:
    """The places of a table without its header lines, and everything that is wrong with it."""
    reading = _Reading("")
    _split(reading, text)
    listed = [_place(reading, number, row) for number, row in reading.rows]
    return tuple(place for place in listed if place), reading.wrong


def round_text(filing: Round) -> str:
    """A round as a file."""
    facts = {name: str(getattr(filing, name)) for name in HEADER}
    facts["required"] = _pairs(filing.required)
    facts["deadlines"] = _pairs(filing.deadlines)
    lines = [f"# {name}: {facts[name]}\n" for name in HEADER if facts[name] or name in NEEDED]
    return "".join(lines) + body_text(filing.places)


def body_text(places: tuple[Place, ...]) -> str:
    """The table of a round alone."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_cells(place) for place in places)
    return written.getvalue()


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
    yield from day_problems(filing)


def day_problems(filing: Round) -> Iterator[str]:
    """Days of a round that stand the wrong way round."""
    if not filing.academic_from < filing.academic_to or not filing.opens <= filing.closes:
        yield f"轮次 {filing.key}：起止日期颠倒。"
    if not filing.calendar_from < filing.calendar_to:
        yield f"轮次 {filing.key}：自然年起止日期颠倒。"
    days = [filing.deadline(level) for level in LEVELS]
    if days != sorted(days) or days[0] < filing.opens or days[0] > filing.closes:
        yield (
            f"轮次 {filing.key}：各级截止日期应自学校起逐级不早于下一级，"
            "学校的截止日期应在开始日期与结束日期之间。"
        )


def _numbering_problems(filing: Round, school_type: str) -> Iterator[str]:
    """Numbers of one school type: exactly the required places carry one, in order, without a gap."""
    numbers = []
    for place in filing.places:
        cell = place.obligations[school_type]
        if (cell.level is ObligationLevel.MUST) != (cell.number is not None):
            yield (
                f"轮次 {filing.key} 第 {place.order} 行 {school_type}：“{cell.words}”与编号不符"
                "，只有“必填”带编号。"
            )
        if cell.number is not None:
            numbers.append(cell.number)
    wanted = filing.required.get(school_type, 0)
    if numbers != list(range(1, wanted + 1)):
        yield f"轮次 {filing.key} {school_type}：必填编号应为 1—{wanted} 依次排列，现有 {len(numbers)} 个。"


def _split(reading: _Reading, text: str) -> None:
    """Header lines and rows, each row with the number of its line; commas that a spreadsheet adds are dropped."""
    whole = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = [f"{line}\n" for line in whole.removesuffix("\n").split("\n")]
    if text.count("\0"):
        reading.refuse("", "不是文本文件，请上传导出的 CSV 文件。")
        return
    start = 0
    while start < len(lines) and lines[start].lstrip('"').startswith("#"):
        name, _, value = lines[start].strip().rstrip(",").strip('"').lstrip("#").partition(":")
        reading.header[name.strip()] = value.strip()
        start += 1
    table = csv.reader(lines[start:])
    try:
        columns = next(table, [])
        if tuple(columns) != COLUMNS:
            reading.refuse(f" 第 {start + 1} 行", f"表头应依次为 {','.join(COLUMNS)}，请对照导出的文件更正。")
            return
        reading.rows = list(_rows(reading, table, start))
    except csv.Error:
        reading.refuse("", "表格读不出来，请检查引号是否成对。")
    if not reading.rows:
        reading.refuse("", "没有任何表单，请对照导出的文件补齐。")


def _rows(reading: _Reading, table: Any, before: int) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with the number of their line; empty ones are left out."""
    for cells in table:
        line = before + table.line_num
        if not any(cells):
            continue
        if len(cells) != len(COLUMNS):
            reading.refuse(
                f" 第 {line} 行", f"应有 {len(COLUMNS)} 列，实有 {len(cells)} 列，请检查逗号与引号。"
            )
            continue
        if line - before > MOST_ROWS:
            reading.refuse("", f"超过 {MOST_ROWS} 行，请删去多余的行。")
            return
        yield line, dict(zip(COLUMNS, cells, strict=True))


def _header(reading: _Reading) -> dict[str, Any]:
    """The facts of a round from its header lines."""
    given = reading.header
    for name in (name for name in NEEDED if not given.get(name)):
        reading.refuse("", f"缺少 {name}，请在文件开头补上“# {name}: …”一行。")
    if reading.wrong:
        return {}
    facts: dict[str, Any] = {"key": given["key"], "title": given["title"]}
    facts["academic_year"] = reading.read(" academic_year", _whole, given["academic_year"])
    facts |= {name: reading.read(f" {name}", parse_date, given[name]) for name in DAYS}
    facts["required"] = _of_pairs(reading, "required", SCHOOL_TYPES, _whole)
    facts["deadlines"] = _of_pairs(reading, "deadlines", LEVELS, parse_date)
    return facts | {"source": given.get("source", ""), "note": given.get("note", "")}


def _of_pairs(
    reading: _Reading, line: str, known: tuple[str, ...], parse: Callable[[str], Any]
) -> dict[str, Any]:
    """A header line of names with values: ``school=2022-03-31 county=…``."""
    found = {}
    for pair in reading.header.get(line, "").split():
        name, sign, value = pair.partition("=")
        if not sign or name not in known:
            reading.refuse(f" {line}", f"“{pair}”应写成 {known[0]}=… 的样子，名称只能是 {'、'.join(known)}。")
        else:
            found[name] = reading.read(f" {line} {name}", parse, value)
    return found


def _place(reading: _Reading, line: int, row: dict[str, str]) -> Place | None:
    """One row of the table, or None where something is wrong with it."""
    before = len(reading.wrong)

    def cell(column: str, parse: Callable[[str], Any]) -> Any:
        return reading.read(f" 第 {line} 行 {column} 列", parse, row[column])

    texts = {name: cell(name, _needed) for name in ("module", "path", "slug", "form")}
    owed = {kind: _obligation(cell, kind) for kind in SCHOOL_TYPES}
    order = cell("order", _whole)
    daily_from, import_order = (cell(*each) for each in (("daily_from", _day), ("import_order", _number)))
    if len(reading.wrong) > before:
        return None
    texts["path"] = tuple(texts["path"].split("/"))
    return Place(order=order, **texts, obligations=owed, daily_from=daily_from, import_order=import_order)


def _obligation(cell: Callable[..., Any], kind: str) -> Obligation:
    """What one kind of school owes, from its three cells."""
    words = cell(kind, _words)
    number, note = cell(f"{kind}_no", _number), cell(f"{kind}_note", short)
    return Obligation(words, LEVEL_OF_WORDS.get(words, ObligationLevel.OPTIONAL), number, note)


def short(text: str) -> str:
    """A free text that may stand in a cell: not too long, and no formula to whoever opens the file in a spreadsheet."""
    if len(text) > LONGEST_CELL:
        raise ValueError(f"超过 {LONGEST_CELL} 个字，请缩短")
    if text != text.strip() or not text.isprintable():
        raise ValueError(f"“{' '.join(text.split())}”含多余空格、换行或看不见的字符，请删去")
    if text[:1] in tuple("=+-@"):
        raise ValueError(f"“{text}”不能以 {text[0]} 开头，请改写")
    return text


def _needed(text: str) -> str:
    if not text:
        raise ValueError("不能为空，请补填")
    return short(text)


def _words(text: str) -> str:
    if text not in LEVEL_OF_WORDS:
        raise ValueError(f"“{text}”不是约定的填报要求，请改为：{'、'.join(LEVEL_OF_WORDS)}")
    return text


def _whole(text: str) -> int:
    number = whole_number(text, 999_999)
    if number is None:
        raise ValueError(f"“{text}”不是整数，请只写数字")
    return number


def _number(text: str) -> int | None:
    return _whole(text) if text else None


def _day(text: str) -> date | None:
    return parse_date(text) if text else None


def _pairs(facts: dict[str, Any]) -> str:
    return " ".join(f"{name}={value}" for name, value in facts.items())


def _cells(place: Place) -> list[Any]:
    """A place as a row of the table."""
    owed = [place.obligations[kind] for kind in SCHOOL_TYPES]
    return [
        *(place.order, place.module, "/".join(place.path), place.slug, place.form),
        *(cell for each in owed for cell in (each.words, each.number, each.note)),
        *(place.daily_from, place.import_order),
    ]
