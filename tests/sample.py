"""Valid rows for any form, made from the examples of its declaration, and whatever they need to stand in a school.

``row(form, 0)`` is the example as it is. Row ``i`` has keys of its own: texts get a number, ID numbers, credit codes
and 学籍号 are made anew with right check digits, references lead to row ``i`` of the form referred to. ``fill`` enters
rows and, first, the rows they refer to; rows that are there already are left alone.
"""

from datetime import timedelta
from functools import cache
from time import time

from django.utils import timezone

from zhijiao.catalogue.tables import table
from zhijiao.filing.records import access
from zhijiao.filing.records.validation import validate
from zhijiao.filing.records.writer import write
from zhijiao.filing.schema import registry
from zhijiao.identity import privacy_confirmations, rights
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import Role, RoleGrant, User
from zhijiao.kit.credit import check_credit_code, make_credit_code
from zhijiao.kit.identity import check_id_number, make_id_number, parse_id_number
from zhijiao.kit.school_code import make_school_code
from zhijiao.orgs.models import Org
from zhijiao.orgs.services import create_org
from zhijiao.users.services import create_user

YEAR, TERM = 2020, "1"
SERIALS = 480
"""ID numbers of one sex, birth date and county that rows may use up."""
PASSWORD = "Taoli-2026"


# Rows -------------------------------------------------------------------------------------------------------------


def row(form, /, i=0, **cells):
    """Cells of row ``i`` by column name, as a clerk would type them; ``cells`` replace some."""
    form = _form(form)
    made = {column.name: _cell(form, column, i) for column in form.stored}
    return made | cells


def raw(form, /, number=1, first=0, **cells):
    """Columns of cells of so many rows, as the validator takes them."""
    form = _form(form)
    rows = [row(form, i, **cells) for i in range(first, first + number)]
    return {column.name: [made[column.name] for made in rows] for column in form.stored}


def key(form, i=0):
    """The natural key of row ``i`` as a reference names it."""
    form = _form(form)
    made = row(form, i)
    parts = []
    for name in form.declaration.key:
        column = form.columns[name]
        parts.append(key(column.target, i) if column.ref else str(made[name]))
    return " / ".join(parts)


def _cell(form, column, i):
    if column.name == "year":
        return YEAR - i if form.single else YEAR
    if column.name == "term":
        return TERM
    example = form.declaration.example.get(column.name, column.example)
    if column.ref:
        if column.target is form:
            return None
        return key(column.target, i) if example or column.required else None
    return vary(column, example, i) if column.name in varied(form) and i else example


@cache
def varied(form):
    """Columns that have to differ from row to row: the natural key, and what may not repeat besides."""
    names = {name for names in form.declaration.unique for name in names} | set(form.declaration.key)
    references = [name for name in form.declaration.key if form.columns[name].ref]
    return names - set(form.declaration.key) if references else names


def vary(column, example, i):
    """The example with a number of its own: the first way of making one that the column's own checks accept."""
    for make in (_id_number, _roll_number, _credit_code, _numbered):
        text = make(str(example), i, column.facts.max_length or 20)
        if text and (column.facts.check is None or column.facts.check(text) is None):
            return text
    raise AssertionError(f"{column}: no way to make more of {example!r}; teach tests/sample.py one")


