"""Lists that leave by the API or as print count as export: the same right, the same entry in the log."""

import pytest

from tests.accounts.places import person
from tests.api.test_records import RECORDS
from zhijiao.audit.models import Entry


def test_a_reader_without_export_reads_records_one_by_one(tree, three, program):
    call = program(person(tree.school, "reader", "school_reader"))
    refused = call("GET", RECORDS.format("teacher") + "?limit=2")
    assert (refused.status_code, refused.json()["right"]) == (403, "教师基本信息导出")
    assert call("GET", RECORDS.format("head_teacher")).status_code == 403
    first = three.ids["teacher"][0]
    assert call("GET", RECORDS.format("teacher") + f"{first}/").json()["id"] == first
    assert not Entry.objects.filter(event="export").exists()


@pytest.mark.parametrize("form", ["teacher", "head_teacher"])
def test_a_short_list_is_told_like_a_long_one(call, three, form):
    asked = "?limit=2" if form == "teacher" else ""
    rows = len(call("GET", RECORDS.format(form) + asked).json()["items"])
    (entry,) = Entry.objects.filter(event="export")
    assert (entry.detail["rows"], entry.detail["by"]) == (rows, "接口")


def test_print_needs_the_right_and_is_not_offered_without(tree, three, client):
    for role, status in (("school_reader", 403), ("school_clerk", 200)):
        client.force_login(person(tree.school, role, role))
        for form in ("teacher", "head_teacher"):
            assert client.get(f"/forms/{form}/print/").status_code == status
            listed = client.get(f"/forms/{form}/").content.decode()
            assert (f"/forms/{form}/print/" in listed) == (status == 200), (role, form)
