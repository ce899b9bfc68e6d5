"""Whatever a program asks, with whichever token: nothing of schools outside its scope comes back or changes.

Two schools, one beside the program's and one of another province, hold a row in every form, whose words and private
values are made of characters that occur nowhere else. Every operation of the document is asked for: as it stands, with
their records and numbers, and with their school named.
"""

import json
import re

import pytest
from django.db.models import CharField, TextField
from django.utils import timezone

from tests.accounts.places import person, plant, role
from tests.api.conftest import Program
from tests.filing.pages.world import fill, readable
from tests.restructure.conftest import built_once
from zhijiao.filing.models import Change
from zhijiao.filing.schema import registry
from zhijiao.identity.models import TokenProfile
from zhijiao.identity.tokens import Limits, create_token
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school
from zhijiao.quality.models import Finding
from zhijiao.users import system_accounts

pytestmark = [pytest.mark.once, pytest.mark.slow]
BESIDE, ABROAD, HIDDEN = "龘", "鼇", "爨"
"""What marks the school beside, the one of another province, and the own school's names of teachers."""
WRITES = {"post": "POST", "patch": "PATCH", "delete": "DELETE"}


class Scene:
    """The tree, filled, with the numbers of what is planted."""

    def __init__(self):
        self.tree = tree = plant()
        self.own = fill(tree.school, keys=())
        self.planted = {}
        for org, mark in ((tree.sister, BESIDE), (tree.foreign, ABROAD)):
            self.planted[mark] = fill(org, keys=())
            mark_rows(org, mark)
            Org.objects.filter(pk=org.pk).update(name=f"{mark}学校")
            Finding.objects.create(
                school=org, round="2020", rule="little_ground", form="campus", level="error", explanation=mark,
                first_seen=timezone.now(), last_seen=timezone.now(),
            )  # fmt: skip
        teacher = registry.record_form("teacher")
        teacher.model.unscoped.filter(school_id=tree.school.pk).update(name=HIDDEN)


def mark_rows(org, mark):
    """Let every text of every row of a school be the mark, the sealed ones too, and the log of their changes."""
    sealed = for_school(org.pk).encrypt_filled(mark * 2)
    for form in registry.registry().records:
        values = {}
        for column in form.stored:
            field = form.model._meta.get_field(column.name)
            if column.private:
                values[column.attname] = sealed
            elif isinstance(field, CharField | TextField) and not (
                field.choices or column.code_table or column.several or column.holds_files
            ):
                values[column.attname] = mark
        form.model.unscoped.filter(school_id=org.pk).update(**values)
    Change.objects.filter(school=org).update(actor_name=mark, diff={"name": [mark, mark]})


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    with built_once(django_db_blocker):
        yield Scene()


def tokens(scene):
    """A token's header by name, with the marks that are none of its business."""
    tree = scene.tree
    everything = (BESIDE, ABROAD)
    profile = TokenProfile.objects.create(org=tree.school, name="不含姓名", hidden={"teacher": ["name"]})
    admin = person(tree.school, "guanli", "school_admin", issued_by=tree.province)
    _, system = system_accounts.issue(
        tree.school, "平台", "同步", [role("school_clerk")], 30, Limits(profile=profile), admin
    )
    leader = person(tree.province, "shengling", "province_leader")
    people = {
        "clerk": (person(tree.school, "weiyewu", "school_clerk"), everything),
        "supervisor": (person(tree.school, "luzhuguan", "school_supervisor"), everything),
        "reviewer": (person(tree.school, "fuhe", "data_reviewer"), everything),
        "reader": (person(tree.school, "duzhe", "school_reader"), everything),
        "own rows": (person(tree.school, "benren", "school_clerk", row_role="own"), everything),
        "city": (person(tree.city, "shiling", "city_leader"), everything),
        "county": (person(tree.county, "xianling", "county_leader"), everything),
        "province": (leader, (ABROAD,)),
    }
    made = {name: (create_token(user, "测试")[1], marks) for name, (user, marks) in people.items()}
    narrow = create_token(leader, "测试", limits=Limits(area=tree.city))[1]
    return made | {
        "system": (system, (*everything, HIDDEN)),
        "province, one city": (narrow, everything),
    }


