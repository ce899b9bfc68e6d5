"""A school with every form filled and private data in every place where it may come to rest; and the whole database as
text, to look for it.
"""

import io
import json
from datetime import date, timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import sample
from tests.background_work import work
from zhijiao.catalogue.matrix import current_round
from zhijiao.files import asking
from zhijiao.files.background_jobs import make_file
from zhijiao.files.kinds import Wanted
from zhijiao.filing.pages import export_file
from zhijiao.filing.pages.context import FormScope
from zhijiao.filing.records import writer
from zhijiao.filing.records.query import Query
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.identity.rights import actor_for
from zhijiao.intake import queue, upload, workbook
from zhijiao.kit.identity import make_id_number
from zhijiao.orgs.models import Org
from zhijiao.private import blind_index, data_password
from zhijiao.signin import mail, password_change, second_step
from zhijiao.snapshots import taking

SHORTEST = 6
"""Shorter values would be found by accident."""
DATA_PASSWORD = "Guihua-1893"


class House:
    """What was done and typed in a school; ``planted`` are the private values that must not be found in clear."""

    def __init__(self):
        self.school = sample.school()
        self.ids = sample.fill_all(self.school)
        self.planted = {DATA_PASSWORD, sample.PASSWORD}
        for form in registry.registry().records:
            made = sample.row(form)
            self.plant(*(made[column.name] for column in form.private_columns))
        self.answers = []
        self.client = Client()
        self.people()
        self.changes()
        self.typing()
        self.staging()
        self.looking()
        self.making()
        taking.take(self.school, current_round(), 1, "黎校长")

    def plant(self, *values):
        """Note private values; returns them."""
        self.planted |= {str(value) for value in values if value and len(str(value)) >= SHORTEST}
        return values

    def ask(self, method, url, *args, **kwargs):
        """A request whose answer is kept, with its address."""
        answer = getattr(self.client, method)(url, *args, **kwargs)
        self.answers.append((method, url if method == "get" else "", answer))
        return answer

    def people(self):
        phone, number, email = "13977001234", make_id_number("450103", date(1979, 4, 5), 77), "wei@example.cn"
        self.plant(phone, number)
        facts = {"phone": phone, "document_type": "1", "document_number": number, "email": email}
        self.viewer = sample.user(
            self.school, "school_clerk", "privacy_manager", "data_reviewer", username="trusted", **facts
        )
        self.admin = sample.actor(self.school, "school_admin", issued_by=sample.province())
        self.secret = second_step.offered_secret(self.viewer)
        self.plant(self.secret)
        mail.queue_code(self.viewer.pk, "731946")
        self.planted.add("731946")
        data_password.choose(self.viewer, DATA_PASSWORD)
        password_change.reset_password(sample.user(self.school, "school_clerk", username="other", **facts))

    def changes(self):
        """A change and a deletion, whose whole content is in the log."""
        form, ids = registry.get("teacher"), sample.fill(self.school, "teacher", 4)
        self.teachers = ids
        for i in range(4):
            made = sample.row(form, i)
            self.plant(*(made[column.name] for column in form.private_columns))
        (address,) = self.plant("云州市青秀区民族大道一百零八号三栋")
        frame = validate(form, self.school, {"address": [address]}, ids=[ids[1]])
        writer.write(sample.actor(self.school), self.school, frame)
        writer.delete(sample.actor(self.school), self.school, form, [ids[3]])

    def typing(self):
        """A draft, a save that is refused, a search for a number."""
        self.client.force_login(self.viewer)
        address, wrong, number = self.plant(
            "云州市江南区白沙大道九十九号", "45010319790405999X", "45010319790405998X"
        )
        made = sample.row("teacher", 9)
        self.plant(made["id_number"])
        draft = {"name": "蒙秀英", "id_number": made["id_number"], "address": address}
        self.ask("post", reverse("filing:draft", args=["teacher"]), draft)
        refused = self.ask(
            "post", reverse("filing:new", args=["teacher"]), {"name": "蒙秀英", "id_number": wrong}
        )
        assert refused.status_code == 422
        found = self.ask("post", reverse("filing:list", args=["teacher"]), {"f_id_number": number})
        self.ask("get", found["Location"])
        self.ask("get", reverse("filing:list", args=["teacher"]) + "?f_id_number=")

    def staging(self):
        """A workbook with a good row and a wrong one, checked and waiting."""
        form = registry.get("teacher")
        names = [column.name for column in workbook.template_columns(form)]
        good = sample.row(form, 20)
        (wrong,) = self.plant("45010319800405888X")
        bad = sample.row(form, 21) | {"id_number": wrong}
        self.plant(*(row[column.name] for row in (good, bad) for column in form.private_columns))
        out = io.BytesIO()
        workbook.filled(
            out, form, self.school, sample.YEAR, [[row.get(name) for name in names] for row in (good, bad)]
        )
        upload.accept(self.admin, self.school, form, "教师.xlsx", out.getvalue(), sample.YEAR)
        while queue.run_pending_once():
            pass

    def looking(self):
        """Values revealed, private forms opened, pages and exports."""
        sample.unlock(self.client, self.viewer)
        posted = {"reason": "check", "note": ""}
        shown = self.ask(
            "post", reverse("filing:reveal", args=["teacher", self.teachers[0], "id_number"]), posted
        )
        assert sample.row("teacher")["id_number"] in shown.content.decode()
        for key in ("teacher", "discipline_case"):
            self.ask("get", reverse("filing:view", args=[key, self.ids[key][0]]))
            self.ask("get", reverse("filing:history", args=[key, self.ids[key][0]]))
            exported = self.ask("get", reverse("filing:export", args=[key, "csv"]) + "?all=1")
            exported.body = b"".join(exported.streaming_content).decode()
        self.ask("get", "/")

    def making(self):
        """A long file, asked for with a private condition and made."""
        actor = actor_for(self.viewer).unlocked_to(timezone.now() + timedelta(minutes=9))
        teacher = registry.get("teacher")
        scope = FormScope(actor, teacher, self.school, sample.YEAR, "export")
        (number,) = self.plant(sample.row("teacher")["id_number"])
        blinds = {"id_number": blind_index.alternatives(teacher.columns["id_number"].private, number)}
        asked = Query(teacher, {"name": "蒙秀英"}, dict.fromkeys(blinds, ""), blinds)
        columns = tuple(teacher.columns.values())
        params = export_file.params_of(scope, "xlsx", columns, asked, None)
        facts = {"rows": 1, "cells": 99, "told": {"rows": 1}}
        wanted = Wanted(export_file.KIND, self.school, teacher.label, "教师.xlsx", params, **facts)
        asking.ask(actor, wanted)
        assert work(make_file) == 1


def dump():
    """Every value of every table as text; sessions unpacked."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for value in row:
                    yield table, as_text(value)
    for data in SessionStore().model.objects.values_list("session_data", flat=True):
        yield "sessions", json.dumps(SessionStore().decode(data), ensure_ascii=False)


def as_text(value):
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def spellings(secret):
    """A value as text and as JSON escapes it."""
    return {secret, json.dumps(secret)[1:-1]}


def found_in(texts, planted):
    """Which planted values stand in clear, and where."""
    wanted = {spelling: secret for secret in planted for spelling in spellings(secret)}
    return sorted(
        {(place, secret) for place, text in texts for spelling, secret in wanted.items() if spelling in text}
    )


def root():
    return Org.objects.get(parent=None)
