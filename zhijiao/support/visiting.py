"""Those who are not signed in: a mailed link leads back to the conversation. Only its digest is kept, for a while."""

import hashlib
import secrets
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from zhijiao.private.cipher import for_school
from zhijiao.signin import mail
from zhijiao.support.models import Conversation

VALID = timedelta(days=14)


def send_link(found: Conversation, site: str, said: str) -> None:
    """Mail a link that opens the conversation; the one before serves no longer. Call it within `said`'s transaction."""
    if not found.email:
        return
    token = secrets.token_urlsafe(32)
    found.token_digest, found.token_until = digest(token), timezone.now() + VALID
    found.save(update_fields=["token_digest", "token_until"])
    address = for_school(found.org_id).decrypt_filled(found.email)
    text = (
        f"{said}\n\n请打开链接查看和继续（{VALID.days} 天内有效，请勿转给他人）：\n\n"
        f"{site}{reverse('support:link', args=[token])}\n\n如果不是您本人提问，请忽略这封邮件。"
    )
    mail.queue_letter(address, f"在线支持（第 {found.pk} 号）", text)


def opened_by(token: str) -> Conversation | None:
    """The conversation that a link opens; None for one that is unknown or too old."""
    return _valid(digest(token))


def still_open(kept: str) -> Conversation | None:
    """The conversation of a digest that a session keeps, as long as its link holds."""
    return _valid(kept) if kept else None


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _valid(kept: str) -> Conversation | None:
    found = Conversation.objects.filter(token_digest=kept, token_until__gt=timezone.now(), asker=None)
    return found.select_related("org", "handler", "assigned_to").first()
