"""Schools, announcements and cases. None of them is asked for a single sign, which would be found nearly everywhere."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from zhijiao.announcements import reading
from zhijiao.announcements.models import Announcement
from zhijiao.cases import finding
from zhijiao.filing.records import access
from zhijiao.identity.actor import BUSINESS, MANAGE
from zhijiao.lookup.asking import Asker, Hit, Words, excerpt


def schools(asker: Asker, words: Words, limit: int) -> list[Hit]:
    """For authorities: schools of their part of the tree by name or code; one statement."""
    actor = asker.actor
    if actor.is_school:
        return []
    rows = access.schools(actor).order_by("path")
    for word in words.each:
        rows = rows.filter(Q(name__icontains=word) | Q(code__startswith=word))
    found = rows.values_list("pk", "name", "code", "status", "parent__name")[:limit]
    return [
        Hit(
            name,
            _school_url(asker, pk),
            f"{code} · {parent}{'' if status == 'active' else ' · 已停办或合并'}",
        )
        for pk, name, code, status, parent in found
    ]


def _school_url(asker: Asker, pk: int) -> str:
    """A school opens with its workbench; for administrators, at its place in the tree."""
    if BUSINESS in asker.actor.portals:
        return f"/?school={pk}"
    return reverse("orgs:node", args=[pk]) if MANAGE in asker.actor.portals else "/"


def announcements(asker: Asker, words: Words, limit: int) -> list[Hit]:
    """Published 通知公告 addressed to the reader's node whose title or text holds all words; one statement."""
    rows = reading.addressed(asker.user).filter(state=Announcement.State.PUBLISHED)
    for word in words.each:
        rows = rows.filter(Q(title__icontains=word) | Q(body__icontains=word))
    return [
        Hit(
            each.title,
            reverse("announcements:read", args=[each.pk]),
            f"{each.org.name} · {timezone.localdate(each.published_at):%Y-%m-%d}"
            if each.published_at
            else each.org.name,
            excerpt(each.body, words.each),
        )
        for each in rows.order_by("-published_at", "-pk")[:limit]
    ]


def cases(asker: Asker, words: Words, limit: int) -> list[Hit]:
    """Cases: the own ones or those handed up by title, selected ones by any word of their text; four statements."""
    if BUSINESS not in asker.actor.portals:
        return []
    found = finding.own(asker.actor, words.text, limit) + finding.selected(asker.actor, words.text, limit)
    return [Hit(each.title, each.url, each.note) for each in found[:limit]]
