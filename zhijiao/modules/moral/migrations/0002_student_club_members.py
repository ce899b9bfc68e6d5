"""社团成员 as rows of their own: a new table, nothing running is held up."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('general', '0009_last_change_of_enrolment_dropped'),
        ('moral', '0001_initial'),
        ('orgs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='StudentClubMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('gaps', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('batch_id', models.BigIntegerField(editable=False, null=True)),
                ('created_by', models.BigIntegerField(editable=False, null=True)),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_by', models.BigIntegerField(editable=False, null=True)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('joined', models.DateField(blank=True, null=True)),
                ('post', models.CharField(blank=True, max_length=50, null=True)),
                ('duties', models.CharField(blank=True, max_length=500, null=True)),
                ('evaluation', models.CharField(blank=True, max_length=500, null=True)),
                ('active', models.BooleanField(blank=True, null=True)),
                ('left', models.DateField(blank=True, null=True)),
                ('club', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='moral.studentclub')),
                ('school', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.org')),
                ('student', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='general.student')),
            ],
            options={
                'verbose_name': '社团成员',
                'indexes': [models.Index(fields=['school', 'club'], name='student_club_member_club'), models.Index(fields=['school', 'student'], name='student_club_member_student')],
                'constraints': [models.UniqueConstraint(fields=('school', 'club', 'student'), name='student_club_member_key')],
            },
        ),
    ]
