"""Every kind of page: axe-core at two widths in both themes, sideways scroll, headers, weight of a visit, console."""

import gzip
import re
from datetime import timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from tests import axe, sample
from tests.accounts.places import person
from tests.intake.conftest import book, pass_all
from tests.internships.people import Internship
from tests.journeys.sessions import signed_in
from tests.upstream.conftest import csv_of, source_row
from tests.upstream.conftest import run as bring
from zhijiao.announcements import publishing
from zhijiao.announcements.models import AnnouncementFile
from zhijiao.announcements.publishing import Wording
from zhijiao.audit.context import AuditContext, acting
from zhijiao.catalogue.matrix import current_round, filing_round
from zhijiao.dictionary import releases
from zhijiao.files import asking
from zhijiao.files.background_jobs import make_file
from zhijiao.files.models import PreparedFile
from zhijiao.filing.models import ImportBatch, StagedRow
from zhijiao.filing.records.validation import validate
from zhijiao.filing.records.writer import write
from zhijiao.filing.schema import registry
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import PrivacyConfirmation, TokenProfile
from zhijiao.identity.rights import actor_for
from zhijiao.indicators import storing
from zhijiao.intake import exported_files, queue, upload
from zhijiao.jobs.models import LIVE, Job
from zhijiao.jobs.models import State as JobState
from zhijiao.looks.log import record_look
from zhijiao.looks.models import Kind
from zhijiao.monthly import months, reporting
from zhijiao.monthly.models import MonthlyReport
from zhijiao.oversight import refresh
from zhijiao.oversight.models import AreaDay, SchoolStanding
from zhijiao.private import data_password
from zhijiao.quality import school_checks
from zhijiao.quality.models import Finding
from zhijiao.rounds import round_changes
from zhijiao.rounds.models import Grant
from zhijiao.signin import second_step
from zhijiao.signin.models import Authenticator
from zhijiao.snapshots import corrections, taking
from zhijiao.sso import accounts, providers
from zhijiao.support import handling, talking
from zhijiao.support.models import CannedAnswer
from zhijiao.upstream import syncing
from zhijiao.upstream.layout import systems
from zhijiao.upstream.models import Delivery
from zhijiao.webhooks import subscriptions
from zhijiao.webhooks.outbox import emit_test

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SOURCE = systems()["enrolment"]
DESK, PHONE = 1366, 390
WIDTHS = 320, 683, 900
"""Where nothing may scroll sideways: the narrowest, a desk at 200 %, and between a telephone and a desk."""
BY_WIDTH = [
    "button-name",
    "heading-order",
    "landmark-one-main",
    "landmark-unique",
    "link-name",
    "page-has-heading-one",
    "region",
    "scrollable-region-focusable",
]
"""What the narrow layout may break though the wide one is right: it hides parts, and shows others instead."""
BUDGET = 120 * 1024
"""Gzip bytes of what a first visit loads beside the page itself."""
MORE = {"chartjs": 75 * 1024, "squire": 10 * 1024}
"""What pages may load besides that draw pictures, or have an editor for text with pictures."""
LOADED = """
[...document.querySelectorAll("script[src], link[rel=stylesheet]")].map(each => each.src || each.href)
"""
State = ImportBatch.State


