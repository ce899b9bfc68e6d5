"""Keeps demo accounts, whose password everybody knows, out of production."""

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.utils import OperationalError

from zhijiao.demo.accounts import USERNAMES

MODES = ("demo", "development", "test")
"""Modes in which the demo province may be loaded."""

MESSAGE = (
    "数据库中有演示账号（{names}），其口令是公开的，生产模式拒绝启动。请改用新的空数据库；"
    "如确需使用该数据库，请先在非生产模式下删除这些账号及演示数据。"
)


def found(using: str = "default") -> list[str]:
    """User names of the demo accounts in a database; none if it has no tables yet or does not answer."""
    from zhijiao.identity.models import User

    connection = connections[using]
    try:
        if User._meta.db_table not in connection.introspection.table_names():
            return []
    except OperationalError:  # whoever needs the database next says what is wrong with it
        return []
    names = User.objects.using(using).filter(username__in=USERNAMES).order_by("username")
    return list(names.values_list("username", flat=True))


def refuse_demo_accounts() -> None:
    """Stop a production start on a database with demo accounts.

    Raises:
        ImproperlyConfigured: there are some; the message names them and the remedy.
    """
    if settings.PRODUCTION and (names := found()):
        raise ImproperlyConfigured(MESSAGE.format(names="、".join(names)))


@checks.register(checks.Tags.database)
def check_no_demo_accounts(app_configs, databases=None, **kwargs) -> list[checks.Error]:
    """The same for ``check --database`` and ``migrate``."""
    if not settings.PRODUCTION:
        return []
    names = [name for using in databases or () for name in found(using)]
    hint = "Use another database, or delete the accounts in another mode first."
    return [checks.Error(MESSAGE.format(names="、".join(names)), hint=hint, id="demo.E001")] if names else []
