"""What the owner of an account is told when somebody else changes it, without a private value."""

from collections.abc import Iterable

from django.urls import reverse

from zhijiao.identity.models import User
from zhijiao.notices.inbox import tell_user, tell_users

_RIGHTS = ("功能角色", "数据角色")
_ASK = "如有疑问，请联系本单位系统管理员。"


def changed(user: User, by: User | None, names: Iterable[str]) -> None:
    """Facts or rights of the account are others now; whoever changes his own knows already."""
    rest = [name for name in names if name not in _RIGHTS]
    rights = [name for name in names if name in _RIGHTS]
    if by is not None and by.pk == user.pk or not (rest or rights):
        return
    title = f"您的{'、'.join(rights)}已变更" if rights else "您的账号信息已变更"
    roles = "、".join(role.name for role in user.roles.all()) or "无"
    text = f"现有功能角色：{roles}；数据角色：{user.get_row_role_display()}。" if rights else ""
    if rest:
        text += f"变更的项目：{'、'.join(rest)}。"
    tell_user(user.pk, title=title, text=text + _ASK, url=reverse("signin:security"))


def password_reset(user: User, by: User) -> None:
    """Somebody else has set a new initial password."""
    if by.pk != user.pk:
        title = "您的登录密码已由管理员重置"
        tell_user(user.pk, title=title, text=_ASK, url=reverse("signin:security"), mail=True)


def identity_bound(user: User, provider: str) -> None:
    """An administrator has bound the account to an identity, by which it can be opened."""
    title = f"您的账号已由管理员绑定“{provider}”"
    text = "如不是您本人要求的，请立即解除绑定并告诉本单位系统管理员。"
    tell_user(user.pk, title=title, text=text, url=reverse("sso:own"), mail=True)


def identity_unbound(user: User) -> None:
    """An administrator has ended a binding."""
    tell_user(user.pk, title="您的统一身份绑定已由管理员解除", text=_ASK, url=reverse("sso:own"), mail=True)


def data_password_reset(user: User) -> None:
    """The data password has been taken away; the letter about it goes its own way."""
    text = "原数据密码作废，请重新设置。" + _ASK
    tell_user(user.pk, title="您的数据密码已由管理员重置", text=text, url=reverse("private:data_password"))


def enabled(user: User) -> None:
    """A disabled account works again."""
    tell_user(user.pk, title="您的账号已重新启用", text=_ASK, url=reverse("signin:security"))


def privacy_decided(people: Iterable[int], title: str, text: str) -> None:
    """The department has decided on a privacy role; the letter about it goes its own way."""
    tell_users(people, title=title, text=text)


def privacy_waits(people: Iterable[int], text: str) -> None:
    """A school has granted a privacy role, which the department has to confirm; the letter goes its own way."""
    tell_users(people, title="隐私授权等待确认", text=text, url=reverse("users:privacy"))
