"""Writing, publishing, withdrawing and renewing announcements. What is published stays as it was read."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from zhijiao.announcements import audience
from zhijiao.announcements.models import Announcement, AnnouncementFile, Audience
from zhijiao.audit.events import Event
from zhijiao.audit.log import record
from zhijiao.identity.actions import AUDIT, SUBMIT, USERS
from zhijiao.identity.actor import Actor
from zhijiao.orgs.models import Org

State = Announcement.State


class NotPossible(ValueError):
    """The announcement does not stand as the page showed it; nothing was changed."""


@dataclass(frozen=True)
class Wording:
    """What an author has written, judged already."""

    title: str
    body: str
    reach: str
    levels: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    nodes: tuple[int, ...] = ()
    must_read: bool = False
    pinned: bool = False
    expires_on: date | None = None


def may_publish(actor: Actor) -> bool:
    """Administrators everywhere; at an authority those who audit, at a school the principal."""
    return actor.may(USERS) or actor.may_somewhere(SUBMIT if actor.is_school else AUDIT)


@transaction.atomic
def draft(actor: Actor, org: Org, wording: Wording) -> Announcement:
    """Keep a new draft."""
    made = Announcement(org=org, written_by=actor.user_id, author=actor.name)
    _fill(made, wording)
    made.save()
    _set_audience(made, org, wording)
    return made


@transaction.atomic
def change(actor: Actor, pk: int, version: int, wording: Wording) -> Announcement:
    """Change a draft that is still as the page showed it."""
    found = _locked(actor, pk, State.DRAFT)
    if found.version != version:
        raise NotPossible("草稿刚刚被他人修改，您的改动没有保存。请刷新页面，核对后再改。")
    _fill(found, wording)
    found.version += 1
    found.save()
    found.audience.all().delete()
    _set_audience(found, found.org, wording)
    return found


@transaction.atomic
def publish(actor: Actor, pk: int, version: int) -> Announcement:
    """Put a draft before those it is addressed to; the edition it replaces steps back."""
    found = _locked(actor, pk, State.DRAFT)
    if found.version != version:
        raise NotPossible("草稿刚刚被他人修改，没有发布。请核对现在的内容后再发布。")
    if found.expires_on is not None and found.expires_on < timezone.localdate():
        raise NotPossible("有效期已过，没有发布。请把有效期改到今天或以后。")
    found.state, found.published_at, found.publisher = State.PUBLISHED, timezone.now(), actor.name
    found.save(update_fields=["state", "published_at", "publisher"])
    found.audience.update(open=True)
    if found.replaces_id is not None:
        former = Announcement.objects.filter(pk=found.replaces_id, state=State.PUBLISHED)
        former.update(state=State.REPLACED)
        Audience.objects.filter(announcement=found.replaces_id).update(open=False)
    _tell(found, "发布")
    return found


@transaction.atomic
def withdraw(actor: Actor, pk: int, reason: str) -> Announcement:
    """Take a published one back; those who were addressed are told why."""
    found = _locked(actor, pk, State.PUBLISHED)
    found.state, found.withdrawn_at, found.withdrawer = State.WITHDRAWN, timezone.now(), actor.name
    found.reason = reason
    found.save(update_fields=["state", "withdrawn_at", "withdrawer", "reason"])
    found.audience.update(open=False)
    _tell(found, "撤回", reason=reason)
    return found


def revise(actor: Actor, pk: int) -> Announcement:
    """A draft of the next edition, or the one that somebody has begun already."""
    try:
        with transaction.atomic():
            return _revised(actor, _locked(actor, pk, State.PUBLISHED))
    except IntegrityError:  # somebody else has begun at the same moment
        return Announcement.objects.get(replaces=pk, state=State.DRAFT)


def _revised(actor: Actor, old: Announcement) -> Announcement:
    begun = old.successors.filter(state=State.DRAFT).first()
    if begun is not None:
        return begun
    same = ("org_id", "title", "body", "reach", "must_read", "pinned", "expires_on")
    made = Announcement.objects.create(
        **{name: getattr(old, name) for name in same},
        edition=old.edition + 1,
        replaces=old,
        written_by=actor.user_id,
        author=actor.name,
    )
    rules = old.audience.values_list("node_id", "level", "school_type")
    Audience.objects.bulk_create(
        [Audience(announcement=made, node_id=n, level=level, school_type=t) for n, level, t in rules],
        batch_size=500,
    )
    for file in old.files.all():
        file.pk, file.announcement = None, made
        file.save(force_insert=True)
    return made


@transaction.atomic
def discard(actor: Actor, pk: int) -> Announcement:
    """Throw a draft away."""
    found = _locked(actor, pk, State.DRAFT)
    AnnouncementFile.objects.filter(announcement=pk).delete()
    Announcement.objects.filter(pk=pk).delete()
    return found


def own(actor: Actor, pk: int) -> Announcement:
    """An announcement of the actor's own node, of whatever state. Announcement.DoesNotExist if there is none."""
    return Announcement.objects.select_related("org", "replaces").get(pk=pk, org=actor.org_id)


def _locked(actor: Actor, pk: int, state: str) -> Announcement:
    found = Announcement.objects.select_for_update().get(pk=pk, org=actor.org_id)
    if found.state != state:
        raise NotPossible(f"这条通知{found.get_state_display()}，没有做任何改动。请刷新页面。")
    return found


def _fill(made: Announcement, wording: Wording) -> None:
    for name in ("title", "body", "reach", "must_read", "pinned", "expires_on"):
        setattr(made, name, getattr(wording, name))


def _set_audience(made: Announcement, org: Org, wording: Wording) -> None:
    rules = audience.rules(org, wording.reach, wording.levels, wording.types, wording.nodes)
    for rule in rules:
        rule.announcement = made
    Audience.objects.bulk_create(rules, batch_size=500)


def _tell(found: Announcement, done: str, **detail: str) -> None:
    told = {"done": done, "record": found.pk, **detail}
    record(Event.ANNOUNCEMENT, org=found.org_id, subject=found.title, detail=told)
