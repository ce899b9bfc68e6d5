"""Who a row is about: certain, doubtful, new; and that what a person has decided is remembered."""

import pytest

from tests import sample
from tests.upstream.conftest import csv_of, record, records, run, source_row
from zhijiao.identity.gate import Denied
from zhijiao.kit.identity import make_id_number
from zhijiao.upstream import syncing
from zhijiao.upstream.matching import Known, Person, find
from zhijiao.upstream.models import DeliveredRow, PersonVerdict


def known(*people: Person) -> Known:
    made = Known()
    for pk, each in enumerate(people, 1):
        made.add(pk, each)
    return made


ANNA = Person("安娜", 2004, "01", ("doc-a",), ("roll-a",))


@pytest.mark.parametrize(
    ("row", "expected", "doubts"),
    [
        (Person("安娜", 2004, None, ("doc-a",)), 1, 0),  # by document
        (Person("安娜娜", 2004, None, ("doc-a",)), 1, 0),  # renamed, the same document and birth
        (Person("李四", 1999, None, ("doc-a",)), None, 1),  # somebody else's number typed
        (Person("安娜", 2004, None, ("doc-x",), ("roll-a",)), 1, 0),  # 学籍号, with name and birth
        (Person("李四", 2004, None, ("doc-x",), ("roll-a",)), None, 1),
        (Person("安娜", 2004, "01", (), ()), 1, 0),  # 学号, with name and birth, no document to say otherwise
        (Person("安娜", 2004, "01", ("doc-x",), ()), None, 1),
        (Person("李四", 1999, "01", ("doc-x",), ()), None, 1),
        (Person("安娜", 2004, "99", ("doc-x",), ()), None, 1),  # name and birth alone
        (Person("王五", 2001, "99", ("doc-x",), ("roll-x",)), None, 0),  # new
    ],
)
def test_whose_a_row_is(row, expected, doubts):
    found = find(row, "key", known(ANNA))
    assert (found.record_id, len(found.doubts)) == (expected, doubts)


def test_numbers_of_two_people_are_doubtful():
    bert = Person("贝特", 2003, "02", ("doc-b",), ("roll-b",))
    found = find(Person("安娜", 2004, None, ("doc-a",), ("roll-b",)), "key", known(ANNA, bert))
    assert {pk for pk, _ in found.doubts} == {1, 2}


def test_what_the_source_called_him_before_comes_first():
    made = known(ANNA)
    made.by_source_key["key"] = 1
    assert find(Person("改名", 1999, None, ("doc-new",)), "key", made).record_id == 1


def test_whom_the_source_knows_by_another_number_is_somebody_else():
    made = known(ANNA)
    made.by_source_key["other"] = 1
    assert find(Person("安娜", 2004, "99", ("doc-x",)), "key", made).doubts == ()


def test_a_verdict_is_remembered(bureau):
    sample.fill(bureau.school, "student_enrolment")
    sample.fill(bureau.school, "school_class", 2)
    here = record("student", bureau.school)
    other = make_id_number("450103", here.birth, 332)
    row = source_row("students", XH="Z-1", SFZJH=other, XJH="")
    data = csv_of("students", row, code=bureau.school.code)
    sync = bureau.take(data)
    delivery = bureau.delivery(sync)
    doubtful = DeliveredRow.objects.get(delivery=delivery, state="doubtful")
    assert doubtful.candidates[0][0] == here.pk
    with pytest.raises(syncing.MovedOn):
        syncing.settle_person(bureau.city, delivery, doubtful.pk, "999")
    syncing.settle_person(bureau.city, delivery, doubtful.pk, "none")
    run()
    delivery.refresh_from_db()
    assert delivery.counts["new"] + delivery.counts.get("wrong", 0) == 1
    assert not PersonVerdict.objects.get().same
    again = bureau.delivery(bureau.take(data))
    assert not again.counts.get("doubtful")


def test_the_same_person_is_written_to_after_the_verdict(bureau):
    sample.fill(bureau.school, "student_enrolment")
    here = record("student", bureau.school)
    row = source_row("students", XH="", SFZJH=make_id_number("450103", here.birth, 332), XJH="")
    delivery = bureau.delivery(bureau.take(csv_of("students", row, code=bureau.school.code)))
    doubtful = DeliveredRow.objects.get(delivery=delivery, state="doubtful")
    syncing.settle_person(bureau.city, delivery, doubtful.pk, str(here.pk))
    run()
    delivery.refresh_from_db()
    assert delivery.counts["changed"] == 1
    syncing.take_over(bureau.city, delivery, syncing.stamp(delivery))
    run()
    assert records("student", bureau.school).count() == 1
    assert record("student", bureau.school).number == here.number
    assert record("student", bureau.school).id_number_blind != here.id_number_blind


def test_what_a_school_brings_itself_wants_a_second_person(bureau):
    sample.fill(bureau.school, "student_enrolment")
    data = csv_of("students", source_row("students", XM="陈遥远"), code=bureau.school.code)
    delivery = bureau.delivery(bureau.take(data, by=bureau.admin))
    with pytest.raises(Denied):
        syncing.take_over(bureau.admin, delivery, syncing.stamp(delivery))
    syncing.take_over(bureau.reviewer, delivery, syncing.stamp(delivery))
    run()
    assert record("student", bureau.school).name == "陈遥远"
