"""Snapshots, the blocks they are made of, and how much was corrected since.

Triggers in the database refuse to delete a snapshot or to change anything of it but what a change of keys has to seal
anew; see `snapshots.triggers`.
"""

from django.db import models

from zhijiao.orgs.school_key import SchoolForeignKey


class Snapshot(models.Model):
    """What a school had filed in a round at one moment. Make it with `snapshots.taking.take`.

    ``manifest`` (compressed) says whose it is and when it was taken, names every form with the digest of its entry, and
    the digest of the school's snapshot before; ``entries`` (compressed) say of every form how many records it has, and
    the digests of its lines. ``digest`` is over the manifest, ``mark`` signs it with a key that is not in the database.
    ``salt`` (sealed) keys the digests of private values, so that nobody can try out what they were.
    ``change_id`` is the school's last change that it holds.
    """

    school = models.ForeignKey(
        "orgs.Org", models.PROTECT, db_index=False, related_name="+", verbose_name="学校"
    )
    number = models.PositiveIntegerField("序号", help_text="在该校快照中的序号，从 1 起不间断")
    round = models.CharField("填报轮次", max_length=20)
    revision = models.PositiveIntegerField("版次")
    taken_at = models.DateTimeField("封存时间")
    signer = models.CharField("签发人", max_length=60)
    previous = SchoolForeignKey(
        "self", models.PROTECT, null=True, db_index=False, related_name="+", verbose_name="上一份快照"
    )
    manifest = models.BinaryField("清单")
    entries = models.BinaryField("各表单摘要")
    digest = models.CharField("摘要", max_length=64)
    mark = models.CharField("签名", max_length=64)
    key = models.CharField("密钥标识", max_length=8)
    salt = models.TextField("加密的摘要盐")
    change_id = models.BigIntegerField("所含最后一条修改记录")

    class Meta:
        verbose_name = "填报快照"
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="snapshot_number"),
            models.UniqueConstraint(fields=["school", "round", "revision"], name="snapshot_revision"),
        ]
        indexes = [
            models.Index(fields=["school", "-taken_at", "-id"], name="snapshot_school"),
            models.Index(fields=["round", "-taken_at", "-id"], name="snapshot_round"),
        ]

    def __str__(self) -> str:
        return f"{self.school_id} {self.round} v{self.revision}"


class SnapshotForm(models.Model):
    """One form (or part) of a snapshot: a compressed block of lines; what is private apart from it, sealed."""

    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    snapshot = SchoolForeignKey(Snapshot, models.PROTECT, db_index=False, related_name="forms")
    form = models.CharField("表单", max_length=40)
    content = models.BinaryField("内容")
    private = models.BinaryField("加密的隐私内容", null=True)

    class Meta:
        verbose_name = "快照内容"
        constraints = [
            models.UniqueConstraint(fields=["school", "snapshot", "form"], name="snapshot_form_key")
        ]

    def __str__(self) -> str:
        return f"{self.snapshot_id} {self.form}"


class Correction(models.Model):
    """How many records of a form were added, changed or deleted since the school's last snapshot of a round.

    Kept by the background job `snapshots.corrections.follow`; no row where there are none.
    """

    school = models.ForeignKey("orgs.Org", models.CASCADE, db_index=False, related_name="+")
    round = models.CharField("填报轮次", max_length=20)
    form = models.CharField("表单", max_length=40)
    records = models.PositiveIntegerField("更正记录数")

    class Meta:
        verbose_name = "封存后的更正"
        constraints = [
            models.UniqueConstraint(fields=["school", "round", "form"], name="snapshot_correction_key")
        ]
        indexes = [models.Index(fields=["round", "school"], name="snapshot_correction_round")]

    def __str__(self) -> str:
        return f"{self.school_id} {self.round} {self.form} {self.records}"


class CorrectionMark(models.Model):
    """How far the change log has been read for `Correction`; one row."""

    place = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "更正统计进度"
