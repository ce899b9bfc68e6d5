"""From a file to the formal table."""

from tests.intake.conftest import book, teacher
from zhijiao.filing.models import Change, FilingCount
from zhijiao.filing.schema import registry
from zhijiao.intake import approval


def test_good_rows_go_to_review_and_then_into_the_table(office):
    batch = office.upload("teacher", book("teacher", teacher(1), teacher(2)))
    assert (batch.state, batch.message) == ("review", "上传成功，等待数据复核员复核"), batch.message
    form = registry.get("teacher")
    assert not form.model.unscoped.exists()
    passed = approval.pass_rows(office.reviewer, office.school, form)
    assert (passed.created, passed.changed) == (2, 0)
    assert sorted(form.model.unscoped.values_list("number", flat=True)) == ["js0001", "js0002"]
    batch.refresh_from_db()
    assert batch.state == "done"
    assert Change.objects.filter(batch_id=batch.pk).count() == 2
    assert FilingCount.objects.get(form="teacher").rows == 2
