"""Attachments and workbooks: a workbook names files and never brings any, and everybody is told so."""

import pytest
from django.urls import reverse

from tests.attachments.samples import hold
from tests.intake.conftest import book, example, teacher
from zhijiao.filing.models import StagedRow
from zhijiao.filing.schema import registry
from zhijiao.intake import approval, corrections
from zhijiao.private.cipher import for_school

NAMED = "“照片”列有 1 行写着附件，没有读取：工作簿里只有文件名，附件请在记录的页面上传；已有的附件不变。"


@pytest.fixture
def photographed(office):
    """A stored teacher with a photo."""
    (pk,) = office.put("teacher", teacher(1))
    return hold(office.school, "teacher", pk, "photo", "韦朗朗.jpg")


def stored_photo(school):
    sealed = registry.get("teacher").model.unscoped.get(number="js0001").photo
    return for_school(school.pk).decrypt(sealed)


def test_a_column_of_names_is_told_of(office):
    batch = office.upload("teacher", book("teacher", teacher(1, photo="韦朗朗.jpg"), teacher(2, photo=None)))
    assert batch.state == "review"
    assert NAMED in batch.options["seen"]["notes"]


def test_nothing_is_said_of_an_empty_column(office):
    batch = office.upload("teacher", book("teacher", teacher(1, photo=None)))
    assert not [note for note in batch.options["seen"]["notes"] if "照片" in note]


def test_an_import_leaves_the_files_of_a_record(office, photographed, reviewer_client):
    before = stored_photo(office.school)
    batch = office.upload("teacher", book("teacher", teacher(1, photo="别的.jpg", remarks="新的备注")))
    assert (batch.state, batch.existing) == ("checked", 1)
    corrections.decide(office.admin, batch, "update", None)
    row = StagedRow.objects.get()
    page = reviewer_client.get(reverse("intake:review_row", args=["teacher", row.pk])).content.decode()
    said = page.partition('id="files">')[2].partition("</p>")[0]
    assert said.startswith("附件：照片")
    assert "照片无" not in said
    assert "韦朗朗.jpg" not in page
    approval.pass_rows(office.reviewer, office.school, registry.get("teacher"))
    assert stored_photo(office.school) == before


def test_the_review_of_a_new_row_says_where_files_go(office, reviewer_client):
    office.upload("teacher", book("teacher", teacher(1)))
    row = StagedRow.objects.get()
    page = reviewer_client.get(reverse("intake:review_row", args=["teacher", row.pk])).content.decode()
    assert "附件：照片无。导入不带附件，也不改变已有的附件；通过后在记录的页面上传。" in page


def test_a_form_without_attachments_says_nothing_of_them(office, reviewer_client):
    office.upload("enterprise", book("enterprise", example(registry.get("enterprise"))))
    row = StagedRow.objects.get(state="ready")
    page = reviewer_client.get(reverse("intake:review_row", args=["enterprise", row.pk]))
    assert (page.status_code, 'id="files"' in page.content.decode()) == (200, False)