class Eye:
    """A window whose every page is judged: what the server sent, and what axe-core and a ruler find on it."""

    def __init__(self, page, base: str) -> None:
        self.page, self.base = page, base
        self.contrast = axe.Contrast()
        self.found: list[str] = []
        page.on("response", self._answered)

    def _answered(self, response) -> None:
        policy = response.headers.get("content-security-policy", "")
        page = response.request.resource_type == "document" and not 300 <= response.status < 400
        if page and "default-src 'self'" not in policy:
            self.found.append(f"{response.url}: no content security policy")

    def go(self, address: str, status: int = 200) -> None:
        """Open an address and judge it."""
        answer = self.page.goto(self.base + address)
        if answer.status != status:
            self.found.append(f"{address}: answered {answer.status}")
        self.look(address)

    def press(self, name: str) -> None:
        """Press the last button of that name, and wait for the page that answers."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name).last.click()

    def look(self, name: str, kind: str = "") -> None:
        """Judge what the window shows: everything at a desk; with width and theme only some rules can turn out else.

        ``kind`` is the page that must be shown, where no address in this file says it.
        """
        if kind:
            assert resolve(urlsplit(self.page.url).path).view_name == kind
        self.page.set_viewport_size({"width": DESK, "height": 844})
        self._weigh(name)
        self._axe(name, DESK, axe.violations(self.page, without=(axe.CONTRAST,)))
        self._contrast(name, f"{DESK} light")
        self._theme("dark")
        self._contrast(name, f"{DESK} dark")
        self.page.set_viewport_size({"width": PHONE, "height": 844})
        self._axe(name, f"{PHONE} dark", axe.violations(self.page, rules=BY_WIDTH))
        self._contrast(name, f"{PHONE} dark")
        self._theme("light")
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 700})
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                self.found.append(f"{name}: {wide} pixels wide at {width}")
        self.page.set_viewport_size({"width": DESK, "height": 768})

    def _weigh(self, name: str) -> None:
        """What the page has loaded besides itself, as long as nobody has touched it."""
        names = {address.partition("/static/")[2] for address in self.page.evaluate(LOADED)}
        weight = sum(map(weight_of, names))
        more = sum(size for package, size in MORE.items() if any(package in each for each in names))
        if weight > BUDGET + more:
            self.found.append(f"{name}: {weight} bytes of scripts and styles")

    def _contrast(self, name: str, look: str) -> None:
        self._axe(name, look, self.contrast.violations(self.page, look))

    def _theme(self, theme: str) -> None:
        self.page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme }", theme)

    def _axe(self, name, look, rules) -> None:
        for rule in rules:
            places = "; ".join(str(node["target"]) for node in rule["nodes"][:3])
            self.found.append(f"{name} [{look}] {rule['id']}: {rule['help']} at {places}")

    def verdict(self) -> None:
        """Fail with everything that was found."""
        assert not self.found, "\n".join(self.found)


@cache
def weight_of(name: str) -> int:
    """Gzip bytes of a static file."""
    return len(gzip.compress(Path(finders.find(name)).read_bytes()))


@pytest.fixture
def eye(page, live_server):
    """An eye that does not wait for anything to fade, and says at the end what it found."""
    page.emulate_media(reduced_motion="reduce")
    opened = Eye(page, live_server.url)
    yield opened
    opened.verdict()


@pytest.fixture
def filled(staff):
    """The school with three rows in each form, and its neighbour, which is empty."""
    return SimpleNamespace(ids=sample.fill_all(staff.school, 3), school=staff.school)


def enter(eye, live_server, user) -> None:
    """Let somebody else sit down at the window."""
    eye.page.context.clear_cookies()
    signed_in(eye.page, live_server, user)


def test_search(eye, live_server, staff, filled):
    enter(eye, live_server, staff.clerk)
    for address in ("/search/", "/search/?q=学生", "/search/?q=凤凰木", "/search/?q=450103200503120288"):
        eye.go(address)
    for typed in ("", "学生", "凤凰木"):
        eye.page.goto(live_server.url + "/forms/teacher/")
        eye.page.keyboard.press("/")
        eye.page.keyboard.type(typed)
        eye.page.locator("#palette-list [data-count]" if not typed else "#pal-all").wait_for(state="attached")
        eye.look(f"search open, “{typed}” typed")


def test_source_systems(eye, live_server, staff):
    """Base data of a source system: upload, preview with a doubtful person and a wrong row, correction, differences."""
    code, city = staff.school.code, person(staff.tree.city, "shiguan", "city_admin")
    sample.fill(staff.school, "student_enrolment", 2)
    first, second = source_row("students", 0, XM="陈遥远"), source_row("students", 1, XJH="", XH="")
    doubtful = second | {"SFZJH": sample.row("student", 7)["id_number"]}
    wrong = source_row("students", 9, XBM="不详的", CSRQ="2005-02-30")
    brought = [source_row("students", 0, XM="陈近"), doubtful, wrong]
    for who, rows, written in ((city, [first], True), (staff.admin, brought, False)):
        sync = syncing.take_file(
            actor_for(who), SOURCE, "来.csv", csv_of("students", *rows, code=code), complete=False
        )
        bring()
        delivery = Delivery.objects.get(sync_number=sync.pk)
        if written:
            syncing.take_over(actor_for(who), delivery, syncing.stamp(delivery))
            bring()
        enter(eye, live_server, who)
        for address in (
            "/manage/upstream/",
            "/manage/upstream/layout/enrolment/",
            "/manage/upstream/connections/enrolment/",
            f"/manage/upstream/syncs/{sync.pk}/",
            f"/manage/upstream/deliveries/{delivery.pk}/",
        ):
            eye.go(address)
    enter(eye, live_server, staff.reviewer)
    eye.go("/upstream/review/")
    for state in ("doubtful", "changed", "wrong"):
        eye.go(f"/upstream/review/{delivery.pk}/?state={state}")
    enter(eye, live_server, staff.clerk)
    student = registry.record_form("student").model.unscoped.get(name="陈遥远")
    for address in (
        f"/forms/student/{student.pk}/",
        f"/forms/student/{student.pk}/edit/",
        f"/upstream/correct/student/{student.pk}/",
        "/upstream/differences/",
        "/upstream/differences/?kind=gone",
    ):
        eye.go(address)
    eye.page.goto(eye.base + f"/upstream/correct/student/{student.pk}/")
    eye.page.get_by_label("有误的项目").select_option("name")
    eye.page.get_by_label("正确内容").fill("陈遥近")
    eye.page.get_by_label("理由和依据").fill("户口簿")
    eye.press("提出申请")
    eye.go("/upstream/corrections/")
    enter(eye, live_server, city)
    eye.go("/manage/upstream/corrections/")


def test_reading_and_lists(eye, live_server, staff, filled):
    enter(eye, live_server, staff.clerk)
    teacher = filled.ids["teacher"][0]
    for address in (
        "/",
        "/?view=all",
        "/forms/teacher/",
        "/forms/teacher/?name=nobody",
        f"/forms/teacher/{teacher}/",
        f"/forms/teacher/{teacher}/history/",
        f"/forms/teacher/used-by/{teacher}/",
        "/forms/teacher/queries/",
        "/forms/premises/copy/",
        "/forms/premises/copied/",
        "/manual/pdf/",
        "/tokens/",
        "/tokens/add/",
        "/api-document/",
        "/api-document/?form=teacher",
        f"/forms/teacher/{teacher}/dossier/",
        f"/forms/teacher/{teacher}/dossier/?part=all",
        "/forms/teacher/print/",
        "/forms/school_profile/",
        "/forms/school_profile/?year=2019",
        "/forms/student_aid/?year=2001",
        "/forms/premises/",
        "/forms/head_teacher/",
        "/forms/teacher/batches/",
        "/password/",
    ):
        eye.go(address)
    eye.page.goto(eye.base + "/forms/teacher/")
    eye.page.get_by_label("选择本页全部").check()
    eye.look("list with rows chosen")
    enter(eye, live_server, person(staff.school, "zhuguan", "school_supervisor"))
    for address in (f"/forms/teacher/{teacher}/looks/", f"/forms/teacher/{teacher}/who/"):
        eye.go(address)


def test_writing(eye, live_server, staff, filled):
    page, ids = eye.page, filled.ids
    enter(eye, live_server, staff.clerk)
    for address in (
        f"/forms/teacher/{ids['teacher'][0]}/edit/",
        f"/forms/premises/{ids['premises'][0]}/year/?to=2031",
        "/forms/teacher/new/",
        "/forms/school_profile/edit/",
        "/forms/student_aid/new/",
        "/forms/teacher/grid/",
    ):
        eye.go(address)
    page.goto(f"{eye.base}/forms/teacher/{ids['teacher'][0]}/edit/")
    page.locator("#f-birth").fill("2019-01-01")
    page.locator("#f-name").fill("")
    page.get_by_role("button", name="保存", exact=True).click()
    page.locator("#errsum").wait_for()
    eye.look("edit with errors")
    _somebody_was_faster(page, staff, ids["department"][0], eye.base)
    eye.look("merge")
    page.goto(eye.base + "/forms/teacher/")
    page.get_by_role("button", name="删除").first.click()
    page.get_by_text("不能删除").first.wait_for()
    eye.look("what stays before a deletion")


def _somebody_was_faster(page, staff, record, base) -> None:
    """Open a record, let a colleague change it, and save."""
    page.goto(f"{base}/forms/department/{record}/edit/")
    form = registry.get("department")
    row = sample.row(form) | {"name": "同事改的名称"}
    frame = validate(form, staff.school, {name: [cell] for name, cell in row.items()}, ids=[record])
    write(Actor.system(staff.school), staff.school, frame)
    page.locator("#f-name").fill("我改的名称")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("同事改的名称").first.wait_for()


def test_a_timetable(eye, live_server, staff):
    """The week for planning and for paper, copying, lessons to be recorded; a week with a lesson in the hand."""
    from tests.timetable.conftest import make

    make(staff.tree)
    enter(eye, live_server, staff.clerk)
    for address in (
        "/forms/timetable/week/?year=2020&term=1",
        "/forms/timetable/week/?year=2020&term=1&by=teacher&week=2",
        "/forms/timetable/week/print/?year=2020&term=1",
        "/forms/timetable/week/copy/?year=2020&term=2",
        "/forms/timetable/week/copy/?year=2020&term=1",
        "/forms/timetable/week/extend/?year=2020&term=1",
        "/forms/lesson_log/week/?year=2020&term=1&week=3",
        "/forms/lesson_log/week/?year=2020&term=1&week=3&by=all",
    ):
        eye.go(address)
    page = eye.page
    page.goto(f"{eye.base}/forms/timetable/week/?year=2020&term=1")
    page.get_by_role("button", name="移动").first.click()
    eye.look("a lesson in the hand")
    page.get_by_role("button", name="不移动了").click()
    page.get_by_role("button", name="添加课程").first.click()
    page.locator("#tt-add.show").wait_for()
    eye.look("a course to be added")


def test_sign_off(eye, live_server, transactional_db, monkeypatch):
    """What keeps a principal from signing, the signature, a return; the list and page of an authority, its report."""
    from tests.signoff import conftest as signoff

    monkeypatch.setattr(signoff.freezing.school_checks, "check_school", lambda school, filing: None)
    scene, filing = signoff.plant(), current_round()
    signoff.complete(scene.school, filing)
    act = signoff.Acts(scene, filing)
    enter(eye, live_server, scene["principal"])
    eye.go("/")
    eye.go("/signoff/")
    act.submit()
    eye.go("/signoff/")
    enter(eye, live_server, scene["county"])
    for address in ("/", "/signoff/", f"/signoff/?school={scene.school.pk}", "/signoff/area/"):
        eye.go(address)
    act.give_back(forms={"income": "请核对学费收入"})
    enter(eye, live_server, scene["clerk"])
    for address in ("/", "/signoff/", "/forms/expenditure/"):
        eye.go(address)


def test_an_empty_school(eye, live_server, staff):
    enter(eye, live_server, staff.clerk)
    for address in (
        "/",
        "/forms/teacher/",
        "/forms/teacher_employment/",
        "/forms/teacher_employment/new/",
        "/forms/teacher_employment/grid/",
        "/forms/school_profile/",
        "/forms/head_teacher/",
        "/forms/teacher/print/",
    ):
        eye.go(address)


def test_errors_and_entrances(eye, live_server, staff):
    page = eye.page
    for address in ("/login/", "/manage/login/", "/forgot/", "/manage/forgot/", "/faq/", "/support/ask/"):
        eye.go(address)
    eye.go("/reset/", 410)
    eye.go("/support/visit/", 410)
    for address in (
        "/manual/",
        "/manual/search/?q=密码",
        "/manual/codes/sex/",
        "/manual/chapters/filling/",
        "/manual/forms/head_teacher/",
        "/manual/forms/premises/",
        "/manual/codes/regions/?q=云南",
    ):
        eye.go(address)
    page.goto(eye.base + "/login/")
    page.get_by_label("账号", exact=True).fill("nobody")
    page.get_by_role("button", name="登录", exact=True).click()
    page.locator(".err, .note-bad").first.wait_for()
    eye.look("sign-in refused")
    enter(eye, live_server, person(staff.school, "bare"))
    eye.go("/no-role/")
    enter(eye, live_server, staff.clerk)
    eye.go("/review/", 403)
    eye.go("/forms/teacher/99999/", 404)
    eye.go("/nowhere/", 404)
    eye.go("/logout/", 405)


def test_an_authority(eye, live_server, staff, filled):
    enter(eye, live_server, person(staff.tree.province, "shengling", "province_leader"))
    for address in (
        "/",
        "/forms/teacher/",
        f"/?school={staff.school.pk}",
        "/forms/teacher/?name=thx",
        "/forms/teacher/?q=无此",
        f"/forms/teacher/?school={staff.school.pk}",
        f"/forms/teacher/{filled.ids['teacher'][0]}/?school={staff.school.pk}",
    ):
        eye.go(address)
    waiting = person(staff.school, "yinsi", "school_clerk", "privacy_viewer")
    PrivacyConfirmation.objects.filter(user=waiting).update(state="waiting")
    heads = person(staff.tree.city, "shiguan", "city_admin")
    enter(eye, live_server, person(staff.tree.province, "shengguan", "province_admin"))
    for address in (
        "/manage/",
        "/manage/privacy/",
        "/manage/duties/",
        "/manage/schools/",
        "/manage/schools/?q=nobody",
        "/manage/schools/open/?q=云州",
        "/manage/schools/sheet/",
        "/manage/orgs/",
        "/manage/orgs/?q=云州",
        f"/manage/orgs/{staff.tree.city.pk}/",
        f"/manage/areas/{staff.tree.city.pk}/boundaries/",
        f"/manage/orgs/{staff.school.pk}/split/",
        "/manage/areas/",
        "/manage/areas/open/",
        "/manage/users/",
        "/manage/users/below/",
        f"/manage/users/below/{heads.pk}/",
        "/manage/schools/issue/",
        "/manage/rules/",
        "/manage/rules/little_ground/",
        "/manage/selfcheck/",
        f"/manage/orgs/{staff.school.pk}/rename/",
        f"/manage/orgs/{staff.school.pk}/move/",
        f"/manage/orgs/{staff.school.pk}/close/",
        "/manage/locks/",
        "/manage/tokens/",
        "/manage/tokens/add/",
        "/manage/tokens/profiles/",
        "/manage/webhooks/",
        "/manage/webhooks/add/",
        f"/manage/orgs/{staff.tree.sister.pk}/admin/",
    ):
        eye.go(address)
    eye.page.goto(f"{eye.base}/manage/orgs/{staff.tree.sister.pk}/admin/")
    eye.page.get_by_label("管理员用户名").first.fill("shangmao")
    eye.page.get_by_label("管理员姓名").first.fill("黄晓")
    with eye.page.expect_navigation():
        eye.page.locator("main button[type=submit], .savebar button[type=submit]").last.click()
    eye.page.get_by_text("初始密码").first.wait_for()
    eye.look("issued")
    eye.page.goto(f"{eye.base}/manage/orgs/{staff.school.pk}/merge/")
    eye.page.locator("#f-into-ts-control").fill(staff.tree.sister.code)
    eye.page.get_by_role("option", name=staff.tree.sister.name).click()
    eye.press("下一步：预览")
    eye.press("确认合并")
    eye.page.get_by_text("没有做任何改动，请重新输入").wait_for()
    eye.look("preview of a merger, not confirmed")
    eye.page.get_by_label("请输入“云州市工业学校”确认").fill("云州市工业学校")
    eye.press("确认合并")
    eye.page.get_by_text("“云州市工业学校”并入“云岭省商业学校”").first.wait_for()
    eye.look("a school that has been merged")


def test_announcements_messages_and_support(eye, live_server, staff):
    city = person(staff.tree.city, "shiguan", "city_admin", real_name="蒙秀英")
    by = actor_for(city)
    wording = Wording(
        "关于报送的通知", "各校：\n\n请报送。见 https://example.cn/ 。", "all", must_read=True, pinned=True
    )
    made = publishing.draft(by, city.org, wording)
    draft = publishing.draft(by, city.org, wording)
    AnnouncementFile.objects.create(
        announcement=made, number="a" * 32, name="报送表.pdf", kind="pdf", size=9, content=b"x"
    )
    publishing.publish(by, made.pk, made.version)
    talk = talking.ask(
        staff.clerk, talking.Asked("选不了专业", "没有数据。", "/forms/teacher/", "业务员（校）", "Edge")
    )
    handling.say(actor_for(staff.admin), talk.pk, "请先添加专业。")
    CannedAnswer.objects.create(org=staff.school, title="先建专业", text="请先添加专业。", by="莫建国")
    enter(eye, live_server, staff.clerk)
    for address in (
        "/messages/",
        "/announcements/",
        f"/announcements/{made.pk}/",
        "/support/",
        "/support/new/",
    ):
        eye.go(address)
    eye.go(f"/support/{talk.pk}/")
    eye.page.goto(eye.base + "/support/new/")
    with eye.page.expect_response("**/support/suggest/"):
        eye.page.get_by_role("textbox", name="问题").press_sequentially("忘记了密码")
    eye.page.locator("#suggested .note").wait_for()
    eye.look("a question with suggested answers")
    enter(eye, live_server, staff.admin)
    for address in ("/support/desk/?view=answered", f"/support/{talk.pk}/", "/support/canned/"):
        eye.go(address)
    enter(eye, live_server, city)
    for address in (
        "/announcements/desk/",
        "/announcements/new/",
        f"/announcements/{draft.pk}/edit/",
        f"/announcements/{made.pk}/",
        f"/announcements/{made.pk}/receipts/",
    ):
        eye.go(address)
    eye.page.goto(f"{eye.base}/announcements/{made.pk}/")
    eye.page.get_by_role("button", name="撤回").first.click()
    eye.page.locator(".modal.show").wait_for()
    eye.look("withdrawing")


def test_the_boards_of_internships(eye, live_server, staff):
    one = Internship(staff.school)
    places = ("450123", "450123", "450102", "440106", "440305", "110105", "450302", "450123", "450123")
    for number, region in enumerate(places):
        one.place(f"s{number}", region, agreement=number % 2 == 0, insured=number % 3 != 0)
    one.student("s9")
    enter(eye, live_server, staff.clerk)
    for address in (
        "/forms/internship_placement/board/",
        "/forms/internship_placement/board/?province=440000&day=2021-13-01",
        "/forms/internship_placement/board/?day=2020-09-01",
        f"/forms/internship_project/{one.project.pk}/progress/",
        f"/forms/internship_placement/grid/?roll={one.project.pk}",
    ):
        eye.go(address)
    enter(eye, live_server, person(staff.tree.province, "shengling", "province_leader"))
    eye.go("/forms/internship_placement/board/")
    eye.go("/forms/internship_placement/")


def test_the_boards_of_an_authority(eye, live_server, staff, filled):
    """督导看板 of a province that has begun: every board, a reminder on its way, what was sent."""
    refresh.follow()
    AreaDay.objects.update(day=timezone.localdate() - timedelta(days=9))
    SchoolStanding.objects.filter(school=staff.school).update(logic=2, experience=3, corrections=4)
    enter(eye, live_server, person(staff.tree.province, "shenhe", "province_auditor"))
    for address in (
        "/oversight/",
        "/oversight/areas/",
        "/oversight/schools/",
        "/oversight/schools/?view=heat",
        "/oversight/schools/?q=nobody",
        f"/oversight/schools/{staff.school.pk}/",
        "/oversight/forms/",
        "/oversight/forms/campus/",
        "/oversight/remind/",
    ):
        eye.go(address)
    eye.press("个单位")
    eye.page.get_by_text("个单位催报，站内消息").first.wait_for()
    eye.look("what was sent", "oversight:reminders")
    eye.page.get_by_role("link", name=re.compile(r"^\d{4}-")).first.click()
    eye.page.get_by_text("等待送达").first.wait_for()
    eye.look("who was reminded", "oversight:reminder")


def test_pictures(eye, live_server, staff, filled):
    """数据图表 of a school and a form, drawn and as tables, and of an area."""
    enter(eye, live_server, staff.clerk)
    for address in ("/charts/", "/charts/teacher/"):
        eye.go(address)
    eye.page.get_by_role("button", name="数据表").first.click()
    eye.look("a picture with its table")
    refresh.follow()
    enter(eye, live_server, person(staff.tree.province, "shenhe", "province_auditor"))
    eye.go("/charts/")


def test_the_report_on_quality(eye, live_server, staff, filled):
    """质量年报: the draft with its chapters, refused, read by other schools, and the area's list."""
    from zhijiao.annual_reports import drafting, steps

    year, school = current_round().academic_year, staff.school
    report = drafting.begin(actor_for(staff.clerk), school, year)
    text = {"basics": "学校有在校生【在校生数】人。", "q014": "9"}
    drafting.save_chapter(actor_for(staff.clerk), report, "basics", 1, text)
    enter(eye, live_server, staff.clerk)
    for address in (
        "/forms/quality_report/builder/",
        "/forms/quality_report/builder/chapters/basics/",
        "/forms/quality_report/builder/chapters/students/",
        "/forms/quality_report/builder/preview/",
        "/forms/quality_report/builder/rows/q016/",
        "/forms/quality_report/builder/rows/q008/",
    ):
        eye.go(address)
    eye.page.goto(f"{eye.base}/forms/quality_report/builder/chapters/students/")
    eye.page.get_by_label("操行考核优的比例").fill("多数")
    eye.press("保存")
    eye.look("a chapter that cannot be kept")
    program = Actor.system(school)
    for step in (steps.send, lambda *given: steps.audit(*given, True, ""), steps.publish):
        report.refresh_from_db()
        step(actor_for(staff.clerk) if step is steps.send else program, report, report.version)
    eye.go(f"/annual-reports/{report.pk}/")
    eye.go("/annual-reports/")
    enter(eye, live_server, person(staff.tree.province, "shengling", "province_leader"))
    eye.go("/annual-reports/")


