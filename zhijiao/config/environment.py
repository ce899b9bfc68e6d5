"""Reading the environment: modes, database addresses and locally generated keys."""

import os
import re
import secrets
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SECRET_LENGTH = 50  # characters; what Django's own check asks for
SECRET_DISTINCT = 12  # random characters have more; "aaaa…" and its like have not
_NEEDED = {
    "ZHIJIAO_SECRET_KEY": f"会话与签名密钥，至少 {SECRET_LENGTH} 个随机字符",
    "ZHIJIAO_MASTER_KEY": "隐私数据主密钥，须与数据库分开保管",
    "ALLOWED_HOSTS": "对外域名，多个用英文逗号分隔",
    "ZHIJIAO_SITE": "用户打开本系统的完整地址，邮件中的链接以此开头，例如 https://zhijiao.example",
}
_SITE = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/?|https?://\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?/?")

MODES = ("demo", "development", "production", "test")

SQLITE_SETUP = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=NORMAL;"
    "PRAGMA cache_size=-65536;"
    "PRAGMA mmap_size=1073741824;"
    "PRAGMA foreign_keys=ON;"
)
"""Sent on every new SQLite connection; the cache is 64 MB (negative = KiB), the memory map 1 GiB."""


def mode_from(environ) -> str:
    """Return the mode the program runs in; an unknown word is refused with the list of known ones."""
    mode = environ.get("ZHIJIAO_MODE", "development")
    if mode not in MODES:
        raise ImproperlyConfigured(f"ZHIJIAO_MODE 的值“{mode}”无效，可用：{'、'.join(MODES)}。")
    return mode


def flag(environ, name: str, default: bool = False) -> bool:
    """Read a yes/no variable; anything but 1, true, yes and on means no."""
    if name not in environ:
        return default
    return environ[name].strip().lower() in {"1", "true", "yes", "on"}


def whole(environ, name: str, default: int) -> int:
    """Read a whole number; a value that is none is refused with its name."""
    text = environ.get(name, "").strip()
    if not text:
        return default
    try:
        return int(text)
    except ValueError:
        raise ImproperlyConfigured(f"{name} 的值“{text}”不是整数。") from None


def words(environ, name: str) -> list[str]:
    """Read a comma-separated list, blanks dropped."""
    return [word.strip() for word in environ.get(name, "").split(",") if word.strip()]


def networks(environ, name: str) -> list[str]:
    """Read a comma-separated list of addresses and networks; what is neither is refused."""
    found = words(environ, name)
    for word in found:
        try:
            ip_network(word, strict=False)
        except ValueError:
            raise ImproperlyConfigured(
                f"{name} 中的“{word}”不是 IP 地址或网段，应形如 10.20.0.0/16。"
            ) from None
    return found


def audit_months(environ) -> int:
    """How many months audit entries are kept; less than the six of 网络安全法 Art. 21 is refused."""
    months = whole(environ, "ZHIJIAO_AUDIT_MONTHS", 36)
    if months < 6:
        raise ImproperlyConfigured(
            f"ZHIJIAO_AUDIT_MONTHS 的值“{months}”过小：《网络安全法》要求网络日志留存不少于六个月，请设为 6 或更大。"
        )
    return months


_LOOK_LIMITS = {"search": 30, "reveal": 40, "export": 20_000, "print": 6_000, "api": 20_000}


def look_limits(environ) -> dict[str, int]:
    """How much one person may look at on one day before it is an alert, by kind: "search=30,export=50000"."""
    limits = dict(_LOOK_LIMITS)
    for word in words(environ, "ZHIJIAO_LOOK_LIMITS"):
        found = re.fullmatch(r"\s*([a-z]+)\s*=\s*([1-9][0-9]{0,8})\s*", word)
        if found is None or found[1] not in limits:
            raise ImproperlyConfigured(
                f"ZHIJIAO_LOOK_LIMITS 中的“{word}”无效，应形如 export=20000；可用：{'、'.join(limits)}，限额为正整数。"
            )
        limits[found[1]] = int(found[2])
    return limits


def exchange_node(environ) -> str:
    """Whose installation this is for the exchange: ``ministry``, the code of a province, or nobody's."""
    text = environ.get("ZHIJIAO_EXCHANGE_NODE", "").strip()
    if text and text != "ministry" and not re.fullmatch(r"[0-9]{6}", text):
        raise ImproperlyConfigured(
            f"ZHIJIAO_EXCHANGE_NODE 的值“{text}”无效：部级系统填 ministry，省级系统填六位行政区划代码，不报送则不填。"
        )
    return text


