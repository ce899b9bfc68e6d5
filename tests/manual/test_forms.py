"""Pages of forms: each has one with all its items, what every kind of school owes, and mistakes that are real."""

import ast
import re
from pathlib import Path

import pytest

import zhijiao
from zhijiao.catalogue import matrix
from zhijiao.catalogue.round_facts import SCHOOL_TYPES
from zhijiao.filing.records.validation import validate
from zhijiao.filing.schema import registry
from zhijiao.manual import form_facts
from zhijiao.manual.mistakes import TITLES
from zhijiao.manual.purposes import purposes

pytestmark = pytest.mark.django_db
PACKAGE = Path(zhijiao.__file__).parent


def test_every_form_has_a_page_with_all_its_items(client):
    for key, form in registry.forms().items():
        page = client.get(f"/manual/forms/{key}/").content.decode()
        assert set(re.findall(r'<tr id="item-(\w+)">', page)) == set(form.columns), key
        assert form_facts.facts_of(key).purpose in page


def test_purposes_are_sentences_of_their_own():
    assert purposes().keys() == registry.forms().keys()
    said = [form_facts.facts_of(key).purpose for key in registry.forms()]
    assert len(set(said)) == len(said)
    assert [each for each in said if len(each) < 20 or not each.endswith("。")] == []


def test_what_is_owed_is_what_the_matrix_says():
    for form in registry.forms().values():
        told = [[each.obligation for each in kinds] for _, kinds in form_facts.owed(form)]
        filing, key = matrix.current_round(), (form.host or form).key
        by_type = [filing.obligations(key, kind) for kind in SCHOOL_TYPES]
        assert told == [list(row) for row in zip(*by_type, strict=True)], form.key


def test_the_extent_and_the_number_of_the_matrix_are_told(client):
    page = client.get("/manual/forms/teacher/").content.decode()
    assert "至少填报专任教师" in page
    assert "必填第 4 张" in page


def test_prerequisites_lead_to_their_pages(client):
    page = client.get("/manual/forms/student_enrolment/").content.decode()
    before = page.split('id="before"')[1].split("<h2")[0]
    needs = [form.key for form in registry.get("student_enrolment").needs]
    assert re.findall(r"/manual/forms/(\w+)/", before) == needs


def codes_of_problems():
    """Every code that is given to a problem anywhere in the engine and the modules."""
    found = set()
    for path in [*(PACKAGE / "filing").rglob("*.py"), *(PACKAGE / "modules").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "problem":
                found |= {
                    k.value.value
                    for k in node.keywords
                    if k.arg == "code" and isinstance(k.value, ast.Constant)
                }
    return found


def test_every_code_of_a_problem_has_a_name():
    assert codes_of_problems() - TITLES.keys() == set()


def test_what_is_told_of_a_mistake_is_what_the_validator_says(tree):
    """Of each kind of mistake the example is typed, and the same is said of it."""
    told = 0
    for form in registry.registry().records:
        for each in form_facts.facts_of(form.key).mistakes:
            column = next((c for c in form.stored if c.label == each.item), None)
            if column is None or each.code in ("required", "masked", "ref", "exists", "repeated", "length"):
                continue
            frame = validate(form, tree.school, {column.name: [each.typed]}, lenient=True)
            said = [(p.code, p.message, p.remedy) for p in frame.problems if p.column == column.name]
            assert (each.code, each.said, each.remedy) in said, (form.key, column.name)
            told += 1
    assert told > 300


def test_a_computed_form_says_from_what_and_that_it_is_not_imported(client):
    page = client.get("/manual/forms/head_teacher/").content.decode()
    assert "不能导入" in page
    assert "/manual/forms/school_class/" in page
    assert "常见错误" not in page


def test_a_private_form_says_who_alone_may_open_it(client):
    page = client.get("/manual/forms/discipline_case/").content.decode()
    assert "隐私数据管理员" in page


def test_a_code_table_is_shown_if_a_form_uses_it(client):
    page = client.get("/manual/codes/sex/").content.decode()
    assert "男" in page
    assert client.get("/manual/codes/none/").status_code == 404
    assert client.get("/manual/codes/majors_2019/").status_code == 404
