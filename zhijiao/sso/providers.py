"""Identity providers: what the operator has written about each into the file `ZHIJIAO_SIGN_IN_PROVIDERS` names (TOML).

Whom to ask and whom to believe stands there alone; nothing of it can be changed on a page.
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, get_type_hints
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

OIDC, CAS = "oidc", "cas"
KINDS = (OIDC, CAS)
NEVER, WITH_SECOND_STEP, ALLOWED = "never", "with_second_step", "allowed"
ADMINISTRATORS = (NEVER, WITH_SECOND_STEP, ALLOWED)
_CLAIM = re.compile(r"\{([A-Za-z_][A-Za-z0-9_.:-]{0,60})\}")
_UNPROVEN = re.compile(r"mail|phone|mobile|tel", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Provider:
    """One identity provider."""

    key: str
    name: str
    kind: str
    #: OpenID Connect: the issuer, as it stands in every id_token. CAS: the address that `/login` follows.
    issuer: str
    client_id: str = ""
    client_secret: str = ""
    scopes: tuple[str, ...] = ("openid", "profile")
    #: CAS: 2 or 3, which says what a ticket is asked about.
    version: int = 3
    #: Further hosts that the provider's endpoints may lie on.
    hosts: tuple[str, ...] = ()
    ca_file: str = ""
    plain_http: bool = False
    #: Code of the province whose people alone come from here; empty if it is everybody's.
    province: str = ""
    #: How a login name is made of claims ("{employee_number}"); empty: bound accounts alone.
    login_name: str = ""
    administrators: str = WITH_SECOND_STEP
    #: Keys of built-in roles whose holders sign in here alone.
    excluded_roles: tuple[str, ...] = ()
    #: Words of `amr` and `acr` that the operator takes for a second step.
    trusted_amr: tuple[str, ...] = ()
    trusted_acr: tuple[str, ...] = ()
    #: OpenID Connect: what to ask the provider for.
    acr_values: str = ""
    logout: bool = True

    @property
    def claims(self) -> list[str]:
        """Claims of which a login name is made."""
        return _CLAIM.findall(self.login_name)

    def may_ask(self, url: str) -> bool:
        """Whether an address is one of this provider's: right scheme, and on a host the operator has named."""
        parts = urlsplit(url)
        schemes = ("https", "http") if self.plain_http else ("https",)
        own = urlsplit(self.issuer)
        return (
            parts.scheme in schemes
            and not parts.username
            and bool(parts.hostname)
            and (parts.netloc == own.netloc or parts.netloc in self.hosts)
        )


def every() -> tuple[Provider, ...]:
    """All providers, in the order of the file.

    Raises:
        ImproperlyConfigured: the file cannot be used; the message names provider and entry.
    """
    file = settings.SIGN_IN_PROVIDERS_FILE
    return _read(file) if file else ()


def named(key: str) -> Provider | None:
    """The provider of that key."""
    return next((provider for provider in every() if provider.key == key), None)


@lru_cache(maxsize=8)
def _read(file: str) -> tuple[Provider, ...]:
    try:
        content = tomllib.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ImproperlyConfigured(f"ZHIJIAO_SIGN_IN_PROVIDERS：读不了“{file}”（{error}）。") from None
    entries = content.get("provider", [])
    if set(content) - {"provider"} or not isinstance(entries, list):
        raise ImproperlyConfigured(f"ZHIJIAO_SIGN_IN_PROVIDERS：“{file}”只能由 [[provider]] 各段组成。")
    found = tuple(_provider(entry, Path(file)) for entry in entries)
    keys = [provider.key for provider in found]
    if twice := sorted({key for key in keys if keys.count(key) > 1}):
        raise ImproperlyConfigured(f"ZHIJIAO_SIGN_IN_PROVIDERS：key “{twice[0]}”用了两次，请改用不同的。")
    return found


def _provider(entry: Any, file: Path) -> Provider:
    if not isinstance(entry, dict):
        raise ImproperlyConfigured("ZHIJIAO_SIGN_IN_PROVIDERS：请写成 [[provider]]。")
    where = f"ZHIJIAO_SIGN_IN_PROVIDERS：“{entry.get('key', '?')}”的"
    entry = dict(entry)
    if secret := entry.pop("client_secret_file", ""):
        try:
            entry["client_secret"] = (file.parent / str(secret)).read_text(encoding="utf-8").strip()
        except OSError:
            raise ImproperlyConfigured(f"{where} client_secret_file 读不了，请核对路径和权限。") from None
    known = get_type_hints(Provider)
    if unknown := sorted(set(entry) - set(known)):
        raise ImproperlyConfigured(f"{where} {unknown[0]} 不是可用的设置，可用：{'、'.join(known)}。")
    for name, value in entry.items():
        entry[name] = _typed(where, name, value, known[name])
    if lacking := [name for name in ("key", "name", "kind", "issuer") if not entry.get(name)]:
        raise ImproperlyConfigured(f"{where} {'、'.join(lacking)} 没有填写。")
    provider = Provider(**entry)
    for name, right, said in _RULES:
        if not right(provider):
            raise ImproperlyConfigured(f"{where} {name} {said}。")
    return provider


def _typed(where: str, name: str, value: Any, kind: Any) -> Any:
    """The value, if it is of the kind of its field; lists become tuples."""
    if kind in (str, int, bool):
        if type(value) is kind:
            return value
        raise ImproperlyConfigured(f"{where} {name} 的类型不对，应为 {kind.__name__}。")
    if isinstance(value, list) and all(isinstance(each, str) and each for each in value):
        return tuple(value)
    raise ImproperlyConfigured(f'{where} {name} 应为文字的列表，例如 ["a", "b"]。')


_RULES: tuple[tuple[str, Callable[[Provider], bool], str], ...] = (
    ("key", lambda p: bool(re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", p.key)), "只能用小写字母、数字和短横线"),
    ("kind", lambda p: p.kind in KINDS, f"应为 {'、'.join(KINDS)} 之一"),
    (
        "issuer",
        lambda p: p.may_ask(p.issuer) and not urlsplit(p.issuer).query,
        "应为 https:// 开头的完整地址；封闭网络没有 https 的，另设 plain_http = true",
    ),
    ("client_id", lambda p: p.kind == CAS or bool(p.client_id), "没有填写"),
    ("version", lambda p: p.version in (2, 3), "应为 2 或 3"),
    ("province", lambda p: bool(re.fullmatch(r"(\d{6})?", p.province)), "应为省级机构的 6 位代码"),
    (
        "administrators",
        lambda p: p.administrators in ADMINISTRATORS,
        f"应为 {'、'.join(ADMINISTRATORS)} 之一",
    ),
    (
        "login_name",
        lambda p: not p.login_name or bool(p.claims),
        "应含至少一个用花括号写明的声明，例如 {employee_number}",
    ),
    (
        "login_name",
        lambda p: not any(_UNPROVEN.search(claim) for claim in p.claims),
        "不能由邮箱、电话等未经核实的声明组成，请用工号、登录名一类的标识",
    ),
    ("scopes", lambda p: "openid" in p.scopes, "须含 openid"),
    ("ca_file", lambda p: not p.ca_file or Path(p.ca_file).is_file(), "指的文件不存在"),
)
