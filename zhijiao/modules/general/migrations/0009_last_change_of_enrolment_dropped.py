"""The last change of an enrolment stands in the history now; its columns go once the rows have been moved."""

from django.db import migrations, models

from zhijiao.filing.schema.many_columns import RemoveColumns


class Migration(migrations.Migration):
    dependencies = [("general", "0008_move_enrolment_changes")]

    operations = [
        RemoveColumns(
            "studentenrolment",
            {
                "change": models.CharField(blank=True, max_length=20, null=True),
                "change_date": models.DateField(blank=True, null=True),
                "change_reason": models.CharField(blank=True, max_length=20, null=True),
                "other_school": models.CharField(blank=True, max_length=60, null=True),
            },
        )
    ]
