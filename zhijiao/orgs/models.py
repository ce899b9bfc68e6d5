"""The organisation tree: ministry, provinces, cities, counties and the schools they run."""

from typing import Self

from django.db import models

from zhijiao.orgs.paths import PathField, covers, path_ids


class Level(models.TextChoices):
    """Rank of a node; a parent always ranks above its child, ranks may be skipped (a school run by a province)."""

    MINISTRY = "ministry", "部"
    PROVINCE = "province", "省"
    CITY = "city", "市"
    COUNTY = "county", "县（区）"
    SCHOOL = "school", "学校"


class SchoolType(models.TextChoices):
    """The four kinds of school; they decide which forms are required."""

    CONTINUING = "continuing", "中职学校（持续办学）"
    RESUMED = "resumed", "中职学校（复招学校）"
    ATTACHED = "attached", "附设中职班（含中职班的其他院校）"
    OTHER = "other", "其他教育机构（含中职教育）"


class Status(models.TextChoices):
    """Whether a node still works; people of a closed or merged node cannot sign in."""

    ACTIVE = "active", "正常"
    CLOSED = "closed", "停办"
    MERGED = "merged", "已合并"


class OrgQuerySet(models.QuerySet["Org"]):
    """Queries by place in the tree."""

    def subtree(self, path: str) -> Self:
        """The node at `path` and everything below it."""
        return self.filter(path__under=path)

    def schools(self) -> Self:
        """The nodes that are schools."""
        return self.filter(level=Level.SCHOOL)

    def active(self) -> Self:
        """The nodes that have not been closed."""
        return self.filter(status=Status.ACTIVE)


class Org(models.Model):
    """One node of the tree. Create it with `orgs.services.create_org`, which keeps `path`."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="主管部门"
    )
    path = PathField("路径", unique=True, editable=False)
    level = models.CharField("级别", max_length=10, choices=Level)
    name = models.CharField("名称", max_length=100)
    code = models.CharField("代码", max_length=12)
    school_type = models.CharField("学校类型", max_length=12, choices=SchoolType, blank=True, default="")
    status = models.CharField("状态", max_length=8, choices=Status, default=Status.ACTIVE)
    region = models.CharField("行政区划代码", max_length=6, blank=True, default="")
    opened_at = models.DateTimeField("开通时间", null=True, blank=True)
    is_synced = models.BooleanField("有源头平台的记录", default=False, editable=False)

    objects = OrgQuerySet.as_manager()

    class Meta:
        verbose_name = "机构"
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "code"],
                name="orgs_code_once_per_level",
                violation_error_message="该代码已被同级其他机构使用，请核对代码。",
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(level="school") & ~models.Q(school_type="")
                    | ~models.Q(level="school") & models.Q(school_type="")
                ),
                name="orgs_school_has_type",
                violation_error_message="学校必须选择学校类型，主管部门不得填写学校类型。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_school(self) -> bool:
        """True for a school, false for an authority."""
        return self.level == Level.SCHOOL

    def ancestors_ids(self) -> list[int]:
        """Ids of the nodes above this one, from the root down."""
        return path_ids(self.path)[:-1]

    def covers(self, other: "Org") -> bool:
        """True if `other` is this node or lies below it."""
        return covers(self.path, other.path)

    @property
    def province_id(self) -> int | None:
        """Id of the province above (or of this node if it is one); None for the ministry.

        The tree has one root, the ministry, so the province is the second id of the path.
        """
        ids = path_ids(self.path)
        return ids[1] if len(ids) > 1 else None


class OrgChange(models.Model):
    """One change of a node: how it was, how it became, by whose hand. Written by `orgs.services` and never changed.

    With these rows the tree of any past day can be drawn again (`restructure.boundaries`). Paths are kept as they
    were; `other` is the school that took over (合并) or that was founded (分立).
    """

    class Kind(models.TextChoices):
        """What was done to a node."""

        RENAME = "rename", "更名"
        MOVE = "move", "划转"
        MERGE = "merge", "合并"
        SPLIT = "split", "分立"
        CLOSE = "close", "停办"
        RESUME = "resume", "复招"

    org = models.ForeignKey(Org, models.PROTECT, db_index=False, related_name="changes", verbose_name="机构")
    other = models.ForeignKey(
        Org, models.PROTECT, null=True, related_name="other_changes", verbose_name="承接或新设的学校"
    )
    kind = models.CharField("变更", max_length=8, choices=Kind)
    at = models.DateTimeField("时间", db_index=True)
    name_before = models.CharField("原名称", max_length=100)
    name_after = models.CharField("新名称", max_length=100)
    code_before = models.CharField("原代码", max_length=12)
    code_after = models.CharField("新代码", max_length=12)
    type_before = models.CharField("原学校类型", max_length=12, blank=True, default="")
    type_after = models.CharField("新学校类型", max_length=12, blank=True, default="")
    from_path = PathField("原路径")
    to_path = PathField("新路径")
    from_parent = models.ForeignKey(
        Org, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name="原主管部门"
    )
    to_parent = models.ForeignKey(
        Org, models.PROTECT, null=True, db_index=False, related_name="+", verbose_name="新主管部门"
    )
    basis = models.CharField("依据", max_length=100, blank=True, default="")
    actor_id = models.BigIntegerField("经办人编号", null=True)
    actor_name = models.CharField("经办人", max_length=60)
    detail = models.JSONField("数量", default=dict)

    class Meta:
        verbose_name = "机构变更"
        ordering = ["-id"]
        indexes = [models.Index(fields=["org", "-id"], name="orgs_change_org")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name_before}"

    @property
    def sentence(self) -> str:
        """What happened to the node, as a sentence."""
        if self.kind == self.Kind.RENAME:
            parts = []
            if self.name_before != self.name_after:
                parts.append(f"“{self.name_before}”更名为“{self.name_after}”")
            if self.code_before != self.code_after:
                parts.append(f"代码由 {self.code_before} 改为 {self.code_after}")
            if self.type_before != self.type_after:
                before, after = (SchoolType(kind).label for kind in (self.type_before, self.type_after))
                parts.append(f"学校类型由“{before}”改为“{after}”")
            return "，".join(parts) or "变更所在地"
        if self.kind == self.Kind.MOVE:
            return f"“{self.name_before}”由“{self.from_parent}”划转至“{self.to_parent}”"
        if self.kind == self.Kind.MERGE:
            return f"“{self.name_before}”并入“{self.other}”"
        if self.kind == self.Kind.SPLIT:
            return f"“{self.name_before}”分出“{self.other}”"
        return f"“{self.name_before}”{self.get_kind_display()}"
