"""Cases follow their records to another school, and go on below other authorities when a school comes there."""

from django.urls import reverse

from tests import sample
from tests.accounts.places import person
from tests.attachments import samples
from tests.cases.conftest import WAY
from tests.cases.test_sight import MARK, hold, visit
from tests.restructure.conftest import carry_out
from zhijiao.attachments import keeping
from zhijiao.attachments.models import Attachment
from zhijiao.cases import sight
from zhijiao.cases.models import Case, CaseStep, CaseVersion, Publication
from zhijiao.cases.states import State
from zhijiao.filing.records import attached
from zhijiao.identity.models import User
from zhijiao.orgs.models import Level
from zhijiao.orgs.services import create_org


def office(client, desk, level="province"):
    client.force_login(person(getattr(desk.tree, level), "bangong", f"{level}_admin"))
    return client


def shown(desk, who):
    """Numbers of the cases that somebody sees."""
    return set(sight.cases(desk.actor(who), desk.form).values_list("number", flat=True))


def test_of_a_merged_school_cases_go_along_with_files_versions_steps_and_what_is_published(client, desk):
    first, second, third = desk.write(title=MARK), desk.write(), desk.write()
    row = hold(desk.tree.school, desk.form, first, "pictures", "晨跑.jpg", samples.from_a_telephone())
    desk.go(first, "hand_in", "pass", "submit", "county", "city", "province")
    waiting = desk.go(second, "hand_in", "pass", "submit")
    inside = desk.go(third, "hand_in")
    steps = set(CaseStep.objects.values_list("pk", flat=True))
    merged = {"into": desk.tree.sister.code, "mark": "A", "basis": "云政函〔2021〕3号"}
    carry_out(office(client, desk), desk.tree.school, "merge", **merged)
    attached.sweep()
    target = desk.tree.sister
    for model in (Case, CaseVersion, CaseStep, Publication):
        assert set(model.objects.values_list("school", flat=True)) == {target.pk}, model
    assert set(CaseStep.objects.values_list("pk", flat=True)) == steps
    there = Attachment.objects.get(school_id=target.pk, number=row.number)
    assert keeping.content_of(there)
    assert Publication.objects.get().school_name == desk.tree.school.name
    case = Case.objects.get(pk=inside.pk)
    assert (case.holder, case.state) == (target, State.AUDIT)
    case = Case.objects.get(pk=waiting.pk)
    assert (case.holder, case.reached) == (desk.tree.province, desk.tree.province.path), (
        "no county is above it"
    )
    numbers = {each.number for each in (waiting, Case.objects.get(title=MARK))}
    assert shown(desk, "province") == numbers
    assert shown(desk, "county") == shown(desk, "city") == shown(desk, "elsewhere") == set()
    assert shown(desk, "neighbour") == {*numbers, inside.number}
    path = reverse("cases:handled", args=[desk.form, case.pk])
    assert visit(desk, "province", path, school=target.pk).status_code == 200
    desk.tree.school = target
    desk.records = 9
    assert desk.act(second, *WAY["province"]).state == State.PROVINCIAL


def test_a_school_that_comes_under_another_county_goes_on_there(client, desk):
    other = create_org(desk.tree.city, Level.COUNTY, "云海县教育局", "450124", region="450124")
    desk.people["other"] = sample.user(other, "county_auditor", username="case-other")
    first, second, third = desk.write(title=MARK), desk.write(), desk.write()
    waiting = desk.go(first, "hand_in", "pass", "submit")
    passed = desk.go(second, "hand_in", "pass", "submit", "county")
    inside = desk.go(third, "hand_in")
    assert shown(desk, "other") == set()
    stale = desk.subject(first)
    moved = carry_out(
        office(client, desk), desk.tree.school, "move", parent=other.pk, basis="云政函〔2021〕3号"
    )
    assert moved.parent == other
    assert shown(desk, "county") == set()
    assert shown(desk, "other") == {waiting.number, passed.number}
    assert shown(desk, "city") == {passed.number}
    assert Case.objects.get(pk=waiting.pk).holder == other
    assert Case.objects.get(pk=passed.pk).holder == desk.tree.city
    assert Case.objects.get(pk=inside.pk).holder == desk.tree.school
    assert Case.objects.get(pk=inside.pk).reached == ""
    assert Case.objects.get(pk=waiting.pk).version == stale.case.version + 1, "who has the page open is told"
    assert desk.act(first, "other", "pass_up-authority").holder == desk.tree.city


def test_a_county_that_comes_under_another_city_keeps_what_it_has(client, desk):
    other = create_org(desk.tree.province, Level.CITY, "云海市教育局", "450200", region="450200")
    desk.people["other"] = sample.user(other, "city_auditor", username="case-other")
    record = desk.write(title=MARK)
    case = desk.go(record, "hand_in", "pass", "submit", "county")
    carry_out(office(client, desk), desk.tree.county, "move", parent=other.pk, basis="云政函〔2021〕3号")
    desk.people["county"] = User.objects.get(pk=desk.people["county"].pk)
    assert shown(desk, "city") == set()
    assert shown(desk, "county") == shown(desk, "other") == {case.number}
    desk.people["city"] = desk.people["other"]
    desk.tree.school.refresh_from_db()
    assert desk.go(record, "city").holder == desk.tree.province


def test_of_a_school_that_comes_to_another_province_the_selection_is_revoked_there(client, desk):
    other = create_org(desk.tree.province.parent, Level.PROVINCE, "海东省教育厅", "630000", region="630000")
    desk.people["other"] = sample.user(other, "province_auditor", username="case-other")
    record = desk.write(title=MARK)
    case = desk.go(record, "hand_in", "pass", "submit", "county", "city", "province")
    assert (case.state, case.selector) == (State.PROVINCIAL, desk.tree.province)
    published = Publication.objects.get(case=case)
    carry_out(
        office(client, desk, "ministry"), desk.tree.city, "move", parent=other.pk, basis="云政函〔2021〕3号"
    )
    assert Case.objects.get(pk=case.pk).selector == other
    assert Publication.objects.get(pk=published.pk).selector == desk.tree.province
    desk.tree.school.refresh_from_db()
    assert desk.act(record, "other", "revoke-authority", "内容不实").state == State.REVOKED
    assert Publication.objects.get(pk=published.pk).ended_at is not None
