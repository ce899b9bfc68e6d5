"""The items of the report: those that come with the program, as the ministry has arranged them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from django.db.migrations.state import StateApps

from zhijiao.catalogue.files import read_lines
from zhijiao.monthly.models import ItemKind, ReportItem

FILE = Path(__file__).with_name("items.csv")
STEP = 10
"""Room between the positions of shipped items."""


@dataclass(frozen=True)
class Item:
    """An item as a report shows it."""

    key: str
    section: str
    label: str
    kind: str
    choices: str = ""
    unit: str = ""
    figure: str = ""
    source: str = ""
    note: str = ""

    @property
    def options(self) -> list[str]:
        """What can be chosen."""
        return (
            ["是", "否"] if self.kind == ItemKind.FLAG else [each for each in self.choices.split("|") if each]
        )

    @property
    def counted(self) -> bool:
        """Whether it is a number that can be added up and compared with last month."""
        return self.kind in (ItemKind.FIGURE, ItemKind.COUNT)

    def stored(self) -> dict[str, str]:
        """The item as plain data."""
        return asdict(self)


NAMES = tuple(field.name for field in fields(Item))


@cache
def shipped() -> tuple[Item, ...]:
    """The items that come with the program."""
    _, _, columns, rows = read_lines(FILE)
    return tuple(Item(**dict(zip(columns, row, strict=True))) for row in rows)


def ensure_items(apps: StateApps | None = None, **kwargs: Any) -> None:
    """See that every shipped item has its row; what the ministry has changed of it stays. Receiver of post_migrate.

    `apps` is the state `migrate` arrived at; without the table in it there is nothing to do.
    """
    if apps is not None and not any(model._meta.label == "monthly.ReportItem" for model in apps.get_models()):
        return
    there = set(ReportItem.objects.values_list("key", flat=True))
    ReportItem.objects.bulk_create(
        [
            ReportItem(**item.stored(), position=number * STEP)
            for number, item in enumerate(shipped(), 1)
            if item.key not in there
        ],
        ignore_conflicts=True,
    )


def in_use() -> list[Item]:
    """The items that are asked for now, in their order; one query."""
    rows = ReportItem.objects.filter(in_use=True).values(*NAMES)
    return [Item(**row) for row in rows]


def restored(kept: Iterable[Mapping[str, str]]) -> list[Item]:
    """Items as a report was submitted with; what later releases have dropped is passed over."""
    return [Item(**{name: row.get(name, "") for name in NAMES}) for row in kept]


def by_section(items: Iterable[Item]) -> dict[str, list[Item]]:
    """Items by their headings, in order."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.section, []).append(item)
    return found
