"""What the system knows of a province for its monthly report: numbers of schools, accounts, records and problems."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from zhijiao.catalogue.matrix import Round, current_round
from zhijiao.filing.models import FilingCount
from zhijiao.identity.actions import USERS
from zhijiao.identity.models import RoleGrant, User
from zhijiao.orgs.models import Level, Org
from zhijiao.quality.models import SchoolCheck
from zhijiao.rounds.completeness import progress_of
from zhijiao.signoff.authority_acts import levels_from
from zhijiao.signoff.models import Submission
from zhijiao.signoff.workflow import State

SCHOOLS_AT_ONCE = 200
LABELS = {
    "schools": "学校数",
    "province_admins": "应激活省级管理员账号数",
    "province_admins_active": "已激活省级管理员账号数",
    "school_accounts": "应激活校级账号数",
    "school_accounts_active": "已激活校级账号数",
    "signed_in": "已登录过的校级账号数",
    "basic_begun": "已启动基础数据补录学校数",
    "filing_begun": "已启动首轮填报学校数",
    "forms_done": "已完成的必填表单数",
    "filing_done": "必填表单全部完成的学校数",
    "signed": "已签字上报学校数",
    "accepted": "省级已审核通过学校数",
    "records": "已填报记录数",
    "problems": "待改正的逻辑校验问题数",
}
"""Figures that an item can name. An account counts as activated once its initial password has been changed."""


def figures(province: Org, filing: Round | None = None) -> dict[str, int]:
    """All figures of a province as they are now."""
    filing = filing or current_round()
    schools = Org.objects.subtree(province.path).schools().active()
    return {
        "schools": schools.count(),
        **_accounts(province),
        **_filed(schools, filing),
        **_completed(schools, filing),
        **_signed(schools, filing),
        "problems": _problems(schools, filing),
    }


def _accounts(province: Org) -> dict[str, int]:
    """Accounts that should be and are activated; one query for the province's office, one for its schools."""
    administers = RoleGrant.objects.filter(role__users=OuterRef("pk"), action=USERS)
    office = User.objects.filter(Exists(administers), org=province, is_active=True)
    staff = User.objects.filter(
        org__path__under=province.path, org__level="school", org__status="active", is_active=True
    )
    active = Q(must_change_password=False)
    first = office.aggregate(due=Count("pk"), done=Count("pk", filter=active))
    second = staff.aggregate(
        due=Count("pk"), done=Count("pk", filter=active), seen=Count("pk", filter=Q(last_login__isnull=False))
    )
    return {
        "province_admins": first["due"],
        "province_admins_active": first["done"],
        "school_accounts": second["due"],
        "school_accounts_active": second["done"],
        "signed_in": second["seen"],
    }


def _filed(schools: QuerySet[Org], filing: Round) -> dict[str, int]:
    """Schools that have begun, and how much there is, from the counters."""
    filled = FilingCount.objects.filter(school__in=schools, rows__gt=0).order_by()
    basic = {place.form for place in filing.places if place.import_order}
    owed = {place.form for place in filing.places} - basic
    in_round = Q(year__in=(0, filing.academic_year, filing.calendar_from.year))
    return {
        "basic_begun": filled.filter(form__in=basic).values("school").distinct().count(),
        "filing_begun": filled.filter(in_round, form__in=owed).values("school").distinct().count(),
        "records": filled.aggregate(rows=Sum("rows", default=0))["rows"],
    }


def _completed(schools: QuerySet[Org], filing: Round) -> dict[str, int]:
    """Required forms that are done, and schools that have done all of them."""
    done = whole = 0
    for piece in _pieces(list(schools.order_by("path"))):
        for progress in progress_of(piece, filing):
            done += progress.done
            whole += bool(progress.total) and progress.done == progress.total
    return {"forms_done": done, "filing_done": whole}


def _pieces(schools: Sequence[Org]) -> Iterator[Sequence[Org]]:
    for start in range(0, len(schools), SCHOOLS_AT_ONCE):
        yield schools[start : start + SCHOOLS_AT_ONCE]


def _signed(schools: QuerySet[Org], filing: Round) -> dict[str, int]:
    """Schools that have signed the round off, and those whose sign-off the province has accepted; one query."""
    rows = Submission.objects.filter(school__in=schools, round=filing.key)
    return rows.aggregate(
        signed=Count("pk", filter=Q(first_signed_at__isnull=False)),
        accepted=Count("pk", filter=Q(state=State.ACCEPTED, accepted_level__in=levels_from(Level.PROVINCE))),
    )


def _problems(schools: QuerySet[Org], filing: Round) -> int:
    rows = SchoolCheck.objects.filter(school__in=schools, round=filing.key)
    number: int = rows.aggregate(number=Sum("logic", default=0))["number"]
    return number


def difference(now: Any, before: Any) -> int | None:
    """How much more than last month; None where either is not a number."""
    if isinstance(now, int) and isinstance(before, int):
        return now - before
    return None
