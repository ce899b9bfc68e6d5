"""Pages of the report, as people of the school, above it and elsewhere open them."""

import io

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests import sample
from tests.accounts.places import person
from tests.annual_reports.conftest import YEAR, publish
from zhijiao.annual_reports import drafting, outline, steps
from zhijiao.annual_reports.models import Report, State
from zhijiao.identity.rights import actor_for

BUILDER = f"/forms/quality_report/builder/?year={YEAR}"
NAMES = outline.names()


def at(part):
    return f"/forms/quality_report/builder/{part}?year={YEAR}"


def text(answer):
    return answer.content.decode()


def test_the_whole_way_by_pages(tree, people, filled):
    clerk = people.client("school_clerk")
    supervisor, principal = people.client("school_supervisor"), people.client("school_principal")
    assert "开始编制" in text(clerk.get(BUILDER))
    assert "开始编制</button>" not in text(supervisor.get(BUILDER))
    assert clerk.post(at("begin/")).status_code == 302
    page = text(clerk.get(at("chapters/basics/")))
    assert "【在校生数】" in page
    sent = {"version": 1, "basics": "在校生【在校生数】人。", "q017": "5"}
    assert clerk.post(at("chapters/basics/"), sent).status_code == 302
    report = Report.objects.get()
    assert clerk.post(at("send/"), {"version": report.version}).status_code == 302
    report.refresh_from_db()
    assert "审核通过</button>" in text(supervisor.get(BUILDER))
    assert supervisor.post(at("audit/"), {"version": report.version, "step": "pass"}).status_code == 302
    report.refresh_from_db()
    assert principal.post(at("publish/"), {"version": report.version, "step": "publish"}).status_code == 302
    report.refresh_from_db()
    assert report.state == State.PUBLISHED
    page = text(principal.get(f"/annual-reports/{report.pk}/"))
    assert "在校生2人。" in page
    assert report.digest in page


@pytest.mark.parametrize("role", ["school_supervisor", "school_principal", "school_reader"])
def test_only_who_may_change_writes(draft, people, role):
    client = people.client(role)
    before = draft.chapters.get(key="basics").values
    assert client.post(at("chapters/basics/"), {"version": 2, "basics": "外人"}).status_code == 403
    assert client.post(at("chapters/basics/draft/"), {"version": 2, "basics": "外人"}).status_code == 403
    assert client.post(at("send/"), {"version": 1}).status_code == 403
    assert client.post(at("begin/")).status_code == 403
    assert draft.chapters.get(key="basics").values == before


def test_a_clerk_neither_audits_nor_publishes_nor_withdraws(published, people):
    clerk = people.client("school_clerk")
    for part in ("audit/", "publish/", "withdraw/"):
        assert (
            clerk.post(
                at(part), {"version": published.version, "step": "pass", "text": "因故撤回"}
            ).status_code
            == 403
        )
    published.refresh_from_db()
    assert published.state == State.PUBLISHED


def test_those_above_do_not_see_the_draft_and_take_no_step(draft, people, tree, filled):
    draft.refresh_from_db()
    for role, org in (("city_auditor", tree.city), ("province_leader", tree.province)):
        client = people.client(role, org)
        for part in ("", "preview/"):
            page = client.get(at(part) + f"&school={tree.school.pk}", follow=True)
            assert page.status_code == 200
            assert "学校现有在校生" not in text(page)
        for part in ("audit/", "send/", "publish/", "withdraw/", "begin/"):
            sent = {"version": draft.version, "step": "pass"}
            assert client.post(at(part) + f"&school={tree.school.pk}", sent).status_code == 403
    other = people.client("school_reader", tree.sister).get(f"{BUILDER}&school={tree.school.pk}")
    assert other.status_code == 404


def test_what_cannot_be_kept_comes_back_with_what_was_typed(draft, people):
    clerk = people.client("school_clerk")
    typed = next(
        each for found in outline.of_chapter("students").values() for each in found if each.kind == "number"
    )
    answer = clerk.post(at("chapters/students/"), {"version": 1, typed.key: "许多", "students": "写了很多。"})
    assert answer.status_code == 422
    assert "应为数字，“许多”不是" in text(answer)
    assert "写了很多。" in text(answer)
    assert draft.chapters.get(key="students").values == {}