NAMES = (
    "clerk", "supervisor", "reviewer", "reader", "own rows", "city", "county", "province", "system",
    "province, one city",
)  # fmt: skip

WHOLE = ("system",)
"""Who asks for every form, being the narrowest; the others for one of each kind: addresses are one code for all."""
KINDS = {form.catalogue_kind + str(form.period): form for form in readable()}


@pytest.fixture
def program(client, scene, db):
    issued = tokens(scene)

    def make(name):
        text, marks = issued[name]
        made = Program.__new__(Program)
        made.client, made.header = client, f"Bearer {text}"
        return made, marks

    return make


def requests(paths, scene, marks, forms):
    """Operations as (method, address, body): of the own school, and with what belongs to the planted schools."""
    others = [scene.planted[mark] for mark in (BESIDE, ABROAD) if mark in marks]
    for path, operations in paths.items():
        address = path.removeprefix("/api/v1/")
        key = address.split("/")[1] if address.startswith(("forms/", "cases/")) else ""
        if key and key not in forms:
            continue
        for method in operations.keys() - {"parameters"}:
            yield _request(method, address, key, scene.own, "")
            for n, world in enumerate(others):
                yield _request(method, address, key, world, f"?school={world.school.pk}")
                if not n:
                    yield _request(method, address, key, world, "")


def _request(method, address, key, world, query):
    number = world.ids.get(key, [1])[0]
    numbers = {"id": str(number), "number": "a1", "round_key": "2020", "table": "sex"}
    filled = re.sub(r"{(\w+)}", lambda found: numbers[found[1]], address)
    return WRITES.get(method, "GET"), filled + query, body_of(method, registry.forms().get(key), number)


def body_of(method, form, number):
    if form is None or method in ("get", "delete"):
        return None
    column = next((c for c in form.stored if c.read_from_sheets and not c.required and not c.private), None)
    cells = {} if column is None else {column.name: column.example and str(column.example)}
    return cells if method == "patch" else [{"id": number, **cells}]


def standing(scene):
    """What is in the planted schools: how many rows of each form, and their versions."""
    orgs = [world.school.pk for world in scene.planted.values()]
    return {
        form.key: sorted(
            form.model.unscoped.filter(school_id__in=orgs).values_list("pk", "version", "updated_at")
        )
        for form in registry.registry().records
    }


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_others_comes_back_and_nothing_changes_there(scene, program, name):
    call, marks = program(name)
    paths = call("GET", "openapi.json").json()["paths"]
    forms = {form.key for form in (readable() if name in WHOLE else KINDS.values())}
    before, leaks, asked = standing(scene), [], 0
    for method, address, body in requests(paths, scene, marks, forms):
        raw = json.dumps(body, ensure_ascii=False) if body is not None else None
        key = None if method == "GET" or "exports" in address else "1"
        answer = call(method, address, raw=raw, if_match=key)
        asked += 1
        assert answer.status_code < 500, (method, address)
        text = answer.content.decode(errors="replace")
        leaks += [(method, address, mark) for mark in marks if mark in text]
    assert leaks == []
    assert standing(scene) == before
    assert asked > len(forms) * 10


def test_what_is_planted_would_be_seen(scene, program):
    """Whoever may see the school beside finds its mark in nearly every form, so that absence means something."""
    call, _ = program("province")
    at = f"?school={scene.tree.sister.pk}"
    seen = [
        form.key
        for form in readable()
        if not form.is_summary and BESIDE in call("GET", f"forms/{form.key}/records/{at}").content.decode()
    ]
    assert len(seen) > 60
    assert BESIDE in call("GET", "orgs/").content.decode()
    clerk, _ = program("clerk")
    assert HIDDEN in clerk("GET", "forms/teacher/records/").content.decode()
