"""数据图表: every figure is that of the list it opens, and nobody sees figures of what he may not view."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.places import person, plant
from tests.filing.pages.world import fill
from tests.undone import undone
from zhijiao.filing.pages.heading import board_links
from zhijiao.filing.schema import registry
from zhijiao.identity.models import Role, RoleGrant
from zhijiao.oversight import refresh
from zhijiao.oversight.models import SchoolStanding
from zhijiao.pictures import book, system_checks

FORMS = ("teacher_title", "teacher_employment", "student_enrolment", "income", "expenditure")
SECTION = re.compile(r'<h3 id="pic-(\w+)-h">.*?</section>', re.S)
FIGURE = re.compile(r'data-value="([\d.]+)"><a href="([^"]*)"')


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    def make():
        tree = plant()
        world = fill(tree.school, copies=2, keys=FORMS)
        fill(tree.sister, copies=2, keys=FORMS)
        return tree, world

    with undone(django_db_blocker, make) as made:
        yield made


@pytest.fixture
def tree(filled, db):
    return filled[0]


@pytest.fixture
def clerk(tree, client):
    client.force_login(person(tree.school, "wei", "school_clerk"))
    return client


def page(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def figures(text):
    """By picture, its figures with the address behind each."""
    return {
        found[1]: [(number, href.replace("&amp;", "&")) for number, href in FIGURE.findall(found[0])]
        for found in SECTION.finditer(text)
    }


def totals(text):
    return {key: sum(float(number) for number, _ in found) for key, found in figures(text).items()}


def reader(school, *forms, rows="granted"):
    """Somebody with a role that views these forms alone."""
    role = Role.objects.create(org=school, key="own", name="查看员", portal="business", level="school")
    for form in forms:
        RoleGrant.objects.create(role=role, form=form, action="view")
    user = person(school, "reader")
    user.roles.add(role)
    user.row_role = rows
    user.save()
    return user


def test_each_figure_is_the_number_of_the_list_it_opens(clerk):
    shown = figures(page(clerk, "/charts/"))
    counted = {picture.key for picture in book.pictures() if isinstance(picture, book.Counted)}
    assert counted <= shown.keys()
    for key in counted:
        assert shown[key], key
        for number, href in shown[key]:
            assert f"共 {number} 条" in page(clerk, href), (key, href)


def test_money_leads_to_the_record_of_its_year(clerk, tree):
    shown = figures(page(clerk, "/charts/"))
    spent = registry.get("expenditure").model.unscoped.get(school=tree.school, year=2020)
    assert ("4780", "/forms/expenditure/?year=2020") in shown["money_years"]
    assert [float(number) for number, _ in shown["expenditure_parts"]][0] == float(spent.wages)
    for _, href in shown["expenditure_parts"]:
        page(clerk, href)


def test_records_of_other_schools_are_not_counted(clerk, tree):
    rows = registry.get("student_enrolment").model.unscoped
    assert rows.filter(school=tree.sister, status="01").exists()
    mine = rows.filter(school=tree.school, status="01").count()
    assert totals(page(clerk, "/charts/"))["student_grade"] == mine


def test_a_form_without_the_right_has_no_picture(client, tree):
    client.force_login(reader(tree.school, "income", "expenditure"))
    text = page(client, "/charts/")
    assert figures(text).keys() - {"findings"} == {"expenditure_parts", "income_parts", "money_years"}
    page(client, "/charts/teacher/", 403)


def test_of_two_forms_the_one_is_shown_that_may_be_viewed(client, tree):
    client.force_login(reader(tree.school, "income"))
    text = page(client, "/charts/income/")
    assert figures(text).keys() == {"income_parts", "money_years"}
    assert "经费支出合计" not in text


def test_own_rows_are_all_that_is_counted(client, tree):
    user = reader(tree.school, "student_enrolment", rows="own")
    client.force_login(user)
    assert "student_grade" not in figures(page(client, "/charts/"))
    row = registry.get("student_enrolment").model.unscoped.filter(school=tree.school, status="01").first()
    registry.get("student_enrolment").model.unscoped.filter(pk=row.pk).update(created_by=user.pk)
    text = page(client, "/charts/")
    assert totals(text)["student_grade"] == 1
    assert "只统计您本人录入的记录" in text


def test_nothing_is_grouped_by_what_is_private():
    assert system_checks.check_pictures(None) == []
    assert "private" in system_checks._fault("student", "health")
    assert "private" in system_checks._fault("discipline_case", "organisation")
    assert "no item" in system_checks._fault("teacher", "colour")


def test_forms_lead_to_their_pictures(clerk):
    keys = {key for picture in book.pictures() for key in book.forms_of(picture)}
    for key in keys:
        assert ("图表", f"/charts/{key}/") in board_links(registry.get(key))
        page(clerk, f"/charts/{key}/")
    page(clerk, "/charts/campus/", 404)


def test_one_query_for_each_form_of_a_picture(clerk, tree):
    page(clerk, "/charts/")
    with CaptureQueriesContext(connection) as asked:
        page(clerk, "/charts/")
    limit = sum(len(book.forms_of(picture)) for picture in book.pictures()) + 12
    assert len(asked) <= limit


def test_authorities_see_a_school_of_their_area(client, tree):
    client.force_login(person(tree.province, "above", "province_auditor"))
    shown = figures(page(client, f"/charts/?school={tree.school.pk}"))
    assert all(f"school={tree.school.pk}" in href for found in shown.values() for _, href in found)
    client.force_login(person(tree.elsewhere, "beside", "province_auditor"))
    page(client, f"/charts/?school={tree.school.pk}", 404)


def test_pictures_of_an_area_come_from_what_is_kept(client, tree):
    refresh.follow()
    SchoolStanding.objects.filter(school=tree.school).update(logic=3)
    client.force_login(person(tree.province, "above", "province_auditor"))
    page(client, "/charts/")
    with CaptureQueriesContext(connection) as asked:
        text = page(client, "/charts/")
    tables = {form.model._meta.db_table for form in registry.registry().records}
    read = {table for table in tables for query in asked if f'"{table}"' in query["sql"]}
    assert read == set()
    shown = figures(text)
    assert {"area_lines", "area_kinds", "area_modules", "area_stages"} <= shown.keys()
    for _, href in [pair for found in shown.values() for pair in found]:
        page(client, href)


def test_an_area_tells_a_limited_reader_of_his_forms_alone(client, tree):
    refresh.follow()
    user = person(tree.province, "above", "province_auditor")
    user.row_role = "granted"
    user.save()
    RoleGrant.objects.create(
        role=Role.objects.create(
            org=tree.province, key="own", name="查看员", portal="business", level="province"
        ),
        form="teacher",
        action="view",
    )
    user.roles.set(Role.objects.filter(org=tree.province))
    client.force_login(user)
    shown = figures(page(client, "/charts/"))
    assert shown.keys() <= {"area_lines", "area_kinds", "area_modules"}
    assert len(shown.get("area_modules", [])) <= 1
