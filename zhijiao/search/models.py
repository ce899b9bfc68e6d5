"""Models of the search index: one row per named record, one per exactly searchable private value."""

from django.db import models

__all__ = ["BlindEntry", "SearchEntry"]


class SearchEntry(models.Model):
    """The name of one record of one form, for searches across schools. Written by ``search.finder`` only.

    ``text`` holds the name cut into search terms, separated by single spaces; the full-text index of the database
    (made by ``search.index``) reads nothing else.
    """

    school = models.ForeignKey(
        "orgs.Org", models.CASCADE, verbose_name="学校", db_index=False, related_name="+"
    )
    form = models.CharField("表单", max_length=80)
    record_id = models.BigIntegerField("记录编号")
    name = models.CharField("名称", max_length=200)
    text = models.TextField("检索词")

    class Meta:
        verbose_name = "检索条目"
        constraints = [
            models.UniqueConstraint(fields=["school", "form", "record_id"], name="search_entry_once")
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.record_id}"


class BlindEntry(models.Model):
    """The blind index of one private value of one record, for exact searches across schools."""

    blind = models.CharField("盲索引", max_length=32)
    kind = models.CharField("种类", max_length=16)
    school = models.ForeignKey(
        "orgs.Org", models.CASCADE, verbose_name="学校", db_index=False, related_name="+"
    )
    form = models.CharField("表单", max_length=80)
    record_id = models.BigIntegerField("记录编号")
    column = models.CharField("数据项", max_length=60)

    class Meta:
        verbose_name = "精确检索条目"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "form", "record_id", "column"], name="filing_blind_once"
            )
        ]
        indexes = [models.Index(fields=["blind", "kind"], name="filing_blind_find")]

    def __str__(self) -> str:
        return f"{self.form} {self.record_id} {self.kind}"
