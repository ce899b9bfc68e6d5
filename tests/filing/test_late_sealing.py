"""Items that became private: whatever a former release left in clear is encrypted, however often it is cut off."""

import pytest
from django.apps import apps
from django.utils import timezone

from tests import sample
from tests.private.house import dump, found_in
from zhijiao.filing.models import Change, ImportBatch, StagedRow, ValueMapping
from zhijiao.filing.records import late_sealing
from zhijiao.filing.records.late_sealing import LateItem, seal_open_items
from zhijiao.filing.schema import registry
from zhijiao.private import blind_index
from zhijiao.private.cipher import for_school
from zhijiao.quality.models import Finding
from zhijiao.search.models import BlindEntry

pytestmark = pytest.mark.django_db

ITEMS = {
    "student_attributes": [
        LateItem("guardian", "name"),
        LateItem("annual_income", places=2),
        LateItem("care"),
        LateItem("remarks"),
    ],
    "student_certificate": [LateItem("number", "id", exact=True)],
}
OPEN = {
    "guardian": "覃露西亚",
    "annual_income": "46123.5",
    "care": "1,2",
    "remarks": "先天性心脏病，青霉素过敏",
}
NUMBER = "T45010320050312028801"


@pytest.fixture
def former():
    """A school as a former release left it: values in clear in records, log, staged rows and a finding."""
    school = sample.school()
    ids = sample.fill(school, "student_attributes", 3)
    (certificate,) = sample.fill(school, "student_certificate", 1)
    rows = registry.get("student_attributes").model.unscoped
    rows.filter(pk__in=ids).update(**OPEN)
    certificates = registry.get("student_certificate").model.unscoped
    certificates.update(number=NUMBER, number_blind=None)
    BlindEntry.objects.filter(form="student_certificate").delete()
    facts = {"school": school, "version": 2, "action": "change", "at": timezone.now(), "actor_name": "韦"}
    diff = {
        "remarks": ["先天性心脏病", OPEN["remarks"]],
        "care": [[], ["1", "2"]],
        "annual_income": [None, "46123.5"],
    }
    diff["household_size"] = [3, 4]
    Change.objects.create(form="student_attributes", record_id=ids[0], diff=diff, **facts)
    _stage(school)
    Finding.objects.create(
        school=school, round="2020", rule="x", level="logic", form="student_attributes",
        values={"guardian": OPEN["guardian"], "number": 3}, first_seen=timezone.now(), last_seen=timezone.now(),
    )  # fmt: skip
    ValueMapping.objects.create(
        school=school, form="student_attributes", column="care", text="脑瘫儿童", code="1"
    )
    return school, ids, certificate


def _stage(school):
    facts = {"school": school, "created_at": timezone.now(), "state": "checked"}
    batch = ImportBatch.objects.create(form="student_attributes", headers=["student", *OPEN], **facts)
    cells = ["2020010101", OPEN["guardian"], "46123.5", ["1", "2"], OPEN["remarks"]]
    problems = [
        {"c": "guardian", "l": "监护人姓名", "v": OPEN["guardian"], "m": "不是姓名", "r": "", "k": "name"},
        {"c": "student", "l": "学生", "v": "", "m": f"因为“{OPEN['guardian']}”", "r": "", "k": "required"},
    ]
    StagedRow.objects.create(
        school=school,
        batch=batch,
        number=2,
        state="wrong",
        key_text="2020010101",
        cells=cells,
        problems=problems,
    )
    asked = {"questions": [f"第 2 行“{NUMBER}”的证书编号只有大小写不同，请核对是否为同一个。"]}
    batch = ImportBatch.objects.create(
        form="student_certificate", headers=["student", "number"], options=asked, **facts
    )
    key = f"2020010101 / {NUMBER}"
    StagedRow.objects.create(
        school=school, batch=batch, number=2, state="ready", key_text=key, cells=["2020010101", NUMBER]
    )


def left_open():
    planted = {OPEN["guardian"], OPEN["remarks"], "先天性心脏病", "46123.5", NUMBER, "脑瘫儿童"}
    return found_in(dump(), planted)


def test_nothing_stays_in_clear_in_any_table(former):
    assert {place for place, _ in left_open()} >= {
        "general_studentattributes", "general_studentcertificate", "filing_change", "filing_stagedrow",
        "filing_importbatch", "quality_finding", "filing_valuemapping",
    }  # fmt: skip
    seal_open_items(apps, "general", ITEMS)
    assert left_open() == []


def test_what_was_sealed_reads_as_before(former):
    school, ids, certificate = former
    seal_open_items(apps, "general", ITEMS)
    cipher = for_school(school.pk)
    rows = registry.get("student_attributes").model.unscoped
    for row in rows.filter(pk__in=ids).values_list("guardian", "annual_income", "care", "remarks"):
        assert cipher.decrypt_many(row) == [OPEN["guardian"], "46123.50", "1,2", OPEN["remarks"]]
    diff = Change.objects.get(form="student_attributes", action="change").diff
    assert cipher.decrypt_many(diff["remarks"]) == ["先天性心脏病", OPEN["remarks"]]
    assert cipher.decrypt_many(diff["care"]) == [None, "1,2"]
    assert diff["household_size"] == [3, 4]
    staged = StagedRow.objects.get(batch__form="student_attributes")
    assert cipher.decrypt_many(staged.cells[1:]) == [OPEN["guardian"], "46123.50", "1,2", OPEN["remarks"]]
    assert Finding.objects.get().values == {"number": 3}


def test_a_private_key_is_found_again_by_its_blind_index(former):
    school, _, certificate = former
    seal_open_items(apps, "general", ITEMS)
    digest = blind_index.index("id", NUMBER)
    assert registry.get("student_certificate").model.unscoped.get(pk=certificate).number_blind == digest
    found = BlindEntry.objects.filter(blind=digest).values_list("form", "record_id", "column")
    assert list(found) == [("student_certificate", certificate, "number")]
    assert StagedRow.objects.get(batch__form="student_certificate").key_text == f"2020010101 / {digest}"


@pytest.mark.parametrize("pieces", [0, 1, 2, 4, 6])
def test_a_run_that_was_cut_off_goes_on(former, monkeypatch, pieces):
    monkeypatch.setattr(late_sealing, "PIECE", 1)
    hold, held = late_sealing.hold, []

    def killed(rows):
        if len(held) == pieces:
            raise KeyboardInterrupt
        held.append(rows)
        hold(rows)

    monkeypatch.setattr(late_sealing, "hold", killed)
    with pytest.raises(KeyboardInterrupt):
        seal_open_items(apps, "general", ITEMS)
    assert left_open() != []
    monkeypatch.setattr(late_sealing, "hold", hold)
    assert seal_open_items(apps, "general", ITEMS) > 0
    assert left_open() == []
    assert seal_open_items(apps, "general", ITEMS) == 0


def test_a_text_that_only_looks_sealed_is_sealed(former):
    school, ids, _ = former
    rows = registry.get("student_attributes").model.unscoped.filter(pk=ids[0])
    rows.update(remarks="g1.1." + "A" * 60)
    seal_open_items(apps, "general", ITEMS)
    assert for_school(school.pk).decrypt(rows.get().remarks) == "g1.1." + "A" * 60
