"""Gives changes their places; those that are there already keep the order of their ids."""

from django.db import migrations, models
from django.db.models import F, Max


def place(apps, schema_editor):
    change, order = apps.get_model("filing", "Change"), apps.get_model("filing", "ChangeOrder")
    change.objects.update(place=F("id"))
    order.objects.create(pk=1, last=change.objects.aggregate(last=Max("id"))["last"] or 0)


class Migration(migrations.Migration):
    dependencies = [("filing", "0010_staged_row_mark")]

    operations = [
        migrations.CreateModel(
            name="ChangeOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last", models.BigIntegerField(default=0)),
            ],
            options={"verbose_name": "修改记录的次序"},
        ),
        migrations.AddField("change", "place", models.BigIntegerField(null=True)),
        migrations.RunPython(place, migrations.RunPython.noop),
    ]
