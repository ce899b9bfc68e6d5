"""The pages of rounds in the manage portal: from the first round to the next in a few steps, and whoever may not."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.accounts.places import person
from tests.background_work import work
from zhijiao.audit.models import Entry
from zhijiao.catalogue.models import MadeRound, ProvinceRound
from zhijiao.identity.models import User
from zhijiao.notices.models import InboxItem
from zhijiao.rounds.background_jobs import tell_of_round

LIST = "/manage/rounds/"
NEXT = "/manage/rounds/2021/"


def text_of(answer):
    return answer.content.decode()


def at(client, username):
    client.force_login(User.objects.get(username=username))
    return client


@pytest.fixture
def maker(client, ministry):
    return at(client, "jiaoyubu")


@pytest.fixture
def helper(client, province):
    return at(client, "sheng")


def test_the_next_round_is_opened_in_a_few_steps(maker, tree, principal, django_capture_on_commit_callbacks):
    assert "随系统发布" in text_of(maker.get(LIST))
    made = maker.post(f"{LIST}2020/copy/", {"year": "2021"})
    assert (made.status_code, made["Location"]) == (302, NEXT)
    page = text_of(maker.get(NEXT))
    assert "草稿" in page
    assert "填报要求相同" in page
    facts = head(title="2021学年首次填报", school="2023-03-20", county="20230325")
    assert maker.post(f"{NEXT}head/", facts).status_code == 302
    assert "2023-03-20" in text_of(maker.get(NEXT))
    preview = text_of(maker.get(f"{NEXT}state/open/"))
    assert "将通知 3 所学校和 5 个主管部门" in preview
    assert "学校 2023-03-20；县（区） 2023-03-25；市、省、部 2023-03-31" in preview
    with django_capture_on_commit_callbacks(execute=True):
        assert maker.post(f"{NEXT}state/open/", {"version": "2"}).status_code == 302
    assert "当前轮次" in text_of(maker.get(NEXT))
    done = [entry.detail["done"] for entry in Entry.objects.filter(event="round").order_by("pk")]
    assert done == ["复制“首轮”建立", "修改名称和日期", "开启"]
    work(tell_of_round)
    told = InboxItem.objects.get(user_id=principal.user_id)
    assert told.message.title == "“2021学年首次填报”开始填报"
    work(tell_of_round)
    assert InboxItem.objects.filter(user_id=principal.user_id).count() == 1
    at(maker, "xiaozhang")
    bench = text_of(maker.get("/"))
    assert "2021学年首次填报 2023-03-20 截止" in bench
    assert "2021学年" in bench


def head(**typed):
    facts = {
        "title": "2021学年填报",
        "academic_from": "2021-09-01",
        "academic_to": "2022-08-31",
        "calendar_from": "2021-01-01",
        "calendar_to": "2021-12-31",
        "version": "1",
        "opens": "2023-03-01",
        "closes": "2023-03-31",
    }
    return facts | typed


def test_what_is_typed_wrong_is_named_and_kept(maker, draft):
    answer = maker.post(f"{NEXT}head/", head(opens="2023-02-30", title=""))
    page = text_of(answer)
    assert answer.status_code == 422
    assert "2023 年 2 月没有 30 日" in page
    assert "请填写名称。" in page
    assert 'value="2023-02-30"' in page
    answer = maker.post(f"{NEXT}head/", head(closes="2023-01-01"))
    assert (answer.status_code, "起止日期颠倒" in text_of(answer)) == (422, True)
    stale = maker.post(f"{NEXT}head/", head(version="7"))
    assert (stale.status_code, "本次没有保存" in text_of(stale)) == (409, True)
    assert MadeRound.objects.get().version == 1
    for year in ("2020", "21", "二〇二一", "9999"):
        assert maker.post(f"{LIST}2020/copy/", {"year": year}).status_code == 422


def test_the_matrix_is_edited_by_module_and_numbers_follow(maker, draft):
    address = f"{NEXT}matrix/general/"
    assert "编号 2" in text_of(maker.get(address))
    sent = {"version": "1", "w-off_campus_site-other": "必填", "n-off_campus_site-other": "只填中专部"}
    assert maker.post(address, sent).status_code == 302
    page = text_of(maker.get(address))
    assert "原：没有可不填" in page
    page = text_of(maker.get(NEXT))
    assert "1 处" in page
    assert "必填（只填中专部）" in page
    wrong = maker.post(address, {"version": "2", "w-campus-other": "随便", "n-campus-other": "=1"})
    assert (wrong.status_code, "不是约定的填报要求" in text_of(wrong)) == (422, True)
    stale = maker.post(address, sent)
    assert (stale.status_code, "本次没有保存" in text_of(stale)) == (409, True)
    assert maker.get(f"{NEXT}matrix/nothing/").status_code == 404
    shipped = maker.post(f"{LIST}2020/matrix/general/", {"version": "0", "w-campus-other": "必填"})
    assert (shipped.status_code, "复制为新轮次" in text_of(shipped)) == (422, True)


def test_a_file_goes_round_and_a_wrong_one_changes_nothing(maker, draft):
    file = maker.get(f"{NEXT}export/")
    assert file["Content-Type"] == "text/csv; charset=utf-8"
    assert file["Content-Disposition"] == 'attachment; filename="round-2021.csv"'
    text = text_of(file)

    def send(content, version="1"):
        return maker.post(
            f"{NEXT}import/", {"version": version, "file": SimpleUploadedFile("r.csv", content)}
        )

    changed = text.replace("# title: 2021学年填报", "# title: 第二轮")
    assert send(changed.encode("gb18030")).status_code == 302
    assert MadeRound.objects.get().title == "第二轮"
    for content, said in (
        (text.replace("必填,2,", "必填,22,", 1).encode(), "必填编号应为 1—47 依次排列"),
        (text.replace("必填", "必添").encode(), "另有"),
        (b"\xff\x00\x01", "请"),
        (b"", "请"),
        (b"x" * 1_100_000, "超过 1 MB"),
        (text.replace("# key: 2021", "# key: 2019").encode(), "轮次“2019”"),
    ):
        answer = send(content, "2")
        assert (answer.status_code, said in text_of(answer)) == (422, True), said
    assert maker.post(f"{NEXT}import/", {"version": "2"}).status_code == 422
    assert (send(text.encode()).status_code, MadeRound.objects.get().title) == (409, "第二轮")


def test_closing_says_what_it_means_and_is_undone(maker, draft):
    wrong = maker.get(f"{NEXT}state/close/")
    assert "草稿，不能关闭" in text_of(wrong)
    assert maker.get(f"{NEXT}state/forever/").status_code == 404
    maker.post(f"{NEXT}state/open/", {"version": "1"})
    assert "统计数据以今天为准" in text_of(maker.get(f"{NEXT}state/close/"))
    assert maker.post(f"{NEXT}state/close/", {"version": "1"}).status_code == 409
    assert maker.post(f"{NEXT}state/close/", {"version": "2"}).status_code == 302
    assert maker.post(f"{NEXT}state/reopen/", {"version": "3"}).status_code == 302
    maker.post(f"{NEXT}delete/", {"version": "4"})
    assert MadeRound.objects.get().state == "open"


def test_a_draft_is_thrown_away(maker, draft):
    assert maker.post(f"{NEXT}delete/", {"version": "1"})["Location"] == LIST
    assert not MadeRound.objects.exists()
    assert maker.get(NEXT).status_code == 404


def test_a_province_adds_and_its_schools_see_it(helper, tree, draft, principal, opened):
    address = f"{NEXT}province/general/"
    assert "部级要求" in text_of(helper.get(address))
    sent = {
        "version": "0",
        "school": "2023-03-20",
        "note": "云教〔2023〕1号",
        "w-teacher_contact-continuing": "必填",
    }
    assert helper.post(address, sent).status_code == 302
    row = ProvinceRound.objects.get()
    assert (row.words, row.deadlines) == (
        {"teacher_contact": {"continuing": "必填"}},
        {"school": "2023-03-20"},
    )
    page = text_of(helper.get(address))
    assert '<option value="必填" selected>' in page
    assert "云教〔2023〕1号" in text_of(helper.get(NEXT))
    other = {"version": "1", "w-safety_activity-continuing": "有则必填", "school": "2023-03-20"}
    assert helper.post(f"{NEXT}province/safety/", other).status_code == 302
    assert set(ProvinceRound.objects.get().words) == {"teacher_contact", "safety_activity"}
    for wrong in (
        {"version": "2", "w-campus-continuing": "有则必填"},
        {"version": "2", "school": "2023-04-20"},
        {"version": "2", "school": "廿日"},
        {"version": "1"},
    ):
        assert helper.post(address, wrong).status_code == 422
    assert ProvinceRound.objects.get().version == 2
    at(helper, "xiaozhang")
    bench = text_of(helper.get("/"))
    assert "共 48 张" in bench
    assert "2023-03-20 截止" in bench


def test_who_makes_no_rounds_is_refused_and_sees_no_draft(helper, tree, draft):
    assert NEXT not in text_of(helper.get(LIST))
    assert helper.get(NEXT).status_code == 404
    for address in (f"{LIST}2020/copy/", f"{LIST}2020/head/", f"{LIST}2020/state/close/", f"{NEXT}import/"):
        assert helper.get(address).status_code == 404
        assert helper.post(address, head(year="2022")).status_code == 404
    assert helper.post(f"{LIST}2020/matrix/general/", {"version": "0"}).status_code == 403
    assert helper.get(f"{LIST}2020/").status_code == 200
    person(tree.city, "shiguan", "city_admin")
    at(helper, "shiguan")
    assert helper.get(LIST).status_code == 404
    assert "填报轮次" not in text_of(helper.get("/manage/"))


@pytest.mark.parametrize("address", [LIST, f"{LIST}2020/", f"{LIST}2020/matrix/general/"])
def test_pages_cost_few_statements_whatever_the_number(maker, draft, address, django_assert_max_num_queries):
    maker.get(address)
    with django_assert_max_num_queries(9):
        assert maker.get(address).status_code == 200


@pytest.mark.parametrize("key", ["%00", "²", "20 20", "-1", "2020%2F", "<b>", "９９", "x" * 300])
def test_a_strange_address_is_no_round(maker, key):
    for rest in ("", "copy/", "head/", "export/", "import/", "matrix/general/", "state/open/"):
        assert maker.get(f"{LIST}{key}/{rest}").status_code == 404
    for address in (f"{LIST}2020/matrix/{key}/", f"{LIST}2020/state/{key}/"):
        assert maker.get(address).status_code == 404


def test_wild_things_sent_are_refused(maker, draft):
    for version in ("", "²", "-1", "1" * 50, "\0"):
        assert maker.post(f"{NEXT}head/", head(version=version)).status_code == 409
        assert maker.post(f"{NEXT}matrix/general/", {"version": version}).status_code == 409
        assert maker.post(f"{NEXT}state/open/", {"version": version}).status_code == 409
    for typed in ("\0", "<script>", "9" * 30, "2023-13-01"):
        assert maker.post(f"{NEXT}head/", head(opens=typed, title=typed)).status_code == 422
    assert (MadeRound.objects.get().version, MadeRound.objects.get().state) == (1, "draft")