def test_two_tabs_of_one_person_and_two_people(draft, people, tree):
    clerk = people.client("school_clerk")
    version = draft.chapters.get(key="basics").version
    kept = clerk.post(at("chapters/basics/draft/"), {"version": version, "basics": "甲"}).json()
    assert kept["kept"]
    assert clerk.post(at("chapters/basics/"), {"version": version, "basics": "甲乙"}).status_code == 302
    other = person(tree.school, "another.clerk", "school_clerk")
    with pytest.raises(drafting.Stale):
        drafting.save_chapter(actor_for(other), draft, "basics", version, {"basics": "丙"})
    latest = draft.chapters.get(key="basics").version
    drafting.save_chapter(actor_for(other), draft, "basics", latest, {"basics": "丙"})
    answer = clerk.post(at("chapters/basics/"), {"version": latest, "basics": "甲乙丁"})
    assert answer.status_code == 409
    assert "甲乙丁" in text(answer)
    assert draft.chapters.get(key="basics").values["basics"] == "丙"


def test_who_may_read_a_published_report(published, people, tree):
    address = f"/annual-reports/{published.pk}/"
    assert people.client("school_reader").get(address).status_code == 200
    assert people.client("school_reader", tree.sister).get(address).status_code == 200
    assert people.client("school_reader", tree.foreign).get(address).status_code == 404
    listed = f"/annual-reports/?year={YEAR}"
    assert "云州市工业学校" in text(people.client("school_reader", tree.sister).get(listed))
    assert "云州市工业学校" not in text(people.client("school_reader", tree.foreign).get(listed))
    assert Client().get(address).status_code == 302


def test_other_schools_see_neither_steps_nor_rows_nor_what_was_withdrawn(published, people, tree):
    sister = people.client("school_clerk", tree.sister)
    page = text(sister.get(f"/annual-reports/{published.pk}/"))
    assert "builder/rows" not in page
    assert "经过" not in page
    assert sister.get(at("rows/q016/") + f"&school={tree.school.pk}").status_code == 404
    assert "builder/rows/q016" in text(people.client("school_clerk").get(f"/annual-reports/{published.pk}/"))
    steps.withdraw(people.actor("school_principal"), published, published.version, "数据有误，重新核对")
    for address in (f"/annual-reports/{published.pk}/", f"/annual-reports/{published.pk}/paper/pdf/"):
        assert sister.get(address).status_code == 404
    assert "数据有误，重新核对" in text(people.client("school_clerk").get(f"/annual-reports/{published.pk}/"))


def test_a_figure_opens_to_its_records(draft, people, filled):
    clerk = people.client("school_clerk")
    page = text(clerk.get(at("rows/q016/")))
    assert page.count("/forms/student_enrolment/") >= 2
    assert "由以下数据计算" in text(clerk.get(at("rows/q008/")))
    assert clerk.get(at("rows/q081/")).status_code == 404
    assert clerk.get(at("rows/nothing/")).status_code == 404


def test_papers_hold_what_was_frozen(published, people):
    client = people.client("school_reader")
    word = client.get(f"/annual-reports/{published.pk}/paper/docx/")
    data = b"".join(word.streaming_content)
    assert word["Content-Type"].endswith("wordprocessingml.document")
    assert "学校现有在校生2人。" in [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]
    pdf = client.get(f"/annual-reports/{published.pk}/paper/pdf/")
    first = b"".join(pdf.streaming_content)
    assert pdf["Content-Type"] == "application/pdf"
    assert first.startswith(b"%PDF")
    assert b"".join(client.get(f"/annual-reports/{published.pk}/paper/pdf/").streaming_content) == first
    assert client.get(f"/annual-reports/{published.pk}/paper/exe/").status_code == 404


def test_the_table_of_indicators_is_of_the_area_alone(published, people, tree):
    def rows(org):
        answer = people.client("school_clerk", org).get(f"/annual-reports/export/xlsx/?year={YEAR}")
        sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
        return list(sheet.values)

    (heads, line), other = rows(tree.school), rows(tree.sister)
    assert line[1] == tree.school.name
    assert line[heads.index("在校生数（人）")] == 2
    assert len(other) == 1


