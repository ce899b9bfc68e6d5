"""What stands between a school and its sign-off, as far as 数据校验 is concerned."""

from dataclasses import dataclass

from django.db.models import Q, Sum

from zhijiao.catalogue.matrix import Round
from zhijiao.orgs.models import Org
from zhijiao.quality.models import RuleCount
from zhijiao.quality.rule import Severity


@dataclass(frozen=True, slots=True)
class Blocking:
    """Findings that must be dealt with before sign-off: logic to be mended, experience to be mended or explained."""

    logic: int
    unexplained: int

    def __bool__(self) -> bool:
        return bool(self.logic or self.unexplained)


def blocking(school: Org, filing: Round) -> Blocking:
    """Findings of a school that stand in the way of its sign-off; one query over the counters."""
    found = RuleCount.objects.filter(school=school, round=filing.key).aggregate(
        logic=Sum("waiting", filter=Q(level=Severity.LOGIC), default=0),
        unexplained=Sum("waiting", filter=Q(level=Severity.EXPERIENCE), default=0),
    )
    return Blocking(**found)
