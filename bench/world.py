"""The data that is measured on: schools, an account, and as many students as asked for."""

import random
from datetime import date, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from zhijiao.filing.models import FilingCount
from zhijiao.filing.records.change_log import WriteContext, append_changes
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import Role, User
from zhijiao.kit import bulk
from zhijiao.modules.general.models import Student
from zhijiao.orgs.models import Org
from zhijiao.orgs.services import create_org
from zhijiao.private.cipher import for_school
from zhijiao.search import finder

PER_SCHOOL = 2500
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高韦谭卢陆覃蒙农莫"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超霞平刚桂英华玉兰萍红建文志海春晓朗秋菊翠玲"


def tree(schools: int) -> tuple[Org, list[Org]]:
    """One province with its schools (found again if already there)."""
    ministry = Org.objects.filter(level="ministry").first() or create_org(
        None, "ministry", "教育部", "000000"
    )
    province = Org.objects.filter(level="province", code="450000").first()
    province = province or create_org(ministry, "province", "云岭省", "450000")
    have = list(Org.objects.filter(level="school").order_by("pk"))
    for n in range(len(have), schools):
        code = f"3645{n:06d}"
        have.append(create_org(province, "school", f"云岭第{n}职业学校", code, school_type="continuing"))
    return province, have[:schools]


def client(org: Org, role: str) -> Client:
    """A signed-in browser of a user with a built-in role."""
    user, made = User.objects.get_or_create(
        username=f"bench_{role}_{org.pk}",
        defaults={"org": org, "real_name": "测试员", "must_change_password": False},
    )
    if made:
        user.roles.add(Role.objects.get(org=None, key=role))
    signed_in = Client()
    signed_in.force_login(user)
    assert SESSION_KEY in signed_in.session
    return signed_in


def fill_students(schools: list[Org], total: int, log: Any) -> None:
    """Bring the table to ``total`` students, a school at a time, with counters and search entries."""
    have = Student.unscoped.count()
    form = registry.get("student")
    rng = random.Random(have)
    attnames = [
        "school_id",
        "version",
        "gaps",
        "created_at",
        "updated_at",
        *(column.attname for column in form.stored),
    ]
    now = timezone.now()
    while have < total:
        school = schools[have // PER_SCHOOL]
        size = min(PER_SCHOOL, total - have)
        token = for_school(school.pk).encrypt("45010319901105002X")
        with transaction.atomic():
            ids = bulk.allocate_ids(Student, size)
            names = [
                rng.choice(SURNAMES) + "".join(rng.choices(GIVEN, k=rng.choice((1, 2, 2))))
                for _ in range(size)
            ]
            rows = []
            for n in range(size):
                values = {**_sample(form, token), "number": f"S{have + n:07d}", "name": names[n]}
                values["birth"] = date(2003, 1, 1) + timedelta(days=rng.randrange(1000))
                rows.append(
                    (ids[n], school.pk, 1, 0, now, now, *(values[column.name] for column in form.stored))
                )
            bulk.insert_rows(Student, ["id", *attnames], rows)
            finder.index_many("student", school, list(zip(ids, names, strict=True)))
            FilingCount.objects.update_or_create(
                school=school, form="student", year=0, term="", defaults={"rows": size, "updated_at": now}
            )
        have += size
        if have % 100_000 == 0:
            log(f"  {have:,} students")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def change_students(each: int) -> int:
    """Give one student of so many another name, with the version and the log that the writer would write."""
    form, changed = registry.get("student"), 0
    for school in Org.objects.filter(level="school").order_by("pk"):
        found = Student.unscoped.filter(school=school).order_by("pk").values_list("pk", "version", "name")
        rows = [row for row in found if row[0] % each == 0]
        with transaction.atomic():
            context = WriteContext(Actor.system(school), school, form, None)
            values = [(pk, version + 1, f"{name}改", context.now) for pk, version, name in rows]
            names = ["id", "version", "name", "updated_at"]
            bulk.update_rows(Student, names, values, key=("id",))
            append_changes(
                context,
                [(pk, version + 1, "change", {"name": [name, f"{name}改"]}) for pk, version, name in rows],
            )
        changed += len(rows)
    return changed


def _sample(form: Any, token: str | None) -> dict[str, Any]:
    """Plausible stored values of every column."""
    sample: dict[str, Any] = {}
    for column in form.stored:
        if column.type == "files":
            sample[column.name] = None
        elif column.private:
            sample[column.name] = token
        elif column.code_table:
            sample[column.name] = next(iter(column.table.entries))
        elif column.type in ("date", "month", "integer", "year", "decimal", "money", "area", "flag", "ref"):
            sample[column.name] = None
        else:
            sample[column.name] = "示例"[: column.facts.max_length or 2]
    return sample


def system(school: Org) -> Actor:
    """The program itself at a school."""
    return Actor.system(school)
