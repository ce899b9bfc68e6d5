"""The pages of 办学条件: figures open to the rows behind them, inside what one may see."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.indicators.means import Means
from zhijiao.identity.models import Role, RoleGrant
from zhijiao.indicators import storing
from zhijiao.indicators.book import INGREDIENTS
from zhijiao.indicators.models import IndicatorCheck, IndicatorValue, Verdict

pytestmark = pytest.mark.django_db
SHEET = "/indicators/"


def text(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def links(html, start):
    return [each.replace("&amp;", "&") for each in re.findall(rf'href="({start}[^"]*)"', html)]


def records(html):
    return re.findall(r'<th scope="row"[^>]*><a href="(/forms/[a-z_]+/\d+/[^"]*)"', html)


@pytest.mark.parametrize("role", ["school_reader", "school_clerk", "school_supervisor", "school_principal"])
def test_a_school_sees_its_indicators(read, means, role):
    html = text(read(SHEET, role))
    assert "生均用地面积" in html
    assert "660 ÷ 20" in html
    assert "还差专任教师 58 人" in html
    assert "教职成〔2010〕12号" in html
    assert "待核对" in html
    assert "达标工程重点监测指标 5 / 9 项达到" in html


def test_every_number_opens_to_the_rows_behind_it(client_of, means):
    means.students(2, admitted="2020-10")
    means.teachers(1, status="01", left="2020-03")
    client = client_of("school_reader")
    html = client.get(SHEET).content.decode()
    opened = set()
    for key, ingredient in INGREDIENTS.items():
        if ingredient.item:
            form = "premises" if ingredient.form.endswith("Premises") else "equipment"
            assert f"/forms/{form}/?year=2020" in links(html, f"/forms/{form}/")
            continue
        address = f"/indicators/rows/{key}/"
        assert address in links(html, address), key
        number = re.search(rf'href="{address}"[^>]*>{ingredient.label} ([\d,]+)', html)[1]
        rows = records(client.get(address).content.decode())
        assert len(rows) == int(number), key
        opened.update(rows)
    for address in opened:
        assert client.get(address).status_code == 200


def test_rows_come_in_pages_and_unknown_amounts_are_not_there(client_of, means):
    client = client_of("school_reader")
    means.students(5)
    html = client.get("/indicators/rows/students/?size=20&page=2").content.decode()
    assert len(records(html)) == 5
    assert client.get("/indicators/rows/site/").status_code == 404
    assert client.get("/indicators/rows/nothing/").status_code == 404


def test_above_the_school_the_same_page_is_open_to_those_it_lies_below(client_of, means, tree):
    address = f"{SHEET}?school={tree.school.pk}"
    for org, role in (
        (tree.city, "city_auditor"),
        (tree.province, "province_leader"),
        (tree.ministry, "ministry_leader"),
    ):
        client = client_of(role, org=org)
        html = client.get(address).content.decode()
        assert "660 ÷ 20" in html
        (rows,) = links(html, r"/indicators/rows/senior/")
        assert len(records(client.get(rows).content.decode())) == 1
    for org, role in (
        (tree.elsewhere, "province_leader"),
        (tree.county, "county_auditor"),
        (tree.sister, "school_reader"),
    ):
        client = client_of(role, org=org)
        assert client.get(address).status_code == 404
        for path in ("what-if/", "history/", "rows/students/"):
            assert client.get(f"{SHEET}{path}?school={tree.school.pk}").status_code == 404, path


def granted(tree, client_of, *forms, **facts):
    key = "-".join(forms) or "none"
    role = Role.objects.create(org=tree.school, key=key, name=key[:20], portal="business", level="school")
    for form in forms:
        RoleGrant.objects.create(role=role, form=form, action="view")
        RoleGrant.objects.create(role=role, form=form, action="export")
    client = client_of(**facts)
    from zhijiao.identity.models import User

    User.objects.latest("pk").roles.set([role])
    return client


def test_who_may_not_see_a_form_is_shown_no_figure_of_it(tree, client_of, means):
    client = granted(tree, client_of, "premises", "student_enrolment", row_role="granted")
    html = text(client.get(SHEET).content.decode())
    assert "生均用地面积" in html
    assert "师生比" not in html
    assert "教师工作信息" in html, "it is said what is missing"
    assert client.get("/indicators/rows/teachers/").status_code == 403
    sheet = client.get("/indicators/sheet/csv/").getvalue().decode()
    assert "生均用地面积" in sheet
    assert "师生比" not in sheet
    answer = client.get("/indicators/what-if/?teachers=100")
    assert "师生比" not in answer.content.decode()
    assert "专任教师" not in text(answer.content.decode())


def test_who_may_know_of_his_own_rows_alone_is_told_why(tree, client_of, means):
    client = granted(tree, client_of, "premises", "student_enrolment", row_role="own")
    for path in ("", "what-if/", "history/", "rows/students/"):
        answer = client.get(SHEET + path)
        assert answer.status_code == 403
        assert "本人录入" in answer.content.decode()


# What if -------------------------------------------------------------------------------------------------------------


def test_what_if_reckons_by_the_same_formulas_and_stores_nothing(client_of, means, reckon):
    client = client_of("school_reader")
    page = client.get("/indicators/what-if/?students=%2B21&teachers=1&site=693").content.decode()
    line = text(page[page.index("生均用地面积") :])[:200]
    assert "33 平方米" in line
    means.students(21)
    means.teachers(1)
    row = reckon(means.school)["student_teacher"]
    assert f"1:{round(row.value, 2):g}" in text(page)
    assert not IndicatorValue.objects.exists()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("students=一百", "“一百”不能计算"),
        ("students=1.5", "整数"),
        ("teachers=-3", "现有 2人，减少后会小于0"),
        ("site=NaN", "不能计算"),
        ("site=1e400", "不能计算"),
        ("students=99999999999999999999", "不能计算"),
    ],
)
def test_what_cannot_be_supposed_is_said_at_its_box(client_of, means, query, words):
    answer = client_of("school_reader").get(f"/indicators/what-if/?{query}")
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_history_shows_years_with_grounds_told_of(read, means):
    means.premises(year=2018, site_area=100)
    storing.FilingCount.objects.create(
        school=means.school, form="premises", year=2018, rows=1, updated_at="2021-01-01T00:00:00Z"
    )
    html = text(read("/indicators/history/"))
    assert "2018学年" in html
    assert "2019学年" not in html
    assert "100 平方米" in html
    assert "660 平方米" in html


# Areas ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def area(tree, means, kept):
    """A second school that lacks teachers, and one of another province that must not count."""
    sister, foreign = Means(tree.sister), Means(tree.foreign)
    sister.students(10)
    sister.premises()
    foreign.whole()
    kept(tree.school, tree.sister, tree.foreign)
    return tree


def test_an_area_adds_up_its_schools(read, area):
    html = text(read(SHEET, "province_leader", org=area.province))
    assert "学校 2 所" in html
    assert "1,320 平方米 ÷ 30 人" in html
    assert "44 平方米" in html
    assert "2023年底 80% 以上" in html
    city = text(read(SHEET, "city_leader", org=area.city))
    assert "660 平方米 ÷ 20 人" in city
    ministry = text(read(SHEET, "ministry_leader", org=area.ministry))
    assert "1,980 平方米 ÷ 50 人" in ministry
    assert "云岭省教育厅" in ministry
    below = text(read(f"{SHEET}?area={area.city.pk}", "province_leader", org=area.province))
    assert "660 平方米 ÷ 20 人" in below


def test_an_area_outside_is_not_there(client_of, area):
    client = client_of("province_leader", org=area.province)
    for number in (area.elsewhere.pk, area.ministry.pk, area.school.pk, 10**12, "x"):
        for path in ("", "schools/", "history/"):
            assert client.get(f"{SHEET}{path}?area={number}").status_code == 404


def test_who_falls_short_is_listed_by_how_much(client_of, area):
    client = client_of("province_leader", org=area.province)
    html = client.get("/indicators/schools/?key=students&verdict=short").content.decode()
    names = re.findall(r'href="/indicators/\?school=\d+">([^<]+)<', html)
    assert names == [area.sister.name, area.school.name], "most to mend first"
    assert "还差学历教育在校生 1,190 人" in html
    turned = client.get("/indicators/schools/?key=students&sort=gap").content.decode()
    assert re.findall(r'href="/indicators/\?school=\d+">([^<]+)<', turned) == names[::-1]
    lacking = client.get("/indicators/schools/?key=student_teacher&verdict=incomplete").content.decode()
    assert re.findall(r'href="/indicators/\?school=\d+">([^<]+)<', lacking) == [area.sister.name]
    found = client.get(f"/indicators/schools/?key=students&q={area.sister.code}").content.decode()
    assert re.findall(r'href="/indicators/\?school=\d+">([^<]+)<', found) == [area.sister.name]
    sheet = client.get("/indicators/schools/csv/?key=students&verdict=short").getvalue().decode()
    assert area.sister.name in sheet
    assert area.foreign.name not in sheet


def test_pages_of_an_area_cost_the_same_for_many_schools(client_of, area, kept):
    from tests import sample

    client = client_of("province_leader", org=area.province)
    paths = (SHEET, "/indicators/schools/?key=site", "/indicators/history/")

    def costs():
        found = []
        for path in paths:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(path).status_code == 200
            found.append(len(asked))
        return found

    costs()
    before = costs()
    more = [sample.school(30 + i, name=f"云岭第{i}学校", under=area.city) for i in range(6)]
    kept(*more)
    assert costs() == before


# Keeping -------------------------------------------------------------------------------------------------------------


def test_what_is_changed_is_reckoned_again_and_nothing_else(tree, filing, kept):
    from tests import sample

    sample.fill(tree.school, "premises", 1)
    while storing.follow_changes():
        pass
    first = IndicatorCheck.objects.get(school=tree.school)
    assert not first.pending
    site = IndicatorValue.objects.get(school=tree.school, key="site")
    assert site.verdict == Verdict.PASS
    assert not IndicatorCheck.objects.filter(school=tree.sister).exists()
    sample.fill(tree.sister, "safety_rule", 1)
    storing.follow_changes()
    assert not IndicatorCheck.objects.filter(school=tree.sister).exists(), "a form no indicator reads"
    assert IndicatorCheck.objects.get(school=tree.school).computed_at == first.computed_at


def test_reckoning_twice_keeps_one_row(means, kept, filing):
    kept(means.school)
    means.students(1)
    kept(means.school)
    values = IndicatorValue.objects.filter(school=means.school, key="students")
    assert [row.value for row in values] == [21]
    assert IndicatorCheck.objects.filter(school=means.school).count() == 1


def test_the_sweep_finds_what_was_missed(tree, filing):
    from tests import sample

    sample.fill(tree.school, "premises", 1)
    storing.sweep()
    assert IndicatorCheck.objects.get(school=tree.school).pending
    storing.reckon_pending(filing)
    assert IndicatorValue.objects.filter(school=tree.school).exists()


def test_the_sheet_is_handed_out_as_workbook_and_paper(client_of, means):
    client = client_of("school_clerk")
    book = client.get("/indicators/sheet/xlsx/")
    assert (book.status_code, book.getvalue()[:2]) == (200, b"PK")
    paper = client.get("/indicators/sheet/pdf/")
    assert (paper["Content-Type"], paper.getvalue()[:5]) == ("application/pdf", b"%PDF-")
    assert client.get("/indicators/sheet/docx/").status_code == 404
    assert client_of("school_reader").get("/indicators/sheet/pdf/").status_code == 403


def test_figures_of_a_round_that_another_has_followed_do_not_move(
    client_of, means, kept, monkeypatch, filing
):
    from dataclasses import replace

    kept(means.school)
    means.students(5)
    client = client_of("school_reader")
    assert "全日制在校生 25 人" in client.get(SHEET).content.decode()
    later = replace(filing, key="2021", academic_year=2021)
    monkeypatch.setattr(storing, "current_round", lambda: later)
    html = client.get(SHEET).content.decode()
    assert "全日制在校生 20 人" in html
    assert "660 ÷ 20" in text(html)


def test_a_reckoning_that_is_cut_short_is_made_again(means, filing, monkeypatch):
    from zhijiao.indicators import judging

    storing.mark(filing, {means.school.pk})
    with monkeypatch.context() as broken:
        broken.setattr(judging, "sheets", lambda data: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            storing.reckon_pending(filing)
    assert IndicatorCheck.objects.get(school=means.school).pending
    assert not IndicatorValue.objects.exists()
    storing.reckon_pending(filing)
    assert not IndicatorCheck.objects.get(school=means.school).pending
    assert IndicatorValue.objects.count() == 19
