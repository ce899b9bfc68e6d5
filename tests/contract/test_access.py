"""Who may open what: every kind of person at every address, on pages and API.

Addresses are one code for all forms, so everybody meets them on one form of each kind; who decides is ``access.can``,
which is asked for every form, role and action. A neighbour and an authority above look for the record of every form
besides, and ``test_browse`` sends a clerk to every address of every form.
"""

import pytest
from django.urls import reverse

from tests import sample
from tests.contract.pages import EVERY, GOOD, READING, answers, is_nothing_to_export, text_of
from tests.contract.place import GRANTED_ELSEWHERE, SCHOOL_ROLES, TRUSTED, is_private
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.identity.actions import ACTIONS
from zhijiao.identity.builtin_roles import BUILTIN_ROLES
from zhijiao.identity.rights import actor_for

pytestmark = pytest.mark.once
"""Who is refused is decided before a statement is sent; the statements of those who are not, other tests send."""

RIGHTS = {role.key: set(role.actions) for role in BUILTIN_ROLES}
BUSINESS = [role for role in SCHOOL_ROLES if role != "school_admin"]
ABOVE = ("ministry_leader", "province_leader")
LEVELS = ("ministry", "province", "city", "county")
BESIDE = ("county_leader", "elsewhere_leader")
KINDS = {
    form.catalogue_kind + form.period: form for form in registry.forms().values() if not is_private(form)
}
"""One form of each kind and period."""
LIST, *RECORD = (
    found for found in EVERY if found.name in ("list", "view", "edit", "record") and found.method == "get"
)
"""A form's list, and its record on pages and API."""
PRIVATE = [form for form in registry.forms().values() if is_private(form)]


def assert_json(found, response):
    if found.api:
        assert response.json()["detail"], found


@pytest.mark.parametrize("kind", KINDS)
def test_a_stranger_is_asked_to_sign_in(place, client, kind):
    for found, response in answers(place, client, KINDS[kind]):
        if found.api:
            assert response.status_code == 401, found
        else:
            assert response.status_code == 302, found
            assert response["Location"].startswith("/login/"), found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", BUSINESS)
def test_a_role_opens_what_it_grants_and_nothing_else(place, enter, kind, role):
    form = KINDS[kind]
    for found, response in answers(place, enter(role), form):
        if form.is_summary and found.action not in ("view", "export"):
            continue
        if found.action in RIGHTS[role] and "view" in RIGHTS[role]:
            assert response.status_code in GOOD, (found, response.status_code)
        else:
            assert response.status_code == 403, (found, response.status_code)
            assert_json(found, response)


@pytest.mark.parametrize("role", SCHOOL_ROLES)
def test_the_gate_allows_what_the_role_grants(place, role):
    actor = actor_for(place.people[role])
    opened = sample.opened(actor)
    for each in registry.forms().values():
        for action in ACTIONS:
            may = action in RIGHTS[role] or action == "view"
            if each.is_summary:
                may = may and action in ("view", "export")
            if is_private(each):
                may = action in RIGHTS[role] and role.startswith("privacy_")
                assert not access.can(actor, each, action), (each.key, action)
            assert access.can(opened, each, action) is may, (each.key, action)


@pytest.mark.parametrize("role", ["school_clerk", "school_admin"])
@pytest.mark.parametrize("hidden", PRIVATE, ids=lambda form: form.key)
def test_private_forms_want_the_right_to_private_data_besides(place, hidden, role):
    actor = actor_for(place.people[role + TRUSTED])
    rights = (
        RIGHTS[role] - {"users", "sync"} | RIGHTS["privacy_manager"]
    )  # who uploads private forms opens no accounts, and no source system delivers any
    opened = {action for action in ACTIONS if access.can(sample.opened(actor), hidden, action)}
    assert opened == rights & set(ACTIONS)
    assert not [action for action in ACTIONS if access.can(actor, hidden, action)]


@pytest.mark.parametrize("hidden", PRIVATE, ids=lambda form: form.key)
def test_private_forms_show_nothing_before_the_data_password(place, client, hidden):
    client.force_login(place.people["school_clerk" + TRUSTED])
    keys = [sample.key(hidden, i) for i in range(len(place.ids[hidden.key]))]
    for found, response in answers(place, client, hidden):
        assert response.status_code == 403, (found, response.status_code)
        page = response.content.decode()
        assert "数据密码" in page, found
        assert not [key for key in keys if key in page], found


@pytest.mark.parametrize("who", ["school_principal", "data_reviewer", "privacy_viewer", "city_leader"])
@pytest.mark.parametrize("hidden", PRIVATE, ids=lambda form: form.key)
def test_private_forms_are_shown_to_nobody_else(place, enter, hidden, who):
    for found, response in answers(place, enter(who), hidden, school=place.school):
        assert response.status_code == 403, (found, response.status_code)


