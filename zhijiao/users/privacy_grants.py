"""Privacy roles on their way: granted by the school, confirmed by the department above, lapsed, taken back."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from zhijiao.audit.events import Event
from zhijiao.identity import account_events, privacy_confirmations
from zhijiao.identity.administrators import administrators
from zhijiao.identity.models import PrivacyConfirmation, PrivacyLevel, Role, User, new_stamp
from zhijiao.identity.privacy_confirmations import HOLDS, WAITS
from zhijiao.kit.text import fold
from zhijiao.signin import mail
from zhijiao.users import account_news

State = PrivacyConfirmation.State
REASON_LENGTH = 200
SHORTEST_REASON = 4
_QUIET = timedelta(hours=1)
"""Requests of one school within this time make one message."""
_PIECE = 500


class DecidedAlready(ValidationError):
    """Somebody else has decided, or the role has been taken away, since the page was drawn."""


def follow(user: User, by: User | None) -> None:
    """After a change of roles: ask for what is new, end what is gone. Belongs in the transaction of the change."""
    held = {role.pk: role for role in user.roles.exclude(privacy=PrivacyLevel.NONE)}
    rows = list(PrivacyConfirmation.objects.select_for_update().filter(user=user).select_related("role"))
    for row in rows:
        if row.role_id not in held and row.state in (State.WAITING, State.CONFIRMED):
            _settle(row, State.ENDED, _called(by), "角色已收回")
    if not settings.PRIVACY_CONFIRMATION:
        return
    live = {row.role_id for row in rows if row.state in (State.WAITING, State.CONFIRMED)}
    for pk, role in held.items():
        if pk not in live:
            _ask(user, role, by)


def ask_missing() -> bool:
    """Ask for privacy roles that were granted while the rule was switched off; true while more may be left."""
    if not settings.PRIVACY_CONFIRMATION:
        return False
    held = User.roles.through.objects.exclude(role__privacy=PrivacyLevel.NONE)
    asked = PrivacyConfirmation.objects.values("user", "role")
    known = set(asked.values_list("user_id", "role_id"))
    missing = [pair for pair in held.values_list("user_id", "role_id") if pair not in known]
    for user_id, role_id in missing[:_PIECE]:
        with transaction.atomic():
            _ask(User.objects.get(pk=user_id), Role.objects.get(pk=role_id), None)
    return len(missing) > _PIECE


@transaction.atomic
def decide(confirmation_id: int, by: User, agrees: bool, reason: str = "") -> PrivacyConfirmation:
    """Confirm or refuse a waiting request, or take a confirmation back. A refusal needs a reason.

    Raises:
        DecidedAlready: it no longer stands as it did.
        ValidationError: the reason is missing or too long.
    """
    row = PrivacyConfirmation.objects.select_for_update().get(pk=confirmation_id)
    expected = (State.WAITING,) if agrees else (State.WAITING, State.CONFIRMED)
    if row.state not in expected or row.until <= timezone.now():
        raise DecidedAlready(
            f"这项授权现在是“{row.get_state_display()}”或已过期，没有做任何改动，请刷新后查看。"
        )
    reason = fold(reason)
    if len(reason) > REASON_LENGTH:
        raise ValidationError(f"理由最多 {REASON_LENGTH} 个字，现有 {len(reason)} 个，请删减。")
    if not agrees and len(reason) < SHORTEST_REASON:
        raise ValidationError(f"请填写不同意或撤回的理由，不少于 {SHORTEST_REASON} 个字，以便学校改正。")
    refused = State.REFUSED if row.state == State.WAITING else State.ENDED
    _settle(row, State.CONFIRMED if agrees else refused, _called(by), reason)
    _tell_school(row)
    return row


def lapse() -> bool:
    """End one piece of what nobody decided in time and of what has held long enough; true while more is left."""
    due = PrivacyConfirmation.objects.filter(
        state__in=(State.WAITING, State.CONFIRMED), until__lte=timezone.now()
    )
    ids = list(due.order_by("until").values_list("pk", flat=True)[:_PIECE])
    for pk in ids:
        with transaction.atomic():
            row = PrivacyConfirmation.objects.select_for_update().get(pk=pk)
            if row.state not in (State.WAITING, State.CONFIRMED) or row.until > timezone.now():
                continue
            held = row.state == State.CONFIRMED
            _settle(row, State.ENDED, "系统", "确认期满" if held else "逾期未确认")
            _tell_school(row)
            if held and row.user.roles.filter(pk=row.role_id).exists():
                _ask(row.user, row.role, None)
    return len(ids) == _PIECE


@transaction.atomic
def doubt(user: User, by: User | None, why: str) -> bool:
    """Ask anew because somebody else could now sign in as this account; true if a confirmation was in effect."""
    rows = PrivacyConfirmation.objects.select_for_update().filter(user=user, state=State.CONFIRMED)
    found = list(rows.select_related("role"))
    if by is None or by.pk == user.pk or not settings.PRIVACY_CONFIRMATION:
        return False
    for row in found:
        _settle(row, State.ENDED, _called(by), why)
        _ask(user, row.role, by)
        user.stamp = row.user.stamp
    return bool(found)


@transaction.atomic
def ask_again(confirmation_id: int, by: User) -> None:
    """Ask the department once more after a refusal or when the request has lapsed; for the school's administrator."""
    row = PrivacyConfirmation.objects.select_for_update().get(pk=confirmation_id)
    if row.state in (State.WAITING, State.CONFIRMED) or not row.user.roles.filter(pk=row.role_id).exists():
        raise DecidedAlready("这项授权正在等待确认、已经确认，或角色已经收回，不需要重新申请。")
    _ask(row.user, row.role, by)


