"""Majors that no catalogue of the program has are entered by name and code."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("general", "0004_people_who_could_not_be_entered")]

    operations = [
        migrations.AddField(
            model_name="major",
            name=name,
            field=models.CharField(blank=True, max_length=length, null=True),
        )
        for name, length in (("off_catalogue", 20), ("own_name", 60), ("own_code", 6))
    ]
