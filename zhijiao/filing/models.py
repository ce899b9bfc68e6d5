"""Tables of the engine itself: change log, counters, drafts, preferences, import batches."""

from django.conf import settings
from django.db import models

from zhijiao.orgs.school_key import SchoolForeignKey


class Change(models.Model):
    """One change of one record: who, when, how. ``diff`` maps an item to [before, after]; private values
    stay encrypted.

    A creation has no diff: the record and its later diffs tell what was entered. A deletion keeps the whole record.
    A record that goes to another school takes its changes along; the school it has left keeps that it has left.
    ``place`` is given once the change can be seen; see :mod:`zhijiao.filing.records.change_order`.
    """

    class Action(models.TextChoices):
        """What was done."""

        ADD = "add", "新增"
        CHANGE = "change", "修改"
        DELETE = "delete", "删除"
        RESTORE = "restore", "恢复"
        LEAVE = "leave", "转出"

    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    form = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    version = models.PositiveIntegerField()
    action = models.CharField(max_length=8, choices=Action)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=60)
    batch_id = models.BigIntegerField(null=True)
    diff = models.JSONField(null=True)
    place = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "修改记录"
        indexes = [
            models.Index(fields=["place"], name="change_place", condition=models.Q(place__isnull=False)),
            models.Index(fields=["school", "form", "place"], name="change_place_of_form"),
            models.Index(fields=["id"], name="change_unplaced", condition=models.Q(place__isnull=True)),
            models.Index(fields=["school", "form", "record_id", "id"], name="change_record"),
            models.Index(
                fields=["school", "batch_id"], name="change_batch", condition=models.Q(batch_id__isnull=False)
            ),
        ]


class ChangeOrder(models.Model):
    """The last place given to a change; one row, held by whoever gives places."""

    last = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "修改记录的次序"


class FilingCount(models.Model):
    """How many rows a school has in a form and period, and how many of them have gaps. Written by the one writer."""

    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    form = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField(default=0)
    term = models.CharField(max_length=1, default="", blank=True)
    rows = models.IntegerField(default=0)
    gaps = models.IntegerField(default=0)
    updated_at = models.DateTimeField()
    updated_by = models.CharField(max_length=60, default="", blank=True)

    class Meta:
        verbose_name = "表单行数"
        constraints = [
            models.UniqueConstraint(fields=["school", "form", "year", "term"], name="filing_count_key")
        ]


class PeriodLock(models.Model):
    """Which rounds' years of a school are closed for changes; one row per school, kept by sign-off.

    Read and written through :mod:`zhijiao.filing.records.period_locks` alone: the row is a turnstile, too.
    """

    school = models.OneToOneField("orgs.Org", models.PROTECT, primary_key=True, related_name="+")
    locks = models.JSONField(default=list)

    class Meta:
        verbose_name = "填报锁定"


class StandingMark(models.Model):
    """A note that figures of a school have changed, so that its standing has to be worked out anew.

    One row per change, added in its transaction and never changed: writers of one school do not wait for each other
    here. Whoever keeps figures over schools (`oversight`) reads the rows and removes those it has read.
    """

    school = models.ForeignKey("orgs.Org", models.CASCADE, db_index=False, related_name="+")

    class Meta:
        verbose_name = "待更新进度的学校"


class Draft(models.Model):
    """What a user has typed into a page and not yet saved; encrypted, because it may hold private values."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    school = models.ForeignKey("orgs.Org", models.CASCADE, related_name="+")
    form = models.CharField(max_length=40)
    record_id = models.BigIntegerField(default=0)
    slot = models.CharField(max_length=16, default="", blank=True)
    content = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = "草稿"
        constraints = [
            models.UniqueConstraint(fields=["user", "school", "form", "record_id", "slot"], name="draft_key")
        ]


class SavedQuery(models.Model):
    """Conditions, order and columns of a list under a name: a user's own, or shared with the school.

    ``conditions`` are those of the query bar by column, never of private ones; ``labels`` are what the items were
    called, to say so where one is no more.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    school = models.ForeignKey("orgs.Org", models.CASCADE, related_name="+")
    form = models.CharField(max_length=40)
    name = models.CharField(max_length=30)
    shared = models.BooleanField(default=False)
    conditions = models.JSONField(default=dict)
    gaps = models.BooleanField(default=False)
    sort = models.CharField(max_length=50, default="", blank=True)
    columns = models.JSONField(default=list)
    labels = models.JSONField(default=dict)

    class Meta:
        verbose_name = "常用查询"
        constraints = [models.UniqueConstraint(fields=["user", "form", "name"], name="saved_query_key")]
        indexes = [
            models.Index(
                fields=["school", "form"], name="saved_query_shared", condition=models.Q(shared=True)
            )
        ]


