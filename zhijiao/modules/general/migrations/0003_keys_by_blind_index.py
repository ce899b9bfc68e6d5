"""Certificates are told apart by the blind index of their number, once all numbers are sealed."""

from django.db import migrations, models

KEYS = [("studentcertificate", "student_certificate", "student"), ("teacherqualification", "teacher_qualification", "teacher")]


def swapped(model, table, holder):
    """Replace the key of a table by the one that compares blind indexes."""
    return [
        migrations.RemoveConstraint(model_name=model, name=f"{table}_key"),
        migrations.AddIndex(
            model_name=model,
            index=models.Index(fields=["school", "number_blind"], name=f"{table}_number"),
        ),
        migrations.AddConstraint(
            model_name=model,
            constraint=models.UniqueConstraint(fields=("school", holder, "number_blind"), name=f"{table}_key"),
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("general", "0002_room_for_sealed_items"), ("filing", "0005_seal_open_items")]

    operations = [operation for key in KEYS for operation in swapped(*key)]
