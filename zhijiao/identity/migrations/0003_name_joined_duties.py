"""Name what existing installations hold: accounts that join duties are marked, privacy roles stay in effect for a while.

Nothing is taken away from anybody. On a new installation there are no accounts yet.
"""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

from zhijiao.identity import duties

GRACE = timedelta(days=90)
"""Departments have so long to confirm what was granted before they were asked."""
PIECE = 500
BEFORE = "升级前已授予"


def mark_joined_duties(apps, schema_editor):
    """One mark for every account whose roles join duties."""
    User, DutyMark = apps.get_model("identity", "User"), apps.get_model("identity", "DutyMark")
    marks = []
    users = User.objects.filter(is_active=True).only("pk").prefetch_related("roles__grants")
    for user in users.order_by("pk").iterator(chunk_size=PIECE):
        pairs = duties.joined(duties.duties_of(user.roles.all()))
        if pairs:
            marks.append(DutyMark(user=user, pairs=",".join(pair.key for pair in pairs)))
    DutyMark.objects.bulk_create(marks, batch_size=PIECE, ignore_conflicts=True)


def confirm_what_is_there(apps, schema_editor):
    """Privacy roles held now are confirmed for the time of grace."""
    Confirmation = apps.get_model("identity", "PrivacyConfirmation")
    held = apps.get_model("identity", "User").roles.through.objects.exclude(role__privacy="none")
    now = timezone.now()
    facts = {"state": "confirmed", "asked_at": now, "decided_at": now, "decided_by": BEFORE, "until": now + GRACE}
    Confirmation.objects.bulk_create(
        [
            Confirmation(user_id=user, role_id=role, **facts)
            for user, role in held.values_list("user_id", "role_id")
        ],
        batch_size=PIECE,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("identity", "0002_duties_apart")]

    operations = [
        migrations.RunPython(mark_joined_duties, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(confirm_what_is_there, migrations.RunPython.noop, elidable=True),
    ]