def _jobs_of_every_state() -> list[str]:
    """A job in every state, the failed one with the place of its error; the addresses of their lists."""
    path, now = "zhijiao.files.background_jobs.make_file", timezone.now()
    for state in JobState:
        facts = {"total": 9, "done": 4, "started_at": now, "finished_at": now if state not in LIVE else None}
        Job.objects.create(path=path, state=state, arguments={"args": [7], "kwargs": {}}, **facts)
    failure = {
        "error_class": "builtins.OSError",
        "traceback": "builtins.OSError\n  making.py:80 make",
        "losses": 2,
    }
    Job.objects.filter(state=JobState.FAILED).update(**failure)
    return [f"/manage/jobs/?state={state.value}" for state in JobState]


def test_files_in_every_state(eye, live_server, staff, filled):
    """我的文件, and the progress of a file beside the list that it was asked for from."""
    actor = actor_for(staff.clerk)
    forms = [form for form in registry.registry().records if form.key == "campus"]
    for number in range(4):
        asking.ask(actor, exported_files.school_book_wanted(actor, forms, staff.school, 2017 + number))
    ready, running, failed, _ = PreparedFile.objects.order_by("pk")
    assert make_file.call(ready.pk) is None
    Job.objects.filter(pk=ready.job_id).update(state=JobState.DONE)
    Job.objects.filter(pk=running.job_id).update(state=JobState.RUNNING, done=1, total=3)
    Job.objects.filter(pk=failed.job_id).update(state=JobState.FAILED)
    enter(eye, live_server, staff.clerk)
    eye.go("/files/")
    eye.go("/school-workbook/")


