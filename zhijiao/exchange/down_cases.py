"""Cases that the ministry has selected, on their way to the schools of other provinces: what is published of them."""

import base64
import hashlib
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date

from zhijiao.attachments import keeping
from zhijiao.attachments.kinds import KINDS
from zhijiao.attachments.models import NUMBER, Attachment
from zhijiao.cases import library_index
from zhijiao.cases.models import Case, Publication
from zhijiao.cases.states import State
from zhijiao.exchange.down_items import Item, text
from zhijiao.exchange.models import Partner
from zhijiao.exchange.wire import Unreadable, moment
from zhijiao.filing.schema import registry
from zhijiao.kit.rich_text import sanitise
from zhijiao.orgs import services
from zhijiao.orgs.models import Level, Org, Status

NATIONAL = "1"
_TEXTS = {
    "form": 40,
    "title": 40,
    "school_name": 100,
    "kind": 60,
    "keywords": 60,
    "document": 60,
    "text": 200_000,
}
_ORG_FACTS = ("level", "code", "name", "school_type", "region")


def written(partner: Partner) -> Iterator[Item]:
    """What the ministry has published of schools in other provinces; what has ended is told as ended."""
    found = Publication.objects.filter(selector__parent=None, level=NATIONAL).select_related("school", "case")
    for each in found.exclude(school__path__under=partner.node.path).order_by("pk"):
        province = Org.objects.get(pk=each.school.province_id)
        content: dict[str, Any] = {name: getattr(each, name) for name in _TEXTS}
        content |= {
            "record": each.case.record_id, "number": each.case.number, "year": each.year, "items": each.items,
            "pictures": each.pictures, "selected_on": each.selected_on.isoformat(),
            "ended_at": each.ended_at and each.ended_at.isoformat(),
            "province": [getattr(province, name) for name in _ORG_FACTS],
            "school": [getattr(each.school, name) for name in _ORG_FACTS],
            "files": list(_files(each)),
        }  # fmt: skip
        yield Item(str(each.pk), content)


def _files(each: Publication) -> Iterator[list[str]]:
    """The pictures of a publication, those in its texts among them."""
    numbers = {held["number"] for held in each.pictures}
    numbers |= {number for item in each.items for number in sanitise.pictures_in(item.get("html"))}
    for file in Attachment.objects.filter(school_id=each.school_id, number__in=numbers).order_by("number"):
        try:
            data = keeping.content_of(file)
        except keeping.FileLost:
            continue
        encoded = base64.b64encode(data).decode("ascii")
        yield [file.number, file.form, file.column, file.kind, keeping.name_of(file), encoded]


def take(partner: Partner, content: dict[str, Any], local: int) -> int:
    """Let a selected case be read here; one that was taken down disappears."""
    try:
        ended = moment(content["ended_at"]) if content["ended_at"] else None
    except Unreadable:
        raise ValueError("moment") from None
    known = Publication.objects.filter(pk=local).first()
    if known is not None:
        Publication.objects.filter(pk=local, ended_at=None).update(ended_at=ended or timezone.now())
    if ended is not None:
        return local
    if text(content, "form", 40) not in registry.forms():
        raise ValueError("form")
    school = _school(partner, content)
    case = _case(partner, school, content)
    _keep_files(school, content["files"])
    texts = {name: text(content, name, most) for name, most in _TEXTS.items()}
    made = Publication(
        school=school, case=case, year=int(content["year"]), items=_items(content["items"]),
        pictures=_pictures(content["pictures"]), selector=partner.node, level=NATIONAL,
        selected_on=_day(content["selected_on"]), **texts,
    )  # fmt: skip
    library_index.add([made])
    return int(made.pk)


def _school(partner: Partner, content: dict[str, Any]) -> Org:
    """The school of another province, known here by name alone: closed, so that nothing counts it."""
    above = partner.node
    for place in ("province", "school"):
        level, code, name, kind, region = content[place]
        wanted = Level.PROVINCE if place == "province" else Level.SCHOOL
        if level != wanted:
            raise ValueError("level")
        found = Org.objects.filter(level=level, code=code).first()
        if found is None:
            found = services.create_org(above, level, name, code, kind, region)
            if place == "school":
                services.follow_status(found, Status.CLOSED, services.By(name="下发的典型案例"))
        above = found
    return above


def _case(partner: Partner, school: Org, content: dict[str, Any]) -> Case:
    made, _ = Case.objects.update_or_create(
        school=school, number=text(content, "number", 40),
        defaults={
            "form": text(content, "form", 40), "record_id": int(content["record"]), "title": text(content, "title", 40),
            "year": int(content["year"]), "state": State.NATIONAL.value, "holder": partner.node,
            "selector": partner.node, "moved_at": timezone.now(),
        },
    )  # fmt: skip
    return made


def _keep_files(school: Org, files: Any) -> None:
    for number, form, column, kind, name, encoded in files:
        if not NUMBER.fullmatch(number) or kind not in KINDS:
            raise ValueError("file")
        data = base64.b64decode(encoded, validate=True)
        digest = hashlib.sha256(data).hexdigest()
        keeping.adopt(
            school.pk, data, number=number, form=form, column=column, kind=kind, name=name, digest=digest
        )


def _items(items: Any) -> list[dict[str, str]]:
    return [{name: item.get(name) or "" for name in ("name", "label", "text", "html")} for item in items]


def _pictures(pictures: Any) -> list[dict[str, Any]]:
    kept = [dict(each) for each in pictures]
    if not all(NUMBER.fullmatch(each["number"]) for each in kept):
        raise ValueError("pictures")
    return kept


def _day(value: Any) -> Any:
    day = parse_date(value)
    if day is None:
        raise ValueError("no day")
    return day
