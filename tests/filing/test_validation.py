"""The one validator, asked directly: what each row is said to be, and each problem with its row, item and words."""

from datetime import date
from itertools import count as endless
from secrets import token_urlsafe

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import sample
from tests.filing.conftest import acting
from tests.filing.rows import found, judged, put, row
from zhijiao.filing.records import validation
from zhijiao.filing.records.validation import frame_of_stored, validate
from zhijiao.filing.records.writer import write
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.kit import master_key
from zhijiao.private import blind_index
from zhijiao.private.masks import mask


def said(frame):
    return [(problem.row, problem.column, problem.code) for problem in frame.problems]


def messages(frame):
    return [str(problem) for problem in frame.problems]


TEACHERS = {"key": "teacher"}

# What a row is -------------------------------------------------------------------------------------------------------


def test_rows_are_new_changed_the_same_or_wrong(school, tree, clerk):
    first, second = put(clerk, school, row(), row(i=1)).ids
    put(acting(tree.sister, "view", "add"), tree.sister, row(i=2))
    frame = judged(school, row(name="改名"), row(i=1), row(i=2), row(i=3, name=None))
    assert frame.status == ["changed", "same", "new", "wrong"]
    assert frame.ids == [first, second, None, None]
    assert frame.versions == [1, 1, None, None]
    assert (frame.size, frame.school_id, frame.school_type) == (4, school.pk, "continuing")
    assert said(frame) == [(3, "name", "required")]
    assert messages(frame) == ["请填写校区名称"]


def test_no_rows_are_no_problem(school):
    frame = validate(registry.get("campus"), school, {})
    assert (frame.size, frame.status, frame.problems, frame.versions) == (0, [], [], [])


def test_more_rows_than_are_asked_for_one_by_one_are_matched_all_the_same(school, clerk, monkeypatch):
    monkeypatch.setattr(validation, "FEW", 2)
    ids = put(clerk, school, *(row("teacher", i) for i in range(4)), **TEACHERS).ids
    assert judged(school, *(row("teacher", i) for i in range(4)), **TEACHERS).ids == ids
    twin = row("teacher", 7, id_number=row("teacher", 2)["id_number"])
    frame = judged(school, *(row("teacher", i) for i in range(4, 7)), twin, **TEACHERS)
    assert said(frame) == [(3, "id_number", "exists")]


def test_items_that_are_not_given_stay_and_others_take_their_default(school, clerk):
    form = registry.get("campus")
    (record_id,) = put(clerk, school, row()).ids
    frame = validate(form, school, {"code": [row()["code"], "77"], "name": ["改名", "新校区"]}, lenient=True)
    assert frame.values["phone"] == [row()["phone"], None]
    assert frame.values["name"] == ["改名", "新校区"]
    assert frame.status == ["changed", "new"]
    assert frame.gaps[0] == 0 < frame.gaps[1]
    department = registry.get("department")
    frame = validate(department, school, {"number": ["1", "2"]}, defaults={"kind": "x"}, lenient=True)
    assert frame.values["in_use"] == [True, True]
    assert frame.values["kind"] == ["x", "x"]
    frame = validate(form, school, {"name": ["改名"]}, ids=[record_id])
    assert (frame.status, frame.ids, frame.values["code"]) == (["changed"], [record_id], [row()["code"]])
    assert frame.size == 1


def test_an_empty_cell_takes_the_year_of_the_page_and_a_wrong_one_does_not(school):
    rows = [row("income", year=None), row("income", year="x"), row("income", year=2018)]
    frame = judged(school, *rows, key="income", defaults={"year": 2020})
    assert frame.values["year"] == [2020, None, 2018]
    assert [problem[:2] for problem in said(frame)] == [(1, "year")]
    frame = validate(registry.get("income"), school, {"total": [1]}, defaults={"year": 2020}, lenient=True)
    assert frame.values["year"] == [2020]


def test_ids_of_another_school_or_of_nobody_are_nobodys(school, tree, clerk):
    (other,) = put(acting(tree.sister, "view", "add"), tree.sister, row()).ids
    for foreign in (other, 10**9, None):
        frame = judged(school, row(), ids=[foreign])
        assert (frame.ids, frame.status, frame.versions, frame.existing) == ([None], ["new"], [None], {})


def test_many_records_are_read_at_once(school, clerk):
    def queries(number):
        rows = [row(i=i) for i in range(number)]
        with CaptureQueriesContext(connection) as asked:
            judged(school, *rows)
        return len(asked)

    put(clerk, school, *(row(i=i) for i in range(8)))
    judged(school, row())
    assert queries(1) == queries(8)


# What the caller knows besides ---------------------------------------------------------------------------------------


