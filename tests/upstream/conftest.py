"""Two schools of a city with what their source systems deliver, as csv files and workbooks."""

import csv
import io
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests import sample
from tests.accounts.places import Tree, person, plant
from tests.background_work import work
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.identity.rights import actor_for
from zhijiao.orgs.models import Org
from zhijiao.upstream import background_jobs, syncing
from zhijiao.upstream.layout import SCHOOL_FIELD, SCHOOL_LABEL, systems
from zhijiao.upstream.models import Delivery, Sync


def source_row(part_key: str, i: int = 0, system: str = "enrolment", **cells: Any) -> dict[str, Any]:
    """Row ``i`` of a part as the source has it: that of the samples; ``cells`` by field replace some."""
    part = systems()[system].part(part_key)
    made = {each.name: sample.row(each.form_key, i)[each.item] for each in part.fields}
    return made | cells


def csv_of(part_key: str, *rows: dict[str, Any], system: str = "enrolment", code: str = "") -> bytes:
    """A csv file of one part, headed as the template is."""
    part = systems()[system].part(part_key)
    labels = {SCHOOL_FIELD: SCHOOL_LABEL} | {each.name: each.label for each in part.fields}
    names = [SCHOOL_FIELD, *(each.name for each in part.fields)]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([labels[name] for name in names])
    for row in rows:
        given = {SCHOOL_FIELD: code} | row
        writer.writerow([given.get(name, "") for name in names])
    return out.getvalue().encode("utf-8-sig")


@dataclass
class Bureau:
    """A city's administrator, a school's administrator and reviewer, and what they take in."""

    tree: Tree
    school: Org
    city: Actor
    admin: Actor
    reviewer: Actor
    users: dict[str, Any] = field(default_factory=dict)

    def take(
        self, data: bytes, *, by: Actor | None = None, system: str = "enrolment", name: str = "数据.csv",
        complete: bool = False,
    ) -> Sync:  # fmt: skip
        """Upload a file as the city (or somebody else), and let the workers go as far as they can."""
        sync = syncing.take_file(by or self.city, systems()[system], name, data, complete=complete)
        run()
        sync.refresh_from_db()
        return sync

    def delivery(self, sync: Sync, school: Org | None = None) -> Delivery:
        """What a sync brought for a school."""
        return Delivery.objects.get(sync_number=sync.pk, school=school or self.school)

    def accept(self, sync: Sync, by: Actor | None = None, school: Org | None = None) -> Delivery:
        """Take the delivery over as its preview shows it, and let it be written."""
        found = self.delivery(sync, school)
        syncing.take_over(by or self.city, found, syncing.stamp(found))
        run()
        found.refresh_from_db()
        return found

    def sync(self, data: bytes, **options: Any) -> Delivery:
        """Upload, and take over unless there is nothing to do."""
        sync = self.take(data, **options)
        found = self.delivery(sync)
        return self.accept(sync) if found.state == "preview" else found


def run() -> None:
    """Let the workers do what waits."""
    for _ in range(4):
        done = work(background_jobs.read_sync) + work(background_jobs.work_on_delivery)
        if not done:
            return


@pytest.fixture
def bureau(db) -> Bureau:
    tree = plant()
    users = {
        "city": person(tree.city, "city", "city_admin", real_name="莫市管"),
        "admin": person(tree.school, "boss", "school_admin", real_name="谭红霞", issued_by=tree.city),
        "reviewer": person(tree.school, "check", "data_reviewer", real_name="韦复核"),
    }
    actors = {name: actor_for(user) for name, user in users.items()}
    return Bureau(tree, tree.school, actors["city"], actors["admin"], actors["reviewer"], users)


def record(form_key: str, school: Org, **where: Any) -> Any:
    """One record of a school."""
    return registry.record_form(form_key).model.unscoped.get(school=school, **where)


def records(form_key: str, school: Org) -> Any:
    """All records of a form of a school."""
    return registry.record_form(form_key).model.unscoped.filter(school=school)
