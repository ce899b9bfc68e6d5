"""``lookup.*``: the search over everything, among ten thousand selected cases with whole texts; what its list costs."""

import time
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import world
from bench.measure import Line, median, say
from zhijiao.cases import finding, library_index
from zhijiao.cases.models import Case, Publication
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.manual.finding import search as in_manual
from zhijiao.orgs.models import Org

CASES, QUICK_CASES = 10_000, 2_000
LENGTH = 1_500
"""Signs of the text of one case."""
SIGNS = "值周早操宿舍劳动实训订单师傅企业课堂宣讲乡镇报考心理实习班主任学生会讲评质检设备耗材分摊体验讲解展示"
WORDS = {"二字": "值周", "二词": "讲评 设备", "无此词": "凤凰木", "拼音": "xsxx", "一字": "韦"}
TARGET = "50 ms"


def run(db: str, quick: bool) -> Iterator[Line]:
    """Publish the cases, then search them alone, the manual alone, and everything as the list does."""
    province, schools = world.tree(2)
    number = QUICK_CASES if quick else CASES
    say(f"[{db}] publishing {number:,} cases")
    publish(schools[0], province, number)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    actor, browser = Actor.system(schools[1]), world.client(schools[1], "school_clerk")
    for name, words in WORDS.items():
        if name not in ("拼音", "一字"):
            yield _line(db, f"lookup.cases {name}", lambda words=words: finding.selected(actor, words, 6))
            yield _line(db, f"lookup.manual {name}", lambda words=words: in_manual(words))
        yield _line(
            db, f"lookup.list {name}", lambda words=words: listed(browser, words), statements(browser, words)
        )


def publish(school: Org, selector: Org, number: int) -> None:
    """So many selected cases, of all kinds of words, by hand: no school writes as many."""
    now, keys = timezone.now(), ("moral_case", "industry_case", "publicity_case")
    assert all(registry.get(key) for key in keys)
    for start in range(0, number, 1000):
        cases = [
            Case(
                school=school, form=keys[i % 3], record_id=i + 1, number=f"B{i:06d}", title=f"案例{i}", year=2020,
                state="6", holder=selector, moved_at=now,
            )
            for i in range(start, min(start + 1000, number))
        ]  # fmt: skip
        with transaction.atomic():
            library_index.add(
                [
                    Publication(
                        school=school, case=case, form=case.form, title=case.title, school_name=school.name, year=2020,
                        items=[], pictures=[], text=f"{case.title} {_text(case.record_id)}", selector=selector,
                        level="2", selected_on=now.date(),
                    )
                    for case in Case.objects.bulk_create(cases)
                ]
            )  # fmt: skip


def _text(i: int) -> str:
    return "".join(SIGNS[(i * 7 + n * (13 + i % 11)) % len(SIGNS)] for n in range(LENGTH))


def listed(browser: Client, words: str) -> Any:
    """The list below the search box, through the whole program."""
    answer = browser.post("/search/list/", {"q": words})
    assert answer.status_code == 200
    return answer


def statements(browser: Client, words: str) -> str:
    """How many statements the list makes."""
    listed(browser, words)
    with CaptureQueriesContext(connection) as asked:
        listed(browser, words)
    return f"{len(asked)} statements"


def _line(db: str, name: str, work: Any, note: str = "") -> Line:
    work()
    return Line(name, db, median(work, times=15, clock=time.process_time), target=TARGET, note=note)
