"""Where accounts keep sealed texts: telephone and document number of their owners."""

from collections.abc import Iterable

from zhijiao.identity.models import User
from zhijiao.private.sealed_stores import Store, sealed


@sealed
def stores() -> Iterable[Store]:
    """The table of accounts, whose private facts are sealed."""
    yield Store("用户", User, ("phone", "document_number"), lambda school: User.objects.filter(org=school))
