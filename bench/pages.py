"""``page.*``: the pages people open most against the hand-written list in the same frame, in processor time."""

import time
from collections.abc import Iterator
from typing import Any

from bench import world
from bench.measure import Line, alternately, as_served, say
from zhijiao.modules.general.models import Student

STUDENTS = 3_000
LIST = "/forms/student/"
PART = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "results"}


def run(db: str, quick: bool) -> Iterator[Line]:
    """Open every kind of page in turns with the hand-written one."""
    province, schools = world.tree(2)
    world.fill_students(schools, STUDENTS, say)
    clerk = world.client(schools[0], "school_clerk")
    above = world.client(province, "province_auditor")
    record = Student.unscoped.filter(school=schools[0]).values_list("pk", flat=True)[10]
    pages: dict[str, tuple[Any, str, dict[str, str]]] = {
        "list": (clerk, LIST, {}),
        "part": (clerk, LIST, PART),
        "workbench": (clerk, "/", {}),
        "view": (clerk, f"{LIST}{record}/", {}),
        "edit": (clerk, f"{LIST}{record}/edit/", {}),
        "new": (clerk, f"{LIST}new/", {}),
        "grid": (clerk, f"{LIST}grid/", {}),
        "authority": (above, "/", {}),
        "board": (above, "/oversight/", {}),
    }

    def opened(client: Any, path: str, headers: dict[str, str]) -> None:
        assert client.get(path, **headers).status_code == 200, path

    works = {name: lambda asked=asked: opened(*asked) for name, asked in pages.items()}
    works["hand"] = lambda: opened(clerk, "/bench/students/", {})
    with as_served():
        cpu = alternately(works, times=9 if quick else 25, clock=time.process_time)
    for name in pages:
        yield Line(
            f"page.{name}", db, cpu[name], floor="hand-written list, same frame", floor_s=cpu["hand"],
            note=f"processor time; x{cpu[name] / cpu['list']:.2f} of the list page",
        )  # fmt: skip
