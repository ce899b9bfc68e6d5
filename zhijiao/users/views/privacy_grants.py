"""隐私授权确认: what schools have granted and the department above has to confirm; at a school, how its own stand."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhijiao.identity import privacy_confirmations
from zhijiao.identity.actions import USERS
from zhijiao.identity.gate import POST, manage
from zhijiao.identity.models import PrivacyConfirmation
from zhijiao.identity.requests import ActorRequest
from zhijiao.kit.paging import page_of
from zhijiao.orgs.models import Org
from zhijiao.users import privacy_grants

State = PrivacyConfirmation.State
_RANK = {State.WAITING: 0, State.REFUSED: 1, State.CONFIRMED: 2, State.ENDED: 3}


@manage(USERS)
def grant_list(request: ActorRequest) -> HttpResponse:
    """Grants, those that wait first."""
    org = Org.objects.get(pk=request.actor.org_id)
    rank = Case(
        *(When(state=state, then=Value(place)) for state, place in _RANK.items()), output_field=IntegerField()
    )
    rows = _seen(org).select_related("user__org", "role").order_by(rank, "-asked_at", "pk")
    context = {
        "org": org,
        "page": page_of(rows, request.GET),
        "waiting": privacy_confirmations.open_requests(_seen(org)).count(),
        "authority": privacy_confirmations.authority_of(org) if org.is_school else None,
        "switched_on": settings.PRIVACY_CONFIRMATION,
        "days": privacy_confirmations.WAITS.days,
        "valid_days": privacy_confirmations.HOLDS.days,
    }
    return render(request, "users/privacy_grants.html", context)


@manage(USERS, methods=POST)
def decide(request: ActorRequest, pk: int) -> HttpResponse:
    """Confirm, refuse or take back; at a school, ask once more."""
    org = Org.objects.get(pk=request.actor.org_id)
    row = _seen(org).filter(pk=pk).select_related("user", "role").first()
    if row is None:
        raise Http404("没有这项授权，或不由本单位确认。")
    step, name = request.POST.get("step", ""), f"“{row.user.real_name}”的“{row.role.name}”"
    try:
        if org.is_school and step == "ask":
            privacy_grants.ask_again(pk, request.user)
            messages.success(request, f"已再次提请主管部门确认{name}。")
        elif not org.is_school and step in ("confirm", "refuse"):
            agrees = step == "confirm"
            done = privacy_grants.decide(pk, request.user, agrees, request.POST.get("reason", ""))
            messages.success(request, f"{name}：{done.get_state_display()}，已通知本人和学校。")
        else:
            messages.error(request, "没有这种处理方式，没有做任何改动，请刷新后再试。")
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    return HttpResponseRedirect(reverse("users:privacy"))


def _seen(org: Org) -> QuerySet[PrivacyConfirmation]:
    """Grants of the school's own accounts, or those that the department decides."""
    if org.is_school:
        return PrivacyConfirmation.objects.filter(user__org=org)
    return privacy_confirmations.decided_by(org)
