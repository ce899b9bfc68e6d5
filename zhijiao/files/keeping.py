"""What is kept of a prepared file: sealed with the key of its node, for a day."""

import base64
import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from zhijiao.files.models import PreparedFile
from zhijiao.jobs.models import LIVE
from zhijiao.private.cipher import for_school
from zhijiao.private.sealed_stores import FileStore, Store, sealed

KEPT = timedelta(hours=24)
"""How long a file can be fetched."""
LISTED = timedelta(days=7)
"""How long the list says that there was one."""
MOST_KEPT = 20
"""Files of one person; with one more the oldest expires."""


@sealed
def stores() -> Iterable[Store]:
    """What a change of keys has to renew."""
    yield Store("文件的生成条件", PreparedFile, ("params",), _of)
    yield FileStore("生成的文件", PreparedFile, ("content",), _of)


def _of(org_id: int) -> QuerySet[PreparedFile]:
    return PreparedFile.objects.filter(org_id=org_id)


def sealed_params(org_id: int, params: Mapping[str, Any]) -> str:
    """What a file is asked with, sealed."""
    return for_school(org_id).encrypt_filled(_plain(params))


def digest(params: Mapping[str, Any]) -> str:
    """By this the same request is known again, whatever stands under names that begin with an underscore.

    Keyed, so that nobody can look up in it what somebody has asked for.
    """
    same = {name: value for name, value in params.items() if not name.startswith("_")}
    return salted_hmac("zhijiao.files.params", _plain(same), algorithm="sha256").hexdigest()


def _plain(params: Mapping[str, Any]) -> str:
    return json.dumps(params, ensure_ascii=False, sort_keys=True)


def params_of(file: PreparedFile) -> dict[str, Any]:
    """What the file was asked with."""
    params: dict[str, Any] = json.loads(for_school(file.org_id).decrypt_filled(file.params))
    return params


def sealed_content(org_id: int, data: bytes) -> bytes:
    """The bytes of a file, sealed."""
    return for_school(org_id).encrypt_filled(base64.b64encode(data).decode("ascii")).encode("ascii")


def content_of(file: PreparedFile) -> bytes:
    """The bytes of a file; empty once it has been thrown away."""
    if not file.content:
        return b""
    return base64.b64decode(for_school(file.org_id).decrypt_filled(bytes(file.content).decode("ascii")))


def forget_expired() -> None:
    """Throw away what can no longer be fetched, and after a week the line that tells of it."""
    now = timezone.now()
    PreparedFile.objects.filter(expires_at__lte=now, content__isnull=False).update(content=None, size=0)
    PreparedFile.objects.filter(asked_at__lt=now - LISTED).exclude(job__state__in=LIVE).delete()


def make_room(owner_id: int) -> None:
    """Let the oldest files of somebody who has many expire before their time."""
    ready = PreparedFile.objects.filter(owner_id=owner_id, content__isnull=False).order_by("-made_at", "-pk")
    surplus = list(ready.values_list("pk", flat=True)[MOST_KEPT:])
    PreparedFile.objects.filter(pk__in=surplus).update(content=None, size=0, expires_at=timezone.now())
