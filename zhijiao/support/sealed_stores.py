"""Where 在线支持 keeps sealed texts: what people wrote, their mailboxes and pictures, under the key of their node."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from zhijiao.private.sealed_stores import FileStore, Store, sealed
from zhijiao.support.models import Conversation, SupportFile, SupportMessage


@sealed
def stores() -> Iterable[Store]:
    """The tables of conversations, messages and pictures."""
    yield Store("在线支持", Conversation, ("subject", "email", "rating_words"), _conversations)
    yield Store("支持消息", SupportMessage, ("text",), _messages)
    yield FileStore("支持图片", SupportFile, ("content",), _files)


def _conversations(school: int) -> QuerySet[Any]:
    return Conversation.objects.filter(org=school)


def _messages(school: int) -> QuerySet[Any]:
    return SupportMessage.objects.filter(org=school)


def _files(school: int) -> QuerySet[Any]:
    return SupportFile.objects.filter(org=school)