def _id_number(example, i, _length):
    if check_id_number(example):
        return None
    card = parse_id_number(example)
    region = counties()[i // SERIALS] if i >= SERIALS else card.region
    return make_id_number(region, card.birth, (int(example[14:17]) + 2 * (i % SERIALS)) % 1000)


def _roll_number(example, i, length):
    number = _id_number(example[1:], i, length) if example[:1] in "GL" else None
    return number and example[0] + number


def _credit_code(example, i, _length):
    return None if check_credit_code(example) else make_credit_code(example[:2], example[2:8], f"{i:08d}")


def _numbered(example, i, length):
    tail = f"-{i}"
    return example[: length - len(tail)] + tail


@cache
def counties():
    """Region codes for more ID numbers than one county has."""
    return [code for code, entry in table("regions").entries.items() if entry.selectable and code[4:] != "00"]


def _form(form):
    return registry.get(form) if isinstance(form, str) else form


# Schools and people -----------------------------------------------------------------------------------------------


def school(serial=23, school_type="continuing", name="云州市工业职业技术学校", under=None):
    """A school; under the province of the samples unless an authority is given."""
    return create_org(under or province(), "school", name, make_school_code("45", serial), school_type)


def province():
    """The province of the samples under the ministry, both made when missing."""
    found = Org.objects.filter(level="province", code="450000").first()
    if found:
        return found
    ministry = Org.objects.filter(parent=None).first() or create_org(None, "ministry", "教育部", "000000")
    return create_org(ministry, "province", "云岭省教育厅", "450000", region="450000")


def user(org, *roles, username="", **facts):
    """An account with built-in roles by key; what must be confirmed is."""
    username = username or f"u{User.objects.count() + 1:03d}"
    chosen = [Role.objects.get(org=None, key=name) for name in roles]
    facts = {"password": PASSWORD, "must_change_password": False} | facts
    made = create_user(org, username, "韦朗朗", chosen, **facts)[0]
    if any(role.privacy != "none" for role in chosen):
        privacy_confirmations.confirm_all(made, by="主管部门")
    return made


def uploader(org, **facts):
    """Somebody who uploads private forms: a role of the school's own besides that of private data, no administrator."""
    own, made = Role.objects.get_or_create(
        org=org, key="导入员", defaults={"name": "导入员", "portal": "manage", "level": org.level}
    )
    if made:
        RoleGrant.objects.create(role=own, form="*", action="import")
    return give(user(org, "privacy_manager", **facts), own)


def give(who, *roles):
    """Let an account hold further roles (built-in ones by key), whatever duties that joins: former versions did."""
    who.roles.add(
        *(Role.objects.get(org=None, key=each) if isinstance(each, str) else each for each in roles)
    )
    privacy_confirmations.confirm_all(who, by="主管部门")
    return who


def actor(org, *roles, **facts):
    """Somebody who acts with built-in roles; without any, the program itself."""
    return rights.actor_for(user(org, *roles, **facts)) if roles else Actor.system(org)


def opened(who):
    """The actor after the data password, as a session makes it."""
    return who.unlocked_to(timezone.now() + timedelta(minutes=15))


def unlock(client, who):
    """Sign somebody in with private data open, as after the data password."""
    client.force_login(who)
    session = client.session
    session["unlocked"] = {"until": time() + 900, "stamp": who.stamp}
    session.save()
    return client


# Records ----------------------------------------------------------------------------------------------------------


def frame(where, form, number=1, first=0, **cells):
    """What the validator says of so many rows."""
    return validate(_form(form), where, raw(form, number, first, **cells))


def fill(where, form, number=1, *, by=None, first=0, entered=None):
    """Enter rows of a form and of the forms they refer to; ids in their order. Single forms get one row.

    ``entered`` holds the keys of forms whose rows are there already; it grows.
    """
    form = _form(form)
    number = 1 if form.single else number
    entered = set() if entered is None else entered
    entered.add(form.key)
    for target in targets(form):
        if target.key not in entered:
            fill(where, target, number, by=by, first=first, entered=entered)
    made = frame(where, form, number, first)
    assert made.clean, f"{form.key}: {made.problems[0]}"
    return write(by or Actor.system(where), where, made).ids


def targets(form):
    """Forms that the sample rows refer to."""
    return [
        column.target
        for column in form.stored
        if column.ref and column.target is not form and (column.example or column.required)
    ]


def fill_all(where, number=1):
    """Enter rows of every form; ids by form key."""
    entered = set()
    return {form.key: fill(where, form, number, entered=entered) for form in registry.registry().records}


def stored(where, form):
    """Records of a school, for looking at what a test has done."""
    return access.rows(Actor.system(where), _form(form), "view").filter(school=where).order_by("pk")
