"""Walking through the interface of a source system, page by page; where it was interrupted it goes on.

`GET <address>/<part>?page=1&size=500` with the token as a bearer answers `{"rows": [{field: value}, …], "more": true}`.
A school asks for itself alone (`school=<code>`). Fields are those of the layout; others are left out. Each page is
given to its schools in one transaction with the place where the next one begins.
"""

import json
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.utils import timezone

from zhijiao.jobs import current_job
from zhijiao.kit import outbound
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school
from zhijiao.upstream import news, spreading
from zhijiao.upstream.layout import SCHOOL_FIELD, Part, SourceSystem, systems
from zhijiao.upstream.models import Connection, DeliveredRow, Delivery, Sync
from zhijiao.upstream.reading import LONGEST_CELL, SourceRow
from zhijiao.webhooks.sending import policy

SIZE, MOST_PAGES = 500, 4000
MOST_BYTES = 8 * 1024 * 1024
SECONDS = 30.0
MOST_TRIES = 6
AGAIN = {408, 425, 429, 500, 502, 503, 504}
"""Answers that may be others in a while."""


class Later(RuntimeError):
    """The other side does not answer now."""


class Unusable(ValueError):
    """What the other side answers cannot be used; the text says why."""


def fetch_all(sync: Sync) -> bool:
    """Fetch what is left of a walk; True when everything has been laid down.

    Raises:
        Later: the other side does not answer now.
        Unusable: it answers what cannot be used.
    """
    connection = Connection.objects.filter(org=sync.org_id, system=sync.system).first()
    if connection is None:
        raise Unusable("接口设置已删除，请重新设置后再同步。")
    system, org = systems()[sync.system], Org.objects.get(pk=sync.org_id)
    token = for_school(org.pk).decrypt(connection.token) or ""
    vouched = org.is_school and is_vouched(connection, org)
    at_once = connection.at_once and (not org.is_school or vouched)
    while True:
        current_job.check()
        place, page = sync.cursor.get("part", 0), sync.cursor.get("page", 1)
        if place >= len(system.parts):
            return True
        part = system.parts[place]
        rows, more = _page(connection.address, token, part, page, org)
        with current_job.fenced():
            sync = Sync.objects.select_for_update().get(pk=sync.pk)
            if sync.state != Sync.State.READING:
                return False
            if (sync.cursor.get("part", 0), sync.cursor.get("page", 1)) != (place, page):
                continue  # another worker has laid this page down
            numbered = _numbered(part, rows, sync.cursor.get("number", 0))
            spreading.spread(sync, numbered, at_once=at_once, vouched=vouched)
            sync.cursor = _next(sync.cursor, system, len(rows), more=more)
            sync.save(update_fields=["rows", "unjudged", "problems", "cursor"])


def _next(cursor: dict[str, Any], system: SourceSystem, rows: int, *, more: bool) -> dict[str, Any]:
    if more:
        page = cursor.get("page", 1) + 1
        if page > MOST_PAGES:
            raise Unusable(f"接口超过 {MOST_PAGES} 页仍未结束，请核对接口的分页。")
        return {"part": cursor.get("part", 0), "page": page, "number": cursor.get("number", 0) + rows}
    return {"part": cursor.get("part", 0) + 1, "page": 1, "number": 0}


def _numbered(part: Part, rows: list[dict[str, Any]], before: int) -> list[SourceRow]:
    return [SourceRow(part.key, before + n, row) for n, row in enumerate(rows, 1)]


def _page(address: str, token: str, part: Part, page: int, org: Org) -> tuple[list[dict[str, Any]], bool]:
    asked = {"page": page, "size": SIZE} | ({"school": org.code} if org.is_school else {})
    url = f"{address.rstrip('/')}/{part.key}?{urlencode(asked)}"
    headers = {"Accept": "application/json", "User-Agent": "zhijiao"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    try:
        answer = outbound.send("GET", url, policy(), headers=headers, seconds=SECONDS, most=MOST_BYTES + 1)
    except outbound.Refused as refused:
        raise Unusable(str(refused)) from None
    except outbound.Unreachable as failed:
        raise Later(str(failed)) from None
    if answer.status in AGAIN:
        raise Later(f"接口回答 {answer.status}")
    if answer.status != 200:
        hint = "请核对口令" if answer.status in (401, 403) else "请核对接口地址"
        raise Unusable(f"“{part.label}”第 {page} 页：接口回答 {answer.status}，{hint}。")
    if len(answer.content) > MOST_BYTES:
        raise Unusable(f"“{part.label}”第 {page} 页超过 8 MB，请减少每页的行数。")
    return _understood(part, page, answer.content)


def _understood(part: Part, page: int, content: bytes) -> tuple[list[dict[str, Any]], bool]:
    try:
        said = json.loads(content)
        rows, more = said["rows"], said.get("more", False)
        known = {SCHOOL_FIELD, *(each.name for each in part.fields)}
        found = [{name: _cell(row[name]) for name in known & row.keys()} for row in rows]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Unusable(f"“{part.label}”第 {page} 页不是约定的格式，请对照数据布局核对接口。") from None
    if len(found) > SIZE * 2:
        raise Unusable(f"“{part.label}”第 {page} 页有 {len(found)} 行，一页最多 {SIZE * 2} 行。")
    if more and not found:
        raise Unusable(f"“{part.label}”第 {page} 页没有数据却说还有下一页，请核对接口的分页。")
    kept = [{name: cell for name, cell in row.items() if cell not in (None, "")} for row in found]
    return [row for row in kept if row], bool(more)


def _cell(value: Any) -> Any:
    """A value of the interface as a cell; lists and objects are none."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if value is None or isinstance(value, int | float):
        return value
    if not isinstance(value, str):
        raise TypeError("no cell")
    return value[:LONGEST_CELL]


def is_vouched(connection: Connection, school: Org) -> bool:
    """Whether a school asks the server that an authority above it has set for the same system: then nobody of the
    school can have made the data up.
    """
    above = Connection.objects.filter(org__in=school.ancestors_ids(), system=connection.system)
    return origin(connection.address) in {origin(each) for each in above.values_list("address", flat=True)}


def origin(address: str) -> tuple[str, str]:
    """The server of an address."""
    parts = urlsplit(address)
    return parts.scheme, parts.netloc.lower()


def give_up(sync: Sync, message: str) -> None:
    """End a walk that leads nowhere; what had been laid down goes."""
    with current_job.fenced():
        ended = Sync.objects.filter(pk=sync.pk, state=Sync.State.READING).update(
            state=Sync.State.REFUSED, message=message[:500], finished_at=timezone.now()
        )
        if ended:
            news.refused(sync, message)
            for delivery in Delivery.objects.filter(sync_number=sync.pk):
                rows = DeliveredRow.objects.filter(school_id=delivery.school_id, delivery_id=delivery.pk)
                rows.delete()
                delivery.delete()