def test_findings_and_rules(eye, live_server, staff, filled):
    """数据校验: a school explains several at once, an authority looks at its area and tries a rule."""
    school_checks.check_school(staff.school, current_round())
    found = Finding.objects.filter(school=staff.school, level="experience").first()
    enter(eye, live_server, staff.clerk)
    for address in ("/quality/", f"/quality/{found.pk}/", "/quality/rules/"):
        eye.go(address)
    eye.page.goto(eye.base + "/quality/?level=experience")
    eye.page.get_by_label("选择本页全部").check()
    eye.look("findings chosen")
    eye.page.get_by_label("说明或意见").fill("按学籍系统核对无误")
    eye.press("提交说明")
    eye.page.get_by_text("条校验结果").first.wait_for()
    enter(eye, live_server, person(staff.tree.province, "shengling", "province_leader"))
    for address in ("/quality/", "/quality/?by=rule", f"/quality/?rule={found.rule}", "/quality/matches/"):
        eye.go(address)
    eye.page.goto(f"{eye.base}/quality/rules/little_ground/")
    eye.press("在辖区试算")
    eye.page.get_by_text("只计算，不保存").wait_for()
    eye.look("trial")


def test_snapshots(eye, live_server, staff, filled):
    """填报快照: lists, one snapshot, its records, and what has changed since, of a school and above it."""
    taken = [_taken(staff.school, revision) for revision in (1, 2)]
    first = filled.ids["student"][0]
    _changed_student(staff.school, first)
    corrections.follow()
    enter(eye, live_server, staff.clerk)
    second = taken[1].pk
    for address in (
        "/snapshots/",
        f"/snapshots/{second}/",
        f"/snapshots/{second}/?all=1",
        f"/snapshots/{second}/student/",
        f"/snapshots/{second}/head_teacher/",
        f"/snapshots/{second}/student/{first}/",
        f"/snapshots/{second}/student/changes/",
        f"/snapshots/{second}/teacher/changes/?with={taken[0].pk}",
    ):
        eye.go(address)
    enter(eye, live_server, person(staff.tree.province, "kuaizhao", "province_leader"))
    for address in (
        "/snapshots/",
        "/snapshots/?q=没有",
        f"/snapshots/?school={staff.school.pk}",
        f"/snapshots/{second}/",
    ):
        eye.go(address)