def _ask(user: User, role: Role, by: User | None) -> None:
    """Put a request before the department; without a department above, nobody can confirm."""
    now = timezone.now()
    facts = {
        "state": State.WAITING,
        "asked_at": now,
        "asked_by": _called(by),
        "decided_at": None,
        "decided_by": "",
        "until": now + WAITS,
        "reason": "",
    }
    PrivacyConfirmation.objects.update_or_create(user=user, role=role, defaults=facts)
    account_events.log_account_event(Event.ROLE, user, "申请隐私授权确认", roles=[role.name])
    others = PrivacyConfirmation.objects.filter(user__org=user.org_id, state=State.WAITING)
    if others.filter(asked_at__gt=now - _QUIET).exclude(user=user).exists():
        return
    authority = privacy_confirmations.authority_of(user.org)
    if authority is None:
        return
    text = (
        f"{user.org.name}向本校用户授予了隐私数据角色，须由贵单位系统管理员确认后才生效。"
        f"请登录管理端，在“隐私授权确认”中处理；{WAITS.days} 天内没有处理的申请自动失效。"
    )
    people = [admin.pk for admin in administrators(authority)]
    mail.queue_notice(people, "隐私授权等待确认", text)
    account_news.privacy_waits(people, text)


def _settle(row: PrivacyConfirmation, state: str, by: str, reason: str) -> None:
    """Put a confirmation into a state; rights act on the user's next click."""
    now = timezone.now()
    row.state, row.decided_at, row.decided_by, row.reason = state, now, by, reason[:REASON_LENGTH]
    if state == State.CONFIRMED:
        row.until = now + HOLDS
    row.save(update_fields=["state", "decided_at", "decided_by", "reason", "until"])
    row.user.stamp = new_stamp()
    User.objects.filter(pk=row.user_id).update(stamp=row.user.stamp)
    account_events.log_account_event(
        Event.ROLE, row.user, f"隐私授权{State(state).label}", roles=[row.role.name], why=row.reason
    )


def _tell_school(row: PrivacyConfirmation) -> None:
    """The user, and who granted the role, hear what became of it."""
    user = row.user
    people = {user.pk, *(admin.pk for admin in administrators(user.org) if admin.org_id == user.org_id)}
    why = f"理由：{row.reason}。" if row.reason else ""
    text = (
        f"{user.org.name}用户“{user.real_name}”（{user.username}）的角色“{row.role.name}”："
        f"{row.get_state_display()}。{why}"
        + ("" if row.state == State.CONFIRMED else "这一角色现在不起作用。")
    )
    mail.queue_notice(sorted(people), f"隐私授权{row.get_state_display()}", text)
    account_news.privacy_decided(people, f"隐私授权{row.get_state_display()}", text)


def _called(by: User | None) -> str:
    return account_events.name_in_log(by) if by else "系统"
