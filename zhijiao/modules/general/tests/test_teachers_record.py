"""What teachers have done and hold: recognitions, certificates, projects, publications, patents, training, posts."""

import pytest

from zhijiao.filing.declare import check_isbn
from zhijiao.modules.general import documents

pytestmark = pytest.mark.django_db

FORMS = [
    "off_campus_site", "teacher_contact", "teacher_recognition", "teacher_qualification", "teacher_research_project",
    "teacher_publication", "teacher_patent", "teacher_training", "teacher_practice", "teacher_social_post",
    "teacher_honour",
]  # fmt: skip


@pytest.mark.parametrize("key", FORMS)
def test_the_example_is_good_but_for_the_teacher_not_entered_yet(judge, key):
    assert set(judge(key)) <= {"teacher", "head"}


@pytest.mark.parametrize(
    ("key", "cells", "column", "said"),
    [
        ("off_campus_site", {"classes": 121}, "classes", "多于在点学生数"),
        ("teacher_contact", {"mobile": "1380000"}, "mobile", ""),
        ("teacher_contact", {"postcode": None}, "postcode", "必填"),
        ("teacher_recognition", {"kind": "骨干教师"}, "double_level", "只有双师型教师"),
        ("teacher_recognition", {"outcome": "撤销认定"}, "current", "不再有效"),
        ("teacher_recognition", {"industry_months": None}, "industry_months", "必填"),
        ("teacher_recognition", {"title_granted": "2020-01-01"}, "title_granted", "不得晚于认定日期"),
        ("teacher_recognition", {"recognised": "2199-01-01"}, "recognised", "今天"),
        ("teacher_qualification", {"kind": "教师资格证书"}, "stage", "必填"),
        ("teacher_qualification", {"kind": "教师资格证书"}, "is_vocational", "不一致"),
        ("teacher_qualification", {"level": None}, "level", "必填"),
        ("teacher_research_project", {"place": 9}, "place", "不能大于项目组人数"),
        ("teacher_research_project", {"fund_received": 4}, "fund_received", "不能大于项目经费"),
        ("teacher_research_project", {"fund": 0, "fund_received": 0}, "fund_source", "项目经费为0"),
        ("teacher_research_project", {"ended": None}, "ended", "必填"),
        ("teacher_research_project", {"award_grade": None}, "award_grade", "必填"),
        ("teacher_publication", {"journal": None}, "journal", "必填"),
        ("teacher_publication", {"isbn": "978-7-04-021200-0"}, "isbn", "校验位"),
        ("teacher_publication", {"serial_number": "1672-0602"}, "serial_number", "校验位"),
        ("teacher_publication", {"own_words": 6000}, "own_words", "不能大于总字数"),
        ("teacher_publication", {"kind": "教材", "planned_textbook": None}, "planned_textbook", "必填"),
        ("teacher_patent", {"kind": "发明"}, "kind", "专利号"),
        ("teacher_patent", {"applied": "2016-05-22"}, "applied", "年份"),
        ("teacher_patent", {"granted": None}, "granted", "必填"),
        ("teacher_training", {"hours": 1600}, "hours", "超过12学时"),
        ("teacher_training", {"programme": "出国（境）培训"}, "country", "必填"),
        ("teacher_training", {"ended": "2020-10-11"}, "ended", "不得早于学习起始日期"),
        ("teacher_practice", {"days": 41}, "days", "之间的天数"),
        ("teacher_practice", {"ended": None}, "ended", "必填"),
        ("teacher_practice", {"outcome": None}, "outcome", "必填"),
        ("teacher_social_post", {"kind": "党派群团和人大政协职务"}, "public_office", "必填"),
        ("teacher_social_post", {"ended": "2019-11-09"}, "current", "一年以上"),
        ("teacher_honour", {"manner": "奖金", "amount": None}, "amount", "必填"),
    ],
)
def test_what_is_said_of_a_wrong_row(judge, key, cells, column, said):
    found = judge(key, **cells)
    assert found[column]
    assert said in "".join(found[column])


@pytest.mark.parametrize("good", ["ZL201710601862.3", "200710308494X", "ZL 95115608.X", "PCT/CN2017/012345"])
def test_patent_numbers(good):
    assert documents.patent_reason(good) is None


@pytest.mark.parametrize("wrong", ["ZL201710601862.4", "2017106018623.", "ZL12", "发明"])
def test_wrong_patent_numbers(wrong):
    assert documents.patent_reason(wrong)


def test_a_patent_number_tells_kind_and_year():
    assert [documents.patent_kind(n) for n in ("ZL201710601862.3", "ZL95115608.X", "US1234567")] == [
        "1",
        "1",
        "",
    ]
    assert [documents.patent_year(n) for n in ("ZL201710601862.3", "95115608.X", "US1234567")] == [
        2017,
        1995,
        None,
    ]


@pytest.mark.parametrize("good", ["9787302423287", "ISBN 978-7-04-021200-6", "7-302-02368-9"])
def test_book_numbers(good):
    assert check_isbn(good) is None


@pytest.mark.parametrize("wrong", ["978730242328X", "9787302423286", "7-302-02368-8", "12345"])
def test_wrong_book_numbers(wrong):
    assert check_isbn(wrong)


@pytest.mark.parametrize(
    ("text", "good"), [("1672-0601", True), ("CN11-4711/G4", True), ("1672-0602", False), ("G4", False)]
)
def test_journal_numbers(text, good):
    assert (documents.serial_reason(text) is None) == good
