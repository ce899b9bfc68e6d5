"""学籍异动 as rows of their own: a table that is new, so nothing running is held up."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('general', '0006_attachments'),
        ('orgs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='StudentEnrolmentChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('gaps', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('batch_id', models.BigIntegerField(editable=False, null=True)),
                ('created_by', models.BigIntegerField(editable=False, null=True)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_by', models.BigIntegerField(editable=False, null=True)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('kind', models.CharField(blank=True, max_length=20, null=True)),
                ('date', models.DateField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=20, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('explanation', models.CharField(blank=True, max_length=500, null=True)),
                ('approved', models.DateField(blank=True, null=True)),
                ('approval', models.CharField(blank=True, max_length=40, null=True)),
                ('from_school', models.CharField(blank=True, max_length=60, null=True)),
                ('from_code', models.CharField(blank=True, max_length=10, null=True)),
                ('to_school', models.CharField(blank=True, max_length=60, null=True)),
                ('to_code', models.CharField(blank=True, max_length=10, null=True)),
                ('former_major', models.CharField(blank=True, max_length=20, null=True)),
                ('former_grade', models.IntegerField(blank=True, null=True)),
                ('former_length', models.DecimalField(blank=True, decimal_places=1, max_digits=2, null=True)),
                ('major', models.CharField(blank=True, max_length=20, null=True)),
                ('grade', models.IntegerField(blank=True, null=True)),
                ('length', models.DecimalField(blank=True, decimal_places=1, max_digits=2, null=True)),
                ('enrolment', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='general.studentenrolment')),
                ('former_class', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='general.schoolclass')),
                ('handler', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='general.teacher')),
                ('school', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.org')),
                ('school_class', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='general.schoolclass')),
            ],
            options={
                'verbose_name': '学籍异动',
                'indexes': [models.Index(fields=['school', 'enrolment'], name='student_enrolment_cha_57aaaf31'), models.Index(fields=['school', 'handler'], name='student_enrolment_cha_fbbaa758'), models.Index(fields=['school', 'former_class'], name='student_enrolment_cha_7e136181'), models.Index(fields=['school', 'school_class'], name='student_enrolment_cha_5254df39')],
                'constraints': [models.UniqueConstraint(fields=('school', 'enrolment', 'date', 'kind'), name='student_enrolment_change_key')],
            },
        ),
    ]
