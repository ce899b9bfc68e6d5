"""The last change of an enrolment becomes the first row of its history, some thousand at a time.

What the history asks for and the enrolment did not have (the class afterwards, the former grade) stays empty and counts
as a gap; a school that stood for both ways is taken over by the kind of change, else told of in the explanation. A run
that was cut short goes on where it ended.
"""

from collections import Counter

from django.db import migrations
from django.db.models import Exists, F, OuterRef, Q

BATCH = 2000
LEFT_OUT, CAME_IN = "21", "22"
OWED = {"02": 4, "03": 4, "12": 2, "22": 2, "23": 4, "29": 2}
"""Items beyond school, date and reason that the history requires of a kind of change."""
SAID = "升级时由“学生学籍信息”的“最近学籍异动”转入"


def move(apps, schema_editor):
    """Write the rows, take the gaps of the old items from the enrolments, and count both."""
    enrolments = apps.get_model("general", "StudentEnrolment").objects
    changes = apps.get_model("general", "StudentEnrolmentChange")
    moved = changes.objects.filter(enrolment=OuterRef("pk"))
    told = Q(change=None, change_date=None, change_reason=None, other_school=None)
    waiting = enrolments.exclude(told).filter(~Exists(moved)).order_by("pk")
    last = 0
    while batch := list(waiting.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        rows = [_row(changes, enrolment) for enrolment in batch]
        changes.objects.bulk_create(rows)
        _count(apps, "student_enrolment_change", rows)
        lighter = [(enrolment, had) for enrolment in batch if (had := min(enrolment.gaps, _gaps(enrolment)))]
        for enrolment, had in lighter:
            enrolment.gaps -= had
        enrolments.bulk_update([enrolment for enrolment, _ in lighter], ["gaps"], batch_size=500)
        _forget(apps, [enrolment for enrolment, _ in lighter if not enrolment.gaps])


def _row(changes, old):
    """The row of a change; nothing is made up."""
    known = {LEFT_OUT: "to_school", CAME_IN: "from_school"}.get(old.change)
    other = f"；来源或去向学校：{old.other_school}" if old.other_school and known is None else ""
    row = changes(
        school_id=old.school_id,
        enrolment_id=old.pk,
        kind=old.change,
        date=old.change_date,
        reason=old.change_reason,
        explanation=SAID + other,
        created_at=old.updated_at,
        created_by=old.updated_by,
        updated_at=old.updated_at,
        updated_by=old.updated_by,
    )
    if known is not None:
        setattr(row, known, old.other_school)
    missing = [old.change, old.change_date, old.change_reason, *([old.other_school] if known else [])]
    row.gaps = missing.count(None) + OWED.get(old.change, 0)
    return row


def _gaps(old):
    """How many of the old items were required and missing."""
    if old.change is None:
        return 0
    asked = [old.change_date, old.change_reason]
    return [*asked, *([old.other_school] if old.change in (LEFT_OUT, CAME_IN) else [])].count(None)


def _count(apps, form, rows):
    """Add rows to the counters of their schools."""
    counts = apps.get_model("filing", "FilingCount").objects
    newest = {row.school_id: row.updated_at for row in rows}
    gaps = Counter(row.school_id for row in rows if row.gaps)
    for school_id, number in Counter(row.school_id for row in rows).items():
        counter, _ = counts.get_or_create(
            school_id=school_id, form=form, year=0, term="", defaults={"updated_at": newest[school_id]}
        )
        counts.filter(pk=counter.pk).update(rows=F("rows") + number, gaps=F("gaps") + gaps[school_id])


def _forget(apps, rows):
    """Take enrolments that have become complete from the counters."""
    counts = apps.get_model("filing", "FilingCount").objects
    for school_id, number in Counter(row.school_id for row in rows).items():
        counts.filter(school_id=school_id, form="student_enrolment", year=0, gaps__gte=number).update(
            gaps=F("gaps") - number
        )


class Migration(migrations.Migration):
    dependencies = [("general", "0007_enrolment_changes"), ("filing", "0001_initial")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
