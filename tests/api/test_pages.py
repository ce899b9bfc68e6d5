"""接口说明 for people, and the document of one form."""

from tests.accounts.places import person


def test_the_page_of_a_form_and_of_what_is_general(client, tree):
    client.force_login(person(tree.school, "liang", "school_clerk"))
    page = client.get("/api-document/?form=teacher").content.decode()
    for said in ("/api/v1/forms/teacher/records/", "If-Match", "工号", "data-try"):
        assert said in page
    general = client.get("/api-document/").content.decode()
    assert "/api/v1/rounds/{round_key}/completion/" in general
    assert "/api/v1/forms/teacher/records/" not in general
    assert client.get("/api-document/?form=nothing").status_code == 404


def test_the_document_of_one_form(call, tree):
    said = call("GET", "openapi.json?form=teacher").json()
    assert "/api/v1/forms/teacher/changes/" in said["paths"]
    assert "/api/v1/forms/student/records/" not in said["paths"]
    assert call("GET", "openapi.json?form=nothing").status_code == 404
    assert call("GET", "openapi.json?form=Teacher").status_code == 400
