"""The month since when a teacher is away, so that figures of the past keep who was there then."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("general", "0012_former_income_dropped")]

    operations = [
        migrations.AddField(
            "teacheremployment", "away_since", models.CharField(blank=True, max_length=7, null=True)
        )
    ]
