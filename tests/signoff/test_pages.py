"""The pages: what each sees and may do, from the first blocker to the ministry."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.accounts.places import PASSWORD, person
from tests.background_work import work
from zhijiao.catalogue.matrix import filing_round
from zhijiao.filing.models import FilingCount
from zhijiao.identity.rights import actor_for
from zhijiao.notices.models import InboxItem
from zhijiao.rounds import round_changes, round_states
from zhijiao.signoff.background_jobs import freeze
from zhijiao.signoff.models import AreaReport, Submission

HOME = "/signoff/"


@pytest.fixture
def page(scene):
    """Somebody's browser: get and post by person."""
    browsers = {}

    def of(name):
        if name not in browsers:
            browsers[name] = Client()
            browsers[name].force_login(scene[name])
        return browsers[name]

    return of


@pytest.fixture
def opened_next(scene, filing, django_capture_on_commit_callbacks):
    """The round of the next school year, opened."""
    ministry = actor_for(person(scene.ministry, "jiaoyubu", "ministry_admin"))
    with django_capture_on_commit_callbacks(execute=True):
        made = round_changes.copy(ministry, filing, filing.academic_year + 1)
        made = round_states.open_round(ministry, made.key, made.version)
    return filing_round(made.key)


def words(response):
    return re.sub(r"<[^>]+>|\s+", "", response.content.decode())


def at(scene, school="school"):
    return f"{HOME}?school={getattr(scene, school).pk}"


def settle(page, scene, name, act, step, **sent):
    address = f"/signoff/settle/?school={scene.school.pk}"
    return page(name).post(address, {"step": step, "version": act.now.version, **sent})


def test_a_principal_signs_with_his_password(page, act, scene):
    found = page("principal").get(HOME)
    assert "可以签字" in words(found)
    posted = {"version": act.now.version, "password": "falsch"}
    wrong = page("principal").post("/signoff/sign/", posted)
    assert wrong.status_code == 422
    assert "登录密码不正确" in words(wrong)
    assert act.now.state == "open"
    right = page("principal").post("/signoff/sign/", posted | {"password": PASSWORD})
    assert (right.status_code, act.now.state) == (302, "signing")
    assert "正在封存" in words(page("principal").get(HOME))
    assert "正在封存" in words(page("clerk").get("/signoff/state/"))
    assert work(freeze) == 1
    assert page("principal").get("/signoff/state/")["HX-Refresh"] == "true"
    shown = words(page("principal").get(HOME))
    assert "待审核" in shown
    assert "撤回上报" in shown


def test_what_stands_in_the_way_is_named_with_its_page(page, act, scene):
    FilingCount.objects.filter(school=scene.school, form="income").update(rows=0)
    found = page("principal").get(HOME)
    assert "还不能签字" in words(found)
    assert "“经费收入”还没有填写" in words(found)
    assert reverse("filing:list", args=["income"]) in found.content.decode()
    sent = {"version": act.now.version, "password": PASSWORD}
    assert page("principal").post("/signoff/sign/", sent).status_code == 422
    assert act.now.state == "open"


def test_locked_pages_offer_nothing_that_writes_and_say_why(page, act, scene):
    address = reverse("filing:list", args=["cooperation"])
    assert reverse("filing:new", args=["cooperation"]) in page("clerk").get(address).content.decode()
    act.submit()
    found = page("clerk").get(address)
    assert "已锁定，不能修改。" in words(found)
    assert "请校长在“上报”页撤回后再改" in words(found)
    assert reverse("filing:new", args=["cooperation"]) not in found.content.decode()
    refused = page("clerk").get(reverse("filing:new", args=["cooperation"]))
    assert refused.status_code == 403
    assert "已签字上报，等待审核" in words(refused)
    standing = reverse("filing:new", args=["campus"])
    assert page("clerk").get(standing).status_code == 200


def test_an_authority_sees_who_waits_and_settles_them(page, act, scene):
    assert "没有等待本级审核的学校" in words(page("county").get(HOME))
    act.submit()
    assert scene.school.name in words(page("county").get(HOME))
    assert "没有等待本级审核的学校" in words(page("city").get(HOME))
    assert scene.school.name not in words(page("other_county").get(f"{HOME}?view=all"))
    assert "下级云河县教育局还没有审核" in words(page("city").get(at(scene)))
    assert settle(page, scene, "county", act, "accept").status_code == 302
    assert act.now.waits_at == scene.city
    refused = settle(page, scene, "county", act, "accept")
    assert refused.status_code == 422
    assert "本级已审核通过" in words(refused)


def test_forms_are_sent_back_each_with_its_reason(page, act, scene):
    act.submit()
    none = settle(page, scene, "county", act, "return_forms")
    assert "请先勾选要退回的表单" in words(none)
    sent = {"form": ["income"], "reason-income": "错"}
    short = settle(page, scene, "county", act, "return_forms", **sent)
    assert short.status_code == 422
    assert 'value="错"' in short.content.decode(), "what was typed comes back"
    settle(page, scene, "county", act, "return_forms", **sent | {"reason-income": "学费与上年相差过大"})
    shown = words(page("clerk").get(HOME))
    assert "学费与上年相差过大" in shown
    assert "核对无须修改" in shown
    answered = page("clerk").post("/signoff/answer/income/", {"reason-income": "已核对，数据无误"})
    assert answered.status_code == 302
    assert "已核对，数据无误" in words(page("principal").get(HOME))


