"""Two installations in one process: each with a database, a folder of files and a master key of its own."""

import contextlib
import secrets
import shutil
import sqlite3
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from psycopg import sql

from tests import citus, sample
from zhijiao.catalogue import kept_rounds
from zhijiao.exchange import applying, carried, keys, making, receipts
from zhijiao.exchange.models import OwnKey, Package, Partner
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import forget_keys

PROVINCE = "450000"


@dataclass
class Installation:
    """One of the two. What is done within :meth:`at` is done there."""

    node: str
    database: str
    files: Path
    master: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    @contextlib.contextmanager
    def at(self):
        before = connection.settings_dict["NAME"]
        self._switch(self.database)
        try:
            with override_settings(
                EXCHANGE_NODE=self.node, MEDIA_ROOT=str(self.files), ZHIJIAO_MASTER_KEY=self.master
            ):
                yield self
        finally:
            self._switch(before)

    @staticmethod
    def _switch(name):
        connection.close()
        connection.settings_dict["NAME"] = name
        forget_keys()
        kept_rounds.seen(None)


def two(folder):
    """The ministry's and a province's, both empty, as copies of the database of the tests."""
    names = [_copy(folder, each) for each in ("ministry", "province")]
    return Installation("ministry", names[0], folder / "m"), Installation(PROVINCE, names[1], folder / "p")


def _copy(folder, name):
    if connection.vendor == "sqlite":
        path = folder / f"{name}.sqlite3"
        connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(path)) as copy:
            connection.connection.backup(copy)
        return str(path)
    if citus.ON_CLUSTER:
        pytest.skip("an installation of its own would be another cluster")
    source = connection.settings_dict["NAME"]
    made = f"{source}_{name}"
    drop(made)
    _maintain(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(made), sql.Identifier(source)))
    return made


def drop(name):
    """Throw a copy away."""
    if connection.vendor == "sqlite":
        Path(name).unlink(missing_ok=True)
    else:
        _maintain(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _maintain(statement):
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


def acquaint(ministry, province):
    """Both sides make their keys and register each other's."""
    told = {}
    for side in (ministry, province):
        with side.at():
            sample.province()
            told[side.node] = keys.make_own("测试").public
    for side, other in ((ministry, province), (province, ministry)):
        with side.at():
            text = told[other.node]
            keys.register(text, keys.read_public(text).fingerprint, "测试")


def made(province, kind="full"):
    """A package of the province, made; as a carried file."""
    with province.at():
        package = making.begin(kind, "测试")
        while making.go_on(package):
            pass
        package.refresh_from_db()
        assert package.state == "ready", package.message
        return b"".join(carried.written(package))


def taken(side, file):
    """Receive a carried file and apply it; the package."""
    with side.at():
        package = carried.take(BytesIO(file), "测试")
        return applied(package)


def applied(package):
    """Apply a package that has come, and those that waited for it."""
    while applying.go_on(package):
        pass
    for later in Package.objects.filter(partner=package.partner_id, way="in", state="applying"):
        applied(later)
    package.refresh_from_db()
    return package


def acknowledged(province, receipt):
    """Let the province have the ministry's receipt."""
    with province.at():
        return receipts.take(Partner.objects.get(), receipt)


def sent(ministry, province, kind="full"):
    """A whole round: made, carried, applied, acknowledged; the package at the ministry."""
    package = taken(ministry, made(province, kind))
    assert package.state == "applied", package.message
    acknowledged(province, package.receipt)
    return package


def of_school(form, code):
    """Natural keys and versions of the records of a school, for comparing."""
    school = Org.objects.get(level="school", code=code)
    columns = [column.attname for column in form.stored if not column.private and not column.ref]
    rows = form.model.unscoped.filter(school=school).order_by(*form.ordering)
    return list(rows.values_list("version", *columns))


def forget_folder(side):
    """Lose the files of packages, as a broken disk does."""
    shutil.rmtree(side.files, ignore_errors=True)


def own_key():
    """The key of the installation that is switched to."""
    return OwnKey.objects.first()


def media():
    """Where files lie now."""
    return Path(settings.MEDIA_ROOT)
