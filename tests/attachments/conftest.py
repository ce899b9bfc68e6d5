"""A school with a joint programme (open documents) and a teacher (private photo), and people who may write them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import sample
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.files import held_files
from zhijiao.private import data_password


@pytest.fixture
def school(db):
    return sample.school()


@pytest.fixture
def programme(school):
    """A record with a column for open documents."""
    return sample.fill(school, "joint_programme", 1)[0]


@pytest.fixture
def teacher(school):
    """A record with a column for a private photo."""
    return sample.fill(school, "teacher", 1)[0]


@pytest.fixture
def clerk(client, school):
    client.force_login(sample.user(school, "school_clerk"))
    return client


@pytest.fixture
def trusted(client, school):
    """Somebody who may write records and see private items, with the data password entered."""
    user = sample.user(school, "school_clerk", "privacy_viewer")
    data_password.choose(user, "Guihua-1893")
    user.refresh_from_db()
    return sample.unlock(client, user)


def upload(data: bytes, name="批准文件.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def stored(form_key, record_id):
    return registry.get(form_key).model.unscoped.get(pk=record_id)


def held(record_id, form_key="joint_programme", name="approval_file"):
    return held_files(getattr(stored(form_key, record_id), name))


def address(page, form, *args):
    return reverse(f"filing:{page}", args=[form, *args])


def save(client, record_id, *files, form="joint_programme", name="approval_file", **posted):
    """Save the page of a record as it is, with more files, or other numbers of files."""
    record = stored(form, record_id)
    was = [file.number for file in held_files(getattr(record, name))] if form == "joint_programme" else []
    cells = {"version": record.version, name: was, f"was-{name}": was, f"file-{name}": list(files)}
    return client.post(address("edit", form, record_id), {**cells, **posted})
