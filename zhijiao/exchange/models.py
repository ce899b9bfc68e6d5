"""The other installations, keys of both sides, packages with their parts, and what stands of the records sent."""

from django.db import models

from zhijiao.orgs.models import Org


class Partner(models.Model):
    """对方系统: the installation of a province as the ministry's knows it, or the other way round.

    `block` parts the numbers of a province's records from all others here: record n of block b has the number
    b × `numbers.SPAN` + n. `place` and `sent` tell up to which change, and in which package, the other side has
    acknowledged what we sent; `taken` is the sequence number of the last of its packages that stands here.
    """

    node = models.OneToOneField(Org, models.PROTECT, related_name="+", verbose_name="对方单位")
    block = models.PositiveSmallIntegerField("编号段", default=0)
    secret = models.TextField("摘要密钥", blank=True, default="")
    last = models.PositiveIntegerField("最近发出的包", default=0)
    sent = models.PositiveIntegerField("最近收到回执的包", default=0)
    place = models.BigIntegerField("已回执的修改位置", default=0)
    taken = models.PositiveIntegerField("最近入库的包", default=0)

    class Meta:
        verbose_name = "对方系统"

    def __str__(self) -> str:
        return self.node.name


class OwnKey(models.Model):
    """A pair of keys of this installation for signing and one for sealing; the private halves sealed under `node`."""

    node = models.ForeignKey(Org, models.PROTECT, related_name="+", verbose_name="本方单位")
    fingerprint = models.CharField("指纹", max_length=64, unique=True)
    public = models.TextField("公钥文件")
    private = models.TextField("私钥")
    valid_from = models.DateTimeField("启用时间")
    valid_to = models.DateTimeField("有效期至")
    made_by = models.CharField("生成人", max_length=60)

    class Meta:
        verbose_name = "本方密钥"
        ordering = ["-valid_from", "-pk"]

    def __str__(self) -> str:
        return self.fingerprint[:16]


