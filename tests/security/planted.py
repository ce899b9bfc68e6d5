"""The school that the walk is about: every form filled, batches of each kind, and words that must not get out."""

from django.utils import timezone

from tests import sample
from tests.accounts.places import plant as plant_tree
from tests.attachments import samples
from tests.background_work import work
from tests.intake.conftest import book
from tests.security import submitted
from tests.upstream.conftest import csv_of, source_row
from zhijiao.announcements import publishing
from zhijiao.announcements.models import AnnouncementFile
from zhijiao.announcements.publishing import Wording
from zhijiao.annual_reports import drafting, steps
from zhijiao.cases import moving
from zhijiao.cases.models import Case
from zhijiao.catalogue.matrix import current_round
from zhijiao.files import asking
from zhijiao.files.background_jobs import make_file
from zhijiao.files.kinds import Wanted
from zhijiao.filing.models import ImportBatch, SavedQuery, ValueMapping
from zhijiao.filing.pages import export_file
from zhijiao.filing.pages.context import FormScope
from zhijiao.filing.records import change_order, query, synced
from zhijiao.filing.records.writer import write
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.form import Form
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import TokenProfile
from zhijiao.identity.rights import actor_for
from zhijiao.identity.tokens import create_token
from zhijiao.indicators import storing
from zhijiao.intake import exported_files, queue, upload
from zhijiao.kit.school_code import make_school_code
from zhijiao.looks.models import LookAlert
from zhijiao.monthly.models import MonthlyReport
from zhijiao.notices.inbox import tell_user
from zhijiao.orgs.models import Org
from zhijiao.oversight import refresh
from zhijiao.oversight.models import ReminderCall
from zhijiao.quality import school_checks
from zhijiao.restructure.models import OpeningSheet
from zhijiao.rounds.models import Grant
from zhijiao.selfcheck.upstream_samples import delivered_item
from zhijiao.selfcheck.walk import Walker
from zhijiao.snapshots import taking
from zhijiao.sso.models import Binding
from zhijiao.support import talking
from zhijiao.support.models import CannedAnswer
from zhijiao.support.talking import Picture
from zhijiao.upstream import corrections, syncing
from zhijiao.upstream.background_jobs import read_sync, work_on_delivery
from zhijiao.upstream.layout import systems
from zhijiao.webhooks import subscriptions
from zhijiao.webhooks.outbox import emit_test

ROW = 5
"""The row of each form that the addresses name; what its keys end with is found nowhere else."""
PRIVATE = {
    "phone": "13912340987",
    "account": "6222029912345678906",
    "address": "云岭省云州市机密街道九十九号院",
    "text": "这一段话不得出现在任何答复里",
}
"""A private value of each kind."""


SISTER = make_school_code("45", 2)
CASE_PICTURE = "机密的案例图片.jpg"
QUERY = "机密的常用查询"
HELD = (("joint_programme", "approval_file", "批准文件.jpg"), ("teacher", "photo", "机密人员证件照.jpg"))
"""Files of records: an open one that the addresses fetch, and a private one whose name must not get out."""


