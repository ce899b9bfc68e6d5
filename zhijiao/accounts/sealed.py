"""Where this package keeps sealed texts: private facts of accounts, secrets of apps, mail that waits."""

from collections.abc import Iterable

from zhijiao.accounts.models import User
from zhijiao.accounts.sign_in_models import Authenticator, QueuedMail
from zhijiao.custody.stores import Store, sealed
from zhijiao.orgs.models import Org


@sealed
def stores() -> Iterable[Store]:
    """The tables of accounts."""
    yield Store("用户", User, ("phone", "document_number"), lambda school: User.objects.filter(org=school))
    yield Store("身份验证器", Authenticator, ("secret",), _authenticators)
    yield Store("待发邮件", QueuedMail, ("content",), _mail)


def _authenticators(school: int):
    return Authenticator.objects.filter(user__in=User.objects.filter(org=school))


def _mail(school: int):
    """Mail belongs to the installation and is sealed for the root of the tree."""
    is_root = Org.objects.filter(pk=school, parent=None).exists()
    return QueuedMail.objects.all() if is_root else QueuedMail.objects.none()
