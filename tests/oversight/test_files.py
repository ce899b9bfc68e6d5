"""Boards as files: the same figures, for the same eyes."""

import io

import pytest
from python_calamine import CalamineWorkbook

from tests.accounts.places import person
from tests.oversight.test_boards import limited

pytestmark = pytest.mark.django_db


def sheet(client, what, query="", fmt="xlsx"):
    answer = client.get(f"/oversight/export/{what}.{fmt}{query}")
    assert answer.status_code == 200, answer.status_code
    data = b"".join(answer.streaming_content)
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def test_areas(begun, auditor):
    head, city, total = sheet(auditor(begun.province), "areas")
    assert dict(zip(head, city, strict=True)) | {} == {
        "名次": 1, "地区": "云州市教育局", "学校": 1, "必填表次": 47, "完成表次": 1, "必填完成率(%)": 2.1,
        "已完成学校": 0, "未开始学校": 0, "按时完成": 0, "逾期完成": 0, "逾期未完成": 1, "已填数据(条)": 1,
        "逻辑校验": 0, "经验校验": 0, "已说明待审核": 0, "封存后更正(条)": 0, "已上报": 0,
        "县级已通过": 0, "市级已通过": 0, "省级已通过": 0, "部级已通过": 0,
    }  # fmt: skip
    assert total[1:4] == ["云岭省教育厅合计", 2, 94]


def test_schools_with_their_modules(begun, auditor):
    head, *rows = sheet(auditor(begun.ministry), "schools", "?type=continuing&sort=-share")
    assert [row[1] for row in rows] == [begun.school.name, begun.sister.name]
    first = dict(zip(head, rows[0], strict=True))
    assert (first["必填表单"], first["已完成"], first["综合信息"], first["进度"]) == (47, 1, "1/18", "填报中")


def test_forms_and_the_schools_of_one(begun, auditor):
    client = auditor(begun.province)
    head, *rows = sheet(client, "forms", "?module=general")
    campus = next(dict(zip(head, row, strict=True)) for row in rows if row[1].startswith("校区"))
    assert (campus["已完成"], campus["必填学校"]) == (1, 2)
    _, *rows = sheet(client, "form-campus", "?state=done")
    assert [row[1] for row in rows] == [begun.school.name]


def test_files_are_for_who_may_export_and_of_one_s_own_schools(begun, auditor, client):
    assert (
        auditor(begun.city).get(f"/oversight/export/areas.xlsx?area={begun.province.pk}").status_code == 404
    )
    client.force_login(person(begun.school, "clerk", "school_clerk"))
    assert client.get("/oversight/export/areas.xlsx").status_code == 404
    client = auditor(begun.ministry)
    assert client.get("/oversight/export/nothing.xlsx").status_code == 404
    assert client.get("/oversight/export/form-nothing.xlsx").status_code == 404
    assert client.get("/oversight/export/areas.doc").status_code == 404


def test_of_forms_one_may_not_see_nothing_leaves(begun, client):
    client.force_login(limited(begun.province, "enterprise", row_role="granted"))
    head, *_ = sheet(client, "areas")
    assert "未开始学校" not in head
    head, *rows = sheet(client, "schools")
    assert "进度" not in head
    assert [row[4:6] for row in rows] == [[1, 0], [1, 0]]
    _, *rows = sheet(client, "forms")
    assert len(rows) == 1
