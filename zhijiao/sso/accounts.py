"""From an identity to an account that is there already. Accounts are never made here, and never found by mail."""

import re
from hashlib import scrypt

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from zhijiao.audit.events import Event
from zhijiao.identity import account_events, throttle
from zhijiao.identity.actor import MANAGE
from zhijiao.identity.models import User, username_rule
from zhijiao.identity.rights import build_actor, may_sign_in
from zhijiao.orgs.models import Level, Org
from zhijiao.sso.identities import Identity, texts
from zhijiao.sso.models import Binding
from zhijiao.sso.providers import NEVER, WITH_SECOND_STEP, Provider

LONGEST = 255
_PLACE = re.compile(r"\{([^{}]+)\}")


def digest(provider: Provider, subject: str) -> str:
    """An identity as it is kept. Identity numbers could be tried one by one, so trying is made dear."""
    salt = f"zhijiao.sso {provider.key}".encode()
    return scrypt(subject.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32).hex()


def serves(provider: Provider, user: User) -> bool:
    """Whether the account is one of those that come from this provider: of its province, and a person's."""
    if user.is_system:
        return False
    if not provider.province:
        return True
    province = user.org.province_id
    return (
        province is not None
        and Org.objects.filter(pk=province, level=Level.PROVINCE, code=provider.province).exists()
    )


def find(provider: Provider, identity: Identity) -> User | None:
    """The account of an identity: the one bound to it, else the one its claims name if the operator says so."""
    held = Binding.objects.filter(provider=provider.key, digest=digest(provider, identity.subject))
    bound = held.select_related("user__org").first()
    user = bound.user if bound else _named(provider, identity)
    return user if user is not None and serves(provider, user) else None


def refusal(provider: Provider, user: User, identity: Identity | None = None) -> str:
    """Why the account may not be opened from outside, in words; empty if it may.

    Without an identity it is asked in general: what depends on how somebody has proved himself is left out.
    """
    if not user.is_active:
        return "对应的账号已停用，请联系本单位系统管理员。"
    if not may_sign_in(user):
        return f"“{user.org.name}”已停办或合并，不能再登录。"
    if user.username in throttle.locked_names([user.username]):
        return throttle.LOCKED_TEXT
    if user.roles.filter(org=None, key__in=provider.excluded_roles).exists():
        return "您的功能角色不能从统一身份认证登录，请用账号和密码登录。"
    weak = identity is not None and not is_strong(provider, identity)
    barred = provider.administrators == NEVER or (provider.administrators == WITH_SECOND_STEP and weak)
    if barred and is_administrator(user):
        return "系统管理员须在本系统完成二步验证，请用账号和密码登录。"
    return ""


def is_administrator(user: User) -> bool:
    """Whether the account opens the manage portal."""
    return MANAGE in build_actor(user).portals


def is_strong(provider: Provider, identity: Identity) -> bool:
    """Whether the provider says that a second step was made, in words that the operator trusts."""
    return bool(set(identity.amr) & set(provider.trusted_amr)) or identity.acr in provider.trusted_acr


@transaction.atomic
def bind(provider: Provider, user: User, subject: str, by: str) -> None:
    """Bind an account to an identity.

    Raises:
        ValidationError: the account, or the identity, is bound already; or the account is not one of the provider's.
    """
    if not serves(provider, user):
        raise ValidationError(f"“{provider.name}”不用于该账号所属的单位。")
    if Binding.objects.filter(provider=provider.key, user=user).exists():
        raise ValidationError(f"该账号已绑定“{provider.name}”中的身份，请先解除绑定。")
    try:
        with transaction.atomic():
            Binding.objects.create(
                provider=provider.key, user=user, digest=digest(provider, subject), bound_by=by[:120]
            )
    except IntegrityError:
        raise ValidationError("该身份已绑定其他账号，请核对；确属本人的，请先在那个账号解除绑定。") from None
    account_events.log_account_event(Event.BINDING, user, "绑定", provider=provider.name)


@transaction.atomic
def unbind(provider_key: str, user: User) -> bool:
    """Take a binding away; false if there is none."""
    gone, _ = Binding.objects.filter(provider=provider_key, user=user).delete()
    if gone:
        account_events.log_account_event(Event.BINDING, user, "解除绑定", provider=provider_key)
    return bool(gone)


def keep(provider: Provider, user: User, identity: Identity) -> None:
    """Bind what the claims have named, so that a login name given to somebody else opens nothing."""
    held = Binding.objects.filter(provider=provider.key, user=user)
    if not held.exists():
        bind(provider, user, identity.subject, by="按登录名对应")


def _named(provider: Provider, identity: Identity) -> User | None:
    """The account whose login name the claims make, unless it is bound to another identity."""
    if not provider.login_name:
        return None
    values = {name: texts(identity.claims.get(name)) for name in provider.claims}
    if any(len(value) != 1 for value in values.values()):
        return None
    name = User.normalise(_PLACE.sub(lambda place: values[place[1]][0], provider.login_name))
    if not re.fullmatch(username_rule.regex, name):
        return None
    user = User.objects.select_related("org").filter(username=name, is_system=False).first()
    if user is None or Binding.objects.filter(provider=provider.key, user=user).exists():
        return None
    return user
