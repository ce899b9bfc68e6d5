"""Private codes, amounts and keys: encrypted like texts, asked for like codes, told apart by blind index."""

import re
from decimal import Decimal
from itertools import count as endless
from secrets import token_urlsafe

import pytest
from django.urls import reverse

from tests import sample
from zhijiao.filing.models import Change
from zhijiao.filing.records import undo, writer
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import masked
from zhijiao.filing.schema.frame import CHANGED, NEW, SAME, WRONG
from zhijiao.private import blind_index, data_password
from zhijiao.private.cipher import for_school
from zhijiao.search.models import BlindEntry

pytestmark = pytest.mark.django_db

FAMILY, CERTIFICATE = "student_attributes", "student_certificate"


@pytest.fixture
def filled():
    """A school with three rows of each form."""
    school = sample.school()
    sample.fill(school, FAMILY, 3)
    sample.fill(school, CERTIFICATE, 3)
    return school


@pytest.fixture
def clerk(filled, client):
    """A clerk with the right to private data, who has entered the data password."""
    user = sample.user(filled, "school_clerk", "privacy_manager")
    data_password.choose(user, "Guihua-1893")
    sample.unlock(client, user)
    return client


def judged(school, key, *rows, **how):
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    return validate(registry.get(key), school, columns, **how)


def stored(school, key, *names):
    rows = registry.get(key).model.unscoped.filter(school=school).order_by("pk")
    return for_school(school.pk).decrypt_many(rows.values_list(*names).first())


def errors(answer):
    """What a page says of the boxes."""
    return re.findall(r'class="err">.*?<span>(.*?)</span>', answer.content.decode())


def first(school, key):
    return registry.get(key).model.unscoped.filter(school=school).order_by("pk").first().pk


def test_codes_and_amounts_are_stored_as_tokens_of_their_texts(filled):
    assert stored(filled, FAMILY, "care", "annual_income") == ["0", "46000.00"]
    same = judged(filled, FAMILY, sample.row(FAMILY))
    assert same.status == [SAME]


def test_a_changed_amount_is_logged_sealed_and_undone_as_a_number(filled):
    record, actor = first(filled, FAMILY), sample.actor(filled)
    frame = judged(filled, FAMILY, {"annual_income": "51200.5"}, ids=[record])
    writer.write(actor, filled, frame)
    change = Change.objects.get(form=FAMILY, record_id=record, action="change")
    assert for_school(filled.pk).decrypt_many(change.diff["annual_income"]) == ["46000.00", "51200.50"]
    form = registry.get(FAMILY)
    writer.delete(actor, filled, form, [record])
    deleted = Change.objects.get(form=FAMILY, record_id=record, action="delete")
    assert for_school(filled.pk).decrypt_many(deleted.diff["care"]) == ["0", None]
    column, logged = form.columns["annual_income"], deleted.diff["annual_income"][0]
    assert undo._value(form, column, logged, for_school(filled.pk)) == Decimal("51200.50")


def test_the_page_offers_the_choices_and_shows_none_as_chosen(filled, clerk):
    record = first(filled, FAMILY)
    page = clerk.get(reverse("filing:edit", args=[FAMILY, record])).content.decode()
    box = page.partition('data-field="hardship_reason"')[2].partition('data-field="minimum_income"')[0]
    assert [
        text for text in ("<select", "家庭成员病残", "已填写，不显示", "（清空）") if text not in box
    ] == []
    assert "selected" not in box.replace('value="" selected', "")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({}, "3"),
        ({"hardship_reason": ""}, "3"),
        ({"hardship_reason": "1"}, "1"),
        ({"hardship_reason": " "}, None),
    ],
)
def test_a_private_choice_stays_until_another_is_made(filled, clerk, typed, kept):
    record = first(filled, FAMILY)
    rows = registry.get(FAMILY).model.unscoped.filter(pk=record)
    rows.update(hardship="3", hardship_reason=for_school(filled.pk).encrypt("3"))
    posted = {"version": 1, "household_size": 5, "hardship": "3", "has-care": "1", **typed}
    answer = clerk.post(reverse("filing:edit", args=[FAMILY, record]), posted)
    assert answer.status_code == 302, errors(answer)
    assert stored(filled, FAMILY, "hardship_reason", "care") == [kept, "0"]


def test_a_reveal_shows_the_name_of_a_code(filled, clerk):
    address = reverse("filing:reveal", args=[FAMILY, first(filled, FAMILY), "care"])
    answer = clerk.post(address, {"reason": "check", "note": ""})
    assert answer.status_code == 200, answer.headers
    shown = answer.content.decode()
    assert "非关爱对象" in shown


