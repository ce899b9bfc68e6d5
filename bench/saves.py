"""``save.record``: one record through validation, history, counters and encryption against a plain ``Model.save()``."""

import datetime as dt
import time
from collections.abc import Iterator
from itertools import count

from django.db import transaction
from django.utils import timezone

from bench import world
from bench.measure import Line, alternately
from zhijiao.filing.records import writer
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.kit.identity import make_id_number
from zhijiao.modules.general.models import Teacher


def run(db: str, quick: bool) -> Iterator[Line]:
    """Add one teacher each way."""
    _, schools = world.tree(2)
    school = schools[1]
    actor, form = world.system(school), registry.get("teacher")
    numbers = count(1)
    sample = {column.name: column.example for column in form.stored}

    def cells() -> dict[str, object]:
        n = next(numbers)
        birth = dt.date(1985, 1, 1) + dt.timedelta(days=n)
        card = make_id_number("450103", birth, 2)
        return {
            **sample,
            "number": f"B{n:06d}",
            "birth": birth.isoformat(),
            "sex": "女",
            "id_number": card,
            "graduated": "2013-06",
        }

    def ours() -> None:
        frame = validate(form, school, {name: [cell] for name, cell in cells().items()})
        writer.write(actor, school, frame)

    def plain() -> None:
        values = {column.name: None for column in form.stored}
        typed = cells()
        values.update(
            number=typed["number"], name="谭红霞", birth=dt.date(1990, 1, 1), address="g1.1." + "x" * 90
        )
        now = timezone.now()
        with transaction.atomic():
            Teacher(school=school, created_at=now, updated_at=now, **values).save(force_insert=True)

    taken = alternately({"ours": ours, "plain": plain}, times=40 if quick else 200, clock=time.perf_counter)
    yield Line(
        "save.record", db, taken["ours"],
        floor="Model.save() of the same model, nothing checked", floor_s=taken["plain"],
        target="<= 4 x", note="validation of all items, encryption, change log, counters, search",
    )  # fmt: skip