def _taken(school, revision):
    with transaction.atomic():
        return taking.take(school, current_round(), revision, "黎校长")


def _changed_student(school, student):
    """Change some items of a student, private ones among them."""
    cells = {"name": ["覃小路"], "phone": ["13977001234"], "email": ["a@example.cn"]}
    frame = validate(registry.get("student"), school, cells, ids=[student])
    write(Actor.system(school), school, frame)


def test_rounds_with_extensions_and_unlocks(eye, live_server, staff):
    """填报轮次: the ministry makes one, a province adds to it; 延期与解锁 as the city and the school see it."""
    maker = person(staff.tree.ministry, "jiaoyubu", "ministry_admin")
    round_changes.copy(actor_for(maker), filing_round("2020"), 2021)
    enter(eye, live_server, maker)
    for address in (
        "/manage/rounds/",
        "/manage/rounds/2020/",
        "/manage/rounds/2020/copy/",
        "/manage/rounds/2021/",
        "/manage/rounds/2021/head/",
        "/manage/rounds/2021/import/",
        "/manage/rounds/2021/matrix/safety/",
        "/manage/rounds/2020/matrix/general/",
    ):
        eye.go(address)
    eye.go("/manage/rounds/2021/state/open/")
    eye.press("开启")
    eye.look("opened")
    enter(eye, live_server, person(staff.tree.province, "sheng", "province_admin"))
    eye.go("/manage/rounds/2021/province/safety/")
    enter(eye, live_server, person(staff.school, "xiaozhang", "school_principal"))
    eye.go("/")
    eye.go("/grants/")
    eye.press("提交申请")
    eye.look("request with errors")
    Grant.objects.create(
        school=staff.school, round="2021", kind="unlock", until="2099-01-01", reason="补正", state="asked"
    )
    eye.go("/grants/")
    enter(eye, live_server, person(staff.tree.city, "shiju", "city_auditor"))
    for address in ("/", "/grants/", f"/grants/?school={staff.school.pk}"):
        eye.go(address)
    eye.page.get_by_text("审批", exact=True).first.click()
    eye.look("deciding")


