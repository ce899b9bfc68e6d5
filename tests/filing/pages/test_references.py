"""Who refers to many records is found out as for few."""

from zhijiao.filing.records import references
from zhijiao.filing.schema import registry


def test_many_records_are_answered_as_few_are(tree, three, monkeypatch):
    used = set()
    for key in ("teacher", "department", "student", "campus", "major"):
        form, ids = registry.get(key), three.ids[key]
        for asked in (ids, ids[:1], [10**9]):
            monkeypatch.setattr(references, "MANY", len(asked))
            few = references.used_by(form, tree.school.pk, asked)
            monkeypatch.setattr(references, "MANY", 0)
            assert references.used_by(form, tree.school.pk, asked) == few, key
            used |= {(key, each.form.key) for each in few}
    assert len(used) > 5


def test_records_that_go_together_may_refer_to_each_other(tree, three, monkeypatch):
    form = registry.get("department")
    first, second, third = three.ids["department"]
    form.model.unscoped.filter(pk=second).update(parent=first)
    for many in (99, 0):
        monkeypatch.setattr(references, "MANY", many)
        own = [use.form for use in references.used_by(form, tree.school.pk, [first]) if use.form is form]
        assert own == [form]
        together = references.used_by(form, tree.school.pk, [first, second])
        assert form not in [use.form for use in together]
    assert third


def test_forms_of_one_name_are_told_apart(db):
    forms = registry.forms().values()
    assert len({registry.distinct_label(form) for form in forms}) == len(forms)
    assert registry.distinct_label(registry.get("moral_case")) == "德育工作 · 案例上报"
    assert registry.distinct_label(registry.get("teacher")) == registry.get("teacher").label
