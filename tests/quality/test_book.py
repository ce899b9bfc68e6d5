"""The book of rules: what every rule promises."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import sample
from zhijiao.catalogue.code_entries import CatalogueError
from zhijiao.catalogue.matrix import current_round
from zhijiao.filing.schema import registry
from zhijiao.orgs.models import Org
from zhijiao.quality import cross_school, evaluate, rule_registry, thresholds
from zhijiao.quality.rule import Rule, RuleKind, Severity
from zhijiao.quality.rule_data import RuleData

RULES = list(rule_registry.rules().values())


def test_there_are_rules_of_every_class_and_kind():
    assert len(RULES) >= 40
    assert Counter(rule.level for rule in RULES).keys() == set(Severity)
    assert Counter(rule.kind for rule in RULES).keys() == set(RuleKind)
    assert {rule_registry.form_of(rule).module for rule in RULES} == {
        form.module for form in registry.registry().records
    }


def test_a_rule_says_all_that_the_catalogue_shows():
    for rule in RULES:
        assert rule.title, rule.key
        assert rule.office, rule.key
        assert rule.source, rule.key
        assert len(rule.remedy) > 5, rule.key
        assert rule.names, f"{rule.key}: the message tells the values"
        assert not rule.message.endswith("。"), rule.key
    assert len({each.title for each in RULES}) == len(RULES)


def run(rule, data):
    if rule.kind is RuleKind.AREA:
        return cross_school.breaks(rule, data.round)
    return list(evaluate.breaks(data, rule))


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """A school with two rows in every form."""
    from django.db import transaction

    with django_db_blocker.unblock():
        block = transaction.atomic()
        block.__enter__()
        try:
            school = sample.school()
            sample.fill_all(school, 2)
            yield school
        finally:
            transaction.set_rollback(True)
            block.__exit__(None, None, None)


@pytest.fixture
def filled(built, db):
    return built


MOST_QUERIES = 4
"""However many rows there are."""


def test_a_rule_reads_what_it_declares_and_asks_as_often_for_many_rows_as_for_few(filled, monkeypatch):
    """Findings are offered to those who may see the form; what else is read stands in the catalogue."""
    read, limits, wrong = set(), set(), {}
    form, limit = RuleData.form, RuleData.limit
    monkeypatch.setattr(RuleData, "form", lambda self, label: read.add(label) or form(self, label))
    monkeypatch.setattr(
        RuleData, "limit", lambda self, key, school: limits.add(key) or limit(self, key, school)
    )
    for rule in RULES:
        data = RuleData(Org.objects.filter(pk=filled.pk), current_round())
        assert data.facts
        read.clear()
        limits.clear()
        with CaptureQueriesContext(connection) as asked:
            run(rule, data)
        besides = (read - set(rule.forms)) | (limits - set(rule.figures))
        if besides or len(asked) > MOST_QUERIES:
            wrong[rule.key] = besides, len(asked)
    assert wrong == {}


def test_a_private_value_in_a_message_stops_the_start(monkeypatch):
    wrong = replace(rule_registry.rules()["teacher_and_student"], message="{id_number} 没有工作信息")
    monkeypatch.setattr(rule_registry, "rules", lambda: {wrong.key: wrong})
    (problem,) = rule_registry.problems()
    assert "private item id_number" in problem


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"form": "party.DisciplineCase", "column": "number"}, "private as a whole"),
        ({"column": "nothing"}, "no column"),
        ({"kind": RuleKind.AREA}, "by which private number"),
        ({"figures": ("nothing",)}, "no threshold"),
        ({"compares": ("general.Major",)}, "which it does not read"),
        ({"together": True}, "no value but rows"),
    ],
)
def test_other_mistakes_stop_the_start(monkeypatch, change, said):
    wrong = replace(rule_registry.rules()["teacher_and_student"], **{"message": "{x}", **change})
    monkeypatch.setattr(rule_registry, "rules", lambda: {wrong.key: wrong})
    assert said in "".join(rule_registry.problems())


def test_rules_hold_from_their_round_on():
    later = replace(RULES[0], key="later", since="2999")
    assert isinstance(later, Rule)
    assert later.since > current_round().key
    assert all(rule in RULES for rule in rule_registry.in_force(current_round()))


def test_the_catalogue_lists_rules(capsys):
    call_command("catalogue", "--json")
    listed = json.loads(capsys.readouterr().out)
    places = {entry["form"]: entry for entry in listed}
    assert "class_size" in [rule["key"] for rule in places["school_class"]["rules"]]
    assert sum(len(entry["rules"]) for entry in {entry["form"]: entry for entry in listed}.values()) == len(
        RULES
    )


class TestThresholds:
    def test_every_figure_names_its_document_and_is_used(self):
        used = {key for rule in RULES for key in rule.figures}
        rows = [row for rows in thresholds.thresholds().values() for row in rows]
        assert {row.key for row in rows} == used
        assert all(row.document and row.title and row.unit and row.state in thresholds.STATES for row in rows)

    def test_a_province_replaces_the_national_figure(self, settings, tmp_path):
        own = tmp_path / "own.csv"
        head = thresholds.FILE.read_text("utf-8").splitlines()[0]
        own.write_text(
            f"{head}\nsite_per_student,25,平方米,生均用地,省标准,第三条,2015-01-01,,,45,seen,\n", "utf-8"
        )
        settings.THRESHOLDS_FILE = str(own)
        thresholds.thresholds.cache_clear()
        day = date(2021, 8, 31)
        try:
            assert thresholds.limit("site_per_student", "continuing", "45", day) == 25
            assert thresholds.limit("site_per_student", "continuing", "44", day) == 33
            assert thresholds.limit("site_per_student", "attached", "44", day) is None
            assert thresholds.limit("site_per_student", "continuing", "44", date(2009, 1, 1)) is None
        finally:
            thresholds.thresholds.cache_clear()

    def test_a_wrong_row_names_file_and_line(self, tmp_path):
        own = tmp_path / "own.csv"
        head = thresholds.FILE.read_text("utf-8").splitlines()[0]
        own.write_text(f"{head}\nsite_per_student,viel,,,,,2015-01-01,,,,seen,\n", "utf-8")
        with pytest.raises(CatalogueError, match=r"own\.csv 第 2 行"):
            list(thresholds.read(own))

    def test_values_are_numbers(self):
        assert thresholds.limit("students_per_teacher", "continuing", "45", date(2021, 8, 31)) == Decimal(20)


def test_rules_are_shown_in_the_order_of_their_gravity():
    ranks = [rule.level.rank for rule in RULES]
    assert ranks == sorted(ranks)
    menu = list(registry.forms())
    first = [rule for rule in RULES if rule.level is Severity.LOGIC]
    assert [menu.index(rule_registry.form_of(rule).key) for rule in first] == sorted(
        menu.index(rule_registry.form_of(rule).key) for rule in first
    )