def test_what_is_wrong_with_a_private_cell_is_said_without_the_cell(filled):
    row = sample.row(
        FAMILY, 5, care="脑瘫患儿", annual_income="4.6123", second_guardian="覃露西亚", second_phone=None
    )
    said = [str(problem) + problem.value for problem in judged(filled, FAMILY, row).problems]
    assert len(said) >= 3
    assert not [text for text in said if "脑瘫" in text or "4.61" in text or "露西亚" in text]


def test_a_certificate_is_found_by_its_number(filled):
    frame = judged(filled, CERTIFICATE, sample.row(CERTIFICATE, issuer="另一发证单位"))
    assert (frame.status, frame.ids) == ([CHANGED], [first(filled, CERTIFICATE)])
    again = sample.row(CERTIFICATE) | {"number": sample.row(CERTIFICATE)["number"].lower()}
    assert judged(filled, CERTIFICATE, again).ids == frame.ids


def test_the_same_number_twice_in_one_file_is_told(filled):
    row = sample.row(CERTIFICATE, number="S999")
    frame = judged(filled, CERTIFICATE, row, row)
    assert frame.status == [NEW, WRONG]
    assert [problem.code for problem in frame.problems] == ["repeated"]


def test_a_number_of_another_record_of_the_student_is_refused(filled):
    row = sample.row(CERTIFICATE, number="S45001")
    made = judged(filled, CERTIFICATE, row)
    writer.write(sample.actor(filled), filled, made)
    frame = judged(filled, CERTIFICATE, sample.row(CERTIFICATE), ids=made.ids)
    assert [problem.code for problem in frame.problems] == ["exists"]


def test_a_masked_number_means_the_one_record_that_shows_it(filled):
    column = registry.get(CERTIFICATE).columns["number"]
    shown = masked(column, sample.row(CERTIFICATE)["number"])
    frame = judged(filled, CERTIFICATE, sample.row(CERTIFICATE, number=shown, issuer="另一发证单位"))
    assert (frame.status, frame.ids) == ([CHANGED], [first(filled, CERTIFICATE)])
    writer.write(sample.actor(filled), filled, frame)
    assert stored(filled, CERTIFICATE, "number") == [sample.row(CERTIFICATE)["number"]]
    whole = sample.row(CERTIFICATE, issuer="又一发证单位")
    assert judged(filled, CERTIFICATE, whole).ids == frame.ids  # and is still found by its number


def test_a_masked_number_never_means_a_record_of_another_school(filled):
    column = registry.get(CERTIFICATE).columns["number"]
    sample.fill(sample.school(24, name="云州市第二职业学校", under=filled.parent), CERTIFICATE)
    shown = masked(column, sample.row(CERTIFICATE)["number"])
    frame = judged(filled, CERTIFICATE, sample.row(CERTIFICATE, number=shown))
    assert (frame.status, frame.ids) == ([SAME], [first(filled, CERTIFICATE)])


def test_a_number_that_a_sheet_holds_as_a_number_is_no_mask(filled):
    frame = judged(filled, CERTIFICATE, sample.row(CERTIFICATE, number=45001))
    assert (frame.status, frame.ids, frame.values["number"]) == ([NEW], [None], ["45001"])


def test_a_certificate_is_found_by_the_index_of_a_former_master_key(filled, settings):
    former = settings.ZHIJIAO_MASTER_KEY
    keys = (token_urlsafe(48) for _ in endless())
    settings.ZHIJIAO_MASTER_KEY = next(
        key for key in keys if blind_index.key_tag(key) != blind_index.key_tag(former)
    )
    settings.ZHIJIAO_FORMER_MASTER_KEYS = [former]
    frame = judged(filled, CERTIFICATE, sample.row(CERTIFICATE, issuer="另一发证单位"))
    assert (frame.status, frame.ids) == ([CHANGED], [first(filled, CERTIFICATE)])


def test_a_mask_of_two_records_means_neither(filled):
    number = sample.row(CERTIFICATE)["number"]
    twin = sample.row(CERTIFICATE, number=number[:-1] + "7")
    writer.write(sample.actor(filled), filled, judged(filled, CERTIFICATE, twin))
    shown = masked(registry.get(CERTIFICATE).columns["number"], number)
    frame = judged(filled, CERTIFICATE, sample.row(CERTIFICATE, number=shown))
    assert frame.status == [WRONG]


def test_numbers_of_a_deleted_record_are_found_no_more(filled):
    form = registry.get("teacher_contact")
    assert form.search_column is None  # so that its numbers alone are in the search
    (record_id,) = sample.fill(filled, form.key)
    held = BlindEntry.objects.filter(school=filled, form=form.key)
    assert held.exists()
    assert writer.delete(sample.actor(filled), filled, form, [record_id]) == 1
    assert not held.exists()
