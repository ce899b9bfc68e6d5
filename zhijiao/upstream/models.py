"""What source systems deliver, school by school: connections, syncs, deliveries with their rows, and what followed."""

from django.db import models

from zhijiao.filing.models import SyncedRecord
from zhijiao.orgs.school_key import SchoolForeignKey

System = SyncedRecord.System


class Connection(models.Model):
    """How a node reaches the interface of a source system, and whether it is asked every night. The token is sealed."""

    org = models.ForeignKey("orgs.Org", models.CASCADE, related_name="+")
    system = models.CharField(max_length=12, choices=System)
    address = models.CharField(max_length=300)
    token = models.TextField(default="", blank=True)
    nightly = models.BooleanField(default=False)
    at_once = models.BooleanField(default=False)
    last_night = models.DateField(null=True)
    changed_by = models.CharField(max_length=60, default="", blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = "源头平台对接"
        constraints = [models.UniqueConstraint(fields=["org", "system"], name="upstream_connection_key")]


class Sync(models.Model):
    """One taking in (同步): a file or a walk through an interface. ``cursor`` says how far the walk has come.

    ``problems`` are rows that could be given to no school, the first of them; ``unjudged`` says how many there are.
    """

    class State(models.TextChoices):
        """How far it is."""

        READING = "reading", "读取中"
        READ = "read", "已分发到学校"
        REFUSED = "refused", "未通过"

    class Way(models.TextChoices):
        """Where the data came from."""

        FILE = "file", "文件"
        API = "api", "接口"
        NIGHT = "night", "每晚自动"

    org = models.ForeignKey("orgs.Org", models.PROTECT, related_name="+")
    system = models.CharField(max_length=12, choices=System)
    way = models.CharField(max_length=6, choices=Way)
    state = models.CharField(max_length=8, choices=State, default=State.READING)
    file_name = models.CharField(max_length=200, default="", blank=True)
    file = models.BinaryField(null=True)
    complete = models.BooleanField(default=False)
    cursor = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(default=0)
    unjudged = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    message = models.CharField(max_length=500, default="", blank=True)
    created_by = models.BigIntegerField(null=True)
    creator_name = models.CharField(max_length=60, default="", blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "源头平台同步"
        indexes = [models.Index(fields=["org", "-id"], name="upstream_sync_org")]


class Delivery(models.Model):
    """What a sync brought for one school; compared, looked at, then written part by part.

    ``counts`` are those of the preview, ``written`` what writing each part did. ``sync_number`` is no reference: the
    table of syncs lies elsewhere than those of schools.
    """

    class State(models.TextChoices):
        """How far it is."""

        ARRIVING = "arriving", "接收中"
        COMPARING = "comparing", "比对中"
        PREVIEW = "preview", "待确认"
        WRITING = "writing", "写入中"
        DONE = "done", "已完成"
        DROPPED = "dropped", "已放弃"
        FAILED = "failed", "未能处理"

    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    sync_number = models.BigIntegerField()
    system = models.CharField(max_length=12, choices=System)
    way = models.CharField(max_length=6, choices=Sync.Way)
    state = models.CharField(max_length=10, choices=State, default=State.ARRIVING)
    complete = models.BooleanField(default=False)
    at_once = models.BooleanField(default=False)
    from_school = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)
    written = models.JSONField(default=dict)
    message = models.CharField(max_length=500, default="", blank=True)
    created_by = models.BigIntegerField(null=True)
    creator_name = models.CharField(max_length=60, default="", blank=True)
    created_at = models.DateTimeField()
    decider_name = models.CharField(max_length=60, default="", blank=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "学校的同步数据"
        constraints = [
            models.UniqueConstraint(fields=["school", "sync_number"], name="upstream_delivery_key")
        ]
        indexes = [
            models.Index(fields=["school", "-id"], name="upstream_delivery_school"),
            models.Index(fields=["sync_number"], name="upstream_delivery_sync"),
        ]


class DeliveredRow(models.Model):
    """One row of a delivery. ``cells`` is the sealed JSON of its fields; private values in ``changes`` are masked."""

    class State(models.TextChoices):
        """What became of the row."""

        WAITING = "waiting", "未比对"
        NEW = "new", "新增"
        CHANGED = "changed", "变更"
        LINKED = "linked", "纳入同步"
        SAME = "same", "无变化"
        DOUBTFUL = "doubtful", "待核对身份"
        WRONG = "wrong", "不采用"
        WRITTEN = "written", "已写入"

    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    delivery = SchoolForeignKey(Delivery, models.CASCADE, db_index=False, related_name="rows")
    part = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    cells = models.TextField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    title = models.CharField(max_length=120, default="", blank=True)
    record_id = models.BigIntegerField(null=True)
    person_key = models.CharField(max_length=32, default="", blank=True)
    changes = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    candidates = models.JSONField(default=list)

    class Meta:
        verbose_name = "同步数据行"
        constraints = [
            models.UniqueConstraint(fields=["school", "delivery", "part", "number"], name="upstream_row_key")
        ]
        indexes = [
            models.Index(fields=["school", "delivery", "state", "part", "number"], name="upstream_row_state")
        ]


class Overwritten(models.Model):
    """冲突记录: a value entered here before the first sync that gave way to the source's; both are sealed."""

    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    system = models.CharField(max_length=12, choices=System)
    form = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    item = models.CharField(max_length=40)
    title = models.CharField(max_length=120, default="", blank=True)
    before = models.TextField()
    after = models.TextField()
    delivery_number = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = "与源头不一致的原值"
        indexes = [
            models.Index(fields=["school", "-id"], name="upstream_over_school"),
            models.Index(fields=["school", "form", "record_id"], name="upstream_over_record"),
        ]


class PersonVerdict(models.Model):
    """What somebody has found out of a doubtful pair: a person of the source and a record here are the same, or not."""

    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    form = models.CharField(max_length=40)
    person_key = models.CharField(max_length=32)
    record_id = models.BigIntegerField()
    same = models.BooleanField()
    decider_name = models.CharField(max_length=60)
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = "身份核对结论"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "form", "person_key", "record_id"], name="upstream_verdict_key"
            )
        ]


class CorrectionRequest(models.Model):
    """纠错申请: what the source system has wrong, what is right and why; its way to the source and the answer.

    Values and reason are sealed.
    """

    class State(models.TextChoices):
        """How far it is."""

        SUBMITTED = "submitted", "已提出"
        SENT = "sent", "已送源头平台"
        ACCEPTED = "accepted", "源头已更正"
        REFUSED = "refused", "源头不予更正"
        WITHDRAWN = "withdrawn", "已撤回"

    school = models.ForeignKey("orgs.Org", models.PROTECT, db_index=False, related_name="+")
    system = models.CharField(max_length=12, choices=System)
    form = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    item = models.CharField(max_length=40)
    title = models.CharField(max_length=120, default="", blank=True)
    wrong = models.TextField()
    right = models.TextField()
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.SUBMITTED)
    answer = models.CharField(max_length=300, default="", blank=True)
    created_by = models.BigIntegerField()
    creator_name = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    sent_by = models.CharField(max_length=60, default="", blank=True)
    sent_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=60, default="", blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "纠错申请"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "form", "record_id", "item"],
                name="upstream_correction_open",
                condition=models.Q(state__in=("submitted", "sent")),
            )
        ]
        indexes = [models.Index(fields=["school", "-id"], name="upstream_correction_school")]