def test_conditions_of_schools(eye, live_server, staff, filled):
    """办学条件: of a school with what-if and history, of an area, and the standards of a province."""
    storing.reckon([staff.school.pk], current_round())
    enter(eye, live_server, staff.clerk)
    for address in (
        "/indicators/",
        "/indicators/rows/teachers/",
        "/indicators/what-if/?students=100",
        "/indicators/history/",
    ):
        eye.go(address)
    eye.go("/indicators/what-if/?students=x", 422)
    enter(eye, live_server, person(staff.tree.province, "shengling", "province_leader"))
    for address in ("/indicators/", "/indicators/schools/?key=site", "/indicators/history/"):
        eye.go(address)
    enter(eye, live_server, person(staff.tree.province, "shengguan", "province_admin"))
    eye.go("/manage/indicators/")
    eye.page.get_by_label("标准", exact=True).fill("-1")
    eye.press("保存")
    eye.look("a figure refused")


def test_the_data_dictionary(eye, live_server, staff, monkeypatch, tmp_path):
    """数据字典: everything, what was found, a form, and what has changed since a release."""
    enter(eye, live_server, staff.clerk)
    for address in (
        "/dictionary/",
        "/dictionary/?q=学籍号",
        "/dictionary/?q=zzzz",
        "/dictionary/forms/student/",
    ):
        eye.go(address)
    eye.go("/dictionary/workbook/")
    eye.go("/dictionary/changes/")
    text = (
        releases.NEXT.read_text(encoding="utf-8").replace("学校名称", "校名").replace('"name":', '"named":')
    )
    (tmp_path / "0.0.9.json").write_text(text, encoding="utf-8")
    monkeypatch.setattr(releases, "FOLDER", tmp_path)
    eye.go("/dictionary/changes/?since=0.0.9")


