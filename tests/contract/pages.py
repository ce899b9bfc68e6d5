"""Every address of a form: how it is asked for, which right it needs, and for which kinds of form it exists."""

import io
import zipfile
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse


@dataclass(frozen=True)
class Address:
    """One address. ``record`` says whether it names a record, ``kinds`` which forms have it, ``api`` whether JSON."""

    name: str
    action: str
    record: bool = False
    method: str = "get"
    kinds: tuple[str, ...] = ("form", "single", "summary")
    api: bool = False
    args: tuple = ()
    body: object = None

    def url(self, form, record_id=None, school=None, **query):
        """The address for a form and record, of another school where one is given."""
        args = [form, *([record_id] if self.record and not self.posted else []), *self.args]
        query = query | ({"school": school.pk} if school else {})
        return reverse(f"{'api' if self.api else 'filing'}:{self.name}", args=args) + (
            f"?{urlencode(query)}" if query else ""
        )

    @property
    def posted(self):
        """Whether the record is named in what is posted."""
        return self.name in ("delete", "set_column")

    def ask(self, client, form, record_id=None, school=None, **query):
        """The response to a signed-in client."""
        url = self.url(form, record_id, school, **query)
        call = getattr(client, self.method)
        if self.api and self.method != "get":
            at = {"If-Match": '"1"'} if self.record else {}
            return call(url, self.body or "", content_type="application/json", headers=at)
        return call(url, {"id": record_id} if self.posted else self.body or {})

    def __str__(self) -> str:
        return f"{self.method}-{self.name}{'-'.join(('', *map(str, self.args)))}"


FORM, RECORDS = ("form",), ("form", "single")

READING = (
    Address("list", "view"),
    Address("columns", "view"),
    Address("conditions", "view", kinds=FORM),
    Address("print", "export"),
    Address("view", "view", record=True, kinds=RECORDS),
    Address("history", "view", record=True, kinds=RECORDS),
    Address("used_by", "view", record=True, kinds=RECORDS),
    Address("export", "export", args=("xlsx",)),
    Address("export", "export", args=("csv",)),
    Address("records", "export", api=True),
    Address("record", "view", record=True, kinds=RECORDS, api=True),
)
WRITING = (
    Address("new", "add", kinds=FORM),
    Address("edit", "change", record=True, kinds=RECORDS),
    Address("edit_single", "change", kinds=("single",)),
    Address("grid", "change", kinds=FORM),
    Address("set_column", "change", record=True, method="post", kinds=FORM),
    Address("delete", "delete", record=True, method="post", kinds=RECORDS),
    Address("records", "add", method="post", kinds=RECORDS, api=True, body="[]"),
    Address("record", "change", record=True, method="patch", kinds=RECORDS, api=True, body="{}"),
    Address("record", "delete", record=True, method="delete", kinds=RECORDS, api=True),
)
EVERY = READING + WRITING
GOOD = {200, 204, 302, 303, 400, 409, 422}
"""Answers to somebody who has the right: the page, a redirect, or what is wrong with an empty body."""


def addresses(form, among=EVERY):
    """The addresses that a form has."""
    return [found for found in among if form.catalogue_kind in found.kinds]


def answers(place, client, form, *, school=None, among=EVERY, whole=False):
    """The response of each address, as pairs; what it changed is undone. ``whole``: files with all columns."""
    record = next(iter(place.ids.get(form.key, [])), None)
    seen = []
    for found in addresses(form, among):
        with transaction.atomic():
            query = {"all": "1"} if whole and found.action == "export" and not found.api else {}
            seen.append((found, found.ask(client, form, record, school, **query)))
            transaction.set_rollback(True)
    return seen


def text_of(found, response):
    """What was sent, as text; a workbook is unpacked."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if found.args == ("xlsx",) and response.status_code == 200:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    return content.decode("utf-8", "replace")


def is_nothing_to_export(form, shown, found, response):
    """Whether a form or summary that shows no rows led back to its list instead of handing out an empty file."""
    back = found.name == "export" and response.status_code == 302
    if back:
        assert response["Location"].startswith(reverse("filing:list", args=[form]))
        assert not shown, f"{found} leaves out the rows of {form.key}"
    return back
