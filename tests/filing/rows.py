"""Rows of the forms, judged and written, and what is to be seen of them afterwards, for the tests of the engine."""

from tests import sample
from zhijiao.filing.models import Change, FilingCount
from zhijiao.filing.records.validation import validate
from zhijiao.filing.records.writer import write
from zhijiao.filing.schema import registry
from zhijiao.search.models import SearchEntry


def row(key="campus", i=0, **cells):
    """Cells of a row that refers to nothing."""
    form = registry.get(key)
    bare = {column.name: None for column in form.stored if column.ref}
    return sample.row(form, i, **bare | cells)


def judged(school, *rows, key="campus", **how):
    return validate(
        registry.get(key), school, {name: [each[name] for each in rows] for name in rows[0]}, **how
    )


def put(actor, school, *rows, key="campus", **how):
    frame = judged(school, *rows, key=key)
    return write(actor, school, frame, **how)


def found(school, key="campus"):
    return list(registry.get(key).model.unscoped.filter(school=school).order_by("pk"))


def logged(school):
    names = ("form", "record_id", "version", "action", "actor_id", "actor_name", "batch_id")
    return list(Change.objects.filter(school=school).order_by("pk").values_list(*names))


def names(school):
    entries = SearchEntry.objects.filter(school=school).order_by("record_id")
    return list(entries.values_list("form", "record_id", "name"))


def counts(school, key):
    found = FilingCount.objects.filter(school=school, form=key).order_by("year", "term")
    return {(each.year, each.term): (each.rows, each.gaps) for each in found}


def gappy(school, *rows, key="campus"):
    return judged(school, *rows, key=key, lenient=True)
