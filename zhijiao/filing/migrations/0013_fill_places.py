"""Gives the changes that are there their places, in the order of their ids; readers of the former release kept ids.

In pieces, each in a transaction of its own, so that the program may go on writing meanwhile, and a run that was stopped
goes on where it was. The row of the order comes last and says that it is done. What is written meanwhile stays without a
place, which the first reader gives it.
"""

from django.db import migrations, models, transaction
from django.db.models import F, Max

PIECE = 20_000
ACTIONS = [("add", "新增"), ("change", "修改"), ("delete", "删除"), ("restore", "恢复"), ("leave", "转出")]


def fill(apps, schema_editor):
    change, order = apps.get_model("filing", "Change"), apps.get_model("filing", "ChangeOrder")
    if order.objects.exists():
        return
    last = change.objects.aggregate(last=Max("id"))["last"] or 0
    waiting = change.objects.filter(place=None, id__lte=last).order_by("id").values_list("id", flat=True)
    while piece := list(waiting[:PIECE]):
        with transaction.atomic():
            change.objects.filter(id__gte=piece[0], id__lte=piece[-1], place=None).update(place=F("id"))
    order.objects.create(pk=1, last=last)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("filing", "0012_find_changes_by_place")]

    operations = [
        migrations.AlterField("change", "action", models.CharField(choices=ACTIONS, max_length=8)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
