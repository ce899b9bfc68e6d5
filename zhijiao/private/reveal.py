"""Showing private values: counted per person and day, and told in the audit log before the value leaves.

Call `count_and_log` in the transaction that reads the value; what it raises undoes the count, and the value is not
shown.
"""

import re
import unicodedata
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import grantor
from zhijiao.looks.log import record_look
from zhijiao.looks.models import Kind
from zhijiao.private.models import RevealTally

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
MOST_DIGITS = 5
_DATE = re.compile(r"([0-9]{4})年[0-9]{1,2}月(?:[0-9]{1,2}日)?")


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
    if _digits(note) > MOST_DIGITS:
        raise ValueError("说明会记入审计日志，请不要写证件号码、电话等号码。")
    return f"{REASONS[key]}：{note}" if note else REASONS[key]


def _digits(note: str) -> int:
    """How many digits a note holds in any script, whatever stands between them, Chinese numerals included.

    One date is not counted, if it lies within a year of today and so is nobody's birthday.
    """
    text = unicodedata.normalize("NFKC", note)
    date = _DATE.search(text)
    if date and abs(int(date[1]) - timezone.localdate().year) <= 1:
        text = text[: date.start()] + text[date.end() :]
    return sum(unicodedata.numeric(mark, -1) in range(10) for mark in text)


@transaction.atomic
def count_answers(actor: Actor, number: int) -> bool:
    """Count answers that tell somebody without the right of private values; False if the day's number is used up.

    Of more answers than are left none is given, and the number counts as used up.
    """
    today, limit = timezone.localdate(), settings.REVEALS_PER_DAY
    mine = RevealTally.objects.filter(user_id=actor.person, day=today)
    if not number:
        return not mine.filter(count__gte=limit).exists()
    RevealTally.objects.get_or_create(user_id=actor.person, day=today)
    if mine.filter(count__lte=limit - number).update(count=F("count") + number):
        return True
    mine.update(count=limit)
    return False


@transaction.atomic
def count_and_log(
    actor: Actor, org_id: int, subject: str, form: str, record_id: int, detail: dict[str, Any]
) -> int:
    """Count one reveal and tell of the look at that record; returns how many are left today.

    Raises QuotaReached where the day's number is used up.
    """
    tally, _ = RevealTally.objects.get_or_create(user_id=actor.person, day=timezone.localdate())
    limit = settings.REVEALS_PER_DAY
    if not RevealTally.objects.filter(pk=tally.pk, count__lt=limit).update(count=F("count") + 1):
        raise QuotaReached(
            f"您今天已查看 {limit} 次隐私数据，达到每日上限，明天零点起恢复。"
            f"确需提高上限的，请由{grantor(actor.org_id) or '本单位系统管理员'}联系系统运维单位调整。"
        )
    record_look(Kind.REVEAL, org=org_id, subject=subject, form=form, records=[record_id], detail=detail)
    tally.refresh_from_db(fields=["count"])
    return max(0, limit - tally.count)
