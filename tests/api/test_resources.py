"""What programs read besides records, each within the rights of its user and of its token."""

import pytest

from tests import sample
from tests.accounts.places import person
from tests.attachments import samples
from tests.background_work import work
from zhijiao.catalogue.matrix import current_round
from zhijiao.files.background_jobs import make_file
from zhijiao.identity.models import TokenProfile
from zhijiao.identity.tokens import Limits, create_token
from zhijiao.quality import school_checks


@pytest.fixture
def narrow(program, tree):
    """The program of a clerk with a token that does not show names of teachers."""
    made = program(clerk := person(tree.school, "liang", "school_clerk"))
    profile = TokenProfile.objects.create(org=tree.school, name="不含姓名", hidden={"teacher": ["name"]})
    made.header = f"Bearer {create_token(clerk, '同步', limits=Limits(profile=profile))[1]}"
    return made


def items(answer):
    assert answer.status_code == 200, answer.content
    return answer.json()["items"]


def test_rounds_and_what_a_school_owes(call, world):
    assert current_round().key in {each["key"] for each in items(call("GET", "rounds/"))}
    owed = items(call("GET", "rounds/2020/obligations/"))
    assert sum(each["number"] is not None for each in owed) == 47
    assert call("GET", "rounds/1999/obligations/").status_code == 404


def test_completion_is_what_the_workbench_says(call, tree, world, program):
    done = {each["form"]: each for each in items(call("GET", "rounds/2020/completion/"))}
    assert done["teacher"]["rows"] == 1
    own = program(person(tree.school, "liang", "school_clerk", row_role="own"))
    assert own("GET", "rounds/2020/completion/").status_code == 403


def test_organisations_of_ones_part_of_the_tree(tree, program, call):
    city = program(person(tree.city, "shi", "city_auditor"))
    assert {each["name"] for each in items(city("GET", "orgs/"))} == {
        tree.city.name, tree.county.name, tree.school.name,
    }  # fmt: skip
    assert [each["id"] for each in items(call("GET", "orgs/"))] == [tree.school.pk]
    first = city("GET", "orgs/?limit=1").json()
    assert items(city("GET", f"orgs/?cursor={first['next']}"))[0]["id"] > first["items"][0]["id"]


def test_code_tables(call):
    assert "sex" in {each["key"] for each in items(call("GET", "codes/"))}
    assert "男" in {each["name"] for each in items(call("GET", "codes/sex/"))}
    assert call("GET", "codes/nothing/").status_code == 404


def test_findings_of_what_the_token_sees(tree, whole, call, narrow):
    school_checks.check_school(tree.school, current_round())
    every = items(call("GET", "findings/?limit=500"))
    assert every
    form, column = every[0]["form"], every[0]["column"]
    TokenProfile.objects.update(hidden={form: [column]})
    left = {each["form"] for each in items(narrow("GET", "findings/?limit=500"))}
    assert left
    assert form not in left
    assert call("GET", "findings/?state=nothing").status_code == 400
    assert call("GET", f"findings/?school={tree.sister.pk}").status_code == 404


def test_files_of_a_record(tree, world, call, program):
    record = world.ids["teacher"][0]
    samples.hold(tree.school, "teacher", record, "photo", "照片.jpg")
    path = f"forms/teacher/records/{record}/files/"
    assert items(call("GET", path)) == []  # the photograph is private
    form, column = next(
        (form, each)
        for form in sample.registry.registry().records
        for each in form.columns.values()
        if each.holds_files and each.private_source is None and not form.declaration.above
    )
    (record,) = sample.fill(tree.school, form)
    samples.hold(tree.school, form.key, record, column.name, "方案.jpg")
    path = f"forms/{form.key}/records/{record}/files/"
    (held,) = items(call("GET", path))
    assert (held["item"], held["name"]) == (column.name, "方案.jpg")
    assert len(call("GET", f"{path}{held['number']}/").content) == held["size"]
    foreign = program(person(tree.sister, "lin", "school_clerk"))
    assert foreign("GET", path).status_code == 404
    assert foreign("GET", f"{path}{held['number']}/").status_code == 404


def test_an_export_is_made_fetched_and_nobody_elses(tree, world, call, narrow, program):
    asked = narrow("POST", "forms/teacher/exports/?format=csv")
    assert asked.status_code == 202, asked.content
    path = asked["Location"].removeprefix("/api/v1/")
    assert narrow("GET", f"{path}content/").status_code == 409
    assert work(make_file) == 1
    told = narrow("GET", path).json()
    assert (told["state"], told["rows"]) == ("ready", 1)
    heads = narrow("GET", f"{path}content/").content.decode("utf-8-sig").splitlines()[0].split(",")
    assert "工号" in heads
    assert "姓名" not in heads
    assert call("GET", path).status_code == 404
    TokenProfile.objects.update(hidden={"teacher": ["name", "number"]})
    assert narrow("GET", f"{path}content/").status_code == 403


def test_a_wider_files_of_the_same_user_are_not_for_a_narrower_token(tree, world, program, narrow):
    from zhijiao.identity.models import User

    wide = program(User.objects.get(username="liang"))
    path = wide("POST", "forms/teacher/exports/")["Location"].removeprefix("/api/v1/")
    assert wide("GET", path).status_code == 200
    assert narrow("GET", path).status_code == 404
