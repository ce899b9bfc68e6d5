"""A school with an administrator who uploads and a reviewer who passes."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from tests.accounts.places import person, plant
from zhijiao.filing.models import ImportBatch
from zhijiao.filing.records.validation import validate
from zhijiao.filing.records.writer import write
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.identity.rights import actor_for
from zhijiao.intake import queue, upload, workbook
from zhijiao.kit.identity import make_id_number
from zhijiao.orgs.models import Org

YEAR = 2020


@dataclass
class Office:
    """Who is there and what they can do with files."""

    school: Org
    sister: Org
    admin: Actor
    reviewer: Actor
    clerk: Actor
    other_admin: Actor
    users: dict[str, Any]

    def upload(
        self, form_key: str, data: bytes, name: str = "数据.xlsx", *, actor=None, again=False
    ) -> ImportBatch:
        """Upload and check; the batch as it then stands."""
        form = registry.get(form_key)
        accepted = upload.accept(actor or self.admin, self.school, form, name, data, YEAR, again=again)
        while queue.run_pending_once():
            pass
        return ImportBatch.objects.get(pk=accepted.batch.pk)

    def put(self, form_key: str, *rows: dict[str, Any]) -> list[int]:
        """Write rows into the formal table at once."""
        form = registry.get(form_key)
        given = [example(form) | row for row in rows]
        raw = {name: [row[name] for row in given] for name in given[0]}
        frame = validate(form, self.school, raw)
        assert frame.clean, list(map(str, frame.problems))
        return list(write(Actor.system(self.school), self.school, frame).ids)


def example(form) -> dict[str, Any]:
    """The example of each item."""
    row = {c.name: c.form.declaration.example.get(c.name, c.example) for c in form.stored}
    own = {c.name for c in form.stored if c.ref and c.target is form}
    return {name: None if name in own else value for name, value in row.items()} | (
        {"year": YEAR} if "year" in form.columns else {}
    )


def teacher(number: int, /, **cells: Any) -> dict[str, Any]:
    """The example teacher under another number and another ID card."""
    birth = date(1975, 1, 1) + timedelta(days=number // 400)
    made = make_id_number("450103", birth, 2 * (number % 400))
    own = {
        "number": f"js{number:04d}",
        "name": f"教师{number}",
        "birth": birth.isoformat(),
        "id_number": made,
    }
    return example(registry.get("teacher")) | own | cells


def book(form_key: str, *rows: dict[str, Any], school: Org | None = None) -> bytes:
    """A filled template."""
    form = registry.get(form_key)
    out = BytesIO()
    columns = workbook.template_columns(form)
    cells = [[row.get(column.name) for column in columns] for row in rows]
    workbook.filled(out, form, school or Org.objects.get(name="云州市工业学校"), YEAR, cells)
    return out.getvalue()


@pytest.fixture
def office(db) -> Office:
    tree = plant()
    users = {
        "admin": person(tree.school, "boss", "school_admin", real_name="谭红霞", issued_by=tree.province),
        "reviewer": person(tree.school, "check", "data_reviewer", real_name="韦复核"),
        "clerk": person(tree.school, "wei", "school_clerk"),
        "other": person(tree.sister, "boss2", "school_admin", real_name="黄晓", issued_by=tree.province),
    }
    actors = {name: actor_for(user) for name, user in users.items()}
    return Office(
        tree.school, tree.sister, actors["admin"], actors["reviewer"], actors["clerk"], actors["other"], users
    )


@pytest.fixture
def admin_client(office, client):
    client.force_login(office.users["admin"])
    return client


@pytest.fixture
def reviewer_client(office):
    client = Client()
    client.force_login(office.users["reviewer"])
    return client


SEEN = re.compile(r'name="(seen[^"]*)" value="([^"]*)"')


def seen(client, address: str) -> dict[str, str]:
    """What a page of the review says of the rows that it shows, as its acts on the whole list post it."""
    return dict(SEEN.findall(client.get(address).content.decode()))


def pass_all(client, key: str, every: str = "1"):
    """全部通过 as somebody who has just opened the list."""
    address = f"/review/{key}/"
    return client.post(f"{address}pass/", {"all": every, **seen(client, address)}, follow=True)
