"""Mass changes are batches that are undone as one, as long as nothing newer stands on them."""

from datetime import date

import pytest

from tests.accounts.places import person
from tests.deleting import delete
from zhijiao.filing.models import Change, FilingCount, ImportBatch
from zhijiao.filing.records import undo
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.kit.identity import make_id_number
from zhijiao.search import finder


def state(key):
    """All records of a form with all their values but the traces of writing."""
    skipped = {"version", "created_at", "created_by", "updated_at", "updated_by", "batch_id"}
    model = registry.get(key).model
    names = [field.attname for field in model._meta.concrete_fields if field.attname not in skipped]
    secret = {column.name for column in registry.get(key).private_columns}
    return sorted(
        tuple(value for name, value in row.items() if name not in secret)
        for row in model.unscoped.values(*names)
    )


def secrets(key, record):
    from zhijiao.private.cipher import for_school

    decrypt = for_school(record.school_id).decrypt
    return {
        column.name: decrypt(getattr(record, column.name)) for column in registry.get(key).private_columns
    }


@pytest.fixture
def take_back(clerk):
    def post(key, batch=None, client=clerk, **extra):
        batch = batch or ImportBatch.objects.latest("pk")
        return client.post(f"/forms/{key}/batches/{batch.pk}/undo/", **extra)

    return post


def test_a_save_of_the_grid_goes_back_as_one(send, world, cells, take_back, row):
    before, count = state("department"), FilingCount.objects.get(form="department").rows
    first, second, _ = world.ids["department"]
    status, told = send(
        "department",
        (
            first,
            1,
            {"name": "甲部", "established": "2001-01", "campus": "", "in_use": "否", "abolished": "2010-02"},
        ),
        (second, 1, {"name": "乙部"}),
        (None, None, cells("department", number="77", name="新设部")),
    )
    assert status == 200, told
    assert state("department") != before
    assert take_back("department").status_code == 302
    assert state("department") == before
    assert FilingCount.objects.get(form="department").rows == count
    assert ImportBatch.objects.get().state == "undone"
    assert row("department", first).version == 3
    assert "甲部" not in str(finder.search(world.school.path, "甲部", ["department"]))


def test_undoing_twice_is_refused(send, world, take_back):
    send("department", (world.ids["department"][0], 1, {"name": "甲部"}))
    take_back("department")
    answer = take_back("department")
    assert answer.status_code == 409
    assert "已经撤销过" in answer.content.decode()


def test_deleted_records_come_back_whole(clerk, world, take_back, row):
    ids = world.ids["enterprise"]
    before, count = state("enterprise"), FilingCount.objects.get(form="enterprise").rows
    delete(clerk, "enterprise", ids)
    assert state("enterprise") == []
    page = clerk.get("/forms/enterprise/").content.decode()
    assert f"/forms/enterprise/batches/{ImportBatch.objects.get().pk}/undo/" in page
    assert take_back("enterprise").status_code == 302
    assert state("enterprise") == before
    assert FilingCount.objects.get(form="enterprise").rows == count
    back = Change.objects.filter(form="enterprise", record_id=ids[0]).latest("id")
    assert (back.action, back.get_action_display(), back.version) == ("restore", "恢复", 3)
    found = finder.search(world.school.path, str(row("enterprise", ids[0]).name), ["enterprise"])
    assert ids[0] in [record_id for _, _, record_id, _ in found]


def test_private_values_come_back(clerk, send, world, cells, take_back, row):
    number = make_id_number("450103", date(1990, 11, 5), 222)
    status, told = send("teacher", (None, None, cells("teacher", number="js900", id_number=number)))
    assert status == 200, told
    teacher = told["rows"][0]["id"]
    before = row("teacher", teacher)
    delete(clerk, "teacher", teacher)
    assert row("teacher", teacher) is None
    assert number not in str(list(Change.objects.values_list("diff", flat=True)))
    take_back("teacher")
    after = row("teacher", teacher)
    assert secrets("teacher", after) == secrets("teacher", before)
    assert secrets("teacher", after)["id_number"] == number
    assert after.id_number_blind == before.id_number_blind
    assert (after.created_by, after.created_at, after.version) == (before.created_by, before.created_at, 3)


def test_a_newer_change_stands_in_the_way(send, world, take_back, colleague, row):
    first, second, _ = world.ids["department"]
    send("department", (first, 1, {"name": "甲部"}), (second, 1, {"name": "乙部"}))
    batch = ImportBatch.objects.get()
    send("department", (second, 2, {"name": "丙部"}), client=colleague)
    answer = take_back("department", batch)
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "谭红霞" in html
    assert "丙部" in html
    assert row("department", first).name == "甲部"
    batch.refresh_from_db()
    assert batch.state == "done"
    assert take_back("department").status_code == 302  # the colleague's own
    assert take_back("department", batch).status_code == 409


def test_a_record_in_use_cannot_be_taken_away(send, world, cells, take_back):
    send("campus", (None, None, cells("campus", code="88", name="新校区")))
    batch = ImportBatch.objects.get()
    assert send("department", (world.ids["department"][0], 1, {"campus": "88"}))[0] == 200
    answer = take_back("campus", batch)
    assert answer.status_code == 409
    assert "“校内机构”中有 1 条引用了" in answer.content.decode()
    assert registry.get("campus").model.unscoped.filter(code="88").exists()


def test_a_key_taken_meanwhile_stands_in_the_way(clerk, send, world, cells, take_back):
    last = world.ids["department"][2]
    number = registry.get("department").model.unscoped.get(pk=last).number
    delete(clerk, "department", last)
    batch = ImportBatch.objects.get()
    assert send("department", (None, None, cells("department", number=number, name="顶替部")))[0] == 200
    answer = take_back("department", batch)
    assert answer.status_code == 409
    assert number in answer.content.decode()


