"""The library: any word of two signs is found, in a selected case of whoever may read it, among ten thousand."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.cases.conftest import UP
from zhijiao.cases import library_index, published
from zhijiao.cases.models import Publication

INDEX_USED = re.compile(r"VIRTUAL TABLE INDEX|cases_publication_terms")
"""What a plan says that asks the full-text index of either database."""
WORDS = "值周早操宿舍劳动实训订单师傅企业课堂宣讲乡镇报考心理实习班主任学生会讲评质检设备耗材分摊体验讲解展示"


def many(desk, number):
    """So many selected cases, of all kinds of words, by hand: no school writes as many."""
    case = desk.go(desk.write(), *UP)
    first = Publication.objects.get()
    made = []
    for i in range(number):
        body = "".join(WORDS[(i * 7 + n * 13) % len(WORDS)] for n in range(120))
        made.append(
            Publication(
                school_id=case.school_id, case=case, form="moral_case", title=f"案例{i}", school_name="某校",
                year=2020, items=[], pictures=[], text=f"案例{i} {body}", selector_id=first.selector_id,
                level="2", selected_on=timezone.localdate(), ended_at=None if i % 2 else timezone.now(),
            )
        )  # fmt: skip
    # one case has one publication in force; these are of cases that need not exist for the search
    with connection.cursor() as cursor:
        cursor.execute('DROP INDEX "cases_published_once"')
    library_index.add(made)


@pytest.mark.slow
def test_words_are_found_among_ten_thousand_by_the_index(desk):
    many(desk, 10_000)
    actor = desk.actor("neighbour")
    for words, some in (
        ("值周", True),
        ("师傅", None),
        ("案例4999", True),
        ("讲评 设备", None),
        ("绝无此词", False),
    ):
        with CaptureQueriesContext(connection) as asked:
            found = list(published.search(published.visible(actor, "moral_case"), words)[:20])
        assert len(asked) == 1
        assert INDEX_USED.search(plan_of(asked[0]["sql"])), words
        if some is not None:
            assert bool(found) is some, words
        assert all(word in each.text for each in found for word in words.split())


def plan_of(sql):
    """How the database goes about a query."""
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "SET enable_seqscan = off; EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute(explain + sql.replace("%", "%%"))
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def test_a_word_of_two_signs_is_found_in_title_text_school_and_tags(desk):
    desk.go(desk.write(title="萤火虫计划", practice="<p>候鸟行动</p>", keywords="蒲公英、红树林"), *UP)
    actor = desk.actor("neighbour")
    for words in ("萤火", "候鸟", "红树", "工业", "萤火 候鸟", "计划"):
        assert len(published.search(published.visible(actor, "moral_case"), words)) == 1, words
    for words in ("火萤", "鸟行候", "萤动", "  ", "！"):
        assert not list(published.search(published.visible(actor, "moral_case"), words)), words


def test_what_is_taken_down_is_not_found_any_more(desk):
    record = desk.write(title="萤火虫计划")
    desk.go(record, *UP)
    desk.act(record, "province", "revoke-authority", "内容失实")
    assert not list(published.search(published.visible(desk.actor("neighbour"), "moral_case"), "萤火"))
