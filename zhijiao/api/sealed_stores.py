"""The sealed texts of the API, for a change of keys."""

from collections.abc import Iterable

from django.db.models import QuerySet

from zhijiao.api.models import KeptAnswer
from zhijiao.private.sealed_stores import Store, sealed


@sealed
def stores() -> Iterable[Store]:
    """Answers that are kept."""
    yield Store("接口请求的回答", KeptAnswer, ("content",), _of)


def _of(org_id: int) -> QuerySet[KeptAnswer]:
    return KeptAnswer.objects.filter(school_id=org_id)
