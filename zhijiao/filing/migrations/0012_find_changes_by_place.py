"""Indexes of the places, apart from the filling: PostgreSQL does not alter a table in the transaction that wrote it."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("filing", "0011_places_of_changes")]

    operations = [
        migrations.AddIndex(
            "change", models.Index(fields=["place"], name="change_place", condition=Q(place__isnull=False))
        ),
        migrations.AddIndex("change", models.Index(fields=["school", "form", "place"], name="change_place_of_form")),
        migrations.AddIndex(
            "change", models.Index(fields=["id"], name="change_unplaced", condition=Q(place__isnull=True))
        ),
    ]
