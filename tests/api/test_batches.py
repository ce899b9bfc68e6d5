"""Many records in one request: a result for each row, all or only the good ones, and nothing twice."""

from datetime import timedelta

from django.utils import timezone

from tests.accounts.places import person
from tests.api.test_records import RECORDS, example
from zhijiao.api.background_jobs import forget_old_answers
from zhijiao.api.models import KeptAnswer
from zhijiao.filing.models import Change
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.codes import CodeColumn

PATH = RECORDS.format("department")
KEY = "request-2026-0001"


def stored(tree):
    return dict(
        registry.get("department").model.unscoped.filter(school=tree.school).values_list("number", "name")
    )


def test_rows_that_name_different_items_are_written_together(call, world, tree):
    old = call("GET", PATH).json()["items"][0]
    new = example("department", number="09", name="新设部门")
    sent = [{"number": old["number"], "name": "改名的部门"}, new, {"id": old["id"] + 999, "name": "没有"}]
    answer = call("POST", PATH, sent[:2])
    assert answer.status_code == 201
    assert [row["result"] for row in answer.json()["results"]] == ["changed", "created"]
    assert [row["version"] for row in answer.json()["results"]] == [2, 1]
    assert stored(tree) == {old["number"]: "改名的部门", "09": "新设部门"}
    refused = call("POST", PATH, sent)
    assert [(p["row"], p["code"]) for p in refused.json()["problems"]] == [(3, "not_found")]


def test_a_record_is_found_by_its_id_so_that_its_key_may_change(call, world, tree):
    old = call("GET", PATH).json()["items"][0]
    answer = call("POST", PATH, {"id": old["id"], "number": "77"})
    assert answer.json()["results"] == [{"row": 1, "result": "changed", "id": old["id"], "version": 2}]
    assert stored(tree) == {"77": old["name"]}


def test_bad_rows_are_skipped_where_that_is_asked_for(call, world, tree):
    good, bad = example("department", number="08", name="甲部"), example("department", number="", name="乙部")
    assert call("POST", PATH, [bad, good]).status_code == 422
    assert "08" not in stored(tree)
    answer = call("POST", PATH + "?on_error=skip", [bad, good]).json()
    assert [row["result"] for row in answer["results"]] == ["refused", "created"]
    assert [problem["path"] for problem in answer["results"][0]["problems"]] == ["/0/number"]
    assert (answer["created"], answer["refused"]) == (1, 1)
    assert stored(tree)["08"] == "甲部"


def test_one_record_is_meant_by_one_row_only(call, world, tree):
    first = example("department", number="08", name="甲部")
    fewer = dict(list(first.items())[:-1]) | {"name": "乙部"}
    answer = call("POST", PATH, [first, fewer])
    assert (answer.status_code, answer.json()["problems"][-1]["code"]) == (422, "repeated")
    old = call("GET", PATH).json()["items"][0]
    answer = call("POST", PATH, [{"id": old["id"], "name": "甲"}, {"number": old["number"], "name": "乙"}])
    assert (answer.status_code, answer.json()["problems"][-1]["code"]) == (422, "repeated")
    assert stored(tree) == {old["number"]: old["name"]}


def test_a_row_read_at_an_older_version_stops_the_batch(call, world, tree):
    old = call("GET", PATH).json()["items"][0]
    assert call("POST", PATH, {"id": old["id"], "name": "先到"}).status_code == 200
    sent = [example("department", number="08"), {"id": old["id"], "version": 1, "name": "后到"}]
    answer = call("POST", PATH, sent)
    assert (answer.status_code, answer.json()["records"][0]["id"]) == (409, old["id"])
    assert stored(tree) == {old["number"]: "先到"}


def test_a_request_sent_twice_is_done_once(call, world):
    sent = [example("department", number="08")]
    first, second = (call("POST", PATH, sent, key=KEY) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second["Idempotency-Replayed"] == "true"
    assert (
        Change.objects.filter(
            form="department", version=1, record_id=first.json()["results"][0]["id"]
        ).count()
        == 1
    )
    other = call("POST", PATH, [example("department", number="07")], key=KEY)
    assert (other.status_code, other.json()["code"]) == (422, "key_used")
    assert "department" not in KeptAnswer.objects.get().content
    assert '"number"' not in KeptAnswer.objects.get().content


def test_changes_and_deletions_sent_twice_are_done_once(call, world):
    path = PATH + f"{call('POST', PATH, example('department', number='08')).json()['results'][0]['id']}/"
    changed = [call("PATCH", path, {"name": "新名"}, if_match=1, key=KEY) for _ in range(2)]
    assert [answer["ETag"] for answer in changed] == ['"2"', '"2"']
    assert changed[0].json() == changed[1].json()
    gone = [call("DELETE", path, if_match=2, key=KEY + "x") for _ in range(2)]
    assert [answer.status_code for answer in gone] == [204, 204]


def test_a_refusal_is_judged_anew_and_other_people_have_keys_of_their_own(call, program, tree, world):
    bad = example("department", number="")
    assert call("POST", PATH, bad, key=KEY).status_code == 422
    assert call("POST", PATH, example("department", number="08"), key=KEY).status_code == 201
    colleague = program(person(tree.school, "nongyu", "school_clerk"))
    assert colleague("POST", PATH, example("department", number="06"), key=KEY).status_code == 201


def test_answers_are_kept_for_a_day(call, world):
    assert call("POST", PATH, example("department", number="08"), key=KEY).status_code == 201
    KeptAnswer.objects.update(at=timezone.now() - timedelta(hours=25))
    assert call("POST", PATH, example("department", number="07"), key=KEY).status_code == 201
    KeptAnswer.objects.update(at=timezone.now() - timedelta(hours=25))
    forget_old_answers.call()
    assert not KeptAnswer.objects.exists()


def test_the_codes_of_a_table_are_not_gone_through_for_each_cell(call, world, tree, monkeypatch):
    asked = []
    schema = CodeColumn.sent_schema
    monkeypatch.setattr(CodeColumn, "sent_schema", lambda column: asked.append(column.name) or schema(column))
    sent = [example("department", number=f"8{n}", name=f"新设部门{n}") for n in range(6)]
    assert any(column.code_table for column in registry.get("department").stored)
    assert call("POST", PATH, sent).status_code == 201
    assert asked == []
