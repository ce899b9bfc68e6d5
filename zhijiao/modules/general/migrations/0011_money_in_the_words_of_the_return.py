"""Income and spending of former versions in the rows of the finance return, without a guess.

Donations go to 其他预算收入 and interest to 其他支出, where the return has them; capital construction joins
事业性经费支出. What former versions counted under a heading that the return divides otherwise stays in the total as 尚未归入新项目,
with its name and amount; the change log keeps what stood there before. One row a school and year: a small table.
"""

from decimal import Decimal

from django.db import migrations
from django.utils import timezone

BATCH = 1000
NOBODY = "系统升级"
STATE = (("school_industry", "校办产业和社会服务用于教育的经费"), ("other_state", "其他国家财政性教育经费"))
KNOWN_STATE = ("public_budget", "fund_budget", "enterprise_grant", "school_industry", "other_state")


def income(row):
    """What changes in a row of 经费收入."""
    school = [value for value in (row.operating, row.construction, row.surcharge) if value is not None]
    left = [(label, getattr(row, name)) for name, label in (*STATE, ("other", "其他教育经费"))]
    known = [value for value in (getattr(row, name) for name in KNOWN_STATE) if value is not None]
    if row.state is not None:
        left.append(("未分列的国家财政性教育经费", row.state - sum(known)))
    return {
        "education_budget": sum(school) if school else None,
        "other": row.donation,
        **_unplaced(left),
    }


def spending(row):
    """What changes in a row of 经费支出."""
    parts = (row.construction, row.interest, row.other)
    built, interest, other = (value or Decimal(0) for value in parts)
    operating = None if row.operating is None else row.operating + built - interest - other
    return {
        "operating": operating,
        "other": row.interest,
        **_unplaced([("其他事业性支出", row.other)]),
    }


def _unplaced(named):
    """The amounts that found no row, and their names."""
    kept = [(label, value) for label, value in named if value]
    return {
        "unplaced": sum(value for _, value in kept) if kept else None,
        "unplaced_detail": "；".join(f"{label} {value.normalize():f} 万元" for label, value in kept) or None,
    }


def move(apps, schema_editor):
    """Both tables, some thousand rows at a time."""
    for name, form, judge in (("Income", "income", income), ("Expenditure", "expenditure", spending)):
        model = apps.get_model("general", name)
        for batch in _batches(model):
            _write(apps, form, model, [(row, judge(row)) for row in batch])


def _batches(model):
    last = 0
    while batch := list(model.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        yield batch


def _write(apps, form, model, judged):
    change, now, entries, names = apps.get_model("filing", "Change"), timezone.now(), [], set()
    for row, values in judged:
        diff = {
            name: [_plain(getattr(row, name)), _plain(value)]
            for name, value in values.items()
            if getattr(row, name) != value
        }
        if not diff:
            continue
        row.version += 1
        for name, value in values.items():
            setattr(row, name, value)
        names |= values.keys()
        entries.append(
            change(
                school_id=row.school_id, form=form, record_id=row.pk, version=row.version, action="change",
                at=now, actor_name=NOBODY, diff=diff,
            )
        )  # fmt: skip
    if entries:
        model.objects.bulk_update([row for row, _ in judged], [*names, "version"], batch_size=200)
        change.objects.bulk_create(entries, batch_size=500)


def _plain(value):
    """As the change log writes it."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class Migration(migrations.Migration):
    dependencies = [("general", "0010_columns"), ("filing", "0001_initial")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
