"""What is found by which words, in how many statements; what leads where."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import sample
from tests.lookup.conftest import Seeker, named
from zhijiao.kit.pinyin import term_full
from zhijiao.lookup.asking import Words, excerpt

pytestmark = pytest.mark.django_db

MOST_STATEMENTS = 24
"""Of which PostgreSQL needs eight to hold two searches to their index."""


@pytest.mark.parametrize("words", ["学生基本", "xsjbxx", "xueshengjiben", "XSJB", "学生信息 基本", "xsxx"])
def test_a_form_is_found_by_signs_pinyin_and_initials_and_by_its_heading(clerk, words):
    found = clerk(words)
    assert found.url("学生基本信息") == "/forms/student/"
    assert found.note("学生基本信息") == "综合信息 › 学生信息"


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("专业", "专业设置"),
        ("专业设置", "专业设置"),
        ("专业能力", "专业能力与资格证书"),
        ("zysz", "专业设置"),
        ("学生", "学生基本信息"),
        ("教师", "教师基本信息"),
        ("信息", "信息化条件"),
    ],
)
def test_a_name_that_begins_with_the_words_comes_first_and_the_higher_place_of_the_menu_before_it(
    clerk, words, first
):
    assert clerk(words).titles[0] == first


@pytest.mark.parametrize(
    ("words", "title"), [("sjrz", "审计日志"), ("角色", "角色管理"), ("管理端首页", "管理端首页")]
)
def test_an_administrator_finds_the_pages_of_his_portal(tree, clerk, words, title):
    admin = Seeker(sample.user(tree.school, "school_admin"))
    assert admin.client.get(admin(words).url(title)).status_code == 200
    assert title not in clerk(words).titles


def test_an_item_opens_where_it_is_filled_in(tree, clerk, city):
    assert ("民族", "/forms/student/new/#f-ethnic_group", "学生基本信息") in clerk("民族").hits
    assert 'id="f-ethnic_group"' in clerk.client.get("/forms/student/new/").content.decode()
    assert ("民族", "/forms/student/", "学生基本信息") in city("民族").hits
    assert ("民族", "/forms/student/new/#f-ethnic_group", "学生基本信息") in clerk("学生 民族").hits


def test_a_question_is_found_by_the_words_of_its_answer(clerk):
    found = clerk("链接 30 分钟")
    assert found.url("忘记了密码").endswith("#forgot")
    assert 'id="forgot"' in clerk.client.get(found.url("忘记了密码")).content.decode()


def test_records_of_one_name_are_one_line_that_leads_to_all_of_them(tree, clerk):
    sample.fill(tree.school, "student_certificate", 3)
    form = sample.registry.get("student_certificate")
    name = sample.row(form)[form.search_column.name]
    assert sample.stored(tree.school, form).filter(**{form.search_column.name: name}).count() == 3
    found = clerk(name)
    assert found.titles.count(name) == 1
    assert found.note(name).endswith("多条同名")
    listed = clerk.client.get(found.url(name)).content.decode()
    assert listed.count("data-row") == 3 or listed.count("<tr") == 4


def test_the_page_shows_more_than_the_list_and_says_when_it_is_cut(tree, clerk):
    sample.fill(tree.school, "student", 1)
    for number in range(8):
        named(tree.school, "student", f"苗{'一二三四五六七八'[number]}", number=50 + number)
    listed, page = clerk("苗"), clerk.page("苗")
    assert (len(listed.titles), len(page.titles)) == (5, 8)
    assert 'data-count="5"' in listed.text
    assert "“苗” · 8 条" in page.text
    assert "没有找到" not in page.text + listed.text
    assert ("“凤凰木” · 0 条" in clerk.page("凤凰木").text, 'data-count="0"' in clerk("凤凰木").text) == (
        True,
        True,
    )


def test_statements_do_not_grow_with_what_is_found(tree, clerk, city):
    sample.fill(tree.school, "student", 1)
    counted: dict[Seeker, list[int]] = {clerk: [], city: []}
    for number, sign in enumerate("一二三四五六"):
        named(tree.school, "student", f"苗桂{sign}", number=50 + number)
        for seeker in counted if number in (0, 5) else ():
            seeker("苗")
            with CaptureQueriesContext(connection) as asked:
                assert seeker("苗桂").titles
            counted[seeker].append(len(asked))
    assert all(few == many <= MOST_STATEMENTS for few, many in counted.values()), counted


def test_one_sign_scans_nothing(tree, clerk, city):
    sample.fill(tree.school, "student", 1)
    for seeker in (clerk, city):
        with CaptureQueriesContext(connection) as asked:
            seeker("苗")
            seeker("a")
        assert not [each["sql"] for each in asked if "'%" in each["sql"]]


def test_nothing_typed_asks_nothing_but_who_asks(clerk):
    clerk("")
    with CaptureQueriesContext(connection) as asked:
        clerk(" 　")
    assert len(asked) <= 2


@pytest.mark.parametrize(
    ("typed", "out"),
    [
        ("王小明", False),
        ("js002", False),
        ("2020", False),
        ("20200101", True),
        ("4501 0320 0503", True),
        ("１３９１２３４", True),
    ],
)
def test_what_may_be_a_private_number_is_kept_out_of_addresses(typed, out):
    assert Words.typed(typed).stays_out_of_addresses is out


def test_words_are_marked_as_they_stand():
    words = Words.typed("学 AB (")
    assert words.pieces("大学ab(x") == [("大", False), ("学", True), ("ab", True), ("(", True), ("x", False)]
    assert words.rank("大学ab(x") is not None
    assert Words.typed("").rank("学") is None


def test_an_excerpt_shows_the_word_it_was_found_by():
    text = "一" * 100 + "红树林" + "二" * 100
    assert "红树林" in excerpt(text, ["红树林"])
    assert len(excerpt(text, ["红树林"])) < 80


def test_a_term_has_its_whole_pinyin():
    assert term_full("学生信息（2020）A卷") == "xueshengxinxi2020ajuan"
