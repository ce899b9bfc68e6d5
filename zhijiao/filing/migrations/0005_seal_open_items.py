"""Encrypts items that became private: see `filing.records.late_sealing`, which may be cut off and goes on."""

from django.db import migrations

from zhijiao.filing.records.late_sealing import LateItem, seal_open_items
from zhijiao.kit.bulk import clean_free_space

ITEMS = {
    "student": [LateItem("email"), LateItem("health")],
    "student_attributes": [
        LateItem("guardian", "name"),
        LateItem("second_guardian", "name"),
        LateItem("annual_income", places=2),
        LateItem("care"),
        LateItem("disability"),
        LateItem("remarks"),
        LateItem("hardship_reason"),
    ],
    "student_certificate": [LateItem("number", "id", exact=True)],
    "teacher_qualification": [LateItem("number", "id", exact=True)],
    "teacher_recognition": [LateItem("qualification_number", "id")],
}


def seal(apps, schema_editor):
    """Encrypt what is left, then wipe the pages it stood in."""
    seal_open_items(apps, "general", ITEMS)
    clean_free_space(schema_editor.connection)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("filing", "0004_mapping_label"),
        ("general", "0002_room_for_sealed_items"),
        ("private", "0001_initial"),
        ("quality", "0001_initial"),
        ("search", "0001_initial"),
    ]

    operations = [migrations.RunPython(seal, migrations.RunPython.noop)]
