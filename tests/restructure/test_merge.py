"""合并: people, records, history, counters and search follow; nothing is lost or doubled."""

import pytest
from django.utils import timezone

from tests import sample
from tests.accounts.places import person, plant
from tests.restructure.conftest import built_once, carry_out, confirm, preview, text
from zhijiao.audit.models import Entry
from zhijiao.catalogue.matrix import current_round
from zhijiao.filing.models import Change, CopiedRecord, Draft, FilingCount, SavedQuery
from zhijiao.filing.pages import drafts
from zhijiao.filing.pages.context import FormContext
from zhijiao.filing.records import writer
from zhijiao.filing.schema import registry
from zhijiao.identity.models import Role, RoleGrant
from zhijiao.kit.periods import Period
from zhijiao.orgs.models import Org, OrgChange
from zhijiao.private.cipher import for_school
from zhijiao.quality import incremental_checks
from zhijiao.quality.models import Finding, FindingEvent, MatchVerdict, SchoolCheck
from zhijiao.restructure import merge
from zhijiao.rounds import counting
from zhijiao.rounds.models import NilDeclaration
from zhijiao.search import finder
from zhijiao.users.personal import shown_document, shown_phone
from zhijiao.users.services import set_roles

pytestmark = pytest.mark.django_db
NUMBERED = [form for form in registry.registry().records if not form.single]
PAGES = [form for form in registry.registry().records if form.single]


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """A tree in which two schools have two rows of every form: the very same numbers in both."""
    with built_once(django_db_blocker):
        tree = plant()
        for school in (tree.school, tree.sister):
            sample.fill_all(school, 2)
        yield tree


@pytest.fixture
def tree(filled, db):
    return filled


@pytest.fixture
def schools(tree):
    return tree.school, tree.sister


def asked(target, **more):
    return {"into": target.code, "mark": "A", "basis": "云政函〔2021〕3号", **more}


def plain(school, form):
    """Records of a school with private values in clear, by id, without the number."""
    cipher, names = for_school(school.pk), [c.attname for c in form.stored if c not in form.key_columns]
    private = {c.attname for c in form.private_columns}
    rows = form.model.unscoped.filter(school_id=school.pk).values("pk", *names)
    return {
        row["pk"]: {k: cipher.decrypt(v) if k in private else v for k, v in row.items() if k != "pk"}
        for row in rows
    }


def test_every_record_goes_along_and_can_be_read(office, schools):
    source, target = schools
    before = {form.key: plain(source, form) | plain(target, form) for form in NUMBERED}
    pages = {form.key: plain(source, form) for form in PAGES}
    merged = carry_out(office, source, "merge", **asked(target))
    assert merged.status == "merged"
    for form in NUMBERED:
        assert plain(source, form) == {}, form.key
        assert plain(target, form) == before[form.key], form.key
    for form in PAGES:
        references = {column.attname for column in form.stored if column.ref}
        after = plain(source, form)
        assert after == {
            pk: {k: None if k in references else v for k, v in row.items()}
            for pk, row in pages[form.key].items()
        }
    assert counting.differences(Org.objects.get(parent=None)) == []
    for form in NUMBERED:
        for column in form.stored:
            if column.ref:
                rows = form.model.unscoped.filter(school_id=target.pk).exclude(**{column.attname: None})
                owners = set(rows.values_list(f"{column.name}__school_id", flat=True))
                assert owners <= {target.pk}, column


def test_a_number_that_both_use_gets_the_mark(office, schools):
    source, target = schools
    number = sample.row("teacher")["number"]
    old = sample.stored(source, "teacher").get(number=number)
    page = text(preview(office, source, "merge", **asked(target)))
    assert f"{number} → {number}-A" in page
    carry_out(office, source, "merge", **asked(target))
    numbers = sorted(sample.stored(target, "teacher").values_list("number", flat=True))
    assert len(numbers) == len(set(numbers)) == 4
    moved = sample.stored(target, "teacher").get(pk=old.pk)
    assert (moved.number, moved.version) == (f"{number}-A", old.version + 1)
    told = Change.objects.get(school=target, form="teacher", record_id=old.pk, action="change")
    assert told.diff == {"number": [number, f"{number}-A"]}
    assert told.actor_name == "卢华兴"


def test_what_nobody_has_confirmed_of_a_copied_record_stays_open(office, schools):
    source, target = schools
    form = next(form for form in NUMBERED if form.period == Period.ACADEMIC_YEAR)
    record = sample.stored(source, form).first()
    CopiedRecord.objects.create(
        school=source, form=form.key, record_id=record.pk, source_id=1, copied_at=timezone.now()
    )
    carry_out(office, source, "merge", **asked(target))
    assert [mark.school for mark in CopiedRecord.objects.filter(record_id=record.pk)] == [target]


