"""The nightly check: a few schools, every address, everybody; in pieces, reading only, undone as it goes.

It runs in the hours of `settings.SELFCHECK_HOURS`, because on SQLite nobody else can save while a piece is at work.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from time import monotonic

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.filing.models import FilingCount
from zhijiao.identity.actions import ORGS
from zhijiao.identity.actor import Actor
from zhijiao.identity.admin_notices import Notice
from zhijiao.orgs.models import Level, Org
from zhijiao.selfcheck.addresses import addresses
from zhijiao.selfcheck.models import Leak, Run
from zhijiao.selfcheck.samples import Unfillable
from zhijiao.selfcheck.walk import AccessFault, Visit, Walker, rolled_back

SAMPLES = 3
PIECE_SECONDS = 1.0
KEPT = 90
"""Runs; a month of nights."""
MOST_LEAKS = 200
"""Per run; more say nothing new."""
READERS = (Level.MINISTRY, Level.PROVINCE)
"""Levels whose administrators look after the installation."""


def nightly() -> bool:
    """One piece of tonight's check, if it is night; true while more is left."""
    if timezone.localtime().hour not in settings.SELFCHECK_HOURS:
        return False
    run = Run.objects.filter(ended_at=None).order_by("pk").first()
    if run is None:
        latest = Run.objects.first()
        if latest is not None and timezone.now() - latest.started_at < timedelta(hours=12):
            return False
        return bool(start(sample()))
    piece(run)
    return Run.objects.filter(ended_at=None).exists()


def sample() -> list[Org]:
    """Tonight's schools: others every night, those with records first."""
    schools = Org.objects.schools().active().order_by("pk")
    filled = schools.filter(pk__in=FilingCount.objects.filter(rows__gt=0).values("school"))
    among = filled if filled.exists() else schools
    number = among.count()
    if not number:
        return []
    first = timezone.localdate().toordinal() * SAMPLES % number
    return list(among[first : first + SAMPLES])


@transaction.atomic
def start(schools: list[Org]) -> list[Run]:
    """Begin a run for each school, and forget the oldest runs."""
    now = timezone.now()
    made = [Run.objects.create(school=school, started_at=now) for school in schools]
    kept = list(Run.objects.values_list("pk", flat=True)[:KEPT])
    Run.objects.exclude(pk__in=kept).delete()
    return made


def piece(run: Run, seconds: float = PIECE_SECONDS) -> None:
    """Ask for some seconds, then note what was found and how far the run has got."""
    found: list[AccessFault] = []
    table = addresses()
    with rolled_back():
        walker = Walker(run.school, every_form=True)
        until = monotonic() + seconds
        while run.address < len(table) and monotonic() < until:
            try:
                left = islice(walker.visits(table[run.address]), run.visit, None)
                found += _some(walker, left, run, until)
            except Unfillable:
                found.append(
                    AccessFault(str(table[run.address]), "GET", "自检程序", "", "无法检查", "可以检查")
                )
                run.address, run.visit = run.address + 1, 0
    run.asked += walker.asked
    _keep(run, found, over=run.address >= len(table))


def _some(walker: Walker, left: Iterator[Visit], run: Run, until: float) -> list[AccessFault]:
    """Ask what is left of an address until time is up; moves the run on."""
    found = []
    for visit in left:
        found.append(walker.check(visit))
        run.visit += 1
        if monotonic() >= until:
            return [each for each in found if each]
    run.address, run.visit = run.address + 1, 0
    return [each for each in found if each]


@transaction.atomic
def _keep(run: Run, found: list[AccessFault], over: bool) -> None:
    """Store the findings; at the end of the run tell the audit log if there were any."""
    room = max(0, MOST_LEAKS - run.leaks.count())
    Leak.objects.bulk_create(
        Leak(
            run=run,
            route=each.route[:200],
            method=each.method,
            person=each.person[:60],
            form=each.form[:60],
            got=each.got[:120],
            due=each.due[:120],
        )
        for each in found[:room]
    )
    if over:
        run.ended_at = timezone.now()
        number = run.leaks.count()
        if number:
            facts = {"school": run.school.name, "asked": run.asked, "leaks": number}
            record(Event.SYSTEM, org=run.school.province_id, subject="权限自检发现问题", detail=facts)
    run.save(update_fields=["address", "visit", "asked", "ended_at"])


def visible_runs(actor: Actor):
    """Runs whose school lies in the actor's part of the tree, newest first, with the number of their leaks."""
    inside = Org.objects.subtree(actor.org_path).values("pk")
    return Run.objects.filter(school__in=inside).select_related("school").annotate(found=Count("leaks"))


def looks_after(actor: Actor) -> bool:
    """Whether the actor administers the installation, or a province of it."""
    return actor.level in READERS and actor.may(ORGS)


def notice(actor: Actor) -> Notice | None:
    """The line on the first page of the manage portal when the last night found something."""
    if not looks_after(actor):
        return None
    since = timezone.now() - timedelta(days=2)
    bad = visible_runs(actor).filter(started_at__gte=since, found__gt=0).first()
    if bad is None:
        return None
    day = timezone.localtime(bad.started_at)
    text = f"{day:%m-%d} 抽查“{bad.school.name}”，有 {bad.found} 处结果与权限不符，请尽快处理。"
    return Notice("bad", "权限自检发现问题。", text, "查看自检结果", "selfcheck:report")
