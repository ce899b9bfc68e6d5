"""The history of a finding names its school, so that it lies where the finding does."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def name_schools(apps, schema_editor):
    """Give each entry the school of its finding; done again it changes nothing."""
    Finding, FindingEvent = apps.get_model("quality", "Finding"), apps.get_model("quality", "FindingEvent")
    school = Finding.objects.filter(pk=OuterRef("finding_id")).values("school_id")[:1]
    FindingEvent.objects.filter(school=None).update(school_id=Subquery(school))


class Migration(migrations.Migration):

    dependencies = [
        ('orgs', '0001_initial'),
        ('quality', '0004_watermark_of_places'),
    ]

    operations = [
        migrations.AddField(
            model_name='findingevent',
            name='school',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.org'),
        ),
        migrations.RunPython(name_schools, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name='findingevent',
            name='school',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.org'),
        ),
        migrations.AlterField(
            model_name='findingevent',
            name='finding',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='events', to='quality.finding'),
        ),
        migrations.AddIndex(
            model_name='findingevent',
            index=models.Index(fields=['school', 'finding'], name='finding_event_finding'),
        ),
    ]
