"""``list.page``, ``list.growth``, ``search.name``: pages over tables of growing size."""

import time
from collections.abc import Iterator

from django.test import Client

from bench import world
from bench.admin_peer import students
from bench.measure import Line, alternately, as_served, say
from zhijiao.orgs.models import Org
from zhijiao.search import finder

LIST = "/forms/student/"
SIZES = (3_000, 100_000, 1_000_000)
QUICK_SIZES = (3_000, 50_000)
TEXTS = {"一字": "韦", "二字": "秋菊", "三字": "韦秋菊", "拼音": "wqj"}


def run(db: str, quick: bool) -> Iterator[Line]:
    """Fill the table step by step and measure at each size."""
    sizes = QUICK_SIZES if quick else SIZES
    province, schools = world.tree(max(2, -(-sizes[-1] // world.PER_SCHOOL)))
    school = schools[0]
    browser = world.client(school, "school_clerk")
    times = 15 if quick else 25
    first = 0.0
    for size in sizes:
        say(f"[{db}] filling {size:,} students")
        world.fill_students(schools, size, say)
        page = _pages(db, size, school, browser, times)
        yield page
        first = first or page.ours_s
        yield Line(
            "list.growth", db, page.ours_s, floor=f"the same page at {sizes[0]:,} rows", floor_s=first,
            target="<= 1.2 x", note=f"{size:,} rows in the table",
        )  # fmt: skip
    yield from _searches(db, province, sizes[-1], browser, times)


def _pages(db: str, size: int, school: Org, browser: Client, times: int) -> Line:
    """Our list, the hand-written view and the admin's change list, all through the same middleware."""

    def ours() -> None:
        assert browser.get(LIST).status_code == 200

    def handwritten() -> None:
        assert browser.get("/bench/students/").status_code == 200

    students.scope = {"school_id": school.pk}
    works = {"ours": ours, "hand": handwritten, "admin": lambda: browser.get("/bench/admin/list/").content}
    with as_served():
        wall = alternately(works, times=times, clock=time.perf_counter)
        cpu = alternately(works, times=times, clock=time.process_time)
    return Line(
        "list.page", db, wall["ours"],
        peer="Django admin change list, same school", peer_s=wall["admin"],
        floor="hand-written view, same frame", floor_s=wall["hand"],
        target=">= 3 x admin; CPU <= 1.3 x hand-written",
        note=f"{size:,} rows; CPU ms ours {cpu['ours'] * 1e3:.2f}, hand-written {cpu['hand'] * 1e3:.2f} "
        f"(x{cpu['ours'] / cpu['hand']:.2f}), admin {cpu['admin'] * 1e3:.2f}",
    )  # fmt: skip


def _searches(db: str, province: Org, size: int, browser: Client, times: int) -> Iterator[Line]:
    """The name search over a province against the admin's search over the same rows, list and count each."""
    students.scope = {"school__in": Org.objects.subtree(province.path).schools()}
    for kind, text in TEXTS.items():

        def ours(text: str = text) -> None:
            finder.search_counted(province.path, text, ["student"])

        works = {"ours": ours}
        if kind != "拼音":
            works["admin"] = lambda text=text: browser.get("/bench/admin/list/", {"q": text}).content
        wall = alternately(works, times=max(5, times // 3), clock=time.perf_counter)
        yield Line(
            "search.name", db, wall["ours"],
            peer="" if kind == "拼音" else "Django admin search over the province", peer_s=wall.get("admin"),
            target=">= 30 x", note=f"{kind}“{text}”, {size:,} students, first 20 and capped count",
        )  # fmt: skip
