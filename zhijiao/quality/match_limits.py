"""How many matches with other schools one school's records may bring up in a day.

More than a department can look at are either a whole school entered twice or somebody who tries numbers out; both are
told in one line. What is held back is compared again the next day. Entries of the log go to the department above the
schools concerned: the log of the school itself would be an answer to whoever tries.
"""

from collections import defaultdict
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.catalogue.matrix import Round
from zhijiao.orgs.models import Org
from zhijiao.quality.evaluate import Break
from zhijiao.quality.models import Finding, FindingState, MatchTally
from zhijiao.quality.rule import Rule

MOST_A_DAY = 50
SHOWN = timedelta(days=30)


def admit(rule: Rule, filing: Round, found: list[Break]) -> list[Break]:
    """The matches that become findings: those known already, and new ones within each school's daily limit."""
    known = _known(rule, filing, found)
    fresh: dict[int, list[Break]] = defaultdict(list)
    for each in found:
        if each.key not in known:
            fresh[each.school_id].append(each)
    held = {
        each.key for school_id in sorted(fresh) for each in _over_limit(rule, school_id, fresh[school_id])
    }
    return [each for each in found if each.key not in held]


def due_again() -> set[int]:
    """Schools with matches held back on former days; they are compared anew, and the tallies say so."""
    rows = MatchTally.objects.filter(held__gt=0, day__lt=timezone.localdate())
    schools = set(rows.values_list("school_id", flat=True))
    rows.update(held=0)
    return schools


def _known(rule: Rule, filing: Round, found: list[Break]) -> set[tuple[int, str, int]]:
    rows = Finding.objects.filter(
        round=filing.key, rule=rule.key, school__in={each.school_id for each in found}
    ).exclude(state=FindingState.RESOLVED)
    return {(school, rule.key, pk) for school, pk in rows.values_list("school_id", "record_id")}


def _over_limit(rule: Rule, school_id: int, fresh: list[Break]) -> list[Break]:
    """Count what is new of a school, tell the department, and return what goes beyond the limit."""
    tally, _ = MatchTally.objects.select_for_update().get_or_create(
        school_id=school_id, day=timezone.localdate()
    )
    room = max(0, MOST_A_DAY - tally.found)
    taken, held = fresh[:room], fresh[room:]
    MatchTally.objects.filter(pk=tally.pk).update(found=F("found") + len(taken), held=F("held") + len(held))
    school = Org.objects.get(pk=school_id)
    for above in sorted({each.referred_to for each in fresh if each.referred_to is not None}):
        number = sum(each.referred_to == above for each in taken)
        over = sum(each.referred_to == above for each in held)
        detail = {"rule": rule.key, "school": school.name, "found": number, "held": over}
        record(Event.RULES, org=above, subject=f"跨校比对：{rule.title}", detail=detail)
    return held
