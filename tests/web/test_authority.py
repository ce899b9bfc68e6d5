"""我的工作台 of an authority: its schools alone, with the figures that are kept, as far as the reader may know."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.places import person, plant
from tests.filing.rows import put, row
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import Role, RoleGrant
from zhijiao.kit.school_code import make_school_code
from zhijiao.orgs.services import create_org
from zhijiao.oversight import refresh


@pytest.fixture
def tree(db):
    tree = plant()
    put(Actor.system(tree.school), tree.school, row("campus"))
    refresh.follow()
    return tree


def lines(client) -> list[tuple[str, str]]:
    """School and figure of each line."""
    page = client.get("/").content.decode().partition('id="schools-h"')[2]
    return re.findall(
        r'<a href="/\?school=\d+">([^<]*)</a>.*?data-label="必填完成" class="num">([^<]*)<', page
    )


def official(client, org, *forms):
    """Somebody of an authority who may view these forms only; without any, every form."""
    role = Role.objects.get(key=f"{org.level}_auditor", org=None)
    if forms:
        role = Role.objects.create(
            org=org,
            key=f"narrow{len(forms)}",
            name=f"分项查看 {len(forms)}",
            level=org.level,
            portal="business",
        )
        RoleGrant.objects.bulk_create([RoleGrant(role=role, form=form, action="view") for form in forms])
    user = person(org, f"guan{org.pk}{len(forms)}", f"{org.level}_auditor")
    user.roles.set([role])
    if forms:
        type(user).objects.filter(pk=user.pk).update(row_role="granted")
    client.force_login(user)
    return client


def test_schools_of_the_area_stand_there_with_what_they_have_done(tree, client):
    assert lines(official(client, tree.city)) == [(tree.school.name, "1 / 47")]
    assert dict(lines(official(client, tree.province))) == {
        tree.school.name: "1 / 47",
        tree.sister.name: "0 / 47",
    }


def test_who_may_view_some_forms_is_told_of_those(tree, client):
    assert lines(official(client, tree.city, "campus")) == [(tree.school.name, "1 / 1")]
    assert lines(official(client, tree.city, "teacher", "student")) == [(tree.school.name, "0 / 2")]


def test_a_school_that_nobody_has_counted_yet_has_no_figure(tree, client):
    new = create_org(tree.city, "school", "云州市新学校", make_school_code("45", 77), "continuing")
    assert dict(lines(official(client, tree.city)))[new.name] == "—"


def test_a_school_that_moves_or_closes_is_there_or_not_with_the_next_click(tree, client):
    seen = official(client, tree.province)
    assert len(lines(seen)) == 2
    tree.sister.status = "closed"
    tree.sister.save()
    assert [name for name, _ in lines(seen)] == [tree.school.name]


def test_twenty_schools_cost_what_one_costs(tree, client):
    seen = official(client, tree.city)
    client.get("/")
    with CaptureQueriesContext(connection) as one:
        client.get("/")
    for n in range(30):
        create_org(tree.city, "school", f"云州市第{n}学校", make_school_code("45", 100 + n), "continuing")
    refresh.follow()
    with CaptureQueriesContext(connection) as many:
        assert len(lines(seen)) == 20
    assert len(many) == len(one)
