"""Records of one form: reading, writing, following changes. What is peculiar to a form is generated."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Generic, Literal, NotRequired, TypedDict, TypeVar, cast

from zhijiao_client.exports import Export
from zhijiao_client.transport import Transport

Read = TypeVar("Read", bound=Mapping[str, object])
Items = TypeVar("Items", bound=Mapping[str, object])

MOST_ROWS = 1000
"""Rows of one request; more are sent in several."""
LARGEST_PAGE = 500


class Problem(TypedDict):
    """A place that is wrong: where (JSON pointer and row), what, and what to do."""

    path: str
    message: str
    code: str
    row: NotRequired[int]
    column: NotRequired[str]
    label: NotRequired[str]
    value: NotRequired[str]
    remedy: NotRequired[str]


class RowResult(TypedDict):
    """What became of a row; `row` counts from 1 over everything that was given."""

    row: int
    result: Literal["created", "changed", "same", "refused"]
    id: int | None
    version: int | None
    problems: NotRequired[list[Problem]]


class Written(TypedDict):
    """What became of the rows of one request."""

    created: int
    changed: int
    same: int
    refused: int
    results: list[RowResult]


@dataclass(frozen=True)
class Change(Generic[Read]):
    """One change, and the record as it is now: None where it is gone."""

    change: str
    id: int
    version: int
    at: str
    record: Read | None


@dataclass(frozen=True)
class Changes(Generic[Read]):
    """Changes in their order. Keep `next` together with what you have applied: then nothing is missed or doubled."""

    items: list[Change[Read]]
    next: str
    more: bool


class _Form(Generic[Read]):
    """What records and summaries have in common."""

    key: str

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._place = f"forms/{self.key}/"

    def _list(self, school: int | None, limit: int, asked: Mapping[str, object]) -> Iterator[Read]:
        """All records, page by page."""
        query = {**asked, "school": school, "limit": limit, "cursor": None}
        while True:
            page = self._transport.send("GET", f"{self._place}records/", query=query).json()
            yield from cast("list[Read]", page["items"])
            if page["next"] is None:
                return
            query["cursor"] = page["next"]

    def export(
        self, fmt: Literal["xlsx", "csv"] = "xlsx", *, year: int | None = None, school: int | None = None
    ) -> Export:
        """Have the records made into a file in the background: `form.export().wait().save("records.xlsx")`."""
        query = {"format": fmt, "year": year, "school": school}
        sent = self._transport.send("POST", f"{self._place}exports/", query=query, repeatable=True)
        return Export(self._transport, sent.json())


class SummaryForm(_Form[Read]):
    """A form that the system computes: read only."""

    def _rows(self, asked: Mapping[str, object]) -> list[Read]:
        page = self._transport.send("GET", f"{self._place}records/", query=asked).json()
        return cast("list[Read]", page["items"])


class RecordForm(_Form[Read], Generic[Read, Items]):
    """A form of records."""

    def read(self, record_id: int, *, school: int | None = None) -> Read:
        """One record."""
        sent = self._transport.send("GET", f"{self._place}records/{record_id}/", query={"school": school})
        return cast("Read", sent.json())

    def write(
        self,
        rows: list[Items],
        *,
        on_error: Literal["refuse", "skip"] = "refuse",
        school: int | None = None,
        key: str | None = None,
    ) -> Written:
        """Enter or change up to 1000 records at once, by id where a row has one, else by the natural key.

        `key` is the Idempotency-Key; give your own to send the same again after your program was interrupted.

        Raises:
            Invalid: rows are wrong and nothing was written; with `on_error="skip"` the good ones are.
        """
        sent = self._transport.send(
            "POST",
            f"{self._place}records/",
            query={"on_error": on_error, "school": school},
            body=rows,
            headers={"Idempotency-Key": key or uuid.uuid4().hex},
            repeatable=True,
        )
        return cast("Written", sent.json())

    def write_many(
        self, rows: Iterable[Items], *, batch: int = MOST_ROWS, school: int | None = None
    ) -> Iterator[RowResult]:
        """Enter or change any number of records; what is wrong is skipped and told in its result.

        Rows are taken as they are needed. Each batch is written when its first result is asked for.
        """
        source, done = iter(rows), 0
        while piece := list(islice(source, batch)):
            for result in self.write(piece, on_error="skip", school=school)["results"]:
                yield cast("RowResult", {**result, "row": done + result["row"]})
            done += len(piece)

    def change(
        self, record_id: int, items: Items, *, version: int, school: int | None = None, key: str | None = None
    ) -> Read:
        """Change some items of a record that was read at this version.

        Raises:
            Stale: somebody else has changed it since.
        """
        headers = {"If-Match": f'"{version}"', "Idempotency-Key": key or uuid.uuid4().hex}
        place = f"{self._place}records/{record_id}/"
        sent = self._transport.send(
            "PATCH", place, query={"school": school}, body=items, headers=headers, repeatable=True
        )
        return cast("Read", sent.json())

    def delete(
        self, record_id: int, *, version: int, school: int | None = None, key: str | None = None
    ) -> None:
        """Delete a record that was read at this version.

        Raises:
            Stale: somebody else has changed it since.
            Conflict: other records refer to it.
        """
        headers = {"If-Match": f'"{version}"', "Idempotency-Key": key or uuid.uuid4().hex}
        place = f"{self._place}records/{record_id}/"
        self._transport.send("DELETE", place, query={"school": school}, headers=headers, repeatable=True)

    def changes(
        self, since: str | None = None, *, limit: int = LARGEST_PAGE, school: int | None = None
    ) -> Changes[Read]:
        """A page of changes after `since` (the `next` of the page before); "now" gives no changes, only `next`."""
        query = {"since": since, "limit": limit, "school": school}
        page = self._transport.send("GET", f"{self._place}changes/", query=query).json()
        return Changes([Change(**each) for each in page["items"]], page["next"], page["more"])

    def follow(self, since: str, *, school: int | None = None) -> Iterator[Changes[Read]]:
        """All pages of changes until there are no more. Apply a page and keep its `next` before asking for another."""
        while True:
            page = self.changes(since, school=school)
            yield page
            if not page.more:
                return
            since = page.next

    def files(self, record_id: int, *, school: int | None = None) -> list[dict[str, Any]]:
        """What a record says of its files, private ones aside."""
        place = f"{self._place}records/{record_id}/files/"
        page = self._transport.send("GET", place, query={"school": school}).json()
        return cast("list[dict[str, Any]]", page["items"])

    def file(self, record_id: int, number: str, *, school: int | None = None) -> bytes:
        """One of them."""
        place = f"{self._place}records/{record_id}/files/{number}/"
        return self._transport.send("GET", place, query={"school": school}).content