def plant() -> Walker:
    """Make the tree, fill its first school and gather everybody around it, in the current transaction."""
    school = plant_tree().school
    names = {
        "机密的校内通知",
        "校内附件",
        "业务员的程序",
        "不含联系方式",
        "机密的提问",
        "机密的常用答复",
        QUERY,
        submitted.WHY,
        submitted.ANSWER,
        CASE_PICTURE,
    }
    for form in registry.registry().records:
        sample.fill(school, form, first=ROW - 1)
        names |= _plant_row(school, form)
    school_checks.check_school(school, current_round())
    OpeningSheet.objects.create(
        org=school.parent, user_id=0, file_name="别人的.xlsx", created_at=timezone.now()
    )
    LookAlert.objects.create(
        org=school, user_id=0, kind="export", day=timezone.localdate(), at=timezone.now(), amount=9, limit=8
    )
    taking.take(school, current_round(), 1, "黎校长")
    submitted.submit(school)
    storing.reckon([school.pk], current_round())
    _plant_monthly_report(school)
    Grant.objects.create(
        school=school, round="2020", kind="unlock", until=timezone.localdate(), reason="补正", state="asked"
    )
    ReminderCall.objects.create(sender=school.parent, round=current_round().key, at=timezone.now(), number=1)
    refresh.follow()
    walker = Walker(school, names=names)
    _plant_batches(walker)
    _plant_file(walker)
    _plant_announcement(walker)
    _plant_case(walker)
    _plant_published_case()
    _plant_report(walker)
    _plant_conversation(walker)
    _plant_delivery(walker)
    SavedQuery.objects.create(
        user=walker.ground.cast.clerk.account,
        school=school,
        form=walker.first_form.key,
        name=QUERY,
        shared=True,
    )
    create_token(walker.ground.cast.clerk.account, "业务员的程序")
    Binding.objects.create(
        user=walker.ground.cast.clerk.account, provider="yunling", digest="0" * 64, bound_by="本人"
    )
    TokenProfile.objects.create(org=school, name="不含联系方式")
    told, _ = subscriptions.make(
        school, "智慧校园平台", "https://example.com/events", ["grant.asked"], "管理员"
    )
    emit_test(told)
    told.deliveries.update(state="sent")
    tell_user(walker.ground.cast.clerk.account.pk, title="给业务员的消息", url="/files/")
    for key, name, called in HELD:
        samples.hold(school, key, walker.ground.records[key], name, called)
    change_order.place_changes()
    return walker


def _plant_case(walker: Walker) -> None:
    """A case with a picture that the clerk has handed in twice and that has not left the school."""
    school, form, clerk = walker.ground.school, registry.record_form("moral_case"), walker.ground.cast.clerk
    record = walker.ground.records[form.key]
    samples.hold(school, form.key, record, "pictures", CASE_PICTURE)
    for move in ("hand_in-writer", "withdraw-writer", "hand_in-writer"):
        _move(actor_for(clerk.account), school, form, record, move)


def _plant_delivery(walker: Walker) -> None:
    """What the administrator has uploaded from a source system: compared, waiting for a reviewer; and a request."""
    school, cast = walker.ground.school, walker.ground.cast
    for system in systems().values():
        for form in (form for part in system.parts for form in part.forms):
            mark = {walker.ground.records[form.key]: ("", [delivered_item(form)])}
            synced.mark_delivered(school, form, system.key, mark)
    form = registry.record_form("student")
    record = form.model.unscoped.get(pk=walker.ground.records["student"])
    told = {"item": "name", "right": "机密的正名", "reason": submitted.WHY}
    corrections.submit(actor_for(cast.clerk.account), school, form, record, **told)
    data = csv_of("students", source_row("students", ROW), source_row("students", 0, XM="机密的来人"))
    syncing.take_file(actor_for(cast.admin.account), systems()["enrolment"], "来.csv", data, complete=False)
    work(read_sync)
    work(work_on_delivery)


def _plant_published_case() -> None:
    """A case of a neighbour that the ministry has selected, for everybody to read."""
    sister, form = Org.objects.get(code=SISTER), registry.record_form("moral_case")
    (record,) = sample.fill(sister, form)
    for node, move in (
        *((sister, move) for move in ("hand_in-writer", "pass-auditor", "submit-head")),
        (sister.parent, "pass_up-authority"),
        (sister.parent.parent, "select-authority"),
    ):
        _move(Actor.system(node), sister, form, record, move)


def _move(actor: Actor, school: Org, form: Form, record: int, move: str) -> None:
    facts = sample.stored(school, form).filter(pk=record).values("title", "year").get()
    case = Case.objects.filter(school=school, form=form.key, record_id=record).first()
    about = moving.Subject(form, school, record, facts["title"], facts["year"], case=case)
    moving.make(actor, about, moving.Wish(move, case.version if case else 0))


def _plant_monthly_report(school) -> None:
    """A report that the province has sent to the ministry."""
    now = timezone.now()
    MonthlyReport.objects.create(
        province_id=school.province_id, month="2022-03", state="submitted", taken_at=now, submitted_at=now,
        first_submitted_at=now,
    )  # fmt: skip


def _plant_announcement(walker: Walker) -> None:
    """What the school tells its own staff, with a file."""
    actor = actor_for(walker.ground.cast.admin.account)
    wording = Wording(title="机密的校内通知", body="校内通知的正文", reach="own")
    made = publishing.draft(actor, walker.ground.school, wording)
    facts = {"number": "f" * 32, "name": "校内附件.pdf", "kind": "pdf", "size": 3, "content": b"pdf"}
    AnnouncementFile.objects.create(announcement=made, **facts)
    publishing.publish(actor, made.pk, made.version)


