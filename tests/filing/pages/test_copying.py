"""从上年复制: what carries over, what stays open until somebody confirms it, and whose rows nobody can take."""

import re
from copy import copy
from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse

from tests.accounts.places import person
from tests.filing.pages.world import YEAR, records
from zhijiao.filing.models import CopiedRecord, FilingCount, ImportBatch
from zhijiao.filing.records import carry_over, copies, period_locks
from zhijiao.filing.records.period_locks import Lock
from zhijiao.filing.schema import registry

NEXT = YEAR + 1


def page(key, **asked):
    form = registry.get(key)
    asked = {"year": NEXT} | ({"term": "1", "from": f"{YEAR}-1"} if "term" in form.columns else {}) | asked
    return reverse("filing:copy", args=[key]) + "?" + "&".join(f"{k}={v}" for k, v in asked.items())


def takes(answer):
    """The boxes of the second page that are ticked."""
    return [item.name for one in answer.context["copied"] for item in one.items if item.taken]


def take_over(client, key, ids, leave=()):
    """Through both pages, as they offer it; returns the answer to what was posted last."""
    shown = client.post(page(key), {"id": ids})
    assert shown.status_code == 200, shown.content.decode()
    boxes = [name for name in takes(shown) if not name.endswith(tuple(f"-{name}" for name in leave))]
    seen = {f"version-{one.source.record_id}": one.version for one in shown.context["copied"] if one.version}
    return client.post(page(key), {"id": ids, "apply": "1", **dict.fromkeys(boxes, "1"), **seen})


def new_rows(key, school):
    return registry.get(key).model.unscoped.filter(school=school, year=NEXT)


@pytest.fixture
def contexts(monkeypatch):
    """Test answers carry what their page was drawn from."""
    from zhijiao.filing.pages import copying

    drawn = {}
    draw = copying.render_page

    def render(request, template, what, **options):
        answer = draw(request, template, what, **options)
        answer.context = vars(what)
        drawn[template] = what
        return answer

    monkeypatch.setattr(copying, "render_page", render)
    return drawn


@pytest.fixture
def through(clerk, contexts):
    """The client, whose answers know what was drawn last."""

    class Through:
        def post(self, address, data):
            answer = clerk.post(address, data)
            answer.context = vars(contexts["filing/copy_compare.html"]) if contexts else None
            return answer

        def get(self, address):
            return clerk.get(address)

    return Through()


def test_every_form_of_a_year_or_term_goes_over_with_its_values_open(through, tree, three):
    copied = [form for form in records() if carry_over.may_be_copied(form) and three.ids.get(form.key)]
    assert len(copied) >= 30
    wrong = {}
    for form in copied:
        assert through.get(page(form.key)).status_code == 200
        answer = take_over(through, form.key, three.ids[form.key])
        if answer.status_code != 302:
            wrong[form.key] = [one.problems for one in answer.context["copied"]]
            continue
        rows = list(new_rows(form.key, tree.school).order_by("pk"))
        old = form.model.unscoped.filter(pk__in=three.ids[form.key]).order_by("pk")
        assert len(rows) == len(old), form.key
        marks = {mark.record_id: mark for mark in CopiedRecord.objects.filter(form=form.key)}
        sources = {row.pk: row for row in old}
        for row in rows:
            mark, source = marks[row.pk], sources[marks[row.pk].source_id]
            assert (row.gaps > 0, mark.pending, bool(mark.open_items)) == (True, True, True), form.key
            kept = [c for c in carry_over.carried(form) if c.name in mark.open_items and c.target is None]
            assert [getattr(row, c.name) for c in kept] == [later(form, source, c) for c in kept], form.key
            assert not any(getattr(row, c.attname) for c in form.stored if c.private or c.holds_files), (
                form.key
            )
        count = FilingCount.objects.filter(school=tree.school, form=form.key, year=NEXT)
        assert [(c.rows, c.gaps) for c in count] == [(len(rows), len(rows))], form.key
    assert wrong == {}


