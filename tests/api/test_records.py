"""Reading and writing records as a program."""

import pytest

from tests.accounts.places import person
from zhijiao.filing.models import Change
from zhijiao.filing.schema import registry

RECORDS = "forms/{}/records/"


def example(key, **changes):
    """The example row of a form, as JSON takes it."""
    form = registry.get(key)
    row = {
        column.name: column.example for column in form.stored if not (column.ref and column.target is form)
    }
    return {
        name: value if isinstance(value, int | float | None) else str(value) for name, value in row.items()
    } | changes


def test_every_form_is_listed_and_read(call, whole):
    for key, ids in whole.ids.items():
        answer = call("GET", RECORDS.format(key))
        assert answer.status_code == 200, key
        assert [item["id"] for item in answer.json()["items"]] == ids
        one = call("GET", RECORDS.format(key) + f"{ids[0]}/")
        assert one.json() == answer.json()["items"][0]
        assert not [secret for secret in whole.secrets if secret in answer.content.decode()]
    assert call("GET", RECORDS.format("head_teacher")).json()["items"] == []


def test_what_is_read_can_be_written_back_unchanged(call, whole):
    before = Change.objects.count()
    for key, ids in whole.ids.items():
        items = call("GET", RECORDS.format(key)).json()["items"]
        answer = call("POST", RECORDS.format(key), items)
        assert answer.status_code == 200, answer.json()
        result = {"row": 1, "result": "same", "id": ids[0], "version": 1}
        counted = {"created": 0, "changed": 0, "same": 1, "refused": 0}
        assert answer.json() == {**counted, "results": [result]}, key
    assert Change.objects.count() == before


def test_pages_go_on_after_the_last_record(call, three):
    path = RECORDS.format("teacher")
    first = call("GET", path + "?limit=2").json()
    assert [item["id"] for item in first["items"]] == three.ids["teacher"][:2]
    second = call("GET", path + f"?limit=2&cursor={first['next']}").json()
    assert [item["id"] for item in second["items"]] == three.ids["teacher"][2:]
    assert second["next"] is None
    down = call("GET", path + "?sort=-number&limit=2").json()
    assert [item["number"] for item in down["items"]] == ["js002-2", "js002-1"]
    rest = call("GET", path + f"?sort=-number&limit=2&cursor={down['next']}").json()
    assert [item["number"] for item in rest["items"]] == ["js002"]


@pytest.mark.parametrize(
    "query",
    [
        "?no_such=1",
        "?id_number=45010319901105002X",
        "?sort=id_number",
        "?sort=",
        "?limit=501",
        "?limit=x",
        "?cursor=9999999999999999999999",
        "?cursor=x",
        "?sex=女",
        "?birth=昨天",
        "?name=",
    ],
)
def test_a_question_that_is_not_understood_is_refused(call, world, query):
    answer = call("GET", RECORDS.format("teacher") + query)
    assert (answer.status_code, answer.json()["code"]) == (400, "parameter")
    assert answer["Content-Type"] == "application/problem+json"
    assert [problem["path"] for problem in answer.json()["problems"]] == [query.partition("=")[0]]
    assert "45010319901105002X" not in answer.content.decode()


def test_filters_narrow(call, three):
    path = RECORDS.format("teacher")
    assert len(call("GET", path + "?number=js002-1").json()["items"]) == 1
    assert len(call("GET", path + "?birth=1990").json()["items"]) == 3
    assert call("GET", path + "?birth=1991").json()["items"] == []


def test_new_and_changed_records_in_one_go(call, world):
    major = example("department", number="09", name="新设部门")
    old = call("GET", RECORDS.format("department")).json()["items"][0]
    old = {name: old[name] for name in major} | {"name": "改名的部门"}
    answer = call("POST", RECORDS.format("department"), [major, old])
    assert answer.status_code == 201, answer.json()
    assert (answer.json()["created"], answer.json()["changed"]) == (1, 1)
    names = {item["name"] for item in call("GET", RECORDS.format("department")).json()["items"]}
    assert names == {"新设部门", "改名的部门"}


