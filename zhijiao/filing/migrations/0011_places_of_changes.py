"""A change gets its place; `0013_fill_places` gives those that are there already theirs."""

from django.db import migrations, models


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
    ]
