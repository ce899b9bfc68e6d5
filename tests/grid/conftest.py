import json
from copy import deepcopy

import pytest

from tests.accounts.places import person, plant
from tests.filing.pages.world import FEW, fill
from tests.undone import undone
from zhijiao.filing.schema import registry


@pytest.fixture(scope="package")
def filled(django_db_setup, django_db_blocker):
    def make():
        tree = plant()
        return tree, fill(tree.school, copies=2, keys=(*FEW, "enterprise"))

    with undone(django_db_blocker, make) as made:
        yield made


@pytest.fixture
def tree(filled, db):
    return filled[0]


@pytest.fixture
def world(filled, db):
    return deepcopy(filled[1])


@pytest.fixture
def clerk(tree, client):
    client.force_login(person(tree.school, "wei", "school_clerk"))
    return client


@pytest.fixture
def colleague(tree):
    """The client of another clerk of the same school."""
    from django.test import Client

    other = Client()
    other.force_login(person(tree.school, "tan", "school_clerk", real_name="谭红霞"))
    return other


@pytest.fixture
def row(world):
    """A stored record as it is now."""

    def of(key, record_id):
        return registry.get(key).model.unscoped.filter(pk=record_id).first()

    return of


@pytest.fixture
def send(clerk):
    """Save rows of the grid: the answer's status and content."""

    def post(key, *rows, client=clerk):
        sent = [{"id": i, "version": v, "cells": cells} for i, v, cells in rows]
        answer = client.post(
            f"/forms/{key}/grid/", json.dumps({"rows": sent}), content_type="application/json"
        )
        return answer.status_code, answer.json() if answer["Content-Type"] == "application/json" else {}

    return post


@pytest.fixture
def cells():
    """The cells of a new row: a form's example with some of them changed."""

    def of(key, **changed):
        form = registry.get(key)
        example = {
            column.name: str(column.example)
            for column in form.stored
            if column.example not in (None, "")
            and column.name != "year"
            and not (column.ref and column.target is form)
        }
        return example | changed

    return of
