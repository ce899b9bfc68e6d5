"""Notices of the ministry on their way down: they appear in the province as announcements of 教育部."""

import base64
from collections.abc import Iterator
from typing import Any

from django.utils.dateparse import parse_date

from zhijiao.announcements.models import BODY, REASON, TITLE, Announcement, AnnouncementFile, Audience
from zhijiao.attachments.keeping import shown_name
from zhijiao.attachments.kinds import KINDS
from zhijiao.attachments.models import NUMBER
from zhijiao.exchange.down_items import Item, text
from zhijiao.exchange.models import Partner
from zhijiao.exchange.wire import Unreadable, moment
from zhijiao.orgs.models import Level, Org, SchoolType

State, Reach = Announcement.State, Announcement.Reach
MOST_FILES = 5
EVERYWHERE = ["", ""]


def written(partner: Partner) -> Iterator[Item]:
    """What the ministry has published for the province, withdrawn ones too, so that they disappear there as well."""
    found = Announcement.objects.filter(org__parent=None).exclude(state=State.DRAFT).order_by("pk")
    for each in found.prefetch_related("audience__node", "files"):
        rules = [fits for rule in each.audience.all() if (fits := _rule(partner, rule))]
        if rules:
            yield Item(str(each.pk), _content(each, rules))


def _rule(partner: Partner, rule: Audience) -> list[Any] | None:
    """Whom a rule means, without numbers of ours; None for others than the province and what is below."""
    if rule.node.parent_id is None:
        return [EVERYWHERE, rule.level, rule.school_type]
    if partner.node.covers(rule.node):
        return [[rule.node.level, rule.node.code], rule.level, rule.school_type]
    return None


def _content(each: Announcement, rules: list[Any]) -> dict[str, Any]:
    return {
        "state": each.state, "title": each.title, "body": each.body, "reach": each.reach, "rules": rules,
        "must_read": each.must_read, "pinned": each.pinned, "edition": each.edition,
        "expires_on": each.expires_on and each.expires_on.isoformat(), "publisher": each.publisher,
        "published_at": each.published_at and each.published_at.isoformat(),
        "withdrawn_at": each.withdrawn_at and each.withdrawn_at.isoformat(), "reason": each.reason,
        "files": [
            [file.number, file.name, file.kind, base64.b64encode(bytes(file.content)).decode("ascii")]
            for file in each.files.all()
        ],
    }  # fmt: skip


def take(partner: Partner, content: dict[str, Any], local: int) -> int:
    """Let a notice stand as the ministry has it."""
    made = Announcement.objects.filter(pk=local).first() or Announcement(org=Org.objects.get(parent=None))
    made.state, made.reach = State(content["state"]), Reach(content["reach"])
    if made.state == State.DRAFT:
        raise ValueError("draft")
    made.title, made.body = text(content, "title", TITLE), text(content, "body", BODY)
    made.reason = text(content, "reason", REASON)
    made.publisher = made.author = text(content, "publisher", 60)
    made.must_read, made.pinned = bool(content["must_read"]), bool(content["pinned"])
    made.edition = min(int(content["edition"]), 30_000)
    made.expires_on = parse_date(content["expires_on"]) if content["expires_on"] else None
    try:
        made.published_at = moment(content["published_at"])
        made.withdrawn_at = moment(content["withdrawn_at"]) if content["withdrawn_at"] else None
    except Unreadable:
        raise ValueError("moment") from None
    made.save()
    made.audience.all().delete()
    shown = made.state == State.PUBLISHED
    Audience.objects.bulk_create(_audience(made, content["rules"], shown), batch_size=500)
    made.files.all().delete()
    AnnouncementFile.objects.bulk_create(_files(made, content["files"]))
    return made.pk


def _audience(made: Announcement, rules: Any, shown: bool) -> list[Audience]:
    found = []
    for (node_level, code), level, kind in rules:
        node = Org.objects.filter(parent=None) if [node_level, code] == EVERYWHERE else None
        if node is None:
            node = Org.objects.filter(level=node_level, code=code)
        if level not in ("", *Level.values) or kind not in ("", *SchoolType.values):
            raise ValueError("rule")
        found += [
            Audience(announcement=made, node=each, level=level, school_type=kind, open=shown) for each in node
        ]
    return found


def _files(made: Announcement, files: Any) -> list[AnnouncementFile]:
    kept = []
    for number, name, kind, content in files[:MOST_FILES]:
        if not NUMBER.fullmatch(number) or kind not in KINDS:
            raise ValueError("file")
        data = base64.b64decode(content, validate=True)
        kept.append(
            AnnouncementFile(
                announcement=made,
                number=number,
                name=shown_name(name, kind),
                kind=kind,
                size=len(data),
                content=data,
            )
        )
    return kept