def test_signing_in_from_outside(eye, live_server, staff, settings):
    """统一身份认证: its button, the way there and back, and the bindings of an account."""
    settings.SIGN_IN_PROVIDERS_FILE = str(Path(__file__).parent.parent / "sso" / "providers.toml")
    eye.go("/login/")
    eye.go("/manage/login/")
    eye.go("/login/?left=yunling")
    eye.go("/sso/yunling/")
    eye.go("/sso/yunling/back/?state=x", 422)
    enter(eye, live_server, staff.clerk)
    second_step.offered_secret(staff.clerk)
    Authenticator.objects.update(confirmed_at=timezone.now())
    eye.go("/security/")
    eye.go("/security/sso/")
    eye.go("/security/sso/yunling/bind/")
    accounts.bind(providers.named("yunling"), staff.clerk, "20260001", by="本人")
    eye.go("/security/sso/")
    eye.go("/security/sso/yunling/unbind/")
    enter(eye, live_server, staff.admin)
    eye.go(f"/manage/users/{staff.clerk.pk}/sso/")
    eye.press("绑定")
    eye.look("binding refused")


def test_monthly_reports(eye, live_server, staff):
    """月报表: of a province with its milestones, of the ministry with the items."""
    reporting.draft_all(months.this_month())
    report = MonthlyReport.objects.get(province=staff.tree.province)
    enter(eye, live_server, person(staff.tree.province, "shengshen", "province_auditor"))
    for address in ("/monthly/", f"/monthly/{report.pk}/", "/monthly/milestones/"):
        eye.go(address)
    MonthlyReport.objects.update(
        state="submitted", first_submitted_at=timezone.now(), submitted_at=timezone.now()
    )
    enter(eye, live_server, person(staff.tree.ministry, "bushen", "ministry_auditor"))
    for address in ("/monthly/", f"/monthly/{report.pk}/", "/monthly/milestones/"):
        eye.go(address)
    enter(eye, live_server, person(staff.tree.ministry, "buguan", "ministry_admin"))
    for address in ("/manage/monthly/", *_jobs_of_every_state()):
        eye.go(address)


def test_a_school_administrator(eye, live_server, staff):
    page = eye.page
    keeper = person(staff.tree.school, "yinsi", "school_clerk", "data_reviewer", "privacy_viewer")
    PrivacyConfirmation.objects.filter(user=keeper).update(state="refused", reason="本人不负责学籍工作")
    profile = TokenProfile.objects.create(org=staff.school, name="不含联系方式", hidden={"teacher": ["name"]})
    told, _ = subscriptions.make(
        staff.school, "智慧校园平台", "https://example.com/events", ["grant.asked"], "管理员"
    )
    emit_test(told)
    told.deliveries.update(state="failed", attempts=3, status=500)
    enter(eye, live_server, staff.admin)
    with acting(AuditContext(staff.clerk.pk, staff.clerk.real_name, staff.school.pk)):
        record_look(Kind.EXPORT, org=staff.school, subject="教师基本信息", form="teacher", rows=90_000)
    for address in (
        "/manage/",
        "/manage/looks/?form=teacher",
        "/manage/looks/alerts/",
        "/manage/users/",
        "/manage/users/?q=nobody",
        "/manage/users/add/",
        f"/manage/users/{staff.clerk.pk}/",
        "/manage/roles/",
        "/manage/roles/add/",
        "/manage/who/?form=teacher&clear=1",
        "/manage/audit/",
        "/manage/password/",
        "/manage/locks/",
        "/manage/privacy/",
        "/manage/duties/",
        "/manage/import/records/",
        "/manage/import/mappings/",
        "/manage/import/school-workbook/",
        "/manage/users/sheet/",
        f"/manage/tokens/profiles/{profile.pk}/?form=teacher",
        f"/manage/webhooks/{told.pk}/",
        f"/manage/webhooks/{told.pk}/edit/",
        "/security/",
        "/security/app/",
        "/security/second-step/off/",
    ):
        eye.go(address)
    page.goto(eye.base + "/manage/users/add/")
    page.get_by_role("button", name="保存").click()
    page.locator("#errsum").wait_for()
    eye.look("user with errors")
    reader = person(staff.tree.school, "chakan", "school_clerk", "privacy_viewer")
    enter(eye, live_server, reader)
    for address in ("/data-password/set/", "/data-password/forgot/"):
        eye.go(address)
    data_password.choose(reader, "Mima-2020-shuju")
    eye.go("/data-password/")