def _plant_report(walker: Walker) -> None:
    """A report on quality that is published, and a new edition that is being written."""
    school, cast = walker.ground.school, walker.ground.cast
    clerk, publisher = actor_for(cast.clerk.account), Actor.system(school)
    year = current_round().academic_year
    report = drafting.begin(clerk, school, year)
    drafting.save_chapter(clerk, report, "basics", 1, {"basics": "学校概况。"})
    for step in (steps.send, lambda *given: steps.audit(*given, True, ""), steps.publish):
        report.refresh_from_db()
        step(clerk if step is steps.send else publisher, report, report.version)
    drafting.begin(clerk, school, year)


def _plant_conversation(walker: Walker) -> None:
    """What the clerk has asked, with a picture, and an answer that the school keeps."""
    picture = Picture("png", b"png")
    asked = talking.Asked("机密的提问", "提问的详细说明", picture=picture)
    talking.ask(walker.ground.cast.clerk.account, asked)
    CannedAnswer.objects.create(org=walker.ground.school, title="机密的常用答复", text="答复", by="莫建国")


def _plant_file(walker: Walker) -> None:
    """A file that the clerk has had made."""
    school, clerk = walker.ground.school, walker.ground.cast.clerk
    forms = [form for form in registry.registry().records if form.key == "campus"]
    actor = actor_for(clerk.account)
    asking.ask(actor, exported_files.school_book_wanted(actor, forms, school, sample.YEAR))
    assert work(make_file) == 1
    scope = FormScope(actor, forms[0], school, sample.YEAR, "export")
    columns = tuple(forms[0].columns.values())[:3]
    params = export_file.params_of(scope, "csv", columns, query.parse_query(forms[0], {}), None)
    asking.ask(
        actor, Wanted(export_file.KIND, school, "校区", "校区.csv", params, 1, 3, {"by": "接口"}, "campus")
    )
    assert work(make_file) == 1


def _plant_batches(walker: Walker) -> None:
    """A mass change that can be undone, rows that wait for review, and a workbook with a mistake, in this order."""
    school = walker.ground.school
    form = next(each for each in registry.registry().records if not each.single)
    for target in sample.targets(form):
        sample.fill(school, target, 2, first=ROW + 1)
    frame = sample.frame(school, form, 1, ROW + 1)
    facts = {"school": school, "form": form.key, "created_at": timezone.now()}
    batch = ImportBatch.objects.create(kind="grid", state="done", **facts)
    write(Actor.system(school), school, frame, batch_id=batch.pk)
    waiting = sample.row(form, ROW + 2)
    _upload(walker, form.key, waiting)
    _upload(
        walker, "enterprise", sample.row("enterprise", ROW + 2), sample.row("enterprise", ROW + 3, name=None)
    )
    word = {"form": "teacher", "column": "ethnic_group", "text": "机密的词", "code": "08", "label": "壮族"}
    ValueMapping.objects.create(school=school, **word)


def _upload(walker: Walker, form_key: str, *rows: dict) -> None:
    school, admin = walker.ground.school, actor_for(walker.ground.cast.admin.user)
    data = book(form_key, *rows, school=school)
    upload.accept(admin, school, registry.get(form_key), "填好的模板.xlsx", data, sample.YEAR)
    assert queue.run_pending_once()


def _plant_row(school, form) -> set[str]:
    """Enter the row with private values of its own; returns the words by which it would be known."""
    for target in sample.targets(form):
        sample.fill(school, target, first=ROW)
    kept = sample.varied(form)
    own = {c.name: PRIVATE[c.private] for c in form.stored if c.private in PRIVATE and c.name not in kept}
    frame = sample.frame(school, form, 1, ROW, **own)
    if not frame.clean:  # some of them do not go together with the rest of the example
        frame = sample.frame(school, form, 1, ROW)
    assert frame.clean, f"{form.key}: {frame.problems[0]}"
    write(Actor.system(school), school, frame)
    return {str(cell) for cell in sample.row(form, ROW).values() if str(cell).endswith(f"-{ROW}")}