def test_several_schools_are_sent_back_at_once_and_each_is_told(page, act, scene, filing):
    from tests.signoff.conftest import Acts

    other = Acts(scene, filing, "sister")
    act.submit()
    other.submit("sister_principal")
    chosen = [f"{scene.school.pk}:{act.now.version}", f"{scene.sister.pk}:{other.now.version - 1}"]
    sent = {"school": chosen, "step": "return", "reason": "请统一口径后重报"}
    answer = page("county").post("/signoff/settle-many/?view=waiting", sent, follow=True)
    assert "已退回全部表单1所学校" in words(answer)
    assert f"{scene.sister.name}没有办理：上报的状态刚刚有变化" in words(answer)
    assert (act.now.state, other.now.state) == ("returned", "submitted")
    foreign = page("other_county").post("/signoff/settle-many/", sent)
    assert foreign.status_code == 404


def test_an_area_reports_when_all_is_settled_or_with_a_reason(page, act, scene, filing):
    from tests.signoff.conftest import Acts

    other = Acts(scene, filing, "sister")
    act.submit()
    act.accept("county")
    assert "还有1所学校没有通过本级审核" in words(page("county").get("/signoff/area/"))
    bare = page("county").post("/signoff/area/report/", {"reason": ""})
    assert "请填写未全部通过的原因" in words(bare)
    assert not AreaReport.objects.exists()
    page("county").post("/signoff/area/report/", {"reason": "卫校受灾延期"})
    (report,) = AreaReport.objects.all()
    assert (report.schools, report.settled, report.exceptions) == (
        2, 1, [[scene.sister.pk, scene.sister.name, "填报中"]],
    )  # fmt: skip
    back = {"area": f"{scene.county.pk}:{report.version}", "reason": "请待卫校上报"}
    assert page("province").post("/signoff/area/return/", back).status_code == 404
    assert page("city").post("/signoff/area/return/", back).status_code == 302
    other.submit("sister_principal")
    other.accept("county")
    page("county").post("/signoff/area/report/")
    report.refresh_from_db()
    assert (report.state, report.settled, report.exceptions, report.reason) == ("reported", 2, [], "")


@pytest.mark.parametrize("by", ["county", "city"])
def test_an_areas_report_falls_with_a_school_that_it_counts_and_stands_with_one_it_leaves_out(
    page, act, scene, filing, by
):
    from tests.signoff.conftest import Acts

    other = Acts(scene, filing, "sister")
    act.submit()
    act.accept("county")
    if by == "city":
        other.submit("sister_principal")
        other.give_back("county")
    page("county").post("/signoff/area/report/", {"reason": "卫校受灾延期"})
    report = AreaReport.objects.get()
    InboxItem.objects.all().delete()
    if by == "county":
        act.reopen("county")
    else:
        act.give_back("city")
    report.refresh_from_db()
    assert report.state == "returned"
    assert [step.act for step in report.steps.order_by("pk")] == ["report", "return"]
    told = InboxItem.objects.filter(message__title__contains="退回本级上报")
    assert [item.user_id for item in told] == [scene["county"].pk]
    act.submit()
    act.accept("county")
    page("county").post("/signoff/area/report/", {"reason": "卫校受灾延期"})
    other.submit("sister_principal")
    other.give_back("county")
    report.refresh_from_db()
    assert report.state == "reported"


@pytest.mark.parametrize("name", ["clerk", "supervisor", "principal", "county", "leader", "ministry"])
@pytest.mark.parametrize("state", ["open", "submitted", "returned", "accepted"])
def test_every_state_can_be_looked_at_by_everybody(page, act, scene, name, state):
    if state != "open":
        act.submit()
    if state == "returned":
        act.give_back(forms={"income": "请核对学费"})
    if state == "accepted":
        act.accept("county", "city", "province", "ministry")
    own = act.actor(name).level == "school"
    assert page(name).get(HOME if own else at(scene)).status_code == 200
    for view in ("waiting", "behind", "back", "done", "all"):
        assert page(name).get(f"{HOME}?view={view}").status_code == 200
    assert page(name).get("/signoff/area/").status_code == (404 if own else 200)


def test_a_step_is_taken_in_the_round_that_its_page_showed(page, act, scene, filing, opened_next):
    """Another round may have been chosen in another window since."""
    act.submit()
    facts = {"school": scene.school, "waits_at": scene.county, "version": act.now.version}
    other = Submission.objects.create(round=opened_next.key, state="submitted", **facts)
    for name, address in (
        ("county", at(scene)),
        ("county", HOME),
        ("county", f"{HOME}area/"),
        ("principal", HOME),
    ):
        drawn = page(name).get(f"{address}{'&' if '?' in address else '?'}year={filing.academic_year}")
        forms = re.findall(
            r'method="post" action="/signoff/.*?(?=</form>)', drawn.content.decode(), re.DOTALL
        )
        assert forms, address
        assert all(f'name="round" value="{filing.key}"' in form for form in forms), address
    session = page("county").session
    session["year"] = opened_next.academic_year
    session.save()
    settle(page, scene, "county", act, "accept", round=filing.key)
    other.refresh_from_db()
    assert (act.now.state, other.state) == ("accepted", "submitted")
