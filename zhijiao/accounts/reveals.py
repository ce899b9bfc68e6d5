"""Showing private values: counted per person and day, and told in the audit log before the value leaves.

Call `tell` in the transaction that reads the value; what it raises undoes the count, and the value is not shown.
"""

import re

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from zhijiao.accounts.actor import Actor
from zhijiao.accounts.gate import grantor
from zhijiao.accounts.privacy_models import RevealTally
from zhijiao.audit.events import Event
from zhijiao.audit.log import record

REASONS = {
    "check": "核对登记信息",
    "contact": "联系本人或监护人",
    "pay": "办理资助、补助或薪酬发放",
    "certificate": "办理学籍、证书或保险",
    "inspection": "配合上级检查或核查",
    "discipline": "纪检工作",
    "other": "其他",
}
LONGEST_NOTE = 60
_LONG_NUMBER, _GAPS = re.compile(r"\d{6}"), re.compile(r"[\s.\-－—]")


class QuotaReached(RuntimeError):
    """The day's number of reveals is used up; the text says when it renews and who can raise it."""


def checked_reason(key: str, note: str) -> str:
    """The reason as the log keeps it. Raises ValueError with a Chinese message; the note is never repeated in it."""
    if key not in REASONS:
        raise ValueError("请选择查看原因。")
    note = " ".join(note.split())
    if key == "other" and len(note) < 2:
        raise ValueError("选“其他”时，请写明查看原因。")
    if len(note) > LONGEST_NOTE:
        raise ValueError(f"说明最多 {LONGEST_NOTE} 个字，请缩短。")
    if _LONG_NUMBER.search(_GAPS.sub("", note)):
        raise ValueError("说明会记入审计日志，请不要写证件号码、电话等号码。")
    return f"{REASONS[key]}：{note}" if note else REASONS[key]


@transaction.atomic
def tell(actor: Actor, org_id: int, subject: str, detail: dict) -> int:
    """Count one reveal and put it into the audit log; returns how many are left today.

    Raises QuotaReached where the day's number is used up.
    """
    tally, _ = RevealTally.objects.get_or_create(user_id=actor.user_id, day=timezone.localdate())
    limit = settings.REVEALS_PER_DAY
    if not RevealTally.objects.filter(pk=tally.pk, count__lt=limit).update(count=F("count") + 1):
        raise QuotaReached(
            f"您今天已查看 {limit} 次隐私数据，达到每日上限，明天零点起恢复。"
            f"确需提高上限的，请由{grantor(actor.org_id) or '本单位系统管理员'}联系系统运维单位调整。"
        )
    record(Event.REVEAL, org=org_id, subject=subject, detail=detail)
    tally.refresh_from_db(fields=["count"])
    return max(0, limit - tally.count)
