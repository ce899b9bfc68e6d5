"""``board.page``: the boards of the ministry over the whole country against the same boards of one county.

The country is made: 31 provinces and the corps, ten cities each, eight counties each, schools of all four kinds with
counters of every form. The figures are then worked out by what mends them (``zhijiao rollups``), and proved by it.
"""

import random
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import world
from bench.measure import Line, alternately, say
from zhijiao.catalogue.matrix import Round, current_round
from zhijiao.filing.models import FilingCount
from zhijiao.filing.schema import registry
from zhijiao.kit import bulk
from zhijiao.kit.periods import Period
from zhijiao.orgs.models import Level, Org
from zhijiao.oversight import recount
from zhijiao.oversight.models import FormStanding, SchoolStanding

PROVINCES, CITIES, COUNTIES = 32, 10, 8
SCHOOLS, QUICK_SCHOOLS = 10_000, 640
KINDS = ("continuing",) * 7 + ("resumed", "attached", "other")
PIECE = 50_000
TIMES, QUICK_TIMES = 11, 5
MOST_STATEMENTS = 10


def run(db: str, quick: bool) -> Iterator[Line]:
    """Make the country, work its figures out, and open every board at both ends of the tree."""
    filing = current_round()
    say(f"[{db}] making a country")
    started = time.perf_counter()
    county = make(QUICK_SCHOOLS if quick else SCHOOLS, filing)
    made = time.perf_counter()
    recount.repair(filing)
    counted = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    schools, forms = SchoolStanding.objects.count(), FormStanding.objects.count()
    yield Line(
        "board.count", db, counted - made, target="minutes",
        note=f"{schools:,} schools x {len(filing.places)} places = {forms:,} rows; made in {made - started:.0f} s",
    )  # fmt: skip
    if quick:
        wrong = recount.differences(filing)
        assert not wrong, wrong[:3]
    yield from _pages(db, county, QUICK_TIMES if quick else TIMES)


def make(schools: int, filing: Round) -> Org:
    """The tree with counters of every form; returns a county that has schools."""
    root = Org.objects.filter(parent=None).first() or world.tree(0)[0].parent
    assert root is not None
    rng = random.Random(7)
    with transaction.atomic():
        provinces = _nodes([root], PROVINCES, Level.PROVINCE, "省")
        cities = _nodes(provinces, CITIES, Level.CITY, "市")
        counties = _nodes(cities, COUNTIES, Level.COUNTY, "县")
        parents = [rng.choice((counties, counties, counties, cities, provinces)) for _ in range(schools)]
        chosen = [rng.choice(nodes) for nodes in parents]
        chosen[:4] = counties[:1] * 4
        made = _schools(chosen, rng)
        _counters(made, filing, rng)
    return counties[0]


def _nodes(parents: list[Org], each: int, level: str, word: str) -> list[Org]:
    """So many authorities below each parent."""
    rows = [(parent, n) for parent in parents for n in range(each)]
    facts = [
        (f"{parent.name[:20]}{n + 1}{word}", f"{level[:2]}{i:06d}") for i, (parent, n) in enumerate(rows)
    ]
    return _put([parent for parent, _ in rows], level, facts, [""] * len(rows))


def _schools(parents: list[Org], rng: random.Random) -> list[Org]:
    facts = [(f"第{n}职业学校", f"9{n:09d}") for n in range(len(parents))]
    return _put(parents, Level.SCHOOL, facts, [rng.choice(KINDS) for _ in parents])


def _put(parents: list[Org], level: str, facts: list[tuple[str, str]], kinds: list[str]) -> list[Org]:
    """Nodes of the tree in bulk, past the checks of `create_org`, with their paths."""
    ids = bulk.allocate_ids(Org, len(parents))
    made = [
        Org(
            pk=pk, parent=parent, path=f"{parent.path}{pk}/", level=level, name=name, code=code, school_type=kind,
            status="active",
        )
        for pk, parent, (name, code), kind in zip(ids, parents, facts, kinds, strict=True)
    ]  # fmt: skip
    names = ["id", "parent_id", "path", "level", "name", "code", "school_type", "status", "region"]
    bulk.insert_rows(Org, names, [tuple(getattr(org, name) for name in names) for org in made])
    return made


def _counters(schools: list[Org], filing: Round, rng: random.Random) -> None:
    """Counters of every form, as schools have them that are far, that have begun, and that have not."""
    forms = list(registry.registry().records)
    now, rows = timezone.now(), []
    for school in schools:
        far = rng.choice((0.0, 0.3, 0.6, 0.9, 1.0))
        for form in forms:
            if rng.random() < far:
                rows.append(_counter(school, form, filing, now, rng))
        if len(rows) > PIECE:
            _insert(rows)
    _insert(rows)


def _counter(school: Org, form: Any, filing: Round, now: datetime, rng: random.Random) -> tuple:
    year = {Period.STANDING: 0, Period.CALENDAR_YEAR: filing.calendar_from.year}.get(
        form.period, filing.academic_year
    )
    number = 1 if form.single else rng.randrange(1, 900)
    gaps = rng.randrange(number) if rng.random() < 0.1 else 0
    return (school.pk, form.key, year, "", number, gaps, now - timedelta(hours=rng.randrange(600)), "")


def _insert(rows: list[tuple]) -> None:
    names = ["school_id", "form", "year", "term", "rows", "gaps", "updated_at", "updated_by"]
    bulk.insert_rows(FilingCount, names, rows)
    rows.clear()


def _pages(db: str, county: Org, times: int) -> Iterator[Line]:
    """Every board at the ministry and at the county, in turns; statements counted."""
    root = Org.objects.get(parent=None)
    top, low = world.client(root, "ministry_auditor"), world.client(county, "county_auditor")
    one = SchoolStanding.objects.filter(school__parent=county).values_list("school_id", flat=True)[0]
    for name, path in {
        "board": "/oversight/",
        "type": "/oversight/?type=continuing",
        "module": "/oversight/?module=general",
        "areas": "/oversight/areas/?sort=-overdue",
        "schools": "/oversight/schools/",
        "recent": "/oversight/schools/?sort=-last&stage=doing",
        "overdue": "/oversight/schools/?timing=overdue",
        "heat": "/oversight/schools/?view=heat",
        "search": "/oversight/schools/?q=职业学校",
        "forms": "/oversight/forms/",
        "form": "/oversight/forms/campus/?state=todo",
        "school": f"/oversight/schools/{one}/",
        "reminders": "/oversight/reminders/",
    }.items():

        def opened(client: Client, path: str = path) -> Any:
            answer = client.get(path)
            assert answer.status_code == 200, (path, answer.status_code)
            return answer

        works = {"top": lambda opened=opened: opened(top), "low": lambda opened=opened: opened(low)}
        took = alternately(works, times=times, clock=time.perf_counter)
        with CaptureQueriesContext(connection) as asked:
            opened(top)
        assert len(asked) <= MOST_STATEMENTS, (path, len(asked))
        yield Line(
            "board.page", db, took["top"], floor="the same page of one county", floor_s=took["low"],
            target="<= 3 x, <= 10 statements", note=f"{name}: {len(asked)} statements",
        )  # fmt: skip
