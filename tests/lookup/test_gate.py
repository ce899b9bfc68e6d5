"""Nothing is found that may not be opened: rows of other schools, areas, forms and people stay where they are."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests import sample
from tests.announcements.conftest import announce
from tests.cases.conftest import UP, make_desk
from tests.lookup.conftest import Seeker, named, narrow
from zhijiao.announcements import publishing
from zhijiao.announcements.publishing import Wording
from zhijiao.audit.models import Entry
from zhijiao.identity.rights import actor_for
from zhijiao.looks.models import Look

pytestmark = pytest.mark.django_db

SECRET = "苗乌兰"


@pytest.fixture
def planted(tree):
    """A student of one name in each school; their records."""
    made = {}
    for school in (tree.school, tree.sister, tree.foreign):
        sample.fill(school, "student", 1)
        made[school.pk] = named(school, "student", SECRET)
    return made


def test_a_school_finds_its_own_person_alone(tree, clerk, planted):
    found = clerk(SECRET)
    assert found.hits == [(SECRET, f"/forms/student/{planted[tree.school.pk]}/", "学生基本信息")]
    assert clerk.client.get(found.url(SECRET)).status_code == 200


@pytest.mark.parametrize("words", ["苗", "乌兰", "mwl", "MWL"])
def test_a_part_of_a_name_and_its_initials_find_it(clerk, planted, words):
    assert SECRET in clerk(words).titles


def test_an_authority_finds_people_of_its_area_with_their_school(tree, city, planted):
    found = city(SECRET)
    assert [url for _, url, _ in found.hits] == [
        f"/forms/student/{planted[tree.school.pk]}/?school={tree.school.pk}"
    ]
    assert found.note(SECRET) == f"学生基本信息 · {tree.school.name}"
    assert city.client.get(found.url(SECRET)).status_code == 200
    province = Seeker(sample.user(tree.province, "province_auditor"))
    assert {note.partition(" · ")[2] for _, _, note in province(SECRET).hits} == {
        tree.school.name,
        tree.sister.name,
    }


def test_a_number_finds_who_has_it_in_the_area_alone(tree, clerk, city, planted):
    number = sample.stored(tree.school, "student").get(pk=planted[tree.school.pk]).number
    assert SECRET in clerk(number).titles
    assert [note for _, _, note in city(number).hits] == [f"学生基本信息 · {tree.school.name}"]
    assert SECRET not in clerk(number[:-1]).titles


def test_schools_are_found_by_authorities_of_their_area(tree, clerk, city):
    assert city(tree.school.name).url(tree.school.name) == f"/?school={tree.school.pk}"
    assert city(tree.school.code).titles[0] == tree.school.name
    assert tree.foreign.name not in city("学校").titles + city(tree.foreign.name).titles
    assert tree.sister.name not in city(tree.sister.code).titles
    assert tree.school.name not in clerk(tree.school.name).titles
    admin = Seeker(sample.user(tree.city, "city_admin"))
    assert admin(tree.school.name).url(tree.school.name) == reverse("orgs:node", args=[tree.school.pk])


def test_forms_items_and_records_of_others_rights_are_not_found(tree, planted):
    sample.fill(tree.school, "teacher", 1)
    named(tree.school, "teacher", "苗青山")
    one = narrow(tree.school, "student")
    assert one("苗").titles == [SECRET]
    assert "学生基本信息" in one("学生").titles
    assert "教师基本信息" not in one("教师").text
    assert not [note for _, _, note in one("工号").hits if "教师" in note]


def test_own_rows_are_all_that_is_found_by_whoever_sees_no_others(tree, planted):
    one = narrow(tree.school, "student", row_role="own")
    assert one(SECRET).titles == []
    sample.give(one.user, "school_clerk")
    mine = named(tree.school, "student", "苗自强", number=60, by=actor_for(one.user))
    assert [url for _, url, _ in one("苗").hits] == [f"/forms/student/{mine}/"]


def test_private_forms_open_to_search_with_the_data_password(tree):
    record = sample.fill(tree.school, "discipline_work")[0]
    name = sample.stored(tree.school, "discipline_work").get(pk=record)
    words = getattr(name, sample.registry.get("discipline_work").search_column.name)
    user = sample.user(tree.school, "school_clerk", "privacy_viewer")
    assert f"/forms/discipline_work/{record}/" not in Seeker(user)(words).text
    opened = Seeker(user, sample.unlock(Client(), user))
    assert f"/forms/discipline_work/{record}/" in opened(words).text


class TestPrivateNumbers:
    """证件号: on the page alone, for those who may, told in the log."""

    @pytest.fixture
    def number(self, planted):
        """The 证件号 of the second sample student."""
        return sample.row("student", 50)["id_number"]

    def test_the_list_never_looks_for_it(self, tree, planted, number):
        user = sample.user(tree.school, "school_clerk", "privacy_viewer")
        assert Seeker(user, sample.unlock(Client(), user))(number).hits == []
        assert not Look.objects.exists()

    def test_who_may_not_see_it_gets_one_answer_for_every_guess(self, clerk, planted, number):
        told = []
        for guess in (number, sample.row("student", 77)["id_number"]):
            main = clerk.page(guess).text.partition("<main")[2].replace(guess, "")
            told.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", main))
        assert "只有能查看隐私数据的人员" in told[0]
        assert told[0] == told[1]

    def test_it_waits_for_the_data_password(self, tree, planted, number):
        found = Seeker(sample.user(tree.school, "school_clerk", "privacy_viewer")).page(number)
        assert (found.titles, reverse("private:data_password") in found.text) == ([], True)

    def test_it_finds_the_own_school_and_is_told(self, tree, planted, number):
        user = sample.user(tree.school, "school_clerk", "privacy_viewer")
        seeker = Seeker(user, sample.unlock(Client(), user))
        assert [url for _, url, _ in seeker.page(number).hits] == [
            f"/forms/student/{planted[tree.school.pk]}/"
        ]
        look = Look.objects.get()
        assert (look.kind, look.form, look.rows, look.user_id) == ("search", "student", 1, user.pk)
        assert number not in "".join(map(str, Entry.objects.values_list("subject", "detail")))
        assert seeker.page(sample.row("student", 78)["id_number"]).hits == []
        assert Look.objects.filter(rows=0, subject="全局查找").count() == 1


class TestAddresses:
    """A number that may be private stands in no address."""

    def test_words_are_led_to_an_address_and_numbers_answered_at_once(self, clerk):
        answer = clerk.client.post("/search/", {"q": "学生 信息"})
        assert (answer.status_code, answer["Location"]) == (
            303,
            "/search/?q=%E5%AD%A6%E7%94%9F+%E4%BF%A1%E6%81%AF",
        )
        numbers = ("450103200503120288", "王 13912340987", "４５０１０３２００５０３")
        for text in (
            *numbers,
            "139-1234-0987",
            "6222.0212.0000.1234",
            "139－1234－0987",
            "450-103-2005-0312-028X",
        ):
            answer = clerk.client.post("/search/", {"q": text})
            assert (answer.status_code, answer.get("Location")) == (200, None)
            assert "no-store" in answer["Cache-Control"]
        assert clerk.client.post("/search/", {"q": "2020-2021"})["Location"] == "/search/?q=2020-2021"

    def test_a_number_in_an_address_is_not_looked_for(self, tree, planted):
        user = sample.user(tree.school, "school_clerk", "privacy_viewer")
        number = sample.row("student", 50)["id_number"]
        answer = sample.unlock(Client(), user).get("/search/", {"q": number})
        assert "没有查找地址里的号码" in answer.content.decode()
        assert SECRET not in answer.content.decode()
        assert not Look.objects.exists()


def test_announcements_are_found_by_those_they_are_addressed_to(tree, clerk):
    author = sample.user(tree.city, "city_auditor")
    announce(author, title="凤凰木的通知", body="各单位：\n\n请核对蒲葵的数量。")
    publishing.draft(actor_for(author), tree.city, Wording(title="凤凰木的草稿", reach="all", body="未发"))
    gone = announce(author, title="凤凰木旧通知")
    publishing.withdraw(actor_for(author), gone.pk, "有误")
    assert clerk("凤凰木").titles == ["凤凰木的通知"]
    assert clerk("蒲葵 核对").titles == ["凤凰木的通知"]
    assert clerk.client.get(clerk("凤凰木").url("凤凰木的通知")).status_code == 200
    for school, role in ((tree.foreign, "school_clerk"), (tree.sister, "school_clerk")):
        assert Seeker(sample.user(school, role))("凤凰木").titles == []


def test_cases_are_found_where_they_have_come_to():
    desk = make_desk()
    desk.write(title="木棉花未送审")
    handed = desk.write(title="木棉花已送审")
    everybody = {who: Seeker(user) for who, user in desk.people.items()}
    titles = {who: set(seek("木棉花").titles) for who, seek in everybody.items()}
    both = {"木棉花未送审", "木棉花已送审"}
    assert titles["clerk"] == titles["principal"] == both
    assert not titles["county"] | titles["ministry"] | titles["neighbour"] | titles["foreigner"]
    desk.go(handed, *UP)
    for who in ("county", "city", "province"):
        hits = everybody[who]("木棉花").hits
        assert {title for title, _, _ in hits} == {"木棉花已送审"}
        assert all(everybody[who].client.get(url).status_code == 200 for _, url, _ in hits)
    (read_hit,) = everybody["neighbour"]("木棉花").hits
    assert everybody["neighbour"].client.get(read_hit[1]).status_code == 200
    assert everybody["foreigner"]("木棉花").titles == everybody["elsewhere"]("木棉花").titles == []


def test_texts_of_people_act_nowhere(tree, clerk):
    wicked = '<img src=x onerror="alert(1)">凤尾竹'
    announce(sample.user(tree.city, "city_auditor"), title=wicked, body=f"凤尾竹{wicked}")
    for text in (
        clerk("凤尾竹").text,
        clerk.page("凤尾竹").text,
        clerk(wicked).text,
        clerk.page(wicked).text,
    ):
        assert "&lt;img" in text
        assert "<img src=x" not in text


def test_whoever_has_no_role_yet_has_nothing_to_search(tree):
    client = Client()
    client.force_login(sample.user(tree.school))
    for answer in (client.get("/search/"), client.post("/search/list/", {"q": "学生"})):
        assert answer.status_code in (302, 404)