def test_all_or_nothing_with_every_problem(call, world):
    good, bad = example("teacher", number="n1"), example("teacher", number="n2", sex="未知的", birth="昨天")
    answer = call("POST", RECORDS.format("teacher"), [good, bad])
    assert answer.status_code == 422
    found = {(p["row"], p["column"]) for p in answer.json()["problems"]}
    assert {(2, "sex"), (2, "birth")} <= found
    assert len(call("GET", RECORDS.format("teacher")).json()["items"]) == 1
    assert "45010319901105002X" not in answer.content.decode()


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("{", 400, "json"),
        ('{"number": NaN}', 400, "json"),
        ("[" * 5000, 400, "json"),
        ("[]", 400, "body"),
        ("[1]", 400, "body"),
        ('"x"', 400, "body"),
        ('{"nothing": 1}', 400, "body"),
        ('{"number": {"a": 1}}', 400, "body"),
        ('{"number": ["a"]}', 400, "body"),
        ('[{"number": "a"}, {"name": "b"}]', 422, "invalid"),
        ('{"number": "a", "version": "x"}', 400, "body"),
        ('{"number": "a", "version": 0}', 400, "body"),
        ('{"number": "a", "id": -1}', 400, "body"),
        ('{"number": true}', 422, "invalid"),
        ('{"number": "a\\u0000b"}', 422, "invalid"),
    ],
)
def test_a_body_that_is_not_understood_is_refused(call, world, body, status, code):
    answer = call("POST", RECORDS.format("teacher"), raw=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


NUMBERS = [10**30, -(10**12), 1e308, "9" * 40, "١٢", "1_000", " 1 ", -1, 1.5, True, "\x00"]


def test_no_number_breaks_it(call, three):
    for key in three.ids:
        for column in registry.get(key).stored:
            for value in NUMBERS if column.filter_kind == "range" else ():
                path = RECORDS.format(key) + f"{three.ids[key][0]}/"
                answer = call("PATCH", path, {column.name: value}, if_match=1)
                assert answer.status_code in (200, 412, 422), (key, column.name, value)


def test_a_change_names_the_version_it_was_read_at(call, world):
    path = RECORDS.format("teacher") + f"{world.ids['teacher'][0]}/"
    assert call("PATCH", path, {"name": "覃丽萍"}).status_code == 428
    assert call("GET", path)["ETag"] == '"1"'
    changed = call("PATCH", path, {"name": "覃丽萍"}, if_match=1)
    assert changed["ETag"] == '"2"'
    assert (changed.status_code, changed.json()["version"], changed.json()["name"]) == (200, 2, "覃丽萍")
    stale = call("PATCH", path, {"name": "莫翠玲"}, if_match=1)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert call("PATCH", path, {"name": "覃丽萍"}, if_match=1).status_code == 412
    assert call("DELETE", path, if_match=1).status_code == 412
    told = stale.json()["records"][0]
    assert (told["version"], told["changes"][0]["by"]) == (2, "韦朗朗")
    assert told["changes"][0]["items"] == [{"label": "姓名", "before": "谭红霞", "after": "覃丽萍"}]
    assert call("GET", path).json()["name"] == "覃丽萍"


def test_a_private_value_is_written_in_clear_and_read_masked(call, world):
    path = RECORDS.format("teacher") + f"{world.ids['teacher'][0]}/"
    address = "云州市兴宁区民主路999号"
    column = next(c for c in registry.get("teacher").private_columns if c.private == "address")
    changed = call("PATCH", path, {column.name: address}, if_match=1)
    assert changed.status_code == 200, changed.json()
    assert "*" in changed.json()[column.name]
    assert address not in changed.content.decode()
    kept = call("PATCH", path, {column.name: changed.json()[column.name]}, if_match=2)
    assert kept.json()["version"] == 2
    wrong = call("PATCH", path, {column.name: "云州******"}, if_match=2)
    assert wrong.status_code == 422


def test_what_is_referred_to_stays(call, world):
    path = RECORDS.format("teacher") + f"{world.ids['teacher'][0]}/"
    assert call("DELETE", path).status_code == 428
    refused = call("DELETE", path, if_match=1)
    assert refused.status_code == 409
    assert {use["form"] for use in refused.json()["uses"]} >= {"teacher_employment"}
    key, ids = next((k, v) for k, v in world.ids.items() if not registry.get(k).referring)
    assert call("DELETE", RECORDS.format(key) + f"{ids[0]}/", if_match=1).status_code == 204
    assert call("DELETE", RECORDS.format(key) + f"{ids[0]}/", if_match=1).status_code == 404


def test_another_school_is_not_there(program, tree, whole):
    stranger = program(person(tree.sister, "moli", "school_clerk"))
    for key, ids in whole.ids.items():
        assert stranger("GET", RECORDS.format(key)).json()["items"] == []
        path = RECORDS.format(key) + f"{ids[0]}/"
        for method, body in (("GET", None), ("PATCH", {}), ("DELETE", None)):
            if_match = None if method == "GET" else 1
            assert stranger(method, path, body, if_match=if_match).status_code == 404, (key, method)
        assert stranger("GET", RECORDS.format(key) + f"?school={tree.school.pk}").status_code == 404


def test_rights_are_those_of_the_user(program, tree, world):
    reader = program(person(tree.school, "chaxun", "school_reader"))
    path = RECORDS.format("teacher")
    assert reader("GET", path + f"{world.ids['teacher'][0]}/").status_code == 200
    for method, where, body in (
        ("GET", path, None),
        ("POST", path, example("teacher", number="n1")),
        ("PATCH", path + f"{world.ids['teacher'][0]}/", {"name": "甲"}),
        ("DELETE", path + f"{world.ids['teacher'][0]}/", None),
    ):
        answer = reader(method, where, body)
        assert answer.status_code == 403, answer.json()
        assert "权限" in answer.json()["detail"]


def test_an_authority_reads_the_schools_below_and_writes_nothing(program, tree, world):
    city = program(person(tree.city, "shi", "city_auditor"))
    path = RECORDS.format("teacher")
    assert city("GET", path).status_code == 404
    assert [school["name"] for school in city("GET", "schools/").json()["items"]] == ["云州市工业学校"]
    assert len(city("GET", path + f"?school={tree.school.pk}").json()["items"]) == 1
    assert city("GET", path + f"?school={tree.sister.pk}").status_code == 404
    answer = city("POST", path + f"?school={tree.school.pk}", example("teacher", number="n1"))
    assert answer.status_code == 403


def test_no_token_no_answer(client, world):
    for path in ("openapi.json", "forms/", "forms/teacher/records/"):
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == 401
        assert "令牌" in answer.json()["detail"]
    wrong = client.get("/api/v1/forms/", headers={"Authorization": "Bearer zj_wrong"})
    assert wrong.status_code == 401


def test_a_session_needs_its_security_token(client, tree, world):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person(tree.school, "wei", "school_clerk"))
    assert strict.get("/api/v1/forms/").status_code == 200
    answer = strict.post("/api/v1/forms/teacher/records/", "{}", "application/json")
    assert answer.status_code == 403
    assert answer.json()["status"] == 403


def test_a_method_that_is_not_there(call, world):
    answer = call("PUT", RECORDS.format("teacher"), {})
    assert (answer.status_code, answer["Allow"]) == (405, "GET, POST")
    assert call("POST", RECORDS.format("head_teacher"), {}).status_code == 405


def test_records_that_name_nothing_to_be_written_are_refused(call, whole):
    for item in ({}, {"version": 1}, {"approval_file": []}):
        answer = call("POST", RECORDS.format("joint_programme"), [item])
        assert (answer.status_code, answer.json()["problems"][0]["code"]) == (422, "empty")


def test_a_record_of_a_colleague_is_not_taken_for_ones_own(program, tree, world):
    """The natural key finds it; who sees own rows only may not change it."""
    call = program(person(tree.school, "benren", "school_clerk", row_role="own"))
    for key, taken in (
        ("teacher", example("teacher", name="抢来的")),
        ("school_profile", example("school_profile", website="https://example.edu.cn/")),
    ):
        sent = call("POST", RECORDS.format(key), [taken])
        assert (sent.status_code, "由他人填报" in sent.content.decode()) == (422, True), key
    assert registry.get("teacher").model.unscoped.get(school=tree.school).name != "抢来的"
