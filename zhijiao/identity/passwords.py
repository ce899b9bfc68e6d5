"""Rules for passwords and the making of initial ones."""

import secrets
import string
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, get_hasher, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from zhijiao.identity.models import User

MIN_LENGTH = 8
MAX_LENGTH = 128
MIN_CLASSES = 3
#: How many former passwords may not be chosen again.
REMEMBERED = 5

#: Shown beside every box for a new password.
RULES_TEXT = (
    f"至少 {MIN_LENGTH} 位，含大写字母、小写字母、数字、符号中的 {MIN_CLASSES} 类，"
    f"不得包含用户名或姓名，不得使用常见密码和最近 {REMEMBERED} 次用过的密码。"
)

# Without 0 O 1 l I, which are misread on paper.
_LOWER = "abcdefghijkmnpqrstuvwxyz"
_UPPER = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_DIGITS = "23456789"
_INITIAL_LENGTH = 12

_common = CommonPasswordValidator()


def problems(password: str, username: str = "", real_name: str = "") -> list[str]:
    """Chinese reasons why a password is not good enough; empty if it is."""
    found = []
    if len(password) < MIN_LENGTH:
        found.append(f"密码只有 {len(password)} 位，至少需要 {MIN_LENGTH} 位。")
    if len(password) > MAX_LENGTH:
        found.append(f"密码超过 {MAX_LENGTH} 位，请缩短。")
    if _classes(password) < MIN_CLASSES:
        found.append(f"密码应含大写字母、小写字母、数字、符号中的至少 {MIN_CLASSES} 类。")
    if _holds(password, username) or _holds(password, real_name):
        found.append("密码不得包含用户名或姓名，请换一个。")
    if _is_common(password):
        found.append("密码过于常见，容易被猜到，请换一个。")
    return found


def used_lately(user: "User", password: str) -> bool:
    """True if the password is one of the last few the account had."""
    former = user.former_passwords.values_list("password", flat=True)[:REMEMBERED]
    return any(check_password(password, hashed) for hashed in former)


def initial_password() -> str:
    """A random password that satisfies the rules; to be shown once and changed at the first sign-in."""
    alphabet = _LOWER + _UPPER + _DIGITS
    while True:
        password = "".join(secrets.choice(alphabet) for _ in range(_INITIAL_LENGTH))
        if not problems(password):
            return password


class FullCostArgon2(Argon2PasswordHasher):
    """Argon2, where a wrong password costs the full price too if the right one was hashed at a lower price.

    Django leaves this out for Argon2; an account whose initial password was never used would be told by its speed.
    """

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Called by Django after a failure against a hash of lower cost: pay what is missing."""
        self.encode(password, self.salt())


class _LightArgon2(FullCostArgon2):
    """Argon2 at a thousandth of the cost, for passwords nobody could guess; signing in stores the full one."""

    time_cost = 1
    memory_cost = 1024
    parallelism = 1


def hash_initial(password: str) -> str:
    """Hash an `initial_password` for many accounts at once.

    Twelve random characters of 55 (69 bits) cannot be guessed whatever a guess costs, and they are changed at the
    first sign-in. At full cost five thousand schools would take minutes.
    """
    usual = get_hasher()
    return make_password(password, hasher=_LightArgon2() if type(usual) is FullCostArgon2 else usual)


def _classes(password: str) -> int:
    plain = string.ascii_letters + string.digits
    return sum(
        (
            any(char in string.ascii_uppercase for char in password),
            any(char in string.ascii_lowercase for char in password),
            any(char in string.digits for char in password),
            any(char not in plain for char in password),
        )
    )


def _holds(password: str, name: str) -> bool:
    return len(name) >= 2 and name.lower() in password.lower()


def _is_common(password: str) -> bool:
    try:
        _common.validate(password)
    except ValidationError:
        return True
    return False