class PartnerKey(models.Model):
    """The public keys of another installation, registered by an administrator who has compared the fingerprint."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="keys", verbose_name="对方系统")
    fingerprint = models.CharField("指纹", max_length=64)
    signing = models.CharField("签名公钥", max_length=64)
    sealing = models.CharField("加密公钥", max_length=64)
    valid_from = models.DateTimeField("启用时间")
    valid_to = models.DateTimeField("有效期至")
    registered_at = models.DateTimeField("登记时间")
    registered_by = models.CharField("登记人", max_length=60)
    revoked_at = models.DateTimeField("停用时间", null=True)

    class Meta:
        verbose_name = "对方密钥"
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["partner", "fingerprint"], name="exchange_partner_key")
        ]

    def __str__(self) -> str:
        return self.fingerprint[:16]


class Package(models.Model):
    """One package, on its way out or in. The row says how far it is, so that whoever is killed goes on there."""

    class Way(models.TextChoices):
        """Whether we made it or got it."""

        OUT = "out", "发出"
        IN = "in", "收到"

    class Kind(models.TextChoices):
        """What it holds."""

        FULL = "full", "全量"
        INCREMENT = "increment", "增量"
        DOWN = "down", "下发"

    class State(models.TextChoices):
        """How far it is."""

        MAKING = "making", "生成中"
        READY = "ready", "待发送"
        SENDING = "sending", "发送中"
        SENT = "sent", "已送达，等待回执"
        ACKNOWLEDGED = "acked", "已回执"
        RECEIVING = "receiving", "接收中"
        WAITING = "waiting", "等待前一个包"
        APPLYING = "applying", "入库中"
        APPLIED = "applied", "已入库"
        REFUSED = "refused", "已拒绝"
        DROPPED = "dropped", "已作废"

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="packages", verbose_name="对方系统")
    way = models.CharField("方向", max_length=3, choices=Way)
    kind = models.CharField("种类", max_length=9, choices=Kind)
    number = models.CharField("编号", max_length=32)
    sequence = models.PositiveIntegerField("序号")
    base = models.PositiveIntegerField("基于序号", default=0)
    state = models.CharField("状态", max_length=9, choices=State)
    place_from = models.BigIntegerField("起始修改位置", default=0)
    place_to = models.BigIntegerField("截止修改位置", default=0)
    data_key = models.TextField("数据密钥", blank=True, default="")
    progress = models.JSONField("进度", default=dict)
    manifest = models.BinaryField("清单", null=True)
    signature = models.CharField("签名", max_length=100, blank=True, default="")
    key = models.CharField("签名密钥", max_length=64, blank=True, default="")
    rows = models.PositiveBigIntegerField("记录数", default=0)
    gone = models.PositiveBigIntegerField("删除数", default=0)
    size = models.PositiveBigIntegerField("字节数", default=0)
    digest = models.CharField("数据摘要", max_length=64, blank=True, default="")
    created_at = models.DateTimeField("生成时间")
    creator = models.CharField("操作人", max_length=60, blank=True, default="")
    finished_at = models.DateTimeField("完成时间", null=True)
    message = models.CharField("说明", max_length=500, blank=True, default="")
    receipt = models.TextField("回执", blank=True, default="")

    class Meta:
        verbose_name = "数据包"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["partner", "way", "number"], name="exchange_package_number")
        ]
        indexes = [
            models.Index(fields=["partner", "way", "-sequence"], name="exchange_package_last"),
            models.Index(fields=["state"], name="exchange_package_state"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.sequence}"

    @property
    def outgoing(self) -> bool:
        """Whether we made it."""
        return self.way == self.Way.OUT


class Part(models.Model):
    """One file of a package. ``have`` is how much of it lies here, or at the other side; ``done`` that it stands."""

    package = models.ForeignKey(Package, models.CASCADE, related_name="parts", verbose_name="数据包")
    n = models.PositiveIntegerField("次序")
    kind = models.CharField("种类", max_length=8)
    name = models.CharField("名称", max_length=80)
    size = models.PositiveBigIntegerField("字节数")
    sha256 = models.CharField(max_length=64)
    sm3 = models.CharField(max_length=64)
    have = models.PositiveBigIntegerField("已有字节数", default=0)
    done = models.BooleanField("已处理", default=False)

    class Meta:
        verbose_name = "数据包文件"
        ordering = ["n"]
        constraints = [models.UniqueConstraint(fields=["package", "n"], name="exchange_part_number")]

    def __str__(self) -> str:
        return self.name


class Standing(models.Model):
    """What has been sent, or stands here, of a form of a school: number and keyed digest of each record, in order.

    At the sender it is of the last package made, at the receiver it is written in the transaction of the records.
    """

    partner = models.ForeignKey(Partner, models.CASCADE, db_index=False, related_name="+")
    school = models.ForeignKey(Org, models.PROTECT, db_index=False, related_name="+")
    form = models.CharField("表单", max_length=40)
    columns = models.JSONField("数据项", default=list)
    rows = models.PositiveIntegerField("记录数")
    entries = models.BinaryField("各条摘要")
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = "数据摘要"
        constraints = [
            models.UniqueConstraint(fields=["partner", "school", "form"], name="exchange_standing_once")
        ]

    def __str__(self) -> str:
        return f"{self.school_id} {self.form}"


class PartnerOrg(models.Model):
    """Which node here is which one of the other installation."""

    partner = models.ForeignKey(Partner, models.CASCADE, db_index=False, related_name="+")
    remote = models.BigIntegerField("对方编号")
    org = models.ForeignKey(Org, models.PROTECT, related_name="+", verbose_name="机构")

    class Meta:
        verbose_name = "机构对照"
        constraints = [models.UniqueConstraint(fields=["partner", "remote"], name="exchange_org_once")]

    def __str__(self) -> str:
        return f"{self.remote} {self.org_id}"


class PassedItem(models.Model):
    """What has been handed over besides records: an attached file sent, a notice, round, table or case taken over.

    `digest` is that of its content, so that what is the same is not handed over or taken over again.
    """

    partner = models.ForeignKey(Partner, models.CASCADE, db_index=False, related_name="+")
    way = models.CharField("方向", max_length=3, choices=Package.Way)
    kind = models.CharField("种类", max_length=8)
    remote = models.CharField("对方编号", max_length=80)
    local = models.BigIntegerField("本方编号", default=0)
    digest = models.CharField("摘要", max_length=64, blank=True, default="")

    class Meta:
        verbose_name = "已交接的内容"
        constraints = [
            models.UniqueConstraint(fields=["partner", "way", "kind", "remote"], name="exchange_item_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.remote}"


class LogLine(models.Model):
    """What happened in the exchange, in words: what was made, sent, taken, refused, and why."""

    partner = models.ForeignKey(Partner, models.CASCADE, null=True, related_name="+", verbose_name="对方系统")
    package = models.ForeignKey(Package, models.CASCADE, null=True, related_name="log", verbose_name="数据包")
    at = models.DateTimeField("时间")
    bad = models.BooleanField("需要处理", default=False)
    text = models.CharField("内容", max_length=500)
    who = models.CharField("操作人", max_length=60, blank=True, default="")

    class Meta:
        verbose_name = "报送日志"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["partner", "-id"], name="exchange_log_partner")]

    def __str__(self) -> str:
        return self.text
