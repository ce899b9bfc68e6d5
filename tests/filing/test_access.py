"""The gate of the records, asked directly: who gets which of the planted rows, and what a write may leave behind."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from tests import sample
from tests.filing.conftest import acting
from tests.filing.rows import put, row
from zhijiao.filing.records import access
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.refs import LookupColumn
from zhijiao.filing.schema.facts import Facts
from zhijiao.filing.schema.lookups import Lookup
from zhijiao.identity.actions import ACTIONS
from zhijiao.identity.actor import Actor
from zhijiao.identity.gate import Denied
from zhijiao.private.models import RevealTally

CAMPUS, HIDDEN, SUMMARY = "campus", "discipline_case", "head_teacher"
WRITING = {"add", "change", "delete", "import", "review"}


def form_of(key):
    return registry.forms()[key]


def opened(actor):
    return actor.unlocked_to(timezone.now() + timedelta(minutes=1))


# Rows ----------------------------------------------------------------------------------------------------------------

ROWS = [
    # who, at which node, with which width; action; the planted rows that are to be had
    ("school", {}, "view", {"school", "colleague"}),
    ("school", {}, "change", {"school", "colleague"}),
    ("school", {}, "delete", {"school", "colleague"}),
    ("school", {"data_role": "all"}, "view", {"school", "colleague"}),
    ("school", {"data_role": "own"}, "view", {"school"}),
    ("school", {"data_role": "own"}, "change", {"school"}),
    ("school", {"data_role": "own", "user_id": 8}, "delete", {"colleague"}),
    ("school", {"data_role": "own", "user_id": 9}, "view", set()),
    ("sister", {}, "view", {"sister"}),
    ("sister", {"data_role": "own"}, "view", {"sister"}),
    ("foreign", {}, "change", {"foreign"}),
    ("closed", {}, "view", {"closed"}),
    ("city", {}, "view", {"school", "colleague", "closed"}),
    ("city", {"data_role": "own"}, "view", {"school", "closed"}),
    ("county", {}, "view", set()),
    ("province", {}, "view", {"school", "colleague", "closed", "sister"}),
    ("province", {}, "export", {"school", "colleague", "closed", "sister"}),
    ("elsewhere", {}, "view", {"foreign"}),
    ("ministry", {}, "view", {"school", "colleague", "closed", "sister", "foreign"}),
]


@pytest.mark.parametrize(("place", "facts", "action", "expected"), ROWS)
def test_rows_are_those_of_ones_own_part_of_the_tree(tree, planted, place, facts, action, expected):
    actor = acting(getattr(tree, place), *ACTIONS, **facts)
    found = set(access.rows(actor, form_of(CAMPUS), action).values_list("pk", flat=True))
    assert found == {planted[name] for name in expected}


@pytest.mark.parametrize("place", ["school", "sister", "city", "ministry"])
@pytest.mark.parametrize("action", ["view", "change", "delete"])
def test_rows_are_refused_without_the_right(tree, planted, place, action):
    actor = acting(getattr(tree, place), *(set(ACTIONS) - {action}))
    with pytest.raises(Denied) as refused:
        access.rows(actor, form_of(CAMPUS), action)
    assert refused.value.right == f"校区信息{ACTIONS[action]}"


def test_an_authority_writes_no_rows_and_the_program_does(tree, planted):
    with pytest.raises(Denied):
        access.rows(acting(tree.city, *ACTIONS), form_of(CAMPUS), "change")
    found = access.rows(Actor.system(tree.city), form_of(CAMPUS), "change")
    assert set(found.values_list("pk", flat=True)) == {
        planted["school"],
        planted["colleague"],
        planted["closed"],
    }


def test_a_summary_has_no_rows(tree):
    with pytest.raises(Http404, match="由系统汇总"):
        access.rows(acting(tree.school, "view"), form_of(SUMMARY), "view")


def test_nobody_gets_nothing(tree, planted):
    for ask in (
        lambda: access.rows(None, form_of(CAMPUS), "view"),
        lambda: access.require(None, form_of(CAMPUS), "view"),
        lambda: access.columns(None, form_of(CAMPUS)),
    ):
        with pytest.raises(Denied, match="请先登录"):
            ask()
    assert list(access.schools(None)) == access.forms(None) == access.menu_forms(None) == []
    assert not access.can(None, form_of(CAMPUS), "view")
    assert access.is_locked(None, form_of(HIDDEN))
    assert not access.is_locked(None, form_of(CAMPUS))
    with pytest.raises(Http404, match="请先登录"):
        access.school(None)


# Rights --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("action", ACTIONS)
def test_a_grant_is_of_one_action_on_a_form_a_module_or_all(tree, action):
    whole = {"privacy": "manage"}
    form = form_of(CAMPUS)
    for named in ("*", "module:general", CAMPUS):
        assert access.holds(acting(tree.school, action, form=named, **whole), form, action), named
    for named in ("module:safety", "department"):
        assert not access.holds(acting(tree.school, action, form=named, **whole), form, action), named
    others = set(ACTIONS) - {action}
    assert not access.holds(acting(tree.school, *others, **whole), form, action)


def test_a_form_without_a_place_goes_with_the_one_it_belongs_to(tree):
    part, host = form_of("student_enrolment_change"), form_of("student_enrolment")
    assert part.host is host
    assert access.holds(acting(tree.school, "view", form=host.key), part, "view")
    assert not access.holds(acting(tree.school, "view", form=part.key), part, "view")


def test_an_action_that_is_none_is_a_mistake_of_the_program(tree):
    with pytest.raises(ValueError, match="'launch'"):
        access.holds(acting(tree.school, *ACTIONS), form_of(CAMPUS), "launch")


HELD = [
    # node, facts, form, the actions that are held when all are granted
    ("school", {}, CAMPUS, set(ACTIONS) - {"reveal"}),
    ("school", {"privacy": "view"}, CAMPUS, set(ACTIONS)),
    ("school", {"data_role": "own"}, CAMPUS, set(ACTIONS) - {"reveal", "review"}),
    ("school", {"read_only": True, "privacy": "manage"}, CAMPUS, {"view"}),
    ("city", {}, CAMPUS, set(ACTIONS) - {"reveal"} - WRITING),
    ("city", {"privacy": "manage"}, CAMPUS, set(ACTIONS) - WRITING),
    ("city", {"user_id": None, "privacy": "manage"}, CAMPUS, set(ACTIONS)),
    ("school", {"privacy": "manage"}, SUMMARY, {"view", "export"}),
    ("city", {"privacy": "manage"}, SUMMARY, {"view", "export"}),
    ("school", {}, HIDDEN, set()),
    ("school", {"data_role": "all"}, HIDDEN, set()),
    ("school", {"privacy": "view"}, HIDDEN, set(ACTIONS) - WRITING),
    ("school", {"privacy": "manage"}, HIDDEN, set(ACTIONS)),
    ("city", {"privacy": "manage"}, HIDDEN, set(ACTIONS) - WRITING),
]


@pytest.mark.parametrize(("place", "facts", "key", "expected"), HELD)
def test_what_a_grant_of_everything_comes_to(tree, place, facts, key, expected):
    actor = acting(getattr(tree, place), *ACTIONS, **facts)
    assert {action for action in ACTIONS if access.holds(actor, form_of(key), action)} == expected


@pytest.mark.parametrize(
    ("key", "facts", "expected"),
    [
        (CAMPUS, {}, {"view"}),
        (SUMMARY, {}, {"view"}),
        (HIDDEN, {"privacy": "manage"}, set()),
        (CAMPUS, {"data_role": "granted"}, set()),
        (CAMPUS, {"data_role": "own"}, set()),
    ],
)
def test_whoever_sees_all_rows_sees_without_a_grant_but_nothing_private(tree, key, facts, expected):
    actor = acting(tree.school, **{"data_role": "all"} | facts)
    assert {action for action in ACTIONS if access.holds(actor, form_of(key), action)} == expected


def test_a_private_form_wants_the_data_password_besides(tree):
    actor, form = acting(tree.school, "view", "change", privacy="manage"), form_of(HIDDEN)
    assert form.is_private
    assert access.holds(actor, form, "view")
    assert access.is_locked(actor, form)
    assert not access.can(actor, form, "view")
    with pytest.raises(access.Locked, match="“纪检案件记录”是隐私数据"):
        access.rows(actor, form, "view")
    assert access.can(opened(actor), form, "view")
    access.require(opened(actor), form, "change")
    past = actor.unlocked_to(timezone.now() - timedelta(seconds=1))
    assert access.is_locked(past, form)
    assert not access.Locked.kept
    assert not access.is_locked(actor, form_of(CAMPUS))
    assert not form_of(CAMPUS).is_private
    with pytest.raises(Denied, match="“新增”权限"):
        access.require(opened(actor), form, "add")


def test_the_menu_names_locked_forms_and_work_goes_without_them(tree):
    actor = acting(tree.school, "view", form="module:party", privacy="view")
    listed = {form.key for form in access.menu_forms(actor)}
    open_now = {form.key for form in access.forms(actor)}
    assert listed - open_now == {"discipline_case", "discipline_work"}
    assert "party_organisation" in open_now
    assert CAMPUS not in listed
    assert access.forms(opened(actor)) == access.menu_forms(actor)
    assert access.forms(actor, "change") == []


# Schools -------------------------------------------------------------------------------------------------------------


def test_schools_are_those_below(tree):
    def below(org):
        return {found.name for found in access.schools(acting(org, "view"))}

    assert below(tree.school) == {tree.school.name}
    assert below(tree.city) == {tree.school.name, tree.closed.name}
    assert below(tree.elsewhere) == {tree.foreign.name}
    assert below(tree.county) == set()


def test_the_school_to_work_with(tree):
    clerk, city = acting(tree.school, "view"), acting(tree.city, "view")
    for named in (None, "", tree.school.pk, str(tree.school.pk)):
        assert access.school(clerk, named) == tree.school, named
    assert access.school(city, tree.school.pk) == tree.school
    for actor, named in [
        (clerk, tree.sister.pk), (clerk, tree.city.pk), (clerk, 0), (clerk, "x"), (clerk, "-1"),
        (city, None), (city, ""), (city, tree.sister.pk), (city, tree.foreign.pk), (city, tree.city.pk),
        (city, 10**9),
    ]:  # fmt: skip
        with pytest.raises(Http404, match="没有这所学校"):
            access.school(actor, named)


def test_a_summary_reads_what_the_gate_opens(tree):
    summary = form_of(SUMMARY)
    city = acting(tree.city, "view")
    all_of_it = access.reader(city, summary, 2020)
    assert set(all_of_it.schools) == {tree.school, tree.closed}
    assert (all_of_it.year, all_of_it.entered_by, all_of_it.registry) == (2020, None, registry.registry())
    assert list(access.reader(city, summary, 2020, tree.school).schools) == [tree.school]
    assert list(access.reader(city, summary, 2020, tree.foreign).schools) == []
    assert access.reader(acting(tree.school, "view", data_role="own"), summary, 2020).entered_by == 7
    with pytest.raises(Denied):
        access.reader(city, summary, 2020, action="export")
    with pytest.raises(Denied):
        access.reader(acting(tree.city, "export"), summary, 2020)


def test_what_a_form_wants_prepared_is_read_of_one_school_by_whoever_may_view_the_form(tree):
    form, city = form_of(CAMPUS), acting(tree.city, "view", data_role="own")
    read = access.preparation_reader(city, form, 2020, tree.school)
    assert (list(read.schools), read.year, read.entered_by) == ([tree.school], 2020, None)
    assert list(access.preparation_reader(city, form, 2020, tree.foreign).schools) == []
    with pytest.raises(Denied):
        access.preparation_reader(acting(tree.city, "export"), form, 2020, tree.school)


def test_an_answer_that_cannot_be_told_is_not_counted(tree, monkeypatch):
    def broken(*args, **facts):
        raise RuntimeError("the log is full")

    who = sample.user(tree.school)
    clerk = acting(tree.school, "view", "add", "change", user_id=who.pk)
    cells = {"number": ["js009"], "id_number": [sample.row("teacher")["id_number"]]}
    put(clerk, tree.school, row("teacher"), key="teacher")
    frame = validate(form_of("teacher"), tree.school, cells, lenient=True)
    assert [problem.code for problem in frame.problems] == ["exists"]
    monkeypatch.setattr(access, "record_look", broken)
    with pytest.raises(RuntimeError):
        access.settle_private_answers(clerk, tree.school, frame)
    assert not RevealTally.objects.filter(user_id=clerk.user_id).exists()
    monkeypatch.undo()
    assert access.settle_private_answers(clerk, tree.school, frame) == 1
    assert RevealTally.objects.get(user_id=clerk.user_id).count == 1


def test_private_columns_are_masked(tree):
    form = form_of("teacher")
    masked = {
        shown.column.name for shown in access.columns(acting(tree.school, "view"), form) if shown.masked
    }
    assert masked == {"id_number", "address", "photo"}
    assert [shown.column for shown in access.columns(acting(tree.school, "view"), form)] == list(
        form.columns.values()
    )
    with pytest.raises(Denied):
        access.columns(acting(tree.school, "change"), form)


def test_a_column_that_looks_up_a_private_one_is_masked(tree):
    teacher = registry.get("teacher")
    secret = next(column for column in teacher.private_columns)

    def looked_up(item):
        return LookupColumn(form_of("teacher_title"), "x", Facts(), lookup=Lookup("", f"teacher.{item}"))

    class Form:
        key, module, label, is_summary, is_private, host = "x", "general", "表", False, False, None
        columns = {"a": looked_up(secret.name), "b": looked_up("name")}

    shown = access.columns(acting(tree.school, "view"), Form)
    assert [each.masked for each in shown] == [True, False]


# After a write -------------------------------------------------------------------------------------------------------

LEFT = [
    ("school", {}, ["school"], None),
    ("school", {}, ["school", "colleague"], None),
    ("school", {}, [], None),
    ("school", {}, ["school", "school"], None),
    ("school", {"data_role": "own"}, ["school"], None),
    ("school", {"data_role": "own"}, ["school", "colleague"], access.ScopeViolation),
    ("school", {}, ["sister"], access.ScopeViolation),
    ("school", {}, ["school", "sister"], access.ScopeViolation),
    ("school", {}, ["foreign"], access.ScopeViolation),
    ("closed", {}, ["closed"], Denied),
    ("closed", {}, ["closed", "school"], Denied),
    ("school", {}, ["closed"], access.ScopeViolation),
]


@pytest.mark.parametrize(("place", "facts", "names", "refusal"), LEFT)
def test_what_was_written_must_lie_in_ones_scope(tree, planted, place, facts, names, refusal):
    actor = acting(getattr(tree, place), "change", **facts)
    ids = iter([planted[name] for name in names])
    if refusal is None:
        access.recheck(actor, form_of(CAMPUS), "change", ids)
        return
    with pytest.raises(refusal) as raised:
        access.recheck(actor, form_of(CAMPUS), "change", ids)
    assert ("停办" in str(raised.value)) is (refusal is Denied)


def test_a_record_that_is_gone_left_the_scope(tree, planted):
    with pytest.raises(access.ScopeViolation, match="campus: a write by user 7"):
        access.recheck(acting(tree.school, "change"), form_of(CAMPUS), "change", [planted["school"], 10**9])


def test_the_right_is_asked_for_after_the_write_too(tree, planted):
    with pytest.raises(Denied):
        access.recheck(acting(tree.school, "view"), form_of(CAMPUS), "change", [planted["school"]])


def test_the_program_itself_may_write_at_every_school_below(tree, planted):
    ids = [planted["school"], planted["colleague"]]
    access.recheck(Actor.system(tree.city), form_of(CAMPUS), "change", ids)
    with pytest.raises(access.ScopeViolation):
        access.recheck(Actor.system(tree.city), form_of(CAMPUS), "change", [planted["sister"]])
