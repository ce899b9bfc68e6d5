"""Rounds of filing on their way down, and code tables, which are compared.

Code tables are files of the program, checked at its start. So a table is not laid over another here: where the
ministry works with other codes the log says which, and that the program is to be updated.
"""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date

from zhijiao.catalogue import kept_rounds
from zhijiao.catalogue.code_entries import CatalogueError
from zhijiao.catalogue.models import MadeRound, RoundState
from zhijiao.catalogue.tables import all_keys, table
from zhijiao.exchange import telling
from zhijiao.exchange.down_items import Item, text
from zhijiao.exchange.models import Partner
from zhijiao.exchange.refusals import Refused
from zhijiao.orgs.models import Org
from zhijiao.rounds import round_changes

DAYS = ("academic_from", "academic_to", "calendar_from", "calendar_to", "opens", "closes")
_TEXTS = {"title": 40, "source": 300, "note": 300, "body": 5_000_000, "copied_from": 12, "state": 8}


def written(partner: Partner) -> Iterator[Item]:
    """Rounds that are open or closed, with their matrix."""
    for row in MadeRound.objects.exclude(state=RoundState.DRAFT).order_by("academic_year"):
        content: dict[str, Any] = {
            name: getattr(row, name) for name in (*_TEXTS, "key", "academic_year", "deadlines")
        }
        for name in (*DAYS, "opened_on", "closed_on"):
            day = getattr(row, name)
            content[name] = day and day.isoformat()
        yield Item(row.key, content)


def take(partner: Partner, content: dict[str, Any], local: int) -> int:
    """Let a round stand as the ministry has it."""
    key = text(content, "key", 12)
    row = MadeRound.objects.filter(key=key).first() or MadeRound(
        key=key, made_by=Org.objects.get(parent=None), version=0
    )
    for name, most in _TEXTS.items():
        setattr(row, name, text(content, name, most))
    if row.state not in (RoundState.OPEN, RoundState.CLOSED) or not isinstance(content["deadlines"], dict):
        raise ValueError("state")
    row.academic_year, row.deadlines = int(content["academic_year"]), content["deadlines"]
    for name in DAYS:
        setattr(row, name, _day(content[name]))
    for name in ("opened_on", "closed_on"):
        setattr(row, name, content[name] and _day(content[name]))
    try:
        kept_rounds.round_of(row)
    except CatalogueError:
        raise Refused(
            f"下发的填报轮次“{row.title}”与本系统的表单不符，没有入库。请先升级本系统。", "round", final=False
        ) from None
    round_changes.take_over(row, f"下发：{partner.node.name}"[:60])
    return row.pk


def _day(value: Any) -> Any:
    day = parse_date(value)
    if day is None:
        raise ValueError("no day")
    return day


def codes(partner: Partner) -> Iterator[Item]:
    """Every code table: edition, and name of each code with whether it can be chosen."""
    for key in all_keys():
        found = table(key)
        entries = {entry.code: [entry.name, entry.selectable] for entry in found.entries.values()}
        yield Item(key, {"key": key, "title": found.title, "edition": found.edition, "entries": entries})


def compare_codes(partner: Partner, content: dict[str, Any], local: int) -> int:
    """Say where the ministry's table is another than ours."""
    key, title, theirs = text(content, "key", 60), text(content, "title", 200), content["entries"]
    if not isinstance(theirs, dict):
        raise ValueError("entries")
    if key not in all_keys():
        telling.tell(partner, f"部级系统使用代码表“{title}”，本系统没有。请升级本系统。", bad=True)
        return 0
    ours = {entry.code: [entry.name, entry.selectable] for entry in table(key).entries.values()}
    more, fewer = theirs.keys() - ours.keys(), ours.keys() - theirs.keys()
    renamed = [code for code in ours.keys() & theirs.keys() if ours[code][0] != theirs[code][0]]
    if more or fewer or renamed:
        said = "、".join(sorted(more)[:5])
        telling.tell(
            partner,
            f"代码表“{title}”与部级系统不同：部级多 {len(more)} 项{f'（{said}）' if said else ''}、少 {len(fewer)} 项，"
            f"{len(renamed)} 项名称不同。请升级到与部级系统相同的版本，代码随程序更新。",
            bad=True,
        )
    return int(timezone.now().timestamp())