def later(form, source, column):
    """What a record holds after a year: a key that is a day of the old year a year later, all else unchanged."""
    value = getattr(source, column.name)
    if not column.shortest_date or column not in form.key_columns:
        return value
    return value.replace(year=value.year + 1) if hasattr(value, "day") else f"{int(value[:4]) + 1}{value[4:]}"


def test_references_to_records_of_last_year_lead_to_those_of_this_year(through, tree, three):
    contest, activity = three.ids["civility_contest"][0], three.ids["civility_activity"][0]
    registry.get("civility_contest").model.unscoped.filter(pk=contest).update(activity=activity)

    def offered():
        shown = through.post(page("civility_contest"), {"id": [contest]})
        return next(item for item in shown.context["copied"][0].items if item.column.name == "activity")

    assert (offered().taken, "请先填写" in offered().reason) == (False, True)
    assert take_over(through, "civility_activity", [activity]).status_code == 302
    assert (offered().taken, offered().reason) == (True, "")
    assert take_over(through, "civility_contest", [contest]).status_code == 302
    new = new_rows("civility_activity", tree.school).get()
    assert new_rows("civility_contest", tree.school).get().activity_id == new.pk != activity


def test_a_record_stays_open_until_every_item_is_confirmed(through, clerk, tree, three):
    source = three.ids["aid_given"][0]
    assert take_over(through, "aid_given", [source]).status_code == 302
    row = new_rows("aid_given", tree.school).get()
    mark = CopiedRecord.objects.get(record_id=row.pk)
    assert "待确认的复制数据 1 条" in clerk.get(f"/forms/aid_given/?year={NEXT}").content.decode()
    assert row.name in clerk.get(f"/forms/aid_given/copied/?year={NEXT}").content.decode()
    address = reverse("filing:edit", args=["aid_given", row.pk])
    shown = clerk.get(address).content.decode()
    assert shown.count('name="confirm-') == len(mark.open_items) + 1
    gaps, (first, *rest) = row.gaps, mark.open_items
    clerk.post(address, typed(row) | {f"confirm-{first}": "1", "version": row.version})
    mark.refresh_from_db()
    row.refresh_from_db()
    assert (mark.open_items, mark.pending, row.gaps, row.version) == (rest, True, gaps, 1)
    clerk.post(address, typed(row) | {"confirm-all": "1", "version": row.version})
    mark.refresh_from_db()
    row.refresh_from_db()
    assert (mark.open_items, mark.pending, row.gaps, bool(mark.confirmer_name)) == ([], False, gaps - 1, True)
    counted = FilingCount.objects.get(school=tree.school, form="aid_given", year=NEXT)
    assert (counted.rows, counted.gaps) == (1, int(row.gaps > 0))


def typed(row):
    """What the page of a record holds."""
    form = registry.get("aid_given")
    ((_, values),) = form.fetch(form.model.unscoped.filter(pk=row.pk), form.stored)
    return {column.name: column.raw(value) for column, value in zip(form.stored, values, strict=True)}


def test_whoever_changes_an_item_has_confirmed_it_and_undoing_takes_all_back(through, clerk, tree, three):
    assert take_over(through, "aid_given", three.ids["aid_given"][:2]).status_code == 302
    batch = ImportBatch.objects.get(kind="copy")
    undone = clerk.post(reverse("filing:undo", args=["aid_given", batch.pk]))
    assert (undone.status_code, new_rows("aid_given", tree.school).count()) == (302, 0)
    assert "待确认的复制数据" not in clerk.get(f"/forms/aid_given/?year={NEXT}").content.decode()
    assert take_over(through, "aid_given", three.ids["aid_given"][:1]).status_code == 302
    row = new_rows("aid_given", tree.school).get()
    name = next(c.name for c in registry.get("aid_given").stored if c.multiline or c.name == "remarks")
    clerk.post(
        reverse("filing:edit", args=["aid_given", row.pk]),
        typed(row) | {name: "今年的情况", "version": row.version},
    )
    mark = CopiedRecord.objects.get(record_id=row.pk)
    row.refresh_from_db()
    assert (name in mark.open_items, mark.pending, getattr(row, name)) == (False, True, "今年的情况")


