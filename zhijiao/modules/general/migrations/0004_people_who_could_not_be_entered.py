"""Items for people whose records have gaps by nature; graduates with a certificate number have got the certificate."""

from django.db import migrations, models


def given_out(apps, schema_editor):
    """Whoever has a number has the certificate."""
    rows = apps.get_model("general", "StudentEnrolment").objects.filter(certificate_issue=None)
    rows.exclude(certificate=None).update(certificate_issue="1")


class Migration(migrations.Migration):
    dependencies = [("general", "0003_keys_by_blind_index")]

    operations = [
        migrations.AddField(
            model_name="studentenrolment",
            name="certificate_issue",
            field=models.CharField(blank=True, max_length=20, null=True),
        ),
        migrations.AddField(
            model_name="student",
            name="hukou_nature",
            field=models.CharField(blank=True, max_length=20, null=True),
        ),
        migrations.AddField(
            model_name="teacher",
            name="outside",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.RunPython(given_out, migrations.RunPython.noop),
    ]
