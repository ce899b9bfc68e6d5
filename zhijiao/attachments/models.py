"""Attachments by number within their school; the bytes lie sealed on the disk, and each file has a key of its own."""

import re

from django.db import models

NUMBER = re.compile(r"[0-9a-f]{32}")
"""What a number looks like; no other text is asked for."""


class Attachment(models.Model):
    """One attached file of a school.

    Which record holds it the record itself says; a number without a record is swept. ``name`` and ``key`` are sealed
    with the key of the school, the bytes under ``place`` with ``key``: so a change of the school's keys, or of the
    school, touches no file. ``left_at`` is when nothing was found to hold the file.
    """

    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    number = models.CharField(max_length=32)
    form = models.CharField(max_length=40)
    column = models.CharField(max_length=40)
    kind = models.CharField(max_length=8)
    name = models.TextField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    place = models.CharField(max_length=80)
    key = models.TextField()
    has_thumb = models.BooleanField(default=False)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.BigIntegerField(null=True)
    checked_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "附件"
        constraints = [models.UniqueConstraint(fields=["school", "number"], name="attachment_number")]
        indexes = [
            models.Index(fields=["school", "form"], name="attachment_form"),
            models.Index(fields=["place"], name="attachment_place"),
            models.Index(fields=["uploaded_by", "uploaded_at"], name="attachment_uploader"),
        ]

    def __str__(self) -> str:
        return self.number
