"""One record: its page, its history, who refers to it."""

import re
from decimal import Decimal

from zhijiao.filing.records import writer
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry, sums
from zhijiao.identity.actor import Actor

OTHER_ADDRESS = "云州市兴宁区民主路999号"


def change(school, key, record_id, **cells):
    frame = validate(registry.get(key), school, {k: [v] for k, v in cells.items()}, ids=[record_id])
    return writer.write(Actor.system(school), school, frame)


def test_the_page_explains_each_item_and_masks_the_private(clerk, three):
    form = registry.get("teacher")
    page = clerk.get(f"/forms/teacher/{three.ids['teacher'][0]}/").content.decode()
    for column in form.columns.values():
        assert f">{column.label}<" in page, column.label
    assert f"450{'*' * 15}" in page
    assert page.count('data-bs-toggle="tooltip"') >= sum(bool(c.note) for c in form.columns.values())


def test_amounts_stand_in_groups_and_as_the_table_they_are_typed_in(clerk, tree, three):
    form = registry.get("income")
    model, record = form.model, three.ids["income"][0]
    total, part = next((t.name, t.parts[0]) for t in sums.totals(form))
    model.unscoped.filter(pk=record).update(**{total: Decimal("1234567.50"), part: Decimal("617283.75")})
    page = clerk.get(f"/forms/income/{record}/?year=2020").content.decode()
    row = re.search(
        rf'<tr class="d\d[^"]*"><th[^>]*><div class="lab"><span>{form.columns[part].label}.*?</tr>',
        page,
        re.S,
    )
    assert ("1,234,567.5" in page, "617,283.75" in row[0], "50.0%" in row[0]) == (True, True, True)


def test_references_are_links(clerk, three):
    page = clerk.get(f"/forms/teacher_employment/{three.ids['teacher_employment'][0]}/").content.decode()
    assert f'href="/forms/teacher/{three.ids["teacher"][0]}/"' in page


def test_history_tells_who_changed_what(clerk, tree, three):
    record = three.ids["teacher"][0]
    column = next(c for c in registry.get("teacher").private_columns if c.private == "address")
    change(
        tree.school,
        "teacher",
        record,
        name="覃丽萍",
        marital_status="离婚",
        birth="1990-11-05",
        **{column.name: OTHER_ADDRESS},
    )
    page = clerk.get(f"/forms/teacher/{record}/history/").content.decode()
    for said in ("系统", "第 2 版", "谭红霞", "覃丽萍", "离婚", "新增"):
        assert said in page, said
    assert f'<a href="/forms/teacher/{record}/">覃丽萍</a>' in page
    assert OTHER_ADDRESS not in page
    assert "***" in page
    assert not [secret for secret in three.secrets if secret in page]


def test_history_names_references_by_title(clerk, tree, three):
    record = three.ids["teacher_employment"][0]
    change(tree.school, "teacher_employment", record, department="03-1")
    page = clerk.get(f"/forms/teacher_employment/{record}/history/").content.decode()
    assert page.count("电子信息部") >= 2


def test_every_kind_of_value_can_be_told(clerk, tree, three):
    for key, ids in three.ids.items():
        form = registry.get(key)
        writer.delete  # noqa: B018
        record = ids[0]
        if form.referring:
            continue
        writer.delete(Actor.system(tree.school), tree.school, form, [record])
        page = clerk.get(f"/forms/{key}/{record}/history/")
        assert page.status_code == 200, key
        assert "已删除" in page.content.decode()
        assert not [secret for secret in three.secrets if secret in page.content.decode()]
        assert clerk.get(f"/forms/{key}/{record}/").status_code == 404


def test_who_refers_to_it(clerk, tree, three):
    page = clerk.get(f"/forms/teacher/used-by/{three.ids['teacher'][0]}/").content.decode()
    assert "教师工作信息" in page
    assert f"/forms/teacher_employment/{three.ids['teacher_employment'][0]}/" in page
    free = next(key for key in three.ids if not registry.get(key).referring and not registry.get(key).single)
    assert "未被引用" in clerk.get(f"/forms/{free}/used-by/{three.ids[free][0]}/").content.decode()


def test_the_way_back_from_a_page_leads_nowhere_else(clerk, three):
    page = f"/forms/teacher/{three.ids['teacher'][0]}/edit/"
    assert 'href="/forms/premises/"' in clerk.get(page, {"next": "/forms/premises/"}).content.decode()
    for elsewhere in ("https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"):
        shown = clerk.get(page, {"next": elsewhere}).content.decode()
        assert f'="{elsewhere}"' not in shown


def test_what_is_wrong_is_listed_as_it_stands_on_the_page(clerk, three):
    answer = clerk.post("/forms/teacher/new/", {"name": "", "birth": "1999-02-31"})
    assert answer.status_code == 422
    summary = answer.content.decode().split('id="errsum"')[1].split("</div>")[0]
    listed = re.findall(r'href="#f-(\w+)"', summary)
    assert listed[:3] == ["number", "name", "sex"]
    assert listed == sorted(listed, key=list(registry.get("teacher").columns).index)
    assert "birth" in listed
