"""Taking a new master key into use: data keys are wrapped anew, blind indexes made anew, while the program runs.

What has been done shows in the values themselves: a wrapped key names its master key, and so does a blind index. So
there is nothing to keep account of, and it may be cut off anywhere.
"""

from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.kit import master_key
from zhijiao.private import cipher
from zhijiao.private.models import DataKey

PIECE = 300
Step = Callable[[int], int]
"""Makes some blind indexes anew, at most about so many; returns how many, 0 when none is left."""
_steps: list[Step] = []


def renews_blinds(step: Step) -> Step:
    """Register what makes the blind indexes of a package anew."""
    _steps.append(step)
    return step


def adopt(told: Callable[[str], None] = lambda text: None) -> tuple[int, int]:
    """Do all there is to do; returns how many data keys and blind indexes were changed."""
    rewrapped = blinds = 0
    while number := rewrap(PIECE):
        rewrapped += number
        told(f"已用新的主密钥加密 {rewrapped} 个数据密钥")
    for step in _steps:
        while number := step(PIECE):
            blinds += number
            told(f"已重新生成 {blinds} 个盲索引")
    if rewrapped or blinds:
        with transaction.atomic():
            detail = {"keys": rewrapped, "blinds": blinds, "master": master_key.fingerprint()}
            record(Event.KEYS, subject="启用新的主密钥", detail=detail)
    return rewrapped, blinds


@transaction.atomic
def rewrap(limit: int) -> int:
    """Wrap some data keys under the master key that are wrapped under a former one."""
    left = under_former().select_for_update().order_by("pk")
    found = list(left[:limit])
    for key in found:
        key.wrapped = cipher.rewrapped(key.school_id, key.version, key.wrapped)
        key.save(update_fields=["wrapped"])
    return len(found)


def under_former() -> QuerySet[DataKey]:
    """Data keys wrapped under another master key than the present one."""
    return DataKey.objects.exclude(wrapped__contains=f".{master_key.fingerprint()}.")