def test_the_history_of_a_record_can_be_read_at_the_new_school(office, schools):
    source, target = schools
    form = registry.get("teacher")
    record = sample.stored(source, "teacher").first()
    frame = sample.frame(source, "teacher", address="云州市新城路 8 号")
    assert writer.write(sample.actor(source), source, frame).changed == 1
    carry_out(office, source, "merge", **asked(target))
    changed = Change.objects.filter(
        school=target, form=form.key, record_id=record.pk, action="change"
    ).first()
    before, after = for_school(target.pk).decrypt_many(changed.diff["address"])
    assert after == "云州市新城路 8 号"
    assert before == sample.row("teacher")["address"]
    left = Change.objects.filter(school=source)
    stayed = left.exclude(action="leave")
    assert set(stayed.values_list("form", flat=True)) == {form.key for form in PAGES}
    assert left.filter(action="leave", form="teacher", record_id=record.pk).count() == 1


def test_names_and_private_values_are_found_at_the_new_school(office, schools):
    source, target = schools
    carry_out(office, source, "merge", **asked(target))
    name = sample.row("teacher")["name"]
    found = finder.search(target.path, name, ["teacher"])
    assert {row[0] for row in found} == {target.pk}
    assert len(found) == len(set(found)) >= 2
    assert not finder.search(source.path, name, ["teacher"])


def test_what_stays_is_read_from_above(office, schools, client):
    source, target = schools
    leader = client.__class__()
    leader.force_login(person(source.parent, "lingdao", "city_leader"))
    carry_out(office, source, "merge", **asked(target))
    page = leader.get(f"/forms/premises/?school={source.pk}")
    assert page.status_code == 200
    assert str(sample.stored(source, "premises").first().year) in text(page)
    assert leader.get(f"/forms/teacher/?school={target.pk}").status_code == 404  # the province's own school


def test_findings_about_records_go_along_with_what_was_said(office, schools):
    source, target = schools
    record = sample.stored(source, "teacher").first()
    moment = "2020-09-01T00:00Z"
    facts = {"school": source, "round": "2020", "level": "logic", "first_seen": moment, "last_seen": moment}
    found = Finding.objects.create(
        rule="r", form="teacher", record_id=record.pk, explanation="已核实", link="ab" * 16, **facts
    )
    FindingEvent.objects.create(school=source, finding=found, step=FindingEvent.Step.EXPLAINED, at=moment)
    MatchVerdict.objects.create(rule="r", link="ab" * 16, school=source, decided_at=moment)
    Finding.objects.create(rule="r", form="premises", **facts)
    carry_out(office, source, "merge", **asked(target))
    told = dict(Finding.objects.filter(rule="r").values_list("form", "school"))
    assert told == {"teacher": target.pk, "premises": source.pk}
    assert found.events.get().school == target
    assert MatchVerdict.objects.get().school == target
    waiting = SchoolCheck.objects.filter(pending=True).values_list("school", flat=True)
    assert set(waiting) == {source.pk, target.pk}
    while incremental_checks.check_pending(current_round()):
        pass
    assert not SchoolCheck.objects.filter(pending=True).exists()


def test_people_go_along(office, schools, client):
    source, target = schools
    own = Role.objects.create(org=source, key="招就办", name="招就办", portal="business", level="school")
    RoleGrant.objects.create(role=own, form="student", action="view")
    Role.objects.create(org=target, key="招就办", name="招就办", portal="business", level="school")
    clerk = person(source, "wei", "school_clerk", phone="13800000000", document_type="1",
                   document_number="45010319901105002X")  # fmt: skip
    helper = person(source, "helper")
    set_roles(helper, [own], by=None)
    admin = person(source, "boss", "school_admin")
    principal = person(source, "xiao", "school_principal")
    person(target, "xiao2", "school_principal")
    SavedQuery.objects.create(user=clerk, school=source, form="teacher", name="临近退休", shared=True)
    page = client.__class__()
    page.force_login(clerk)
    carry_out(office, source, "merge", **asked(target))
    for user in (clerk, helper, admin, principal):
        user.refresh_from_db()
        assert user.org == target
    assert [u.is_active for u in (clerk, helper, admin, principal)] == [True, True, False, False]
    assert [u.sign_outs for u in (clerk, helper, admin, principal)] == [0, 0, 1, 1]
    assert (shown_phone(clerk), shown_document(clerk)) == ("13800000000", "45010319901105002X")
    assert [(r.org, r.key, r.name) for r in helper.roles.all()] == [
        (target, "招就办（云州市工业学校）", "招就办（云州市工业学校）")
    ]
    assert target.name in text(page.get("/"))
    assert page.get("/forms/teacher/").status_code == 200
    colleague = client.__class__()
    colleague.force_login(sample.user(target, "school_clerk"))
    assert "临近退休" in text(colleague.get("/forms/teacher/"))


