"""Asking, saying, and keeping what is said. What people write is sealed; who has to know is told without it."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from zhijiao.attachments import checking
from zhijiao.attachments.keeping import too_large
from zhijiao.identity.models import User
from zhijiao.notices.inbox import tell_user, tell_users
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school, for_schools
from zhijiao.support import staff
from zhijiao.support.models import Conversation, Handling, SupportFile, SupportMessage
from zhijiao.workbooks.markup import FileRefused

State, Side = Conversation.State, SupportMessage.Side
PICTURES, MOST_BYTES = ("jpeg", "png"), 5 * 1024 * 1024
MOST_ASKED, MOST_SAID = 20, 60
"""Conversations of one person a day, and messages in an hour."""
MOST_MESSAGES = 300
"""Messages of one conversation; whoever needs more begins another."""
REOPENED_WITHIN = timedelta(days=30)


class Refused(ValueError):
    """What was asked cannot be done; says why and what to do. Nothing was changed."""


@dataclass(frozen=True)
class Picture:
    """A picture that has been judged."""

    kind: str
    data: bytes


@dataclass(frozen=True)
class Asked:
    """What somebody asks, and what is sent along; he has seen all of it before."""

    subject: str
    text: str
    page: str = ""
    roles: str = ""
    browser: str = ""
    picture: Picture | None = None


@dataclass(frozen=True)
class Voice:
    """Who says something."""

    side: str
    name: str
    user_id: int | None = None


def judged(data: bytes) -> Picture:
    """A picture that may be kept. FileRefused says why it may not and what to do."""
    if len(data) > MOST_BYTES:
        raise FileRefused(too_large(len(data), MOST_BYTES))
    return Picture(*checking.judged(data, PICTURES))


@transaction.atomic
def ask(user: User, asked: Asked) -> Conversation:
    """Begin a conversation of somebody signed in."""
    since = timezone.now() - timedelta(days=1)
    if Conversation.objects.filter(asker=user, asked_at__gt=since).count() >= MOST_ASKED:
        raise Refused(f"一天最多提 {MOST_ASKED} 个问题，请在已有的对话中继续，或明天再提。")
    made = _begin(user.org, staff.first_handler(user.org, user.pk), asked, asker=user, name=user.real_name)
    _say(made, Voice(Side.ASKER, user.real_name, user.pk), asked.text, asked.picture)
    _call_staff(made, but=user.pk)
    return made


@transaction.atomic
def ask_as_guest(org: Org, name: str, email: str, asked: Asked) -> Conversation:
    """Begin a conversation of somebody who is not signed in; `visiting` gives him the link that leads back."""
    made = _begin(org, staff.first_handler(org, None), asked, asker=None, name=name, email=email)
    _say(made, Voice(Side.ASKER, name), asked.text, asked.picture)
    _call_staff(made)
    return made


@transaction.atomic
def say_as_asker(pk: int, voice: Voice, text: str, picture: Picture | None = None) -> None:
    """The asker says more; a closed conversation opens again."""
    found = Conversation.objects.select_for_update().get(pk=pk)
    _refuse_floods(found, voice)
    if found.state == State.CLOSED:
        _reopen(found, voice)
    _say(found, voice, text, picture)
    found.state = State.WAITING
    _find_somebody(found)
    _keep(found, "state", "handler", "assigned_to")
    if found.assigned_to_id:
        tell_user(found.assigned_to_id, title=f"在线支持第 {pk} 号有新消息", url=address_of(pk))
    else:
        _call_staff(found, but=voice.user_id)


def say_as_staff(found: Conversation, voice: Voice, text: str, picture: Picture | None = None) -> None:
    """An answer; call it with the conversation locked, by whoever has it."""
    _refuse_floods(found, voice)
    _say(found, voice, text, picture)
    found.state = State.ANSWERED
    _keep(found, "state")
    if found.asker_id:
        tell_user(
            found.asker_id, title=f"您的提问（第 {found.pk} 号）有新答复", url=address_of(found.pk), mail=True
        )


def note(found: Conversation, text: str) -> None:
    """A note of what was done, which both sides read."""
    _say(found, Voice(Side.NOTE, ""), text, None)


def reopen(found: Conversation, voice: Voice) -> None:
    """Open a closed conversation again; call it with the conversation locked."""
    _reopen(found, voice)
    _find_somebody(found)
    _keep(found, "state", "handler", "assigned_to")
    _call_staff(found, but=voice.user_id)


def subject_of(found: Conversation) -> str:
    """What was asked, in clear."""
    return for_school(found.org_id).decrypt_filled(found.subject)


def subjects_of(rows: Iterable[Conversation]) -> dict[int, str]:
    """What was asked in each of many conversations."""
    found = list(rows)
    ciphers = for_schools(row.org_id for row in found)
    return {row.pk: ciphers[row.org_id].decrypt_filled(row.subject) for row in found}


def messages_of(found: Conversation) -> list[tuple[SupportMessage, str]]:
    """The messages with their texts in clear; one statement."""
    rows = list(found.messages.select_related("file").defer("file__content").order_by("number"))
    texts = for_school(found.org_id).decrypt_many(row.text for row in rows)
    return [(row, text or "") for row, text in zip(rows, texts, strict=True)]


def picture_of(file: SupportFile) -> bytes:
    """The bytes of a picture."""
    return base64.b64decode(for_school(file.org_id).decrypt_filled(bytes(file.content).decode("ascii")))


def _begin(
    org: Org, handler: Org, asked: Asked, *, asker: User | None, name: str, email: str = ""
) -> Conversation:
    cipher = for_school(org.pk)
    made = Conversation.objects.create(
        org=org,
        handler=handler,
        subject=cipher.encrypt_filled(asked.subject),
        asker=asker,
        asker_name=name,
        email=cipher.encrypt_filled(email) if email else "",
        page=asked.page,
        roles=asked.roles[:200],
        browser=asked.browser[:100],
    )
    Handling.objects.create(conversation=made, org=handler)
    return made


def _say(found: Conversation, voice: Voice, text: str, picture: Picture | None) -> None:
    cipher = for_school(found.org_id)
    found.last_number += 1
    said = SupportMessage.objects.create(
        conversation=found,
        org_id=found.org_id,
        number=found.last_number,
        side=voice.side,
        user_id=voice.user_id,
        name=voice.name,
        text=cipher.encrypt_filled(text),
    )
    if picture is not None:
        packed = base64.b64encode(picture.data).decode("ascii")
        SupportFile.objects.create(
            message=said,
            org_id=found.org_id,
            kind=picture.kind,
            size=len(picture.data),
            content=cipher.encrypt_filled(packed).encode("ascii"),
        )
    _keep(found)


def _keep(found: Conversation, *names: str) -> None:
    found.moved_at = timezone.now()
    found.save(update_fields=["last_number", "moved_at", *names])


def _reopen(found: Conversation, voice: Voice) -> None:
    if found.moved_at < timezone.now() - REOPENED_WITHIN:
        raise Refused(f"对话关闭已超过 {REOPENED_WITHIN.days} 天，不能重新打开，请另提一个问题。")
    found.state = State.WAITING
    note(found, f"{voice.name}重新打开了对话")


def _find_somebody(found: Conversation) -> None:
    """Leave a conversation with those who can answer it: people go, and schools are merged or closed."""
    answering = staff.staff_of(found.handler)
    if found.assigned_to_id and answering.filter(pk=found.assigned_to_id).exists():
        return
    found.assigned_to = None
    somebody = answering.exclude(pk=found.asker_id or 0).exists()
    above = None if somebody else staff.next_handler(found.handler)
    if above is not None:
        found.handler = above
        Handling.objects.get_or_create(conversation=found, org=above)


def _refuse_floods(found: Conversation, voice: Voice) -> None:
    if found.last_number >= MOST_MESSAGES:
        raise Refused(f"一个对话最多 {MOST_MESSAGES} 条消息，请另提一个问题。")
    since = timezone.now() - timedelta(hours=1)
    said = found.messages.filter(side=voice.side, at__gt=since).count()
    if said >= MOST_SAID:
        raise Refused(f"一小时内最多发 {MOST_SAID} 条消息，请稍后再发。")


def _call_staff(found: Conversation, but: int | None = None) -> None:
    people = staff.staff_of(found.handler).exclude(pk=but or 0).values_list("pk", flat=True)
    tell_users(people, title=f"在线支持有新问题（第 {found.pk} 号）", url=address_of(found.pk), mail=True)


def address_of(pk: int) -> str:
    """Where a conversation is read."""
    return reverse("support:read", args=[pk])
