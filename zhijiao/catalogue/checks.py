"""Checks of the code tables and rounds: run by ``zhijiao codes check`` and by the tests.

Every finding is a Chinese sentence that names file, line and remedy.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from zhijiao.catalogue import matrix
from zhijiao.catalogue.code_entries import CatalogueError, CodeEntry
from zhijiao.catalogue.files import LABEL_STYLES, Source, date_of, read_source
from zhijiao.catalogue.kept_rounds import shipped
from zhijiao.catalogue.tables import CODES, CodeTable, all_keys, load_table, table

NEEDED_HEADER = ("key", "title", "standard", "edition", "source", "doubt")
KNOWN_HEADER = {*NEEDED_HEADER, "valid_from", "note", "label"}

KNOWN_TOTALS: dict[str, dict[tuple[str, str], int]] = {
    "ethnic_groups": {("", ""): 59},
    "political_affiliation": {("", ""): 13},
    "countries": {("", ""): 249},
    "industries": {("level", "1"): 20, ("level", "2"): 97, ("level", "3"): 473},
    "majors": {("kind", "category"): 38, ("kind", "class"): 88},
    "major_hints": {("", ""): 321},
}
"""Rows a table is known to have, by (attribute, value); ("", "") counts all rows."""


def all_problems() -> Iterator[str]:
    """Everything wrong with the catalogue that is shipped."""
    for path in sorted(CODES.glob("*.csv")):
        yield from source_problems(path)
    for key in all_keys():
        try:
            found = table(key)
        except (CatalogueError, ValueError) as error:
            yield str(error)
            continue
        yield from table_problems(found)
        yield from total_problems(found)
    yield from major_problems()
    for filing in shipped().values():
        yield from matrix.problems(filing)


def folder_problems(folder: Path, key: str) -> list[str]:
    """What is wrong with one table in a folder, its editions included."""
    found = [problem for path in sorted(folder.glob(f"{key}*.csv")) for problem in source_problems(path)]
    if not found:
        try:
            found = list(table_problems(load_table(key, folder)))
        except CatalogueError as error:
            found = [str(error)]
    return found


def source_problems(path: Path) -> Iterator[str]:
    """What is wrong with one file as it is written."""
    try:
        source = read_source(path)
    except (CatalogueError, UnicodeDecodeError) as error:
        yield f"{path.name}：{error}"
        return
    yield from _header_problems(source)
    yield from _cell_problems(source)
    yield from _row_problems(source)


def table_problems(found: CodeTable) -> Iterator[str]:
    """What is wrong with a table as a whole: parents, aliases, and texts that do not lead back to their code."""
    circles = [problem for entry in found.entries.values() for problem in _parent_problems(found, entry)]
    yield from circles
    if circles:
        return  # paths cannot be walked
    yield from _alias_problems(found)
    for entry in found.entries.values():
        if not entry.heading and found.find(found.label(entry.code)) != entry.code:
            yield f"{found.key}：{entry.code} 的写法“{found.label(entry.code)}”不能唯一找回该代码。"


def total_problems(found: CodeTable) -> Iterator[str]:
    """Tables whose number of rows is known must have it."""
    for (attribute, value), wanted in KNOWN_TOTALS.get(found.key, {}).items():
        entries = found.entries.values()
        count = sum(1 for e in entries if not attribute or e.attrs.get(attribute) == value)
        if count != wanted:
            which = f"{attribute}={value} 的行" if attribute else "行数"
            yield f"{found.key}：{which}应为 {wanted}，现为 {count}，请对照标准核对。"


def major_problems() -> Iterator[str]:
    """The two catalogues of majors: known totals, codes that carry their class, hints that lead somewhere."""
    majors = [e for e in table("majors").entries.values() if not e.heading]
    kinds = Counter((e.attrs["catalogue"], e.attrs["kind"], "added" in e.attrs) for e in majors)
    if kinds["2021", "major", False] != 358 or kinds["2010", "major", False] != 321:
        yield f"majors：2021年目录应有 358 个专业（不计增补），2010年目录应有 321 个，现为 {dict(kinds)}。"
    for entry in majors:
        wanted = {"category_code": entry.code[:2]}
        if entry.attrs["catalogue"] == "2021":
            wanted["class_code"] = entry.code[:4]
        if any(entry.attrs.get(name) != value for name, value in wanted.items()):
            yield f"majors：{entry.code} 的专业类或专业大类代码与专业代码不符。"
    codes = table("majors").entries
    for entry in table("major_hints").entries.values():
        for code in (entry.code, *filter(None, entry.attrs.get("new_codes", "").split("|"))):
            if code not in codes:
                yield f"major_hints：{entry.code} 提到的专业代码 {code} 不在专业表中。"


def _header_problems(source: Source) -> Iterator[str]:
    """Header lines that are missing, unknown or at odds with the file name."""
    header, name = source.header, source.path.name
    for line in NEEDED_HEADER:
        if not header.get(line):
            yield f"{name}：表头缺少 {line}，请补上“# {line}: …”一行。"
    for line in header.keys() - KNOWN_HEADER:
        yield f"{name}：表头 {line} 不认识，请删除或更正拼写。"
    if header.get("key") != source.key:
        yield f"{name}：表头 key 为“{header.get('key', '')}”，应与文件名一致，作“{source.key}”。"
    if header.get("label", "name") not in LABEL_STYLES:
        yield f"{name}：表头 label 只能是 {'、'.join(LABEL_STYLES)}。"
    if source.is_edition and not header.get("valid_from"):
        yield f"{name}：后续版本须有 valid_from（生效日期）。"


def _cell_problems(source: Source) -> Iterator[str]:
    """Cells with stray blanks or broken characters, rows of the wrong width."""
    name = source.path.name
    for column in source.columns:
        if not column or source.columns.count(column) > 1:
            yield f"{name}：列名“{column}”为空或重复。"
    for number, row in enumerate(source.rows, source.first_line):
        if len(row) != len(source.columns):
            yield f"{name} 第 {number} 行：应有 {len(source.columns)} 列，实有 {len(row)} 列。"
        for cell in row:
            if cell != cell.strip() or "\u3000" in cell or "\ufffd" in cell or "  " in cell:
                yield f"{name} 第 {number} 行：“{cell}”含多余空格或坏字符，请删去。"


def _row_problems(source: Source) -> Iterator[str]:
    """Empty or repeated codes, empty names, dates that are wrong or out of order."""
    name = source.path.name
    seen: set[str] = set()
    for number, row in enumerate(source.rows, source.first_line):
        cells = dict(zip(source.columns, row, strict=False))
        code = cells["code"]
        if not code or not cells.get("name"):
            yield f"{name} 第 {number} 行：代码或名称为空。"
        if code in seen:
            yield f"{name} 第 {number} 行：代码 {code} 重复，请删去一行。"
        seen.add(code)
        if cells.get("select", "") not in {"", "no"}:
            yield f"{name} 第 {number} 行：select 只能留空或写 no。"
        yield from _date_problems(f"{name} 第 {number} 行", cells)


def _date_problems(place: str, cells: dict[str, str]) -> Iterator[str]:
    """What is wrong with the validity dates of one row."""
    try:
        first, last = (date_of(cells.get(column, "")) for column in ("valid_from", "valid_to"))
    except ValueError:
        yield f"{place}：日期须写成 2021-09-01 的样子。"
        return
    if first and last and last < first:
        yield f"{place}：失效日期 {last} 早于生效日期 {first}。"


def _parent_problems(found: CodeTable, entry: CodeEntry) -> Iterator[str]:
    """A parent that is missing, or a circle of parents."""
    above, code = {entry.code}, entry.parent
    while code:
        if code not in found.entries:
            yield f"{found.key}：{entry.code} 的上级 {code} 不存在。"
            return
        if code in above:
            yield f"{found.key}：{entry.code} 的上级成环。"
            return
        above.add(code)
        code = found.entries[code].parent


def _alias_problems(found: CodeTable) -> Iterator[str]:
    """Aliases that are empty, repeat a name, or are shared by two entries in force."""
    current = [e for e in found.entries.values() if e.selectable]
    names = {e.name: e.code for e in current}
    owners: dict[str, str] = {}
    for entry in current:
        for alias in entry.aliases:
            other = names.get(alias) or owners.get(alias)
            if not alias or other:
                yield f"{found.key}：{entry.code} 的别名“{alias}”为空或与 {other or entry.code} 相同，请删去一处。"
            owners.setdefault(alias, entry.code)
