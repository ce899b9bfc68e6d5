"""What stands in the addresses of the API, of its tokens, and of files that are made in the background."""

from collections.abc import Mapping

from zhijiao.files.models import PreparedFile
from zhijiao.filing.pages import export_file
from zhijiao.filing.records import access
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.filing.schema.columns.files import held_files
from zhijiao.identity.actor import Actor
from zhijiao.identity.models import ApiToken, TokenProfile
from zhijiao.selfcheck.things import FROM_BOTH, FROM_OWN, MISSING, NOBODY, SELF, Filler, Ground, Thing
from zhijiao.webhooks.models import Push, Subscription


def _own_token(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """The clerk's: nobody else may know of it."""
    found = ApiToken.objects.filter(user=ground.cast.clerk.account).values_list("pk", flat=True).first()
    return Thing(found or MISSING, SELF)


def _token(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """Of the school, for its administrator; those above it look after their own."""
    found = ApiToken.objects.filter(user__org=ground.school).values_list("pk", flat=True).first()
    return Thing(found, FROM_OWN) if found else Thing(MISSING, NOBODY)


def _token_profile(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    found = TokenProfile.objects.filter(org=ground.school).values_list("pk", flat=True).first()
    return Thing(found, FROM_OWN) if found else Thing(MISSING, NOBODY)


def _file(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """A file of the clerk's; nobody else may know of it."""
    found = PreparedFile.objects.filter(owner=ground.cast.clerk.account).order_by("-pk")
    return Thing(found.values_list("pk", flat=True).first() or MISSING, SELF)


def _export(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """One that the clerk asked for; nobody else may know of it."""
    made = PreparedFile.objects.filter(owner=ground.cast.clerk.account, kind=export_file.KIND)
    return Thing(made.order_by("-pk").values_list("pk", flat=True).first() or MISSING, SELF)


def file_column(form: FormLike) -> str | None:
    """A column of files that programs may fetch."""
    columns = form.columns.values()
    return next((each.name for each in columns if each.holds_files and each.private_source is None), None)


def file_number(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """The first file of the record."""
    form, record = chosen["form"].value, chosen["record_id"].value
    name = file_column(form)
    if name is None:
        return Thing("none", NOBODY)
    rows = access.rows(Actor.system(ground.school), form, "view").filter(pk=record)
    values = rows.values_list(form.columns[name].attname, flat=True)
    held = [file for value in values for file in held_files(value)]
    return Thing(held[0].number, FROM_BOTH) if held else Thing("none", NOBODY)


def _webhook(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    """Of the school, for its administrator; those above it have their own."""
    found = Subscription.objects.filter(org=ground.school).order_by("pk").values_list("pk", flat=True).first()
    return Thing(found, FROM_OWN) if found else Thing(MISSING, NOBODY)


def _delivery(ground: Ground, chosen: Mapping[str, Thing]) -> Thing:
    rows = Push.objects.filter(subscription=chosen["pk"].value).order_by("pk")
    found = rows.values_list("pk", flat=True).first()
    return Thing(found, FROM_OWN) if found else Thing(MISSING, NOBODY)


API: dict[str, Filler] = {
    "/rounds/<slug:round_key>": lambda ground, chosen: Thing("2020"),
    "/codes/<slug:table>": lambda ground, chosen: Thing("sex"),
    "/files/<int:pk>": _file,
    "/exports/<int:export_id>": _export,
    "/records/<int:record_id>/files/<str:number>": file_number,
    "/cases/<case_form:form>": lambda ground, chosen: Thing(registry.get("moral_case")),
    "/manage/tokens/<int:pk>": _token,
    "/manage/tokens/profiles/<int:pk>": _token_profile,
    "/tokens/<int:pk>": _own_token,
    "/manage/webhooks/<int:pk>": _webhook,
    "/manage/webhooks/<int:pk>/deliveries/<int:delivery_id>": _delivery,
}