def test_a_page_of_one_record_a_year_fills_what_is_empty_and_leaves_what_is_there(
    through, clerk, tree, three
):
    form = registry.get("income")
    clerk.post(f"/forms/income/edit/?year={NEXT}", {"total": "7", "remarks": "今年"})
    assert not new_rows("income", tree.school)
    assert take_over(through, "income", three.ids["income"], leave=("remarks",)).status_code == 302
    row, old = new_rows("income", tree.school).get(), form.model.unscoped.get(pk=three.ids["income"][0])
    assert (row.total, row.tuition, row.remarks) == (old.total, old.tuition, None)
    again = through.post(page("income"), {"id": three.ids["income"]})
    assert takes(again) == [f"take-{old.pk}-remarks"]
    assert take_over(through, "income", three.ids["income"]).status_code == 302
    row.refresh_from_db()
    assert (row.version, row.remarks) == (2, old.remarks)


def test_days_of_the_old_year_go_over_moved_if_somebody_says_so(through, tree, three):
    form, source = registry.get("civility_activity"), three.ids["civility_activity"][0]
    form.model.unscoped.filter(pk=source).update(held=date(YEAR, 10, 12), ended=None)
    shown = through.post(page(form.key), {"id": [source]})
    items = {item.column.name: item for item in shown.context["copied"][0].items}
    assert (items["held"].moved, items["held"].taken, items["held"].reason) == (f"{NEXT}-10-12", False, "")
    boxes = dict.fromkeys([*takes(shown), items["held"].name], "1")
    assert through.post(page(form.key), {"id": [source], "apply": "1", **boxes}).status_code == 302
    row = new_rows(form.key, tree.school).get()
    assert (row.held, row.ended) == (date(NEXT, 10, 12), None)
    assert carry_over.years_later(date(2020, 2, 29), 1) == date(2021, 2, 28)
    assert "held" in CopiedRecord.objects.get(record_id=row.pk).open_items


def test_hundreds_are_chosen_on_one_page_and_what_is_left_out_there_stays(through, clerk, tree, three):
    model, first = registry.get("aid_given").model, three.ids["aid_given"][0]
    row = model.unscoped.get(pk=first)
    model.unscoped.bulk_create(copy_of(row, i) for i in range(210))
    chosen = clerk.get(page("aid_given")).content.decode()
    ids = re.findall(r'name="id" value="(\d+)" checked', chosen)
    assert len(ids) == model.unscoped.filter(school=tree.school, year=YEAR).count() > 200
    shown = through.post(page("aid_given"), {"id": ids})
    assert (shown.context["opened"], len(shown.context["copied"])) == (False, len(ids))
    boxes = dict.fromkeys(takes(shown), "1")
    assert len(boxes) + 2 * len(ids) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    sent = through.post(page("aid_given"), {"id": ids[1:], "apply": "1", **boxes})
    assert (sent.status_code, new_rows("aid_given", tree.school).count()) == (302, len(ids) - 1)
    assert CopiedRecord.objects.filter(form="aid_given", pending=True).count() == len(ids) - 1


def copy_of(row, i):
    """Another record like one that is there."""
    other = copy(row)
    other.pk, other.number, other.name = None, f"BF{i:04}", f"帮扶{i}"
    return other


def test_nobody_takes_rows_of_another_school_or_writes_without_the_right(clerk, client, tree, three):
    foreign = tree.sister
    model = registry.get("aid_given").model
    row = model.unscoped.get(pk=three.ids["aid_given"][0])
    row.pk, row.school, row.number = None, foreign, "外校"
    row.save()
    assert clerk.post(page("aid_given"), {"id": [row.pk], "apply": "1"}).status_code == 404
    assert clerk.post(page("aid_given", school=foreign.pk), {"id": [row.pk], "apply": "1"}).status_code == 404
    assert "外校" not in clerk.get(page("aid_given")).content.decode()
    client.force_login(person(tree.school, "duzhe", "school_reader"))
    assert client.post(page("aid_given"), {"id": three.ids["aid_given"], "apply": "1"}).status_code == 403
    assert not model.unscoped.filter(year=NEXT)
    for key in ("discipline_work", "moral_case", "teacher"):
        assert not carry_over.may_be_copied(registry.get(key))
        assert clerk.get(page(key)).status_code in (403, 404)


