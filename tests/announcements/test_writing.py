"""The desk: drafts, publishing, withdrawing, new editions, files and receipts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.places import person
from tests.announcements.conftest import announce
from tests.attachments import samples
from zhijiao.announcements import publishing, reading, receipts
from zhijiao.announcements.models import Announcement, AnnouncementFile, Audience
from zhijiao.audit.models import Entry
from zhijiao.identity.rights import actor_for
from zhijiao.orgs.models import Level, Org

TYPED = {"title": "关于报送的通知", "body": "请于月底前报送。", "reach": "all", "expires_on": ""}


@pytest.fixture
def desk(client, city):
    client.force_login(city)
    return client


def begin(desk, **typed) -> Announcement:
    answer = desk.post("/announcements/new/", TYPED | typed)
    assert answer.status_code == 302, answer.content.decode()
    return Announcement.objects.latest("pk")


def test_from_draft_to_readers_to_withdrawal(desk, city, reader):
    made = begin(desk)
    assert (made.state, list(reading.current(reader))) == ("draft", [])
    desk.post(f"/announcements/{made.pk}/publish/", {"version": made.version})
    assert [found.pk for found in reading.current(reader)] == [made.pk]
    assert desk.post(f"/announcements/{made.pk}/edit/", TYPED | {"title": "改了"}).status_code == 302
    assert Announcement.objects.get().title == "关于报送的通知"
    desk.post(f"/announcements/{made.pk}/withdraw/", {"reason": " "})
    assert Announcement.objects.get().state == "published"
    desk.post(f"/announcements/{made.pk}/withdraw/", {"reason": "日期有误"})
    made = Announcement.objects.get()
    assert (made.state, made.reason, made.withdrawer) == ("withdrawn", "日期有误", "陆局长")
    said = Entry.objects.filter(event="announcement").order_by("pk").values_list("detail__done", flat=True)
    assert list(said) == ["发布", "撤回"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": ""}, "请填写标题。"),
        ({"title": "长" * 101}, "标题最多 100 个字"),
        ({"body": ""}, "请填写正文。"),
        ({"body": "长" * 5001}, "正文最多 5000 个字"),
        ({"reach": "galaxy"}, "发送范围不在选项中"),
        ({"reach": "own"}, "发送范围不在选项中"),
        ({"reach": "levels"}, "请至少选择一个级别。"),
        ({"reach": "levels", "levels": ["province"]}, "级别不在选项中"),
        ({"reach": "types"}, "请至少选择一种学校类型。"),
        ({"reach": "nodes", "nodes": " \n"}, "请填写单位名称或代码"),
        ({"reach": "nodes", "nodes": "海东省水产学校"}, "第 1 行“海东省水产学校”不是本单位下级"),
        ({"reach": "nodes", "nodes": "云州市教育局"}, "不是本单位下级"),
        ({"expires_on": "2020-01-01"}, "有效期已过"),
        ({"expires_on": "明天"}, "有效期不是日期"),
    ],
)
def test_what_is_typed_wrong_is_said_at_its_place_and_nothing_is_kept(desk, typed, said):
    answer = desk.post("/announcements/new/", TYPED | typed)
    assert (answer.status_code, Announcement.objects.count()) == (422, 0)
    assert said in answer.content.decode()


def test_nodes_are_named_by_name_or_code(desk, tree):
    begin(desk, reach="nodes", nodes=f"{tree.school.name}\r\n\r\n {tree.county.code} \n{tree.school.code}")
    assert set(Audience.objects.values_list("node", flat=True)) == {tree.school.pk, tree.county.pk}


def test_two_who_write_at_once_lose_nothing(desk, city):
    made = begin(desk)
    first = TYPED | {"title": "甲改的", "version": made.version}
    assert desk.post(f"/announcements/{made.pk}/edit/", first).status_code == 302
    late = desk.post(f"/announcements/{made.pk}/edit/", TYPED | {"title": "乙改的", "version": made.version})
    assert (late.status_code, "乙改的" in late.content.decode()) == (409, True)
    assert Announcement.objects.get().title == "甲改的"
    desk.post(
        f"/announcements/{made.pk}/publish/", {"version": made.version}
    )  # what was shown is not what is there
    assert Announcement.objects.get().state == "draft"


def test_publishing_costs_the_same_for_one_school_and_for_many(desk, tree, city):
    def cost() -> int:
        made = begin(desk)
        with CaptureQueriesContext(connection) as sent:
            publishing.publish(actor_for(city), made.pk, made.version)
        return len(sent)

    few = cost()
    Org.objects.bulk_create(
        [
            Org(
                parent=tree.county,
                path=f"{tree.county.path}{10**6 + n}/",
                level=Level.SCHOOL,
                name=f"第 {n} 中学",
                code=f"9{n:09}",
                school_type="continuing",
            )
            for n in range(500)
        ]
    )
    assert cost() == few
    assert Audience.objects.count() == 2
    with CaptureQueriesContext(connection) as asked:
        told = receipts.numbers(Announcement.objects.select_related("org").latest("pk"))
        receipts.lines(
            Announcement.objects.select_related("org").latest("pk"), unread=True, after="", name="", most=30
        )
    assert (told.nodes, told.readers, len(asked)) == (502, 0, 8)


def test_a_new_edition_takes_the_place_of_the_old_one(desk, city, reader, client):
    made = announce(city, must_read=True)
    reading.confirm(made, reader)
    AnnouncementFile.objects.create(
        announcement=made, number="a" * 32, name="表.pdf", kind="pdf", size=3, content=b"abc"
    )
    answer = desk.post(f"/announcements/{made.pk}/revise/")
    draft = Announcement.objects.get(state="draft")
    assert answer["Location"] == f"/announcements/{draft.pk}/edit/"
    assert desk.post(f"/announcements/{made.pk}/revise/")["Location"] == answer["Location"]
    assert (draft.edition, draft.files.count(), draft.audience.count()) == (2, 1, 1)
    desk.post(f"/announcements/{draft.pk}/edit/", TYPED | {"title": "更正", "version": draft.version})
    desk.post(f"/announcements/{draft.pk}/publish/", {"version": draft.version + 1})
    assert dict(Announcement.objects.values_list("title", "state")) == {
        "关于报送的通知": "replaced",
        "更正": "published",
    }
    assert [found.title for found in reading.current(reader)] == ["更正"]


def test_a_draft_is_discarded_with_its_files_and_a_published_one_is_not(desk, city):
    made = begin(desk)
    desk.post(f"/announcements/{made.pk}/attach/", {"file": pdf()})
    desk.post(f"/announcements/{made.pk}/discard/")
    assert (Announcement.objects.count(), AnnouncementFile.objects.count()) == (0, 0)
    made = announce(city)
    desk.post(f"/announcements/{made.pk}/discard/")
    assert Announcement.objects.count() == 1


def pdf(name: str = "附件一.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, samples.pdf())


def test_a_file_is_handed_to_readers_so_that_nothing_in_it_acts(desk, client, reader, tree):
    made = begin(desk)
    desk.post(f"/announcements/{made.pk}/attach/", {"file": pdf('..\\<img src=x>"报送表.PDF')})
    file = AnnouncementFile.objects.get()
    assert file.name == "img src=x报送表.pdf"
    address = f"/announcements/{made.pk}/files/{file.number}/"
    client.force_login(reader)
    assert client.get(address).status_code == 404
    Announcement.objects.update(state="published")
    answer = client.get(address)
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content == bytes(file.content)
    client.force_login(person(tree.sister, "sister", "school_clerk"))
    assert client.get(address).status_code == 404


def test_files_are_taken_off_a_draft_and_stay_with_what_is_published(desk, city):
    made = begin(desk)
    desk.post(f"/announcements/{made.pk}/attach/", {"file": pdf()})
    number = AnnouncementFile.objects.get().number
    Announcement.objects.update(state="published")
    desk.post(f"/announcements/{made.pk}/files/{number}/remove/")
    desk.post(f"/announcements/{made.pk}/attach/", {"file": pdf("二.pdf")})
    assert AnnouncementFile.objects.count() == 1
    Announcement.objects.update(state="draft")
    desk.post(f"/announcements/{made.pk}/files/{number}/remove/")
    assert AnnouncementFile.objects.count() == 0


def test_who_has_read_is_shown_by_node(desk, city, reader, tree):
    other = person(tree.school, "other", "school_clerk", real_name="黄老师")
    county = person(tree.county, "county", "county_auditor", real_name="县里的人")
    made = announce(city, must_read=True)
    reading.note_read(made, reader)
    reading.confirm(made, other)
    page = desk.get(f"/announcements/{made.pk}/receipts/").content.decode()
    assert ("韦老师、黄老师" in page, county.real_name in page, tree.county.name in page) == (
        True,
        False,
        True,
    )
    page = desk.get(f"/announcements/{made.pk}/receipts/?view=unread").content.decode()
    rows = page.split("<tbody")[1]
    assert (tree.county.name in rows, tree.school.name in rows) == (True, False)
    page = desk.get(f"/announcements/{made.pk}/receipts/?q={tree.school.code}").content.decode()
    rows = page.split("<tbody")[1]
    assert (tree.county.name in rows, tree.school.name in rows) == (False, True)
    assert desk.get(f"/announcements/{made.pk}/receipts/?after=/9/&q=%00").status_code == 200


DESK = ("edit/", "receipts/")
POSTED = ("publish/", "withdraw/", "revise/", "discard/", "attach/", f"files/{'a' * 32}/remove/")


@pytest.mark.parametrize("key", ["city_leader", "county_auditor", "province_auditor", "school_clerk"])
def test_the_desk_is_for_those_who_write_at_the_own_node(client, city, tree, key):
    made = announce(city)
    level = key.split("_")[0]
    stranger = person(getattr(tree, level), "stranger", key)
    client.force_login(stranger)
    writes = key in ("county_auditor", "province_auditor")
    due = 404 if writes else 403
    assert {client.get(f"/announcements/{made.pk}/{each}").status_code for each in DESK} == {due}
    posted = {"version": made.version, "reason": "x"}
    assert {client.post(f"/announcements/{made.pk}/{each}", posted).status_code for each in POSTED} == {due}
    assert client.get("/announcements/desk/").status_code == (200 if writes else 403)
    assert Announcement.objects.get().state == "published"