def exchange_address(environ) -> str:
    """Where the other installation is: over https, unless a closed network is declared or it is this machine."""
    text = environ.get("ZHIJIAO_EXCHANGE_ADDRESS", "").strip().rstrip("/")
    if not text:
        return ""
    near = urlsplit(text).hostname in ("localhost", "127.0.0.1", "::1")
    if not _SITE.fullmatch(text) or not (
        text.startswith("https://") or near or flag(environ, "ZHIJIAO_PLAIN_HTTP")
    ):
        raise ImproperlyConfigured(
            "ZHIJIAO_EXCHANGE_ADDRESS 应为部级系统的完整地址，以 https:// 开头，例如 https://zhijiao.example。"
        )
    return text


def tasks(environ) -> dict:
    """Turn the address of a message broker, if there is one, into the setting of the background work's backend."""
    broker = environ.get("ZHIJIAO_TASKS_BROKER", "").strip()
    if not broker:
        return {"default": {"BACKEND": "zhijiao.jobs.backend.DatabaseBackend", "QUEUES": []}}
    scheme = urlsplit(broker).scheme
    if scheme not in {"redis", "rediss", "amqp", "amqps"}:
        raise ImproperlyConfigured(
            f"ZHIJIAO_TASKS_BROKER 的协议“{scheme}”不受支持，请用 redis://主机:6379/0 或 amqp://用户:口令@主机:5672//。"
        )
    bridge = "zhijiao.jobs.celery_bridge.CeleryBackend"
    return {"default": {"BACKEND": bridge, "QUEUES": [], "OPTIONS": {"BROKER": broker}}}


def refuse_incomplete_production(environ) -> None:
    """Stop a production start that lacks a key or an address, or has one that protects nothing.

    Everything that is missing is named at once, then everything that is wrong; no value is repeated.
    """
    missing = [f"{name}（{use}）" for name, use in _NEEDED.items() if not environ.get(name, "").strip()]
    if missing:
        raise ImproperlyConfigured(
            "生产模式（ZHIJIAO_MODE=production）缺少环境变量：" + "；".join(missing) + "。请设置后重新启动。"
        )
    wrong = [*_wrong_secrets(environ), *_wrong_addresses(environ)]
    if wrong:
        raise ImproperlyConfigured("生产模式（ZHIJIAO_MODE=production）不能启动：" + "".join(wrong))


def _wrong_secrets(environ) -> Iterator[str]:
    """What is wrong with the two keys, as far as it can be told here; `kit.master_key` knows more of the second."""
    secret, master = (environ[name].strip() for name in ("ZHIJIAO_SECRET_KEY", "ZHIJIAO_MASTER_KEY"))
    if secret == master:
        yield "ZHIJIAO_SECRET_KEY 与 ZHIJIAO_MASTER_KEY 相同，请各用各的密钥后重新启动。"
    if len(secret) < SECRET_LENGTH or len(set(secret)) < SECRET_DISTINCT:
        yield (
            f"ZHIJIAO_SECRET_KEY 应为至少 {SECRET_LENGTH} 个随机字符，现在的值可以被猜到。"
            '请执行 python -c "import secrets; print(secrets.token_urlsafe(48))" 生成一个。'
        )


def _wrong_addresses(environ) -> Iterator[str]:
    """Names under which this installation would answer for somebody else, or lead people away by mail."""
    if any("*" in host for host in words(environ, "ALLOWED_HOSTS")):
        yield "ALLOWED_HOSTS 不能含“*”，请逐个写明对外域名；全部子域名写作“.域名”。"
    site = environ["ZHIJIAO_SITE"].strip()
    if not _SITE.fullmatch(site):
        yield "ZHIJIAO_SITE 应为用户打开本系统的完整地址，例如 https://zhijiao.example。"


def local_key(folder: Path, name: str) -> str:
    """Return the key kept in `folder/name`, making one on the first call.

    For demo and development only. The file is created whole and readable by its owner alone, so two
    processes starting together agree on one key.
    """
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".{name}.{os.getpid()}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()


def database(url: str, root: Path) -> dict:
    """Turn a database address into Django's settings.

    Known are `sqlite:///relative.sqlite3` (under `root`), `sqlite:////absolute.sqlite3` and
    `postgresql://user:password@host:port/name?option=value`; `host` may be a socket folder given as the
    option `host`.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(parts, root)
    if parts.scheme in {"postgresql", "postgres"}:
        return _postgresql(parts)
    raise ImproperlyConfigured(
        f"DATABASE_URL 的协议“{parts.scheme}”不受支持，请用 sqlite:///路径 或 postgresql://用户:口令@主机/库名。"
    )


def _sqlite(parts, root: Path) -> dict:
    path = unquote(parts.path.removeprefix("/"))
    if not path:
        raise ImproperlyConfigured("DATABASE_URL 缺少 SQLite 文件路径，例如 sqlite:///var/zhijiao.sqlite3。")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(root / path),
        "CONN_MAX_AGE": 60,  # opening the file costs as much as a list page
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_SETUP},
        "TEST": {"MIGRATE": False},
    }


def _postgresql(parts) -> dict:
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "zhijiao.kit.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
        "TEST": {"MIGRATE": False},
    }