def test_the_import_in_every_state_and_its_review(eye, live_server, staff):
    states = _batches(staff)
    enter(eye, live_server, staff.admin)
    for state, form in states.items():
        eye.go(f"/manage/import/?form={form}")
        assert ImportBatch.objects.filter(form=form).values_list("state", flat=True).first() == (
            state or None
        )
    eye.go("/manage/import/?form=student_enrolment")
    eye.go("/manage/import/?form=teacher&rows=all")
    eye.go("/manage/import/records/")
    eye.page.goto(eye.base + "/manage/import/?form=campus")
    eye.page.locator("input[type=file]").set_input_files(
        {"name": "老格式.xls", "mimeType": "application/vnd.ms-excel", "buffer": b"x"}
    )
    eye.page.locator("[data-upload-error]").wait_for()
    eye.look("upload refused")
    enter(eye, live_server, staff.reviewer)
    row = StagedRow.objects.filter(batch__form="student").first()
    for address in ("/", "/review/", "/review/student/", "/review/student/?f_name=nobody"):
        eye.go(address)
    eye.go(f"/review/student/{row.pk}/read/")
    eye.go(f"/review/student/{row.pk}/")
    eye.page.locator("#f-name").fill("")
    eye.page.get_by_role("button", name="保存").click()
    eye.page.locator("#errsum").wait_for()
    eye.look("waiting row with errors")


def _batches(staff) -> dict[str, str]:
    """A batch in each state, each of another form: form by state."""
    actor = actor_for(staff.admin)

    def send(form_key, *rows):
        data = book(form_key, *rows, school=staff.school)
        upload.accept(actor, staff.school, registry.get(form_key), f"{form_key}.xlsx", data, 2020)

    sample.fill(staff.school, "teacher")
    bad = {"ethnic_group": "壮人", "name": None, "birth": "昨天"}
    changed = sample.row("teacher", 0, name="改名了")
    send("teacher", changed, sample.row("teacher", 1, **bad), sample.row("teacher", 2))
    send("student", *(sample.row("student", i) for i in range(3)))
    sample.fill(staff.school, "enterprise")
    send("enterprise", sample.row("enterprise"))
    send("school_profile", sample.row("school_profile"))
    ImportBatch.objects.filter(form="school_profile").update(file=None)
    while queue.run_pending_once():
        pass
    send("department", *(sample.row("department", i) for i in range(2)))
    now = timezone.now()
    ImportBatch.objects.filter(form="department").update(
        state=State.PARSING, total=200, good=90, wrong=3, progress=40, lease_until=now + timedelta(hours=1)
    )
    send("premises", sample.row("premises"))
    ImportBatch.objects.filter(form="premises").update(created_at=now + timedelta(hours=1))
    return {
        "": "campus",
        State.CHECKED: "teacher",
        State.REVIEW: "student",
        State.DONE: "enterprise",
        State.REFUSED: "school_profile",
        State.PARSING: "department",
        State.UPLOADED: "premises",
    }


def test_batches_that_cannot_be_undone(eye, live_server, staff):
    """A page each for an import and for the grid: what stands on the batch."""
    actor, form = actor_for(staff.admin), registry.get("department")
    for needed in ("teacher", "campus"):
        sample.fill(staff.school, needed)
    data = book("department", sample.row("department"), school=staff.school)
    batch = upload.accept(actor, staff.school, form, "机构.xlsx", data, 2020).batch
    queue.run_pending_once()
    client = Client()
    client.force_login(staff.reviewer)
    pass_all(client, "department")
    sample.fill(staff.school, "major")
    enter(eye, live_server, staff.admin)
    eye.page.goto(eye.base + "/manage/import/records/")
    eye.page.get_by_role("button", name="撤销").first.click()
    eye.page.locator(".modal.show").get_by_role("button", name="撤销").click()
    eye.page.get_by_text("不能撤销").first.wait_for()
    eye.look("import cannot be undone")
    assert ImportBatch.objects.get(pk=batch.pk).state == State.DONE


@pytest.mark.parametrize(
    "address", ["/login/", "/", "/forms/teacher/", "/forms/teacher/new/", "/forms/teacher/grid/"]
)
def test_a_first_visit_is_light(open_page, live_server, staff, address):
    page = open_page()
    if address != "/login/":
        signed_in(page, live_server, staff.clerk)
    loaded = {}
    page.on("response", lambda answer: loaded.update({answer.url: answer}))
    page.goto(live_server.url + address, wait_until="networkidle")
    sizes = {
        url: len(gzip.compress(answer.body()))
        for url, answer in list(loaded.items())
        if answer.request.resource_type != "document" and answer.status == 200 and "/static/" in url
    }
    assert len(sizes) >= 4
    assert sum(sizes.values()) <= BUDGET, sizes
    assert all(url.startswith((live_server.url, "data:")) for url in loaded)


def test_uploading_needs_no_script(live_server, staff):
    """Without scripts the file is sent as any form sends it, and the page answers."""
    client = Client()
    client.force_login(staff.admin)
    data = book("department", sample.row("department"), school=staff.school)
    answer = client.post("/manage/import/department/upload/", {"file": ContentFile(data, "机构.xlsx")})
    assert answer.status_code == 302
    assert "上传" in client.get(answer["Location"]).content.decode()
