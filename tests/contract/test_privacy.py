"""Private values: never in clear in an answer, never in clear at rest."""

import json

import pytest
from django.apps import apps
from django.urls import reverse

from tests import sample
from tests.contract.pages import EVERY, answers, text_of
from tests.contract.place import OPENED, TRUSTED, is_private, secrets
from zhijiao.audit.models import Entry
from zhijiao.filing.models import Change, Draft
from zhijiao.filing.records import writer
from zhijiao.filing.records.validation import validate
from zhijiao.filing.records.writer import write
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import masked
from zhijiao.orgs.models import Org
from zhijiao.private.cipher import for_school

WHO = ("privacy_manager", "city_leader")
"""Besides the clerk, who goes to every address in ``test_browse``."""
PAGES = [found for found in EVERY if found.method == "get"]


@pytest.mark.once
@pytest.mark.parametrize("who", WHO)
def test_no_answer_holds_a_private_value(place, enter, form, who):
    hidden = secrets(form, len(place.ids[form.key]))
    if not hidden:
        pytest.skip("nothing private")
    school = place.school if who == "city_leader" else None
    among = [found for found in PAGES if not (is_private(form) and found.name in OPENED)]
    for found, response in answers(place, enter(who), form, school=school, among=among, whole=True):
        text = text_of(found, response)
        assert not [secret for secret in hidden if secret in text], found


@pytest.mark.parametrize(
    "hidden_form", [f for f in registry.forms().values() if is_private(f)], ids=lambda f: f.key
)
def test_the_page_of_a_private_form_shows_it_only_while_open_and_the_log_says_so(place, client, hidden_form):
    form = hidden_form
    hidden, record = secrets(form, 1), place.ids[form.key][0]
    trusted = place.people["school_clerk" + TRUSTED]
    client.force_login(trusted)
    for name in OPENED:
        page = client.get(reverse(f"filing:{name}", args=[form, record])).content.decode()
        assert not [secret for secret in hidden if secret in page], name
    sample.unlock(client, trusted)
    for name in OPENED:
        page = client.get(reverse(f"filing:{name}", args=[form, record])).content.decode()
        assert [secret for secret in hidden if secret not in page] == [], name
    told = [
        (entry.detail["record"], entry.detail["reason"]) for entry in Entry.objects.filter(event="reveal")
    ]
    assert told == [(record, "打开记录")] * len(OPENED)


@pytest.mark.once
def test_pages_show_what_may_be_seen_of_it(place, read, form):
    if is_private(form):
        pytest.skip("open or closed as a whole")
    page = read(reverse("filing:view", args=[form, place.ids[form.key][0]]))
    api = json.loads(read(reverse("api:record", args=[form, place.ids[form.key][0]])))
    for column in form.private_columns:
        plain = sample.row(form)[column.name]
        if plain:
            assert masked(column, plain) in page, column
            assert api[column.name] == masked(column, plain), column


def test_neither_table_nor_log_holds_it_in_clear(place, form):
    hidden = secrets(form, len(place.ids[form.key]))
    for column in form.private_columns:
        tokens = sample.stored(place.school, form).values_list(column.name, flat=True)
        for token, i in zip(tokens, range(len(tokens)), strict=True):
            plain = stored_text(column, sample.row(form, i)[column.name])
            assert (token is None) == (not plain)
            assert token is None or (len(token) > 40 and for_school(place.school.pk).decrypt(token) == plain)
    if hidden:
        change_every_private_item(place, form)
        logged = json.dumps(list(Change.objects.filter(form=form.key).values_list("diff", flat=True)))
        assert not [secret for secret in hidden | secrets(form, 6) if secret in logged]


def stored_text(column, cell):
    """What is encrypted of a cell."""
    school = Org.objects.filter(level="school").first()
    read = validate(column.form, school, {column.name: [cell]}, lenient=True)
    return column.to_seal(read.values[column.name][0])


def change_every_private_item(place, form):
    """Give the first row other private values, as far as its checks let them pass, and delete what may be deleted."""
    row_id = place.ids[form.key][:1]
    values = {column.name: another(sample.row(form, 5)[column.name]) for column in form.private_columns}
    values = {name: [value] for name, value in values.items() if value}
    wrong = {problem.column for problem in validate(form, place.school, values, ids=row_id).problems}
    made = validate(
        form, place.school, {n: value for n, value in values.items() if n not in wrong}, ids=row_id
    )
    if not wrong >= set(values):
        assert made.clean
        write(sample.actor(place.school), place.school, made)
    write_deletion(place, form)


def another(value):
    """A value a little different, still a number where it was one."""
    text = str(value or "")
    return text and (text[:-1] + str((int(text[-1]) + 1) % 10) if text[-1].isdigit() else f"{text}甲")


def write_deletion(place, form):
    """Delete a row where nobody refers to it, so that its whole content is logged."""

    if not any(other is not form for other, _ in form.referring):
        writer.delete(sample.actor(place.school), place.school, form, place.ids[form.key])


def test_a_draft_is_kept_encrypted(place, clerk, form):
    typed = {c.name: sample.row(form, 5)[c.name] or "" for c in form.stored}
    answer = clerk.post(reverse("filing:draft", args=[form]), typed)
    assert answer.status_code == 200, answer.content
    draft = Draft.objects.get(form=form.key)
    assert not [secret for secret in secrets(form, 6) if secret in draft.content]


def test_no_table_of_ours_holds_a_sample_in_clear(place):
    hidden = set().union(*(secrets(form, len(place.ids[form.key])) for form in registry.registry().records))
    for model in apps.get_models():
        if not model.__module__.startswith("zhijiao."):
            continue
        manager = getattr(model, "unscoped", model._default_manager)
        names = [f.attname for f in model._meta.concrete_fields if f.get_internal_type() in TEXTUAL]
        for row in manager.values_list(*names) if names else ():
            text = "\n".join(json.dumps(value, ensure_ascii=False) for value in row if value)
            assert not [secret for secret in hidden if secret in text], model


TEXTUAL = {"CharField", "TextField", "JSONField"}
