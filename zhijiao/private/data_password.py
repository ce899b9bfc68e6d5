"""数据密码: the second password, with which people trusted with private data open it for some minutes.

It is kept like the sign-in password (Argon2) and must differ from it. Whoever forgets it has it reset by the
administrator, who learns nothing and can set nothing: only the owner sets a new one, with the sign-in password as
proof. Entering it is noted in the session together with the stamp of the rights, so that it ends with the session and
with every change of rights.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from math import ceil
from time import time
from typing import TypeGuard

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.identity import passwords, rights, throttle
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import User, new_stamp
from zhijiao.identity.requests import MemberRequest
from zhijiao.private.models import DataPassword

RULES_TEXT = (
    f"至少 {passwords.MIN_LENGTH} 位，含大写字母、小写字母、数字、符号中的 {passwords.MIN_CLASSES} 类，"
    "不得包含用户名或姓名，不得使用常见密码，不得与登录密码相同。"
)
_SESSION = "unlocked"


def wanted_of(actor: Actor | None) -> TypeGuard[Actor]:
    """True for those whose roles carry private data; nobody else has a data password."""
    return actor is not None and actor.user_id is not None and actor.privacy != "none"


def is_set(user: User) -> bool:
    """True if the account has a data password in use."""
    return user.pk in having([user.pk])


def having(user_ids: Iterable[int]) -> set[int]:
    """Those of the accounts that have a data password in use; one query."""
    found = DataPassword.objects.filter(user__in=list(user_ids)).exclude(password="")
    return set(found.values_list("user_id", flat=True))


@transaction.atomic
def choose(user: User, password: str) -> None:
    """Store a data password its owner has chosen. Raises ValidationError if it breaks the rules."""
    former = DataPassword.objects.select_for_update().filter(user=user).first()
    found = passwords.problems(password, user.username, user.real_name)
    if user.check_password(password):
        found.append("数据密码不得与登录密码相同，请换一个。")
    if former and former.password and check_password(password, former.password):
        found.append("新的数据密码与原来的相同，请换一个。")
    if found:
        raise ValidationError(found)
    facts = {"password": make_password(password), "set_at": timezone.now(), "told": True}
    DataPassword.objects.update_or_create(user=user, defaults=facts)
    _new_stamp(user)
    throttle.data_succeeded(user.username)
    done = "修改" if former and former.password else "设置"
    record(Event.DATA_PASSWORD, org=user.org_id, subject=user.real_name, detail={"done": done})


def equals(user: User, password: str) -> bool:
    """True if a text is the account's data password; takes as long where there is none."""
    found = DataPassword.objects.filter(user=user).exclude(password="").values_list("password", flat=True)
    hashed = found.first()
    if hashed is None:
        make_password(password)
        return False
    return check_password(password, hashed)


@transaction.atomic
def reset(user: User, by: str) -> bool:
    """Take the data password away; false if there is none. Its owner is told when he next signs in."""
    facts = {"password": "", "reset_at": timezone.now(), "reset_by": by, "told": False}
    if not DataPassword.objects.filter(user=user).exclude(password="").update(**facts):
        return False
    _new_stamp(user)
    throttle.data_succeeded(user.username)
    record(Event.DATA_PASSWORD, org=user.org_id, subject=user.real_name, detail={"done": "重置"})
    return True


def news_for(user: User) -> str:
    """What somebody whose data password was reset has to be told, once; empty if there is nothing."""
    waiting = DataPassword.objects.filter(user=user, told=False)
    found = waiting.first()
    if found is None or not waiting.update(told=True):
        return ""
    when = timezone.localtime(found.reset_at)
    return (
        f"您的数据密码已于 {when:%Y-%m-%d %H:%M} 由{found.reset_by}重置。请在右上角“数据密码”中重新设置；"
        "如不是您本人要求，请立即与管理员核实。"
    )


# While it is open --------------------------------------------------------------------------------------------------


def unlock(request: MemberRequest, password: str) -> bool | None:
    """Open private data in this session if the data password is right; None if there were too many wrong ones."""
    user = request.user
    if not throttle.begin_data(user.username):
        return None
    if not equals(user, password):
        return False
    throttle.data_succeeded(user.username)
    begin(request)
    record(Event.DATA_PASSWORD, org=user.org_id, subject=user.real_name, detail={"done": "解锁"})
    return True


def begin(request: MemberRequest) -> None:
    """Open private data in this session, to somebody who has just proved to know the data password."""
    request.session[_SESSION] = {"until": time() + settings.UNLOCK_SECONDS, "stamp": request.user.stamp}
    request.actor = opened(request, rights.build_actor(request.user))


def lock(request: HttpRequest) -> None:
    """Close private data in this session at once."""
    request.session.pop(_SESSION, None)


def opened(request: HttpRequest, actor: Actor) -> Actor:
    """The actor of a session as it is after its data password: open until some moment, or as it was."""
    noted = request.session.get(_SESSION)
    if not noted or noted["stamp"] != actor.stamp or noted["until"] <= time() or not wanted_of(actor):
        return actor
    return actor.unlocked_to(datetime.fromtimestamp(noted["until"], UTC))


def minutes() -> int:
    """How many minutes the data password opens private data for."""
    return settings.UNLOCK_SECONDS // 60


def seconds_left(actor: Actor) -> int:
    """How long private data stays open to the actor, rounded up, so that who waits for the end finds it closed."""
    if actor.unlocked_until is None:
        return 0
    return max(0, ceil((actor.unlocked_until - timezone.now()) / timedelta(seconds=1)))


def _new_stamp(user: User) -> None:
    """End what is open in all of the account's sessions."""
    user.stamp = new_stamp()
    user.save(update_fields=["stamp", "updated_at"])
