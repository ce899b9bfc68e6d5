"""People by 证件号 and other private numbers: exactly, by blind index, for those who may see them, and told in the log.

Only the page with all results asks, when somebody sends the whole number; the list that opens while one types does not,
so that nobody finds a number digit by digit.
"""

import re
from dataclasses import dataclass, field

from django.urls import reverse

from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import Column
from zhijiao.filing.schema.form import Form
from zhijiao.identity.actor import BUSINESS, Actor
from zhijiao.looks.log import record_look
from zhijiao.looks.models import Kind
from zhijiao.lookup.asking import Hit, Words
from zhijiao.lookup.record_sources import record_url
from zhijiao.orgs.models import Org
from zhijiao.private import blind_index
from zhijiao.search import finder

KIND = "id"
MOST = 50
_SHAPE = re.compile(r"(?=(?:.*[0-9]){6})[0-9A-Za-z]{8,24}", re.ASCII)
NOT_GIVEN = "证件号、学籍号等号码只有能查看隐私数据的人员才能按号查找。您可以改按姓名或学号、工号查找。"
LOCKED = "按证件号、学籍号等号码查找，需先输入数据密码。"


@dataclass(frozen=True)
class Answer:
    """What was found by a private number, or what stands in the way."""

    hits: list[Hit] = field(default_factory=list)
    notice: str = ""
    #: Where the data password is entered, if that is all that is missing.
    unlock_url: str = ""


def find(actor: Actor, words: Words) -> Answer:
    """Records that hold the number, as far as the actor may look for it; the look is told before the answer leaves."""
    if not _SHAPE.fullmatch(words.text) or BUSINESS not in actor.portals:
        return Answer()
    forms = _forms(actor)
    if not forms:
        return Answer(notice=NOT_GIVEN)
    if not actor.unlocked:
        return Answer(notice=LOCKED, unlock_url=reverse("private:data_password"))
    found: dict[str, list[int]] = {}
    for blind in blind_index.alternatives(KIND, words.text):
        for _, key, record_id in finder.find_blind(actor.org_path, KIND, blind, list(forms), limit=MOST):
            found.setdefault(key, []).append(record_id)
    rows = [row for key, ids in found.items() for row in _rows(actor, forms[key], ids)]
    _tell(actor, forms, rows)
    schools: dict[int, str] = {}
    if rows and not actor.is_school:
        schools = dict(Org.objects.filter(pk__in={row[0] for row in rows}).values_list("pk", "name"))
    return Answer([_hit(actor, forms[key], row, schools) for key, *row in _keyed(rows)])


Row = tuple[int, str, int, str]


def _keyed(rows: list[Row]) -> list[tuple[str, int, int, str]]:
    return [(key, school, record, name) for school, key, record, name in rows]


def _forms(actor: Actor) -> dict[str, Form]:
    """Forms with such a number whose private values the actor may see."""
    return {
        form.key: form
        for form in access.forms(actor)
        if isinstance(form, Form)
        and _columns(form)
        and access.holds(actor, form, "reveal")
        and access.opens_records(actor, form)
    }


def _columns(form: Form) -> list[Column]:
    return [column for column in form.private_columns if column.private == KIND]


def _rows(actor: Actor, form: Form, ids: list[int]) -> list[Row]:
    """The records that the gate lets through, with what names them; one statement."""
    paths = [path for column in form.title_columns for path in _paths(column)]
    rows = access.rows(actor, form, "view").filter(pk__in=ids).order_by("pk")
    return [
        (school_id, form.key, pk, " ".join(str(part) for part in named if part is not None))
        for school_id, pk, *named in rows.values_list("school_id", "pk", *paths)
    ]


def _paths(column: Column) -> list[str]:
    """Query paths of what names a record; nothing private."""
    if column.private or not column.stored:
        return []
    target = column.target
    return [f"{column.name}__{path}" for path in _open_paths(target)] if target else [column.name]


def _open_paths(target: object) -> list[str]:
    columns = getattr(target, "title_columns", ())
    return [path for column in columns for path in _paths(column)]


def _hit(actor: Actor, form: Form, row: list, schools: dict[int, str]) -> Hit:
    school_id, record_id, name = row
    labels = "、".join(column.label for column in _columns(form))
    note = " · ".join(filter(None, (form.label, f"{labels}相符", schools.get(school_id, ""))))
    return Hit(name or form.label, record_url(actor, form.key, record_id, school_id), note)


def _tell(actor: Actor, forms: dict[str, Form], rows: list[Row]) -> None:
    """One entry for each form in which something was found, or one that nothing was."""
    by_form: dict[str, list[int]] = {}
    for _, key, record_id, _ in rows:
        by_form.setdefault(key, []).append(record_id)
    if not by_form:
        labels = sorted({column.label for form in forms.values() for column in _columns(form)})
        record_look(
            Kind.SEARCH,
            org=actor.org_id,
            subject="全局查找",
            rows=0,
            detail={"by": "全局查找", "conditions": labels},
        )
    for key, ids in by_form.items():
        labels = [column.label for column in _columns(forms[key])]
        detail = {"by": "全局查找", "conditions": labels}
        org = rows[0][0] if actor.is_school else actor.org_id
        record_look(Kind.SEARCH, org=org, subject=forms[key].label, form=key, records=ids, detail=detail)
