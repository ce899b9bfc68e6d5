"""Every address of a form: how it is asked for, which right it needs, and for which kinds of form it exists."""

from dataclasses import dataclass
from urllib.parse import urlencode

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
        if self.api and self.body is not None:
            return call(url, self.body, content_type="application/json")
        return call(url, {"id": record_id} if self.posted else self.body or {})

    def __str__(self) -> str:
        return f"{self.method}-{self.name}{'-'.join(('', *map(str, self.args)))}"


FORM, RECORDS = ("form",), ("form", "single")

READING = (
    Address("list", "view"),
    Address("columns", "view"),
    Address("conditions", "view", kinds=FORM),
    Address("print", "view"),
    Address("view", "view", record=True, kinds=RECORDS),
    Address("history", "view", record=True, kinds=RECORDS),
    Address("used_by", "view", record=True, kinds=RECORDS),
    Address("export", "export", args=("xlsx",)),
    Address("export", "export", args=("csv",)),
    Address("records", "view", api=True),
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