def test_a_word_that_the_school_has_confirmed_stands_for_its_code(school):
    cells = row(property_right="我校的")
    assert said(judged(school, cells)) == [(0, "property_right", "code")]
    frame = judged(school, cells, mappings={("property_right", "我校的"): "1"})
    assert (frame.problems, frame.values["property_right"]) == ([], ["1"])


def test_a_serial_day_counts_from_1904_only_where_the_sheet_says_so(school):
    cells = row("teacher", birth=29221)
    assert judged(school, cells, **TEACHERS).values["birth"] == [date(1980, 1, 1)]
    assert judged(school, cells, epoch1904=True, **TEACHERS).values["birth"] == [date(1984, 1, 2)]


def test_rows_of_which_nothing_is_given_are_the_records_they_are_meant_for(school, clerk):
    ids = put(clerk, school, row(), row(i=1)).ids
    frame = validate(registry.get("campus"), school, {}, ids=ids)
    assert (frame.size, frame.ids, frame.status) == (2, ids, ["same", "same"])


# Keys ----------------------------------------------------------------------------------------------------------------


def test_a_key_stands_once_among_the_rows(school):
    frame = judged(school, row(), row(i=1), row(), row())
    assert said(frame) == [(2, "code", "repeated"), (3, "code", "repeated")]
    assert messages(frame) == ["校区代码与第 1 行的校区代码相同，同一文件中只能出现一次，请删去重复的行"] * 2
    numbered = judged(school, row(), row(), numbers=[7, 9])
    assert messages(numbered)[0].startswith("校区代码与第 7 行的校区代码相同")
    assert numbered.status == ["new", "wrong"]


def test_a_row_without_its_key_hides_no_repetition_behind_it(school):
    frame = judged(school, row(code=None), row(), row(), lenient=True)
    assert said(frame) == [(0, "code", "required"), (2, "code", "repeated")]


def test_a_part_of_the_key_that_may_be_empty_elsewhere_may_not_be_in_the_key(school):
    form = registry.get("training_base_usage")
    free = [column for column in form.key_columns if not column.required_for(school.school_type)]
    assert free
    rows = {name: [cell] for name, cell in row(form.key).items()}
    frame = validate(form, school, rows | {column.name: [None] for column in free}, lenient=True)
    assert {(0, column.name, "required") for column in free} <= set(said(frame))


def test_a_key_of_two_parts_is_said_to_be_taken_at_the_last(school, clerk):
    aid = {"key": "aid_given"}
    first, second = (row("aid_given", i, year=2020) for i in range(2))
    frame = judged(school, first, second, **aid, lenient=True)
    ids = write(clerk, school, frame).ids
    frame = judged(school, second, **aid, ids=ids[:1], lenient=True)
    assert ("number", "exists") in {problem[1:] for problem in said(frame)}
    assert "year" not in {problem[1] for problem in said(frame)}


def test_a_row_without_its_key_is_a_gap_however_lenient(school):
    for lenient in (False, True):
        frame = judged(school, row(code=None), row(code=None), row(i=1, phone=None), lenient=lenient)
        left = [] if lenient else [(2, "phone", "required")]
        assert said(frame) == [(0, "code", "required"), (1, "code", "required"), *left]
        assert frame.gaps == [1, 1, 1]
        assert frame.ids == [None] * 3


def test_a_gap_is_what_is_required_of_this_kind_of_school_and_not_already_wrong(school):
    frame = judged(
        school, row("teacher", birth="x", name=None, remarks=None, pinyin=None), **TEACHERS, lenient=True
    )
    assert frame.gaps == [1]
    assert [problem[:2] for problem in said(frame)] == [(0, "birth")]


def test_a_record_may_keep_its_key_and_take_a_free_one_but_not_anothers(school, tree, clerk):
    first, second = put(clerk, school, row(), row(i=1)).ids
    put(acting(tree.sister, "view", "add"), tree.sister, row(i=2))
    frame = judged(school, row(), row(i=2), ids=[first, second])
    assert (frame.problems, frame.status) == ([], ["same", "changed"])
    frame = judged(school, row(i=1), ids=[first])
    assert said(frame) == [(0, "code", "exists")]
    assert messages(frame) == [
        "校区代码数据库已存在记录：正式库已有相同的校区代码，请改用别的编号，或直接编辑已有记录"
    ]
    assert said(judged(school, row(i=1), ids=[None])) == [(0, "code", "exists")]
    assert said(judged(school, row(code=None), ids=[first])) == [(0, "code", "required")]


