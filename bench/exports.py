"""``export.xlsx``: a school's students as a workbook, against xlsxwriter writing constants into as many cells."""

import io
import time
from collections.abc import Iterator

import xlsxwriter

from bench import world
from bench.measure import Line, alternately, peak_memory_mb, say
from zhijiao.filing.pages import export_file
from zhijiao.filing.records.query import Query
from zhijiao.filing.schema import registry


def run(db: str, quick: bool) -> Iterator[Line]:
    """Write both in turns."""
    _, schools = world.tree(2)
    rows = world.PER_SCHOOL
    world.fill_students(schools, rows, say)
    form, actor = registry.record_form("student"), world.system(schools[0])
    columns = tuple(column for column in form.stored if column.private_source is None)
    params = {
        "form": form.key, "year": 2020, "fmt": "xlsx", "columns": [column.name for column in columns],
        "query": export_file.query.stored(Query(form)), "chosen": None,
    }  # fmt: skip

    def ours() -> None:
        export_file.write(io.BytesIO(), actor, schools[0], params)

    def constants() -> None:
        with xlsxwriter.Workbook(io.BytesIO(), {"constant_memory": True}) as book:
            sheet = book.add_worksheet()
            for row in range(rows):
                for place in range(len(columns)):
                    sheet.write_string(row, place, "示例")

    taken = alternately({"ours": ours, "plain": constants}, times=3 if quick else 9, clock=time.process_time)
    yield Line(
        "export.xlsx", db, taken["ours"], floor="xlsxwriter, constants", floor_s=taken["plain"], target="<= 2 x",
        note=f"processor time; {rows:,} rows x {len(columns)} columns; memory {peak_memory_mb():.0f} MB",
    )  # fmt: skip
