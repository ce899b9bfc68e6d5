"""What schools declare in a filing round."""

from django.db import models


class NilDeclaration(models.Model):
    """本校无此项: a school says once that it has nothing to enter in a form, so that nothing and not-yet differ."""

    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    round = models.CharField("轮次", max_length=12)
    form = models.CharField("表单", max_length=40)
    declared_by = models.BigIntegerField(null=True)
    declarer = models.CharField("声明人", max_length=60)
    declared_at = models.DateTimeField("声明时间")

    class Meta:
        verbose_name = "本校无此项声明"
        constraints = [
            models.UniqueConstraint(fields=["school", "round", "form"], name="nil_declaration_key")
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.form}"
