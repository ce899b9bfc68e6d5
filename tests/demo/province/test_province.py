"""The demo province: small, but made like the whole."""

from collections import Counter
from datetime import date

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from tests.demo.rows import SCHOOL, rows_of
from zhijiao.demo import guard
from zhijiao.demo.accounts import ACCOUNTS, PASSWORD, listing
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.frame import SAME
from zhijiao.identity.models import User
from zhijiao.identity.rights import actor_for
from zhijiao.kit.identity import parse_id_number
from zhijiao.orgs.models import Org, OrgChange, SchoolType
from zhijiao.quality import rule_registry
from zhijiao.quality.models import Finding, FindingState
from zhijiao.quality.rule import RuleKind, Severity
from zhijiao.restructure.boundaries import compare
from zhijiao.rounds import completeness
from zhijiao.rounds.completeness import DONE, NONE
from zhijiao.rounds.counting import differences

pytestmark = pytest.mark.once


def test_there_are_twelve_schools_of_all_kinds(province):
    schools = Org.objects.subtree(province.path).schools().active()
    assert schools.count() == 12
    assert set(schools.values_list("school_type", flat=True)) == set(SchoolType.values)
    assert set(schools.values_list("parent__level", flat=True)) == {"province", "city", "county"}
    assert all(
        school.code.startswith("36") for school in schools if school.school_type in ("continuing", "resumed")
    )
    empty = [s for s in schools if not any(rows_of(s, form.key) for form in registry.registry().records)]
    assert len(empty) == 1


def test_the_province_has_a_past(province):
    changes = OrgChange.objects.order_by("at")
    assert [(change.sentence, change.at.year) for change in changes] == [
        ("“云州市工业学校”更名为“云州市工业职业技术学校”", 2019),
        ("“龙江市林业学校”停办", 2020),
        ("“云州市第二职业中学”并入“云州市财经职业学校”", 2021),
    ]
    found = compare(Org.objects.get(code="450100", level="city"), date(2020, 9, 1))
    assert (found.schools_then, found.schools_now) == (4, 3)


def test_the_complete_school_has_every_form(province):
    school = Org.objects.get(code=SCHOOL)
    assert not [form.key for form in registry.registry().records if not rows_of(school, form.key)]
    standings = completeness.progress(school).standings
    assert [s.label for s in standings if s.form and s.state not in (DONE, NONE)] == []
    assert [s.label for s in standings if s.form and s.required and s.state != DONE] == []


def test_every_row_passes_the_checks_as_it_stands(province):
    for school in Org.objects.subtree(province.path).schools():
        for form in registry.registry().records:
            rows = rows_of(school, form.key)
            raw = (
                {
                    column.name: [column.cell(value) for value in values]
                    for column, values in zip(form.stored, zip(*rows, strict=True), strict=True)
                }
                if rows
                else {}
            )
            frame = validate(form, school, raw)
            assert not frame.problems, (school.name, form.key, str(frame.problems[0]))
            assert set(frame.status) <= {SAME}, (school.name, form.key)


def test_counters_equal_the_tables(province):
    assert differences(province.parent) == []


def test_id_numbers_are_unique_and_agree_with_their_owners(province):
    numbers = []
    for school in Org.objects.subtree(province.path).schools():
        for key in ("teacher", "student"):
            for number, birth, sex in rows_of(school, key, "id_number", "birth", "sex"):
                card = parse_id_number(number)
                assert (card.birth, card.sex, card.region[:2]) == (birth, sex, "45")
                numbers.append(number)
    assert len(numbers) > 300
    twins = [number for number, times in Counter(numbers).items() if times > 1]
    assert len(twins) == 1, "one student is enrolled in two schools on purpose"


def test_classes_count_the_students_that_are_enrolled(province):
    school = Org.objects.get(code=SCHOOL)
    enrolled = Counter(
        group.key
        for group, status in rows_of(school, "student_enrolment", "school_class", "status")
        if status == "01"
    )
    assert dict(rows_of(school, "school_class", "number", "total")) == enrolled


def test_each_class_of_rules_has_something_to_show(province):
    """Findings are there when the province is loaded; the complete school is all but clean."""
    waiting = Finding.objects.exclude(state=FindingState.RESOLVED)
    assert set(waiting.values_list("level", flat=True)) == set(Severity)
    assert waiting.get(rule="enrolled_in_two_schools").state == FindingState.REFERRED
    mine = waiting.filter(school__code=SCHOOL)
    assert mine.get(rule="grade_of_class").state == FindingState.EXPLAINED
    kinds = {rule_registry.rules()[key].kind for key in waiting.values_list("rule", flat=True).distinct()}
    assert kinds == set(RuleKind)


def test_every_account_can_act_at_once_with_its_roles(province):
    listed = listing()
    for account in ACCOUNTS:
        user = User.objects.get(username=account.username)
        assert user.check_password(PASSWORD)
        actor = actor_for(user)
        assert set(actor.roles) == set(account.roles)
        assert actor.portals == {"manage" if account.portal == "管理端" else "business"}
        assert account.username in listed
    assert PASSWORD in listed


def test_production_never_gets_demo_accounts(province, settings):
    settings.MODE, settings.PRODUCTION = "production", True
    with pytest.raises(CommandError, match="生产模式"):
        call_command("demo")
    with pytest.raises(ImproperlyConfigured, match="demo-clerk"):
        guard.refuse_demo_accounts()
    assert [error.id for error in guard.check_no_demo_accounts(None, databases=["default"])] == ["demo.E001"]
    User.objects.all().delete()
    guard.refuse_demo_accounts()
    assert guard.check_no_demo_accounts(None, databases=["default"]) == []


def test_other_modes_may_have_them(province, settings):
    settings.PRODUCTION = False
    guard.refuse_demo_accounts()