def test_the_list_costs_the_same_for_one_school_and_for_many(published, people, tree):
    client = people.client("school_reader")

    def count():
        client.get(f"/annual-reports/?year={YEAR}")
        with CaptureQueriesContext(connection) as seen:
            client.get(f"/annual-reports/?year={YEAR}")
        return len(seen)

    one = count()
    other = drafting.begin(people.actor("school_clerk"), tree.school, YEAR + 1)
    Report.objects.filter(pk=other.pk).update(
        school=tree.sister, year=YEAR, state="published", frozen=published.frozen
    )
    assert count() == one


def test_a_new_edition_replaces_the_old_on_every_list(published, people):
    again = drafting.begin(people.actor("school_clerk"), published.school, YEAR)
    publish(again, people)
    page = text(people.client("school_reader").get(f"/annual-reports/?year={YEAR}"))
    assert f"/annual-reports/{again.pk}/" in page
    assert f"/annual-reports/{published.pk}/" not in page


def test_words_are_never_markup(draft, people, filled):
    key = draft.chapters.get(key="basics")
    evil = "<script>alert(1)</script>【在校生数】"
    drafting.save_chapter(people.actor("school_clerk"), draft, "basics", key.version, {"basics": evil})
    publish(draft, people)
    page = text(people.client("school_reader").get(f"/annual-reports/{draft.pk}/"))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_form_leads_to_the_report(tree, people):
    sample.fill(tree.school, "quality_report", 1)
    page = text(people.client("school_clerk").get(f"/forms/quality_report/?year={YEAR}"))
    assert "/forms/quality_report/builder/" in page


def test_standards_say_whether_they_are_met(draft, people, filled):
    page = text(people.client("school_clerk").get(at("preview/")))
    assert "在校生≥1200" in page
    assert "未达到" in page


def test_who_only_reads_has_nothing_to_press(draft, people):
    page = text(people.client("school_reader").get(BUILDER))
    assert '<form method="post"' not in page.partition("<main")[2].partition("</main>")[0]


def test_majors_are_listed_with_their_students(published, people):
    listed = next(chapter["lists"][0] for chapter in published.frozen["chapters"] if chapter["lists"])
    assert listed["title"] == "专业人数"
    assert sum(int(number) for row in listed["rows"] for number in row[2:]) == 2
    assert listed["rows"][0][1] in text(
        people.client("school_reader").get(f"/annual-reports/{published.pk}/")
    )


def test_no_report_of_a_year_that_has_not_come(tree, people):
    answer = people.client("school_clerk").post("/forms/quality_report/builder/begin/?year=2099")
    assert answer.status_code == 422
    assert "还没有到" in text(answer)
    assert not Report.objects.exists()


def test_a_text_full_of_wrong_names_is_told_of_some(draft, people):
    wrong = "".join(f"【名{number}】" for number in range(1000))
    chapter = draft.chapters.get(key="basics")
    drafting.save_chapter(people.actor("school_clerk"), draft, "basics", chapter.version, {"basics": wrong})
    page = text(people.client("school_clerk").get(at("chapters/basics/")))
    assert page.count("没有名为【名") == 8


@pytest.mark.parametrize("number", ["0", "9" * 30])
def test_a_report_that_is_not_there(published, people, number):
    client = people.client("school_reader")
    assert client.get(f"/annual-reports/{number}/").status_code == 404
    assert client.get(f"/annual-reports/{number}/paper/pdf/").status_code == 404


def test_what_nobody_can_type_is_taken_out_or_refused(draft, people):
    clerk = people.client("school_clerk")
    sent = {"version": "9" * 40, "basics": "甲\x00乙\u202e丙", "q001": "\x00"}
    assert clerk.post(at("chapters/basics/"), sent).status_code in (302, 409, 422)
    version = draft.chapters.get(key="basics").version
    assert (
        clerk.post(at("chapters/basics/"), {"version": version, "basics": "甲\x00乙\u202e丙"}).status_code
        == 302
    )
    assert draft.chapters.get(key="basics").values["basics"] == "甲乙丙"
