"""Columns of items that become private get room for tokens, keys that become private a blind index beside them."""

from django.db import migrations, models

WIDER = [
    ("student", "email", 381),
    ("student", "health", 141),
    ("studentattributes", "annual_income", 141),
    ("studentattributes", "care", 1661),
    ("studentattributes", "disability", 141),
    ("studentattributes", "guardian", 205),
    ("studentattributes", "hardship_reason", 141),
    ("studentattributes", "remarks", 2061),
    ("studentattributes", "second_guardian", 205),
    ("studentcertificate", "number", 221),
    ("teacherqualification", "number", 221),
    ("teacherrecognition", "qualification_number", 221),
]


class Migration(migrations.Migration):
    dependencies = [("general", "0001_initial")]

    operations = [
        *(
            migrations.AlterField(
                model_name=model,
                name=name,
                field=models.CharField(blank=True, max_length=length, null=True),
            )
            for model, name, length in WIDER
        ),
        *(
            migrations.AddField(
                model_name=model,
                name="number_blind",
                field=models.CharField(blank=True, editable=False, max_length=32, null=True),
            )
            for model in ("studentcertificate", "teacherqualification")
        ),
    ]