def test_the_gate_allows_nothing_that_is_not_granted(place):
    actor = actor_for(place.people[GRANTED_ELSEWHERE])
    forms = registry.forms().values()
    assert not [(each.key, action) for each in forms for action in ACTIONS if access.can(actor, each, action)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_administrator_of_users_reads_no_records(place, enter, kind):
    for found, response in answers(place, enter("school_admin"), KINDS[kind]):
        assert response.status_code == 403, found


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_role_there_is_a_page_that_says_so(place, enter, kind):
    for found, response in answers(place, enter("nobody"), KINDS[kind]):
        assert response.status_code == 302, found
        assert response["Location"] == reverse("signin:no_role"), found


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_sees_granted_forms_only_sees_no_other(place, enter, kind):
    for found, response in answers(place, enter(GRANTED_ELSEWHERE), KINDS[kind]):
        assert response.status_code == 403, (found, response.status_code)
        assert_json(found, response)


@pytest.mark.parametrize("kind", KINDS)
def test_no_address_leads_to_another_school(place, enter, kind):
    form, client = KINDS[kind], enter("neighbour")
    there = () if kind.startswith("single") else place.neighbours.get(form.key)  # one page, of another year
    for found, response in answers(place, client, form):
        if found.record and found.name != "delete":
            assert response.status_code == 404, (found, response.status_code)
        elif is_nothing_to_export(form, there, found, response):
            continue
        elif found in READING and not found.record:
            assert response.status_code == 200, (found, response.status_code)
            assert not links_to(place, form, text_of(found, response)), found
    for found, response in answers(place, client, form, school=place.school):
        assert response.status_code == 404, (found, response.status_code)
    agreed = " ".join(f"{record_id}:1" for record_id in place.ids.get(form.key, [1]))
    client.post(f"/forms/{form.key}/delete/", {"agreed": agreed})
    if not form.is_summary:
        assert sample.stored(place.school, form).count() == len(place.ids[form.key])


def test_another_school_s_record_is_not_there(place, enter, form):
    client = enter("neighbour")
    for found, response in answers(place, client, form, among=RECORD):
        assert response.status_code == 404, (found, response.status_code)
    assert client.get(f"/forms/{form.key}/", {"school": place.school.pk}).status_code == 404
    page = client.get(f"/forms/{form.key}/")
    assert page.status_code == 200
    assert not links_to(place, form, page.content.decode())
    items = client.get(f"/api/v1/forms/{form.key}/records/").json()["items"]
    assert [item["id"] for item in items] == place.neighbours[form.key]


def links_to(place, form, text):
    return [pk for pk in place.ids.get(form.key, ()) if f"/{form.key}/{pk}/" in text]


def test_the_city_above_reads_the_school_and_writes_nothing(place, enter, each):
    if is_private(each):
        pytest.skip("shown to nobody outside the school")
    full = each in KINDS.values()
    assert_reads_only(place, enter("city_leader"), each, EVERY if full else (LIST, *RECORD))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("who", ABOVE)
def test_authorities_higher_up_do_the_same(place, enter, kind, who):
    assert_reads_only(place, enter(who), KINDS[kind])


def is_handed_up(form):
    """Whether those above the schools open a view of their own instead of the records."""
    return bool(getattr(getattr(form, "declaration", None), "above", ""))


def assert_reads_only(place, client, each, among=EVERY):
    shown = () if is_handed_up(each) else place.ids.get(each.key)
    for found, response in answers(place, client, each, school=place.school, among=among):
        if each.is_summary and found.action not in ("view", "export"):
            continue
        if is_handed_up(each) and found.record and found.action in ("view", "export"):
            assert response.status_code == 404, (found, response.status_code)
        elif is_handed_up(each) and found.name == "list":
            assert response["Location"] == reverse(each.declaration.above, args=[each])
        elif is_nothing_to_export(each, shown, found, response):
            continue
        elif found.action in ("view", "export"):
            assert response.status_code == 200, (found, response.status_code)
        else:
            assert response.status_code == 403, (found, response.status_code)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("who", BESIDE)
def test_authorities_beside_do_not_know_the_school(place, enter, kind, who):
    assert_knows_nothing(place, enter(who), KINDS[kind])


def assert_knows_nothing(place, client, each):
    for found, response in answers(place, client, each, school=place.school):
        reading = found.action in ("view", "export")
        assert response.status_code in ({404} if reading else {403, 404}), (found, response.status_code)
        assert place.school.name.encode() not in b"".join(response), found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("level", LEVELS)
def test_administrators_of_authorities_read_no_records(place, enter, level, kind):
    client = enter(f"{level}_admin")
    for found, response in answers(place, client, KINDS[kind], school=place.school, among=READING):
        assert response.status_code == 403, found


def test_above_the_schools_a_list_begins_with_the_choice_of_one(place, enter, each):
    if is_private(each):
        pytest.skip("shown to nobody outside the school")
    page = enter("province_leader").get(f"/forms/{each.key}/", follow=is_handed_up(each))
    assert page.status_code == 200
    if is_handed_up(each):
        assert place.school.name not in page.content.decode().partition("<main")[2]
        return
    assert place.school.name in page.content.decode()
    assert place.tree.foreign.name not in page.content.decode()


@pytest.mark.parametrize("who", [f"{level}_{rank}" for level in LEVELS for rank in ("leader", "admin")])
def test_the_gate_itself_lets_no_authority_write(place, who):
    actor, writing = actor_for(place.people[who]), ("add", "change", "delete", "import", "review")
    forms = registry.registry().records
    assert not [(form.key, action) for form in forms for action in writing if access.can(actor, form, action)]