def test_a_form_of_one_page_a_year_has_its_year_for_a_key(school, clerk):
    (record_id,) = put(clerk, school, row("income"), key="income").ids
    assert judged(school, row("income"), key="income").ids == [record_id]
    (only,) = put(clerk, school, sample.row("school_profile"), key="school_profile").ids
    assert judged(school, sample.row("school_profile"), key="school_profile").ids == [only]
    frame = judged(school, sample.row("school_profile"), key="school_profile", ids=[None])
    assert [code for *_, code in said(frame)] == ["exists"]
    assert "正式库已有相同的学校基本" in messages(frame)[0]
    assert frame.problems[0].column == registry.get("school_profile").stored[0].name
    assert (
        judged(school, *[sample.row("school_profile")] * 2, key="school_profile", lenient=True).clean is True
    )


# Further unique items ------------------------------------------------------------------------------------------------


def test_an_identity_number_stands_once_in_the_school(school, tree, clerk):
    first, second = put(clerk, school, row("teacher"), row("teacher", 1), **TEACHERS).ids
    put(acting(tree.sister, "view", "add"), tree.sister, row("teacher", 2), **TEACHERS)
    taken = row("teacher")["id_number"]
    frame = judged(
        school, row("teacher", 2), row("teacher", 3, id_number=taken), row("teacher", 4), **TEACHERS
    )
    assert said(frame) == [(1, "id_number", "exists")]
    assert messages(frame) == [
        "身份证件号数据库已存在记录：与工号 js002 的身份证件号相同，请核对是否为同一人或同一事项"
    ]
    assert "*" in frame.problems[0].value
    assert frame.status == ["new", "wrong", "new"]
    assert judged(school, row("teacher", name="改名"), **TEACHERS).status == ["changed"]
    own = judged(school, row("teacher", 1, id_number=taken), ids=[second], **TEACHERS)
    assert said(own) == [(0, "id_number", "exists")]
    assert judged(school, row("teacher", name="改名"), ids=[first], **TEACHERS).clean


def test_an_identity_number_stands_once_among_the_rows(school):
    taken = row("teacher")["id_number"]
    rows = [
        row("teacher"),
        row("teacher", 1, id_number=taken),
        row("teacher", 2, id_number=taken),
        row("teacher", 3),
    ]
    frame = judged(school, *rows, **TEACHERS)
    assert said(frame) == [(1, "id_number", "repeated"), (2, "id_number", "repeated")]
    assert messages(frame) == ["身份证件号与第 1 行的身份证件号相同，请核对是否重复"] * 2
    gaps = judged(school, *(row("teacher", i, id_number=None) for i in range(2)), **TEACHERS, lenient=True)
    assert gaps.problems == []


def test_a_teacher_without_an_identity_number_hides_no_repetition_behind_him(school):
    number = row("teacher", 1)["id_number"]
    rows = [row("teacher", 0, id_number=None), row("teacher", 1), row("teacher", 2, id_number=number)]
    frame = judged(school, *rows, **TEACHERS, lenient=True)
    assert (2, "id_number", "repeated") in said(frame)


def test_an_open_unique_item_is_compared_as_it_is(school, clerk):
    sample.fill(school, "student_club", by=Actor.system(school))
    club = sample.row("student_club", 1) | {"name": sample.row("student_club")["name"]}
    frame = judged(school, dict(club.items()), key="student_club", lenient=True)
    assert ("name", "exists") in {problem[1:] for problem in said(frame)}
    fresh = judged(school, club | {"name": "另一社团"}, key="student_club", lenient=True)
    assert ("name", "exists") not in {problem[1:] for problem in said(fresh)}


def test_a_number_indexed_under_a_former_master_key_is_found(school, clerk, settings):
    (record_id,) = put(clerk, school, row("teacher"), **TEACHERS).ids
    former = settings.ZHIJIAO_MASTER_KEY
    twin = row("teacher", 1, id_number=row("teacher")["id_number"])
    made = (token_urlsafe(48) for _ in endless())
    settings.ZHIJIAO_MASTER_KEY = next(
        key for key in made if blind_index.key_tag(key) != blind_index.key_tag(former)
    )
    settings.ZHIJIAO_FORMER_MASTER_KEYS = [former]
    assert master_key.masters() == (settings.ZHIJIAO_MASTER_KEY, former)
    assert blind_index.former_masters() == (former,)
    frame = judged(school, row("teacher", 2), twin, **TEACHERS)
    assert said(frame) == [(1, "id_number", "exists")]
    assert judged(school, row("teacher", name="改名"), ids=[record_id], **TEACHERS).clean


# Masked values -------------------------------------------------------------------------------------------------------


def shown(text, kind="id"):
    return mask(kind, text)