def test_nothing_is_left_of_a_copy_that_breaks_off_and_nothing_goes_into_a_closed_year(
    through, clerk, tree, three, monkeypatch
):
    def killed(*_args):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(copies, "mark_copied", killed)
        with pytest.raises(SystemExit):
            take_over(through, "aid_given", three.ids["aid_given"])
    assert not new_rows("aid_given", tree.school)
    assert not ImportBatch.objects.filter(kind="copy")
    assert not FilingCount.objects.filter(form="aid_given", year=NEXT)
    shown = through.post(page("aid_given"), {"id": three.ids["aid_given"]})
    boxes = dict.fromkeys(takes(shown), "1")
    period_locks.hold(tree.school)
    period_locks.keep(tree.school, str(YEAR), Lock(str(YEAR), NEXT, NEXT, "已上报", "请撤回"))
    refused = clerk.post(page("aid_given"), {"id": three.ids["aid_given"], "apply": "1", **boxes})
    assert (refused.status_code, new_rows("aid_given", tree.school).count()) == (403, 0)


def test_of_two_who_copy_at_once_the_second_is_told(through, tree, three):
    ids = three.ids["aid_given"][:1]
    boxes = dict.fromkeys(takes(through.post(page("aid_given"), {"id": ids})), "1")
    assert through.post(page("aid_given"), {"id": ids, "apply": "1", **boxes}).status_code == 302
    again = through.post(page("aid_given"), {"id": ids, "apply": "1", **boxes})
    assert (again.status_code, new_rows("aid_given", tree.school).count()) == (302, 1)
    assert new_rows("aid_given", tree.school).get().version == 1


def test_a_record_that_appeared_meanwhile_is_not_written_over(through, clerk, tree, three):
    """The page said 将新增; a colleague has filled the record before it was sent."""
    shown = through.post(page("income"), {"id": three.ids["income"]})
    boxes = dict.fromkeys(takes(shown), "1")
    assert take_over(through, "income", three.ids["income"]).status_code == 302
    registry.get("income").model.unscoped.filter(year=NEXT).update(remarks="同事填的")
    sent = through.post(page("income"), {"id": three.ids["income"], "apply": "1", **boxes})
    assert (sent.status_code, new_rows("income", tree.school).get().remarks) == (409, "同事填的")


def test_own_rows_do_not_go_over_what_a_colleague_has_entered(through, clerk, client, tree, three):
    row = registry.get("aid_given").model.unscoped.get(pk=three.ids["aid_given"][0])
    assert take_over(through, "aid_given", [row.pk]).status_code == 302
    theirs = new_rows("aid_given", tree.school).get()
    other = person(tree.school, "benren", "school_clerk", row_role="own")
    registry.get("aid_given").model.unscoped.filter(pk=row.pk).update(created_by=other.pk)
    client.force_login(other)
    boxes = {f"take-{row.pk}-{c.name}": "1" for c in carry_over.carried(registry.get("aid_given"))}
    registry.get("aid_given").model.unscoped.filter(pk=theirs.pk).update(remarks="同事填的")
    sent = client.post(page("aid_given"), {"id": [row.pk], "apply": "1", **boxes})
    assert (sent.status_code, "由他人填报" in sent.content.decode()) == (422, True)
    theirs.refresh_from_db()
    assert (theirs.remarks, theirs.version) == ("同事填的", 1)


def test_the_pages_ask_the_same_however_many_rows(clerk, tree, three, django_assert_max_num_queries):
    with django_assert_max_num_queries(40) as one:
        clerk.post(page("aid_given"), {"id": three.ids["aid_given"][:1]})
    with django_assert_max_num_queries(len(one)):
        clerk.post(page("aid_given"), {"id": three.ids["aid_given"]})