def test_drafts_go_along_but_not_those_of_the_school_itself(office, schools):
    source, target = schools
    clerk = sample.user(source, "school_clerk")
    for key in ("teacher", "premises"):
        ctx = FormContext(sample.actor(source), registry.get(key), source, 2020, "add", None)
        object.__setattr__(ctx.actor, "user_id", clerk.pk)
        drafts.keep(ctx, None, {"name": "写了一半"})
    carry_out(office, source, "merge", **asked(target))
    draft = Draft.objects.get(school=target)
    assert draft.form == "teacher"
    assert "写了一半" in for_school(target.pk).decrypt(draft.content)


def test_what_the_preview_tells_is_what_happens(office, schools):
    source, target = schools
    NilDeclaration.objects.create(
        school=target, round="2020", form="student_club", declarer="谁", declared_at="2020-09-01T00:00Z"
    )
    page = text(preview(office, source, "merge", **asked(target)))
    going = sum(
        FilingCount.objects.filter(school=source, form=f.key).values_list("rows", flat=True)[0]
        for f in NUMBERED
    )
    assert f"{going} 条，修改记录随同转入" in page
    assert "“教师基本信息”中有 2 条与承接学校的" in page
    assert "“本校无此项”声明因有数据转入而失效" in page
    carry_out(office, source, "merge", **asked(target))
    assert not NilDeclaration.objects.filter(school=target).exists()
    change = OrgChange.objects.get()
    assert change.detail["summary"] == f"转入账号 0 个、记录 {going} 条"
    assert sum(row[3] for row in change.detail["carried"]) == going
    assert {entry.org_id for entry in Entry.objects.filter(event="org")} == {source.pk, target.pk}
    history = text(office.get(f"/manage/orgs/{target.pk}/"))
    assert "“云州市工业学校”并入“云岭省商业学校”" in history


@pytest.mark.parametrize("step", ["carry_people", "carry_words"])
def test_cut_off_in_the_middle_nothing_has_happened(office, schools, monkeypatch, step):
    source, target = schools
    before = {form.key: plain(source, form) for form in NUMBERED}
    page = preview(office, source, "merge", **asked(target))

    def killed(act):
        raise RuntimeError("killed")

    monkeypatch.setattr(merge.account_transfer, step, killed)
    with pytest.raises(RuntimeError, match="killed"):
        confirm(office, source, "merge", page)
    assert {form.key: plain(source, form) for form in NUMBERED} == before
    assert not OrgChange.objects.exists()
    monkeypatch.undo()
    assert confirm(office, source, "merge", page).status_code == 302
    assert counting.differences(Org.objects.get(parent=None)) == []


def test_a_save_after_the_preview_asks_for_another_look(office, schools):
    source, target = schools
    page = preview(office, source, "merge", **asked(target))
    sample.fill(target, "enterprise", 1, first=7)
    again = confirm(office, source, "merge", page)
    assert again.status_code == 409
    assert not OrgChange.objects.exists()


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"into": ""}, "请填写承接学校"),
        ({"into": "3645999999"}, "没有标识码为“3645999999”的学校"),
        ({"into": "own"}, "不能与自己合并"),
        ({"into": "foreign"}, "跨地区合并由双方共同的上级部门办理"),
        ({"mark": "标记"}, "1 至 6 位字母或数字"),
        ({"mark": ""}, "请填写编号标记"),
    ],
)
def test_a_merger_that_cannot_be_is_refused(office, tree, facts, said):
    codes = {"own": tree.school.code, "foreign": tree.foreign.code}
    facts = {name: codes.get(value, value) for name, value in facts.items()}
    page = preview(office, tree.school, "merge", **{**asked(tree.sister), **facts})
    assert page.status_code == 422
    assert said in text(page)
    assert not OrgChange.objects.exists()


def test_not_into_a_closed_school(office, tree):
    carry_out(office, tree.sister, "close")
    assert "不能承接" in text(preview(office, tree.school, "merge", **asked(tree.sister)))


def test_a_mark_that_leads_to_another_clash_is_told(office, tree):
    number = sample.row("enterprise")["number"]
    other = registry.get("enterprise").model.unscoped.get(school=tree.sister, number=number)
    other.pk, other.number = None, f"{number}-A"
    other.save(force_insert=True)
    page = text(preview(office, tree.school, "merge", **asked(tree.sister)))
    assert "两校中已有这个编号" in page
    assert "现在还不能办理" in page
