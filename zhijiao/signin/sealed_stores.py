"""Where signing in keeps sealed texts: secrets of authenticator apps, mail that waits."""

from collections.abc import Iterable

from zhijiao.identity.models import User
from zhijiao.orgs.models import Org
from zhijiao.private.sealed_stores import Store, sealed
from zhijiao.signin.models import Authenticator, QueuedMail


@sealed
def stores() -> Iterable[Store]:
    """The tables of authenticators and of mail."""
    yield Store("身份验证器", Authenticator, ("secret",), _authenticators)
    yield Store("待发邮件", QueuedMail, ("content",), _mail)


def _authenticators(school: int):
    return Authenticator.objects.filter(user__in=User.objects.filter(org=school))


def _mail(school: int):
    """Mail belongs to the installation and is sealed for the root of the tree."""
    is_root = Org.objects.filter(pk=school, parent=None).exists()
    return QueuedMail.objects.all() if is_root else QueuedMail.objects.none()
