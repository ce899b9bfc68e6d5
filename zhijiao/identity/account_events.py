"""What the audit log tells of accounts: who was changed and what about them, never a private value."""

from typing import Any

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.identity import throttle
from zhijiao.identity.models import User
from zhijiao.orgs.models import Org

_RIGHTS = ("功能角色", "数据角色")
_OPEN = ("真实姓名", *_RIGHTS, "二步验证")
"""What is told with its former and its new value; of everything else only that it changed."""


def name_in_log(user: User) -> str:
    """How the log names an account."""
    return f"{user.real_name}（{user.username}）"


def log_account_event(event: Event, user: User, done: str, **detail: Any) -> None:
    """Tell what was done to an account by whoever acts now."""
    record(event, org=user.org_id, subject=name_in_log(user), detail={"done": done, **detail})


def log_own_event(event: Event, user: User, done: str, **detail: Any) -> None:
    """Tell what somebody did about the own account, also before being signed in."""
    record(event, user=user, subject=name_in_log(user), detail={"done": done, **detail})


def account_facts(user: User) -> dict[str, str]:
    """What an account is, to be compared with what it becomes. Private facts are the stored tokens; never told."""
    return {
        "真实姓名": user.real_name,
        "功能角色": "、".join(role.name for role in user.roles.all()),
        "数据角色": user.get_row_role_display(),
        "二步验证": "开启" if user.second_step else "不开启",
        "性别": user.sex,
        "邮箱": user.email,
        "手机号": user.phone,
        "证件": user.document_type + user.document_number,
    }


def log_account_changes(user: User, before: dict[str, str]) -> list[str]:
    """Tell what is different since `before`, and return the names of it; nothing if nothing is."""
    after = account_facts(user)
    names = [name for name, value in after.items() if value != before[name]]
    if not names:
        return names
    event = Event.ROLE if set(names) & set(_RIGHTS) else Event.ACCOUNT
    values = {name: [before[name], after[name]] for name in names if name in _OPEN}
    log_account_event(event, user, "修改", fields=names, changed=values)
    return names


def sign_in_failed(username: str, why: str) -> None:
    """Tell of a failure. A name that no account has is not kept: people type passwords there.

    Names that exist and names that do not cost the same queries.
    """
    _of_name(Event.SIGN_IN_FAILED, username, why)


def log_lockout(username: str, why: str) -> None:
    """Tell that signing in is held up by too many failures."""
    _of_name(Event.LOCKED, username, why)


def limits_reached(username: str, address: str, device: str) -> None:
    """Tell of a lock that the failure just counted has closed."""
    if reached := throttle.limits_reached(username, address, device):
        log_lockout(username, f"{'、'.join(reached)}失败次数过多，暂停登录或要求二步验证")


def _of_name(event: Event, username: str, why: str) -> None:
    user = User.objects.filter(username=User.normalise(username)).first()
    top = Org.objects.filter(parent=None).values_list("pk", flat=True).first()
    if top is None:  # an installation without its first administrator: there is no account to guess at
        return
    subject = name_in_log(user) if user else "不存在的账号（不记录所填内容）"
    record(event, org=user.org_id if user else top, user=user, subject=subject, detail={"why": why})
