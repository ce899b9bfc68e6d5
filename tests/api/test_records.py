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
        assert answer.json() == {"created": 0, "changed": 0, "same": 1, "ids": ids}, key
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
    ("query", "code"),
    [
        ("?no_such=1", "unknown_filter"),
        ("?id_number=45010319901105002X", "not_filterable"),
        ("?sort=id_number", "unknown_sort"),
        ("?limit=501", "parameter"),
        ("?limit=x", "parameter"),
        ("?cursor=9999999999999999999999", "parameter"),
    ],
)
def test_a_question_that_is_not_understood_is_refused(call, world, query, code):
    answer = call("GET", RECORDS.format("teacher") + query)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, code)
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
    found = {(p["row"], p["column"]) for p in answer.json()["error"]["problems"]}
    assert {(2, "sex"), (2, "birth")} <= found
    assert len(call("GET", RECORDS.format("teacher")).json()["items"]) == 1
    assert "45010319901105002X" not in answer.content.decode()


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("{", 400, "json"),
        ('{"number": NaN}', 400, "json"),
        ("[" * 5000, 400, "json"),
        ("[]", 422, "size"),
        ("[1]", 422, "invalid"),
        ('"x"', 422, "invalid"),
        ('{"nothing": 1}', 422, "invalid"),
        ('{"number": {"a": 1}}', 422, "invalid"),
        ('{"number": ["a"]}', 422, "invalid"),
        ('[{"number": "a"}, {"name": "b"}]', 422, "invalid"),
        ('{"number": "a", "version": "x"}', 422, "invalid"),
        ('{"number": true}', 422, "invalid"),
        ('{"number": "a\\u0000b"}', 422, "invalid"),
    ],
)
def test_a_body_that_is_not_understood_is_refused(call, world, body, status, code):
    answer = call("POST", RECORDS.format("teacher"), raw=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


NUMBERS = [10**30, -(10**12), 1e308, "9" * 40, "١٢", "1_000", " 1 ", -1, 1.5, True, "\x00"]


def test_no_number_breaks_it(call, three):
    for key in three.ids:
        for column in registry.get(key).stored:
            for value in NUMBERS if column.filter_kind == "range" else ():
                path = RECORDS.format(key) + f"{three.ids[key][0]}/"
                answer = call("PATCH", path, {"version": 1, column.name: value})
                assert answer.status_code in (200, 409, 422), (key, column.name, value)


def test_a_change_names_the_version_it_was_read_at(call, world):
    path = RECORDS.format("teacher") + f"{world.ids['teacher'][0]}/"
    assert call("PATCH", path, {"name": "覃丽萍"}).json()["error"]["code"] == "version"
    changed = call("PATCH", path, {"version": 1, "name": "覃丽萍"})
    assert (changed.status_code, changed.json()["version"], changed.json()["name"]) == (200, 2, "覃丽萍")
    stale = call("PATCH", path, {"version": 1, "name": "莫翠玲", "id_number": "450103199011050046"})
    assert stale.status_code in (409, 422)
    stale = call("PATCH", path, {"version": 1, "name": "莫翠玲"})
    assert stale.status_code == 409
    told = stale.json()["error"]["records"][0]
    assert (told["version"], told["changes"][0]["by"]) == (2, "韦朗朗")
    assert told["changes"][0]["items"] == [{"label": "姓名", "before": "谭红霞", "after": "覃丽萍"}]
    assert call("GET", path).json()["name"] == "覃丽萍"


def test_a_private_value_is_written_in_clear_and_read_masked(call, world):
    path = RECORDS.format("teacher") + f"{world.ids['teacher'][0]}/"
    address = "云州市兴宁区民主路999号"
    column = next(c for c in registry.get("teacher").private_columns if c.private == "address")
    changed = call("PATCH", path, {"version": 1, column.name: address})
    assert changed.status_code == 200, changed.json()
    assert "*" in changed.json()[column.name]
    assert address not in changed.content.decode()
    kept = call("PATCH", path, {"version": 2, column.name: changed.json()[column.name]})
    assert kept.json()["version"] == 2
    wrong = call("PATCH", path, {"version": 2, column.name: "云州******"})
    assert wrong.status_code == 422


def test_what_is_referred_to_stays(call, world):
    path = RECORDS.format("teacher") + f"{world.ids['teacher'][0]}/"
    refused = call("DELETE", path)
    assert refused.status_code == 409
    assert {use["form"] for use in refused.json()["error"]["uses"]} >= {"teacher_employment"}
    key, ids = next((k, v) for k, v in world.ids.items() if not registry.get(k).referring)
    assert call("DELETE", RECORDS.format(key) + f"{ids[0]}/").status_code == 204
    assert call("DELETE", RECORDS.format(key) + f"{ids[0]}/").status_code == 404


def test_another_school_is_not_there(program, tree, whole):
    stranger = program(person(tree.sister, "moli", "school_clerk"))
    for key, ids in whole.ids.items():
        assert stranger("GET", RECORDS.format(key)).json()["items"] == []
        path = RECORDS.format(key) + f"{ids[0]}/"
        for method, body in (("GET", None), ("PATCH", {"version": 1}), ("DELETE", None)):
            assert stranger(method, path, body).status_code == 404, (key, method)
        assert stranger("GET", RECORDS.format(key) + f"?school={tree.school.pk}").status_code == 404


def test_rights_are_those_of_the_user(program, tree, world):
    reader = program(person(tree.school, "chaxun", "school_reader"))
    path = RECORDS.format("teacher")
    assert reader("GET", path + f"{world.ids['teacher'][0]}/").status_code == 200
    for method, where, body in (
        ("GET", path, None),
        ("POST", path, example("teacher", number="n1")),
        ("PATCH", path + f"{world.ids['teacher'][0]}/", {"version": 1, "name": "甲"}),
        ("DELETE", path + f"{world.ids['teacher'][0]}/", None),
    ):
        answer = reader(method, where, body)
        assert answer.status_code == 403, answer.json()
        assert "权限" in answer.json()["error"]["text"]


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
        assert "令牌" in answer.json()["error"]["text"]
    wrong = client.get("/api/v1/forms/", headers={"Authorization": "Bearer zj_wrong"})
    assert wrong.status_code == 401


def test_a_session_needs_its_security_token(client, tree, world):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person(tree.school, "wei", "school_clerk"))
    assert strict.get("/api/v1/forms/").status_code == 200
    answer = strict.post("/api/v1/forms/teacher/records/", "{}", "application/json")
    assert answer.status_code == 403
    assert "error" in answer.json()


def test_a_method_that_is_not_there(call, world):
    answer = call("PUT", RECORDS.format("teacher"), {})
    assert (answer.status_code, answer["Allow"]) == (405, "GET, POST")
    assert call("POST", RECORDS.format("head_teacher"), {}).status_code == 405


def test_records_that_name_nothing_to_be_written_are_refused(call, whole):
    for item in ({}, {"version": 1}, {"approval_file": []}):
        answer = call("POST", RECORDS.format("joint_programme"), [item])
        assert (answer.status_code, answer.json()["error"]["code"]) == (422, "empty")


def test_a_record_of_a_colleague_is_not_taken_for_ones_own(program, tree, world):
    """The natural key finds it; who sees own rows only may not change it."""
    call = program(person(tree.school, "benren", "school_clerk", row_role="own"))
    for key, taken in (
        ("teacher", example("teacher", name="抢来的")),
        ("school_profile", example("school_profile", website="https://example.edu.cn/")),
    ):
        sent = call("POST", RECORDS.format(key) + "?year=2020", [taken])
        assert (sent.status_code, "由他人填报" in sent.content.decode()) == (422, True), key
    assert registry.get("teacher").model.unscoped.get(school=tree.school).name != "抢来的"