def test_a_value_that_comes_back_masked_stays(school, clerk):
    cells = row("teacher")
    (record_id,) = put(clerk, school, cells, **TEACHERS).ids
    masked = cells | {"id_number": shown(cells["id_number"]), "address": shown(cells["address"], "address")}
    for how in ({}, {"ids": [record_id]}):
        frame = judged(school, masked, **TEACHERS, **how)
        assert (frame.status, frame.problems) == (["same"], [])
        assert frame.values["id_number"] == [cells["id_number"]]
        assert frame.values["address"] == [cells["address"]]
        assert frame.kept(0, "id_number")
        assert frame.kept(0, "address")
    frame = judged(school, masked | {"name": "改名"}, **TEACHERS)
    assert frame.status == ["changed"]
    before = found(school, "teacher")[0].id_number
    write(clerk, school, frame)
    assert found(school, "teacher")[0].id_number_blind == blind_index.index("id", cells["id_number"])
    assert found(school, "teacher")[0].id_number != "" != before


MISTYPED = [
    "451***********002X",
    "450***********0020",
    "450************002X",
    "450**********002X",
    "*",
    "450***1990*1105002X",
]


@pytest.mark.parametrize("typed", MISTYPED)
def test_a_mistyped_mask_is_refused_and_changes_nothing(school, clerk, typed):
    cells = row("teacher")
    (record_id,) = put(clerk, school, cells, **TEACHERS).ids
    for how in ({}, {"ids": [record_id]}):
        frame = judged(school, cells | {"id_number": typed, "name": "改名"}, **TEACHERS, **how)
        assert (0, "id_number", "masked") in said(frame)
        assert {problem[1] for problem in said(frame)} == {"id_number"}
        assert frame.status == ["wrong"]
        assert frame.values["id_number"] == [None]
        assert not frame.kept(0, "id_number")
        (problem,) = [problem for problem in frame.problems if problem.code == "masked"]
        assert (problem.message, problem.remedy) == (
            "含有打码符号“*”",
            "请填写完整内容；不改原值的，请重新下载后保留打码值",
        )


def test_a_mask_of_another_record_of_nothing_or_in_a_new_row_is_refused(school, clerk):
    cells = row("teacher")
    put(clerk, school, cells, row("teacher", 1), **TEACHERS)
    other = row("teacher", 1)["id_number"]
    swapped = judged(school, cells | {"id_number": shown(other)}, **TEACHERS)
    same_ends = shown(other) == shown(cells["id_number"])
    assert (said(swapped) == [(0, "id_number", "masked")]) is not same_ends
    fresh = judged(school, row("teacher", 2, id_number=shown(other)), **TEACHERS)
    assert (0, "id_number", "masked") in said(fresh)
    assert fresh.values["id_number"] == [None]


def test_a_mask_where_nothing_is_stored_is_refused(school, clerk):
    cells = row("teacher", address=None)
    write(clerk, school, judged(school, cells, **TEACHERS, lenient=True))
    frame = judged(school, cells | {"address": "******"}, **TEACHERS)
    assert said(frame) == [(0, "address", "masked")]


def test_a_star_in_an_open_item_is_a_star(school):
    assert judged(school, row(name="东*校区")).clean


# Values that stood there before --------------------------------------------------------------------------------------


def test_restated_values_are_judged_by_keys_alone(school, clerk):
    form = registry.get("teacher")
    first, second = put(clerk, school, row("teacher"), row("teacher", 1), **TEACHERS).ids
    frame = frame_of_stored(
        form, school, [(first, {"name": "旧名", "postcode": "x"}), (second, {"address": None})]
    )
    assert (frame.problems, frame.status, frame.ids) == ([], ["changed", "changed"], [first, second])
    assert frame.values["name"] == ["旧名", row("teacher", 1)["name"]]
    assert frame.values["id_number"] == [row("teacher")["id_number"], row("teacher", 1)["id_number"]]
    assert frame.gaps == [0, 1]
    assert (frame.versions, frame.size, frame.school_type) == ([1, 1], 2, "continuing")
    gone = frame_of_stored(form, school, [(10**9, {"number": "9"})])
    assert (gone.ids, gone.status) == ([None], ["new"])


def test_restated_values_may_not_take_keys_of_others(school, clerk):
    form = registry.get("teacher")
    first, second = put(clerk, school, row("teacher"), row("teacher", 1), **TEACHERS).ids
    frame = frame_of_stored(form, school, [(second, {"number": row("teacher")["number"]})])
    assert said(frame) == [(0, "number", "exists")]
    frame = frame_of_stored(form, school, [(second, {"id_number": row("teacher")["id_number"]})])
    assert said(frame) == [(0, "id_number", "exists")]


def test_restated_parents_may_not_go_round(school, clerk):
    form = registry.get("department")
    first, second = put(clerk, school, row("department"), row("department", 1), key="department").ids
    frame = frame_of_stored(form, school, [(first, {"parent": second}), (second, {"parent": first})])
    assert {problem[1] for problem in said(frame)} == {"parent"}
    assert frame_of_stored(form, school, [(first, {"parent": second})]).clean
