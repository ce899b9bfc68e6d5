"""Messages, announcements and conversations that addresses name."""

from collections.abc import Mapping

from zhijiao.announcements.models import Announcement, AnnouncementFile
from zhijiao.notices.models import InboxItem
from zhijiao.selfcheck.things import FROM_OWN, MISSING, NOBODY, SELF, Filler, Ground, Thing
from zhijiao.support.models import CannedAnswer, Conversation, SupportFile


def _message(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """A message to the clerk; nobody else may know of it."""
    found = InboxItem.objects.filter(user=ground.cast.clerk.account).order_by("-pk")
    return Thing(found.values_list("pk", flat=True).first() or MISSING, SELF)


def _announcement(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """One of the school to its own staff."""
    found = (
        Announcement.objects.filter(org=ground.school).order_by("-pk").values_list("pk", flat=True).first()
    )
    return Thing(found, FROM_OWN) if found else Thing(MISSING, NOBODY)


def _announcement_file(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    found = (
        AnnouncementFile.objects.filter(announcement=chosen["pk"].value)
        .values_list("number", flat=True)
        .first()
    )
    return Thing(found, FROM_OWN) if found else Thing("none", NOBODY)


def _conversation(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """One that the clerk has begun: his, and the staff's of the nodes that have handled it."""
    found = Conversation.objects.filter(asker=ground.cast.clerk.account).order_by("-pk")
    pk = found.values_list("pk", flat=True).first()
    return Thing(pk, FROM_OWN) if pk else Thing(MISSING, NOBODY)


def _support_picture(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    found = SupportFile.objects.filter(message__conversation=chosen["pk"].value)
    number = found.values_list("message__number", flat=True).first()
    return Thing(number, FROM_OWN) if number else Thing(MISSING, NOBODY)


def _canned(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    found = CannedAnswer.objects.filter(org=ground.school).values_list("pk", flat=True).first()
    return Thing(found, FROM_OWN) if found else Thing(MISSING, NOBODY)


def _token(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """No link of anybody's: those stand in mails alone."""
    return Thing("unknown")


NEWS: dict[str, Filler] = {
    "/messages/<int:pk>": _message,
    "/announcements/<int:pk>": _announcement,
    "/announcements/<int:pk>/files/<str:number>": _announcement_file,
    "/support/<int:pk>": _conversation,
    "/support/<int:pk>/pictures/<int:number>": _support_picture,
    "/support/canned/<int:pk>": _canned,
    "/support/link/<str:token>": _token,
}
