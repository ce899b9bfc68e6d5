"""What stands in an address besides its words: whose record, account or batch is asked for, and who may reach it.

An address with a parameter that is not listed here cannot be checked, and a test fails: add one line to `FILLERS`.
"""

from collections.abc import Callable, Mapping

from zhijiao.annual_reports.models import Report, State
from zhijiao.filing.models import ImportBatch, SavedQuery, StagedRow, ValueMapping
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.filing.schema.columns.files import held_files
from zhijiao.filing.schema.form import Form
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import PrivacyConfirmation, Role
from zhijiao.jobs.models import Job
from zhijiao.looks.models import LookAlert
from zhijiao.monthly.models import MonthlyReport
from zhijiao.oversight.models import ReminderCall
from zhijiao.quality import rule_registry
from zhijiao.quality.models import Finding
from zhijiao.restructure.models import OpeningSheet
from zhijiao.rounds.models import Grant
from zhijiao.selfcheck import case_samples
from zhijiao.selfcheck.addresses import Address
from zhijiao.selfcheck.api_samples import API, file_column, file_number
from zhijiao.selfcheck.fixed_samples import FIXED
from zhijiao.selfcheck.news_samples import NEWS
from zhijiao.selfcheck.things import (
    FROM_ABOVE,
    FROM_BOTH,
    FROM_OWN,
    MISSING,
    NOBODY,
    SELF,
    Filler,
    Ground,
    Thing,
    Unfillable,
)
from zhijiao.selfcheck.upstream_samples import UPSTREAM, delivered_item, delivered_record
from zhijiao.signin.models import UserSession
from zhijiao.snapshots.models import Snapshot


def _form(ground: Ground, chosen: Mapping[str, Thing]) -> Thing | None:
    raise NotImplementedError("forms are chosen by the plan")