class ListPreference(models.Model):
    """A user's own columns, page size and density for the list of a form, how many columns stay in sight (None: as
    many as name the record), and the saved query it opens with.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    form = models.CharField(max_length=40)
    columns = models.JSONField(default=list)
    page_size = models.PositiveSmallIntegerField(default=20)
    dense = models.BooleanField(default=False)
    pinned = models.PositiveSmallIntegerField(null=True)
    opening = models.ForeignKey(SavedQuery, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "列表设置"
        constraints = [models.UniqueConstraint(fields=["user", "form"], name="list_preference_key")]


class ValueMapping(models.Model):
    """A school's confirmed reading of a word that no code table knows: 广西壮族 → 450000.

    ``label`` is what the code was called when the user chose it.
    """

    school = models.ForeignKey("orgs.Org", models.CASCADE, db_index=False, related_name="+")
    form = models.CharField(max_length=40)
    column = models.CharField(max_length=40)
    text = models.CharField(max_length=100)
    code = models.CharField(max_length=20)
    label = models.CharField(max_length=200, default="", blank=True)
    creator_name = models.CharField(max_length=60, default="", blank=True)
    created_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "取值对照"
        constraints = [
            models.UniqueConstraint(fields=["school", "form", "column", "text"], name="value_mapping_key")
        ]


class ImportBatch(models.Model):
    """One uploaded workbook on its way: upload → parse → (mend) → review → formal table; the unit that can be undone.

    The row is its own queue entry: a worker takes a batch by its lease, and whoever finds an expired lease goes on.
    A mass edit or deletion is a batch too, without a file and done at once, so that all of them are undone alike.
    """

    class Kind(models.TextChoices):
        """Which way of writing made the changes of a batch."""

        IMPORT = "import", "导入"
        GRID = "grid", "表格录入"
        SET = "set", "批量设置"
        DELETE = "delete", "删除"
        MOVE = "move", "移到其他年份"
        COPY = "copy", "复制上年数据"
        SYNC = "sync", "源头平台同步"

    class State(models.TextChoices):
        """How far a batch has come between upload and undo."""

        UPLOADED = "uploaded", "等待校验"
        PARSING = "parsing", "校验中"
        CHECKED = "checked", "待处理"
        REVIEW = "review", "待复核"
        DONE = "done", "已入库"
        REFUSED = "refused", "未通过"
        CANCELLED = "cancelled", "已放弃"
        UNDONE = "undone", "已撤销"

    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    form = models.CharField(max_length=40)
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.IMPORT)
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED)
    year = models.PositiveSmallIntegerField(default=0)
    term = models.CharField(max_length=1, default="", blank=True)
    file_name = models.CharField(max_length=200, default="", blank=True)
    file = models.BinaryField(null=True)
    digest = models.CharField(max_length=64, default="", blank=True)
    size = models.PositiveIntegerField(default=0)
    headers = models.JSONField(default=list)
    options = models.JSONField(default=dict)
    message = models.CharField(max_length=500, default="", blank=True)
    total = models.PositiveIntegerField(default=0)
    progress = models.PositiveIntegerField(default=0)
    good = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    existing = models.PositiveIntegerField(default=0)
    approved = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
    lease_owner = models.CharField(max_length=40, default="", blank=True)
    lease_until = models.DateTimeField(null=True)
    created_by = models.BigIntegerField(null=True)
    creator_name = models.CharField(max_length=60, default="", blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "导入批次"
        indexes = [
            models.Index(fields=["school", "form", "-id"], name="import_batch_form"),
            models.Index(fields=["state", "lease_until"], name="import_batch_queue"),
        ]


class StagedRow(models.Model):
    """One row of an uploaded workbook, waiting for review. Cells of private columns are encrypted.

    ``cells`` is an array in the order of the batch's ``headers``; ``problems`` lists what is wrong, and where.
    ``edited_by`` are the users who changed cells during the review; ``marked_by`` is the reviewer who has set the row
    aside, so that it is left out when all others are passed.
    """

    class State(models.TextChoices):
        """What became of the row."""

        READY = "ready", "可入库"
        WRONG = "wrong", "有错误"
        EXISTS = "exists", "已存在"
        SAME = "same", "无变化"
        APPROVED = "approved", "已通过"
        REMOVED = "removed", "已删除"

    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    batch = SchoolForeignKey(ImportBatch, models.CASCADE, db_index=False, related_name="rows")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State)
    key_text = models.CharField(max_length=200, default="", blank=True)
    cells = models.JSONField()
    problems = models.JSONField(null=True)
    record_id = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)
    edited_by = models.JSONField(null=True)
    marked_by = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = "待复核数据"
        constraints = [models.UniqueConstraint(fields=["school", "batch", "number"], name="staged_row_key")]
        indexes = [models.Index(fields=["school", "batch", "state", "number"], name="staged_row_state")]


class CopiedRecord(models.Model):
    """A record that was taken over from an earlier period: from which one, and which items nobody has confirmed yet.

    The row outlasts the record, so that a deletion that is undone brings the open items back. While items are open the
    record counts as one with a gap more (:mod:`zhijiao.filing.records.copies`).
    """

    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    form = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    source_id = models.BigIntegerField()
    source_period = models.CharField(max_length=40)
    open_items = models.JSONField(default=list)
    pending = models.BooleanField(default=True)
    copier_name = models.CharField(max_length=60, default="", blank=True)
    copied_at = models.DateTimeField()
    confirmer_name = models.CharField(max_length=60, default="", blank=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "复制的记录"
        constraints = [
            models.UniqueConstraint(fields=["school", "form", "record_id"], name="copied_record_key")
        ]
        indexes = [
            models.Index(
                fields=["school", "form"], name="copied_record_pending", condition=models.Q(pending=True)
            )
        ]


class SyncedRecord(models.Model):
    """A record that a source system (源头平台) delivers, and which of its items come from there.

    ``source_key`` is the blind index of the number by which the system knows a person; ``gone_at`` is set when a
    complete delivery no longer holds the record, which stays.
    """

    class System(models.TextChoices):
        """The national systems that base data comes from."""

        ENROLMENT = "enrolment", "学籍系统"
        STAFF = "staff", "教师系统"
        INSTITUTIONS = "institutions", "学校（机构）系统"

    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    form = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    system = models.CharField(max_length=12, choices=System)
    source_key = models.CharField(max_length=32, default="", blank=True)
    items = models.JSONField(default=list)
    synced_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "源头平台的记录"
        constraints = [
            models.UniqueConstraint(fields=["school", "form", "record_id"], name="synced_record_key")
        ]
        indexes = [
            models.Index(
                fields=["school", "form"],
                name="synced_record_gone",
                condition=models.Q(gone_at__isnull=False),
            )
        ]
