"""自动汇总: always of now, and every row opens to where it came from."""

import pytest

from tests.filing.pages.world import lead_classes
from zhijiao.filing.schema import registry


@pytest.fixture
def head_teachers(three):
    lead_classes(three)
    return three


def rows(page: str) -> int:
    return page.count('<tr role="row">') - 1


def test_rows_come_and_go_with_their_records(clerk, head_teachers):
    page = clerk.get("/forms/head_teacher/").content.decode()
    assert rows(page) == 3
    assert registry.get("head_teacher").definition in page.replace("&#34;", '"')
    for key in ("teacher", "teacher_employment", "school_class"):
        assert f"/forms/{key}/{head_teachers.ids[key][0]}/" in page
    registry.get("school_class").model.unscoped.update(status="2")
    assert rows(clerk.get("/forms/head_teacher/").content.decode()) == -1


def test_filter_and_sort(clerk, head_teachers):
    assert rows(clerk.get("/forms/head_teacher/?f_number=2-1").content.decode()) == 1
    for condition, found in (
        ("f_birth=1990", 3),
        ("f_birth=1991~", -1),
        ("f_class_count=1", 3),
        ("f_class_count=2~", -1),
        ("f_sex=女", 3),
        ("f_sex=2", 3),
        ("f_class_count=x", -1),
    ):
        assert rows(clerk.get(f"/forms/head_teacher/?{condition}").content.decode()) == found, condition
    for name in registry.get("head_teacher").columns:
        for sign in ("", "-"):
            assert rows(clerk.get(f"/forms/head_teacher/?sort={sign}{name}").content.decode()) == 3
    page = clerk.get("/forms/head_teacher/?sort=-number").content.decode()
    assert page.index("js002-2") < page.index("js002-1")


def test_it_is_asked_and_drawn_in_parts_like_a_list(clerk, head_teachers):
    answer = clerk.post("/forms/head_teacher/", {"f_name": "谭", "f_birth": "", "t_birth": ""})
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (303, "/forms/head_teacher/")
    part = clerk.get("/forms/head_teacher/", headers={"HX-Request": "true", "HX-Target": "results"})
    assert "<html" not in part.content.decode()
    exported = clerk.get("/forms/head_teacher/export/csv/?sort=-number").getvalue().decode("utf-8-sig")
    assert exported.splitlines()[1].startswith("js002-2")
    assert clerk.get("/forms/head_teacher/print/").content.decode().count("<tr>") == 4