def _record(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    form = chosen["form"].value
    found = ground.records.get(form.key)
    handed_up = isinstance(form, Form) and form.declaration.above  # the records themselves stay in the school
    return Thing(found, FROM_OWN if handed_up else FROM_BOTH) if found else Thing(MISSING, NOBODY)


def _case(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    found = case_samples.inside(ground.school, chosen["form"].value.key)
    return Thing(found, FROM_OWN) if found else Thing(MISSING, NOBODY)


def _typical_case(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    number = case_samples.published(chosen["form"].value.key)
    return Thing(number) if number else Thing(MISSING, NOBODY)


def _case_file(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    number = case_samples.file_of(ground.school, chosen["case_id"].value)
    return Thing(number, FROM_OWN) if number else Thing("none", NOBODY)


def _case_picture(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """One that nobody above the school has got."""
    number = case_samples.picture(ground.school)
    return Thing(number, FROM_OWN) if number else Thing("none", NOBODY)


def _rich_column(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    return Thing(rich_text(chosen["form"].value) or "none")


def rich_text(form: FormLike) -> str | None:
    """A column of a form in which texts have headings, lists and pictures."""
    return next((column.name for column in form.columns.values() if column.rich), None)


def _only(key: str) -> Filler:
    """The one form of an address that is of no other."""
    return lambda ground, chosen: Thing(registry.get(key))


def _column(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """A column that offers a choice, else the first."""
    columns = list(chosen["form"].value.columns.values())
    offering = [column for column in columns if column.target or column.code_table]
    return Thing((offering or columns)[0].name)


def _private_column(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    columns = chosen["form"].value.columns.values()
    return Thing(next((column.name for column in columns if column.private), "none"))


def _cell_column(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """A column whose cells can be changed in the list; none where the records go through a workflow."""
    form = chosen["form"].value
    if not isinstance(form, Form) or not form.takes_rows or form.declaration.workflow:
        return Thing("none", NOBODY)
    plain = (c for c in form.stored if c.typed and not (c.private or c.rich or c.several or c.name == "year"))
    return Thing(next((column.name for column in plain), "none"))


def _saved_query(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    saved = SavedQuery.objects.filter(school=ground.school, form=chosen["form"].value.key, shared=True)
    found = saved.values_list("pk", flat=True).first()
    return Thing(found, FROM_OWN) if found else Thing(MISSING, NOBODY)


def _file_column(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    return Thing(open_files(chosen["form"].value) or "none")


def open_files(form: FormLike) -> str | None:
    """A column of files that whoever sees the record may fetch; the private ones want a ticket first."""
    columns = form.columns.values()
    return next((column.name for column in columns if column.holds_files and not column.private), None)


def _file_number(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """The first file of the record."""
    form, name, record = (chosen[part].value for part in ("form", "name", "record_id"))
    column = form.columns.get(name)
    if column is None:
        return Thing("none", NOBODY)
    rows = access.rows(Actor.system(ground.school), form, "view").filter(pk=record)
    held = [file for value in rows.values_list(column.attname, flat=True) for file in held_files(value)]
    return Thing(held[0].number, FROM_BOTH) if held else Thing("none", NOBODY)


def _batch(*kinds: str) -> Filler:
    def find(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
        batches = ImportBatch.objects.filter(school=ground.school, kind__in=kinds)
        if "form" in chosen:
            batches = batches.filter(form=chosen["form"].value.key)
        found = batches.order_by("-pk").values_list("pk", flat=True).first()
        return Thing(found, FROM_OWN) if found else Thing(MISSING, NOBODY)

    return find


def _pair(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    pairs = ValueMapping.objects.filter(school=ground.school).order_by("-pk")
    found = pairs.values_list("pk", flat=True).first()
    return Thing(found, FROM_OWN) if found else Thing(MISSING, NOBODY)


def _staged(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    rows = StagedRow.objects.filter(school=ground.school, batch__form=chosen["form"].value.key)
    found = rows.order_by("-pk").values_list("pk", flat=True).first()
    return Thing(found, FROM_OWN) if found else Thing(MISSING, NOBODY)


def _session(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    clerk = ground.cast.clerk
    found = UserSession.objects.filter(user=clerk.user).values_list("pk", flat=True).first()
    return Thing(found or MISSING, SELF)


def _account(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    return Thing(ground.cast.clerk.account.pk, FROM_OWN)


def _administrator(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    return Thing(ground.cast.admin.account.pk, FROM_ABOVE)


def _joined_account(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """Who holds every role is an administrator too, so that departments above settle the account as well."""
    return Thing(ground.cast.stack.account.pk, FROM_BOTH)


def _privacy_grant(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    grants = PrivacyConfirmation.objects.filter(user__org=ground.school)
    found = grants.order_by("-pk").values_list("pk", flat=True).first()
    return Thing(found, FROM_BOTH) if found else Thing(MISSING, NOBODY)


def _any_account(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    return Thing(ground.cast.admin.account.pk, FROM_BOTH)


def _school(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    return Thing(ground.school.pk, FROM_BOTH)


def _authority(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    return Thing(ground.school.parent_id, FROM_ABOVE)


def _upload_of_schools(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """Somebody else's: only who uploaded it sees it, and it is gone when the schools are opened."""
    found = OpeningSheet.objects.order_by("-pk").values_list("pk", flat=True).first()
    return Thing(found or MISSING, NOBODY)


def _alert(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """About somebody of the school, where there is one: administrators there and above it settle it."""
    found = LookAlert.objects.filter(org=ground.school).order_by("-pk").values_list("pk", flat=True).first()
    return Thing(found, FROM_BOTH) if found else Thing(MISSING, NOBODY)


def _role(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    return Thing(
        Role.objects.filter(org=ground.school).order_by("-pk").values_list("pk", flat=True)[0], FROM_OWN
    )


def _finding(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    found = Finding.objects.filter(school=ground.school).order_by("-pk").values_list("pk", flat=True).first()
    return Thing(found, FROM_BOTH) if found else Thing(MISSING, NOBODY)


def _snapshot(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    found = Snapshot.objects.filter(school=ground.school).order_by("-pk").values_list("pk", flat=True).first()
    return Thing(found, FROM_BOTH) if found else Thing(MISSING, NOBODY)


def _monthly(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """A report that the province of the school has submitted; its departments below the province have none."""
    sent = MonthlyReport.objects.filter(
        province=ground.school.province_id, first_submitted_at__isnull=False
    ).order_by("-pk")
    found = sent.values_list("pk", flat=True).first()
    return Thing(found, FROM_ABOVE) if found else Thing(MISSING, NOBODY)


def _rule(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    return Thing(next(iter(rule_registry.rules())))


def _grant(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    found = Grant.objects.filter(school=ground.school).order_by("-pk").values_list("pk", flat=True).first()
    return Thing(found, FROM_BOTH) if found else Thing(MISSING, NOBODY)


def _reminder_call(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """What the authority right above the school has sent: it and those above it see that."""
    sent = ReminderCall.objects.filter(sender=ground.school.parent_id).order_by("-pk")
    found = sent.values_list("pk", flat=True).first()
    return Thing(found, FROM_ABOVE) if found else Thing(MISSING, NOBODY)


def _job(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    found = Job.objects.order_by("-pk").values_list("pk", flat=True).first()
    return Thing(found or MISSING, FROM_ABOVE)


def _published_report(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """A report that the school has published; other provinces may not know of it."""
    found = Report.objects.filter(school=ground.school, state=State.PUBLISHED).order_by("-pk")
    number = found.values_list("pk", flat=True).first()
    return Thing(number, FROM_BOTH) if number else Thing(MISSING, NOBODY)


IMPORTED, EDITED = ("import",), ("grid", "set", "delete", "move")

#: What a route ends with up to and including a parameter → where its value comes from; the longest fits.
FILLERS: dict[str, Filler] = {
    **NEWS,
    **API,
    **FIXED,
    **UPSTREAM,
    "<form:form>": _form,
    "<placements:form>": _only("internship_placement"),
    "<projects:form>": _only("internship_project"),
    "<timetable:form>": _only("timetable"),
    "<annual_report:form>": _only("quality_report"),
    "<pictured:form>": _only("teacher"),
    "<lesson_log:form>": _only("lesson_log"),
    "<int:record_id>": _record,
    "<case_form:form>": _only("moral_case"),
    "<typical_form:form>": _only("moral_typical_case"),
    "/cases/<int:case_id>": _case,
    "/cases/<int:case_id>/files/<str:number>": _case_file,
    "/pictures/<str:number>": _case_picture,
    "<typical_form:form>/<int:number>": _typical_case,
    "/paste/<str:name>": _rich_column,
    "<str:column>": _column,
    "/reveal/<str:name>": _private_column,
    "/cell/<str:name>": _cell_column,
    "/queries/<int:query_id>": _saved_query,
    "/attach/<str:name>": _file_column,
    "/files/<str:name>": _file_column,
    "/files/<str:name>/<str:number>": _file_number,
    "/forms/<form:form>/batches/<int:batch_id>": _batch(*EDITED),
    "/manage/import/<int:batch_id>": _batch(*IMPORTED),
    "/manage/import/mappings/<int:pair_id>": _pair,
    "/review/<form:form>/<int:row_id>": _staged,
    "/security/sessions/<int:pk>": _session,
    "/manage/users/<int:pk>": _account,
    "/manage/users/below/<int:pk>": _administrator,
    "/manage/privacy/<int:pk>": _privacy_grant,
    "/manage/duties/<int:pk>": _joined_account,
    "/manage/locks/<int:pk>": _any_account,
    "/manage/areas/<int:pk>": _authority,
    "/manage/orgs/<int:pk>": _school,
    "/manage/orgs/<int:pk>/admin/<int:user_pk>": _administrator,
    "/manage/roles/<int:pk>": _role,
    "/manage/jobs/<int:pk>": _job,
    "/manage/looks/alerts/<int:pk>": _alert,
    "/manage/schools/sheet/<int:pk>": _upload_of_schools,
    "/quality/<int:finding_id>": _finding,
    "/quality/rules/<str:key>": _rule,
    "/snapshots/<int:snapshot_id>": _snapshot,
    "/annual-reports/<int:report_id>": _published_report,
    "/monthly/<int:pk>": _monthly,
    "/manage/rules/<str:key>": _rule,
    "/oversight/schools/<int:pk>": _school,
    "/oversight/reminders/<int:pk>": _reminder_call,
    "/grants/<int:pk>": _grant,
}


def filler_for(address: Address, parameter: str) -> Filler:
    """Where the value of a parameter comes from.

    Raises:
        Unfillable: `FILLERS` has no line for it.
    """
    until = address.until(parameter)
    fitting = [end for end in FILLERS if until.endswith(end)]
    if not fitting:
        raise Unfillable(f"{address}: nothing in zhijiao/selfcheck/samples.py fills “{until}”")
    return FILLERS[max(fitting, key=len)]


def parameter_values(address: Address, ground: Ground, form: FormLike | None = None) -> dict[str, Thing]:
    """A value for every parameter of an address; `form` is the one the plan has chosen."""
    chosen: dict[str, Thing] = {}
    for parameter in address.parameters:
        fill = filler_for(address, parameter)
        found = Thing(form) if fill is _form else fill(ground, chosen)
        if found is None:
            raise Unfillable(f"{address}: nothing found for “{parameter}”")
        chosen[parameter] = found
    return chosen


def takes_form(address: Address) -> bool:
    """Whether an address is of a form."""
    return any(filler_for(address, parameter) is _form for parameter in address.parameters)


def needed_column(address: Address) -> Callable[[FormLike], str | None]:
    """What finds the column of a form without which an address shows nothing: of attached files, of rich text."""
    finders = {
        _file_column: open_files,
        _rich_column: rich_text,
        file_number: file_column,
        delivered_record: delivered_item,
    }
    fillers = [filler_for(address, parameter) for parameter in address.parameters]
    return next((finders[fill] for fill in fillers if fill in finders), lambda form: None)


__all__ = [
    "FILLERS",
    "Ground",
    "Thing",
    "Unfillable",
    "filler_for",
    "needed_column",
    "open_files",
    "parameter_values",
    "takes_form",
]
