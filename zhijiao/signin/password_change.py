"""Changing and resetting passwords, and what ends with the former one."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet

from zhijiao.audit.events import Event
from zhijiao.identity import account_events, passwords, throttle
from zhijiao.identity.models import PasswordHistory, User, new_stamp
from zhijiao.private import data_password
from zhijiao.signin.models import UserSession


def reset_password(user: User) -> str:
    """Give an account a new initial password and sign it out everywhere; returns the password to show once."""
    password = passwords.initial_password()
    with transaction.atomic():
        _store_password(user, password, must_change=True)
        account_events.log_account_event(Event.PASSWORD, user, "重置")
    throttle.release(user.username)
    return password


def change_password(user: User, password: str) -> None:
    """Store a password the user chose. Raises ValidationError if it breaks the rules."""
    found = passwords.problems(password, user.username, user.real_name)
    if user.check_password(password):
        found.append("新密码与原密码相同，请换一个。")
    elif passwords.used_lately(user, password):
        found.append(f"新密码不得与最近 {passwords.REMEMBERED} 次用过的相同，请换一个。")
    elif data_password.is_set(user) and data_password.equals(user, password):
        found.append("登录密码不得与数据密码相同，请换一个。")
    if found:
        raise ValidationError(found)
    with transaction.atomic():
        _store_password(user, password, must_change=False)
        account_events.log_own_event(Event.PASSWORD, user, "本人修改")


def drop_initial_password(user: User) -> None:
    """An initial password that its owner never used opens nothing any more; he has proved himself in another way."""
    with transaction.atomic():
        _store_password(user, None, must_change=False)
        account_events.log_own_event(Event.PASSWORD, user, "初始密码作废，改由统一身份认证登录")


def sign_out_everywhere(user: User) -> None:
    """End all sessions of an account; the caller keeps its own with `sessions.keep`."""
    end_sessions(User.objects.filter(pk=user.pk))
    user.refresh_from_db(fields=["sign_outs"])


def end_sessions(users: QuerySet[User]) -> None:
    """End all sessions of these accounts, so that none of them works again when the account does."""
    UserSession.objects.filter(user__in=users).delete()
    users.update(sign_outs=F("sign_outs") + 1)


@transaction.atomic
def _store_password(user: User, password: str | None, must_change: bool) -> None:
    """Store it, remember the former one, and forget the sessions, which end with the former one.

    None is a password that nobody can type.
    """
    PasswordHistory.objects.create(user=user, password=user.password)
    kept = list(
        PasswordHistory.objects.filter(user=user).values_list("pk", flat=True)[: passwords.REMEMBERED]
    )
    PasswordHistory.objects.filter(user=user).exclude(pk__in=kept).delete()
    UserSession.objects.filter(user=user).delete()
    user.set_password(password)
    user.must_change_password = must_change
    user.stamp = new_stamp()
    user.save(update_fields=["password", "must_change_password", "stamp", "updated_at"])
