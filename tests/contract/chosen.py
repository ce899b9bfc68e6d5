"""A few forms that together have everything a form or an item can be: what PostgreSQL is asked about.

All forms go through one code. On SQLite every form is tried; on PostgreSQL what could come out differently depends on
the kinds of columns, keys and references, and a form of each kind says it. New kinds choose new forms by themselves.
"""


def representatives(forms):
    """As few of the forms as have all traits of all of them; the forms with most that is new come first."""
    traits = {form.key: set(_traits(form)) for form in forms}
    left, chosen = set().union(*traits.values()), []
    while left:
        best = max(forms, key=lambda form: len(traits[form.key] & left))
        left -= traits[best.key]
        chosen.append(best)
    return chosen


def _traits(form):
    """Whatever shapes the statements that a form and its items lead to."""
    declared = form.declaration
    yield "form", form.single, form.period, declared.private_form, bool(declared.above), len(declared.key) > 1
    yield "form", bool(declared.unique), bool(form.referring)
    for column in form.columns.values():
        yield "item", type(column), column.type, column.stored, column.filter_kind, bool(column.order_by)
        yield "private", column.private, column.facts.exact
        yield "item", type(column), bool(column.code_table), column.name in declared.key
        yield "refers", column.ref and (column.target is form, column.required)