def test_a_reference_gone_meanwhile_stands_in_the_way(clerk, send, world, cells, take_back):
    send("campus", (None, None, cells("campus", code="88", name="新校区")))
    campus = registry.get("campus").model.unscoped.get(code="88").pk
    first = world.ids["department"][0]
    send("department", (first, 1, {"campus": "88"}))
    send("department", (first, 2, {"campus": "01"}))
    batch = ImportBatch.objects.latest("pk")
    delete(clerk, "campus", campus)
    answer = take_back("department", batch)
    assert answer.status_code == 409
    assert "已被删除" in answer.content.decode()


def test_a_parent_and_its_child_come_back_together(clerk, send, world, cells, take_back, row):
    status, told = send("department", (None, None, cells("department", number="70", name="上级")))
    assert status == 200, told
    parent = told["rows"][0]["id"]
    _, told = send("department", (None, None, cells("department", number="7001", name="下级", parent="70")))
    child = told["rows"][0]["id"]
    delete(clerk, "department", [parent, child])
    assert row("department", child) is None
    assert take_back("department").status_code == 302
    assert row("department", child).parent_id == parent


def test_the_button_of_a_message_answers_with_a_message(send, world, take_back):
    send("department", (world.ids["department"][0], 1, {"name": "甲部"}))
    answer = take_back("department", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Refresh"]) == (204, "true")
    answer = take_back("department", headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "toast" in answer["HX-Trigger"]


def test_nobody_undoes_without_the_right_or_from_outside(tree, send, world, take_back, client):
    send("department", (world.ids["department"][0], 1, {"name": "甲部"}))
    batch = ImportBatch.objects.get()
    client.force_login(person(tree.school, "kan", "school_supervisor"))
    assert take_back("department", batch, client=client).status_code == 403
    client.force_login(person(tree.sister, "bie", "school_clerk"))
    assert take_back("department", batch, client=client).status_code == 404
    client.force_login(person(tree.school, "zai", "school_clerk"))
    assert take_back("campus", batch, client=client).status_code == 404
    batch.refresh_from_db()
    assert batch.state == "done"


def test_the_page_of_mass_changes(clerk, send, world):
    send("department", (world.ids["department"][0], 1, {"name": "甲部"}))
    html = clerk.get("/forms/department/batches/").content.decode()
    assert "表格录入" in html
    assert f"/batches/{ImportBatch.objects.get().pk}/undo/" in html
    assert clerk.get("/forms/campus/batches/").status_code == 200


def test_an_import_is_undone_by_the_same_function(world, tree):
    form = registry.get("campus")
    actor = Actor.system(tree.school)
    batch = undo.open_batch(actor, tree.school, form, "import", 0)
    assert undo.blockers(tree.school, batch) == []
    assert str(undo.undo(actor, tree.school, batch, action="review")) == "没有需要改回的内容"


# 批量设置 ------------------------------------------------------------------------------------------------------------


def test_one_value_for_all_chosen(clerk, world, take_back):
    ids = world.ids["department"]
    ask = clerk.post("/forms/department/set/", {"id": ids, "column": "kind"})
    assert ask.status_code == 200
    assert "设置 3 条" in ask.content.decode()
    before = state("department")
    done = clerk.post(
        "/forms/department/set/", {"id": ids, "column": "location", "location": "行政楼", "apply": "1"}
    )
    assert done.status_code == 302
    assert set(registry.get("department").model.unscoped.values_list("location", flat=True)) == {"行政楼"}
    assert ImportBatch.objects.get().kind == "set"
    page = clerk.get("/forms/department/").content.decode()
    assert "已把 3 条的“机构地址”设为“行政楼”" in page
    take_back("department")
    assert state("department") == before


@pytest.mark.parametrize(
    ("column", "value"), [("name", ""), ("kind", "不存在"), ("postcode", "12"), ("campus", "99")]
)
def test_a_wrong_value_changes_nothing(clerk, world, column, value):
    before = state("department")
    answer = clerk.post(
        "/forms/department/set/",
        {"id": world.ids["department"], "column": column, column: value, "apply": "1"},
    )
    assert answer.status_code == 422
    assert f'id="f-{column}-err"' in answer.content.decode()
    assert state("department") == before


def test_keys_and_private_values_are_not_set_for_many(clerk, world):
    html = clerk.post("/forms/teacher/set/", {"id": world.ids["teacher"]}).content.decode()
    for name in ("number", "id_number", "phone"):
        assert f'<option value="{name}"' not in html
    assert '<option value="ethnicity"' in html or '<option value="nationality"' in html or "民族" in html


def test_set_refuses_what_is_not_there(clerk, world, tree):
    from tests.filing.pages.world import fill

    theirs = fill(tree.sister).ids["department"][0]
    ids = [*world.ids["department"], theirs]
    answer = clerk.post(
        "/forms/department/set/", {"id": ids, "column": "location", "location": "x", "apply": "1"}
    )
    assert answer.status_code == 404
    assert clerk.post("/forms/department/set/", {"column": "location"}).status_code == 302
    assert clerk.post("/forms/school_profile/set/", {"id": "1"}).status_code == 404


def test_setting_what_is_set_is_no_change(clerk, world):
    ids = world.ids["department"]
    posted = {"id": ids, "column": "location", "location": "行政楼", "apply": "1"}
    clerk.post("/forms/department/set/", posted)
    clerk.post("/forms/department/set/", posted)
    assert ImportBatch.objects.count() == 1
