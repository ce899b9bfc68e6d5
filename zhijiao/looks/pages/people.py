"""Which records are about somebody, and how a record is named without anything private."""

from collections.abc import Iterable

from zhijiao.filing.records import access
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.registry import forms
from zhijiao.identity.actor import Actor
from zhijiao.looks.models import Look
from zhijiao.orgs.models import Org

MOST = 1000
"""Records of one other form that are taken to be about the same person or thing."""


def key_label(form: FormLike | None) -> str:
    """What names a record of the form; empty where it has no name, or one that is private."""
    if not isinstance(form, Form) or form.single or not form.declaration.key or form.is_private:
        return ""
    private = any(column.private or column.private_source for column in form.key_columns)
    return "" if private else form.reference_label


def find(school: Org, form: Form, key: str) -> int | None:
    """The record of a school that a text names."""
    rows = access.rows(Actor.system(school), form, "view").filter(school=school)
    named = form.resolve(school.pk, [key]).get(key, [])
    return rows.filter(pk__in=named).values_list("pk", flat=True).first()


def about(school: Org, form: Form, record_id: int) -> dict[str, list[int]]:
    """The record and the rows of other forms that are named by it, such as the enrolment of a student."""
    found = {form.key: [record_id]}
    by = Actor.system(school)
    for other, column in form.referring:
        if column.name in other.declaration.key and other is not form:
            rows = access.rows(by, other, "view").filter(**{"school": school, column.attname: record_id})
            found.setdefault(other.key, []).extend(rows.values_list("pk", flat=True)[:MOST])
    return {key: numbers for key, numbers in found.items() if numbers}


def names(org: Org, looks: Iterable[Look]) -> dict[int, str]:
    """How the one record of a look is named, by look: label and number. Looks at several records have no name."""
    wanted: dict[str, dict[int, list[int]]] = {}
    for look in looks:
        if look.first is not None and look.first == look.last:
            wanted.setdefault(look.form, {}).setdefault(look.first, []).append(look.pk)
    found: dict[int, str] = {}
    for key, records in wanted.items():
        form = forms().get(key)
        label = key_label(form)
        if not (isinstance(form, Form) and label):
            continue
        rows = access.rows(Actor.system(org), form, "view").filter(pk__in=records)
        for row_id, *parts in rows.values_list("pk", *form.reference_paths):
            text = f"{label} {' / '.join(map(str, parts))}"
            found |= dict.fromkeys(records[row_id], text)
    return found
