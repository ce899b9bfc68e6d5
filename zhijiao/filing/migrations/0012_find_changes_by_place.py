"""Indexes of the places, built beside the work that goes on."""

from django.db import migrations, models
from django.db.models import Q

from zhijiao.kit.live_index import AddLiveIndex


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("filing", "0011_places_of_changes")]

    operations = [
        AddLiveIndex("change", models.Index(fields=["place"], name="change_place", condition=Q(place__isnull=False))),
        AddLiveIndex("change", models.Index(fields=["school", "form", "place"], name="change_place_of_form")),
        AddLiveIndex("change", models.Index(fields=["id"], name="change_unplaced", condition=Q(place__isnull=True))),
    ]
