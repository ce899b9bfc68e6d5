"""Files of a snapshot to be handed out."""

from django.http.response import HttpResponseBase

from zhijiao.files.answers import hand_out
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.identity.gate import GET_POST, business
from zhijiao.identity.requests import ActorRequest
from zhijiao.snapshots import exported_files, visibility
from zhijiao.snapshots.models import Snapshot
from zhijiao.snapshots.pages.changes import chosen_other


@business("export", methods=GET_POST)
def whole(request: ActorRequest, snapshot_id: int) -> HttpResponseBase:
    """The snapshot as an archive, as far as the actor may export its forms."""
    snapshot = visibility.get(request.actor, snapshot_id)
    wanted = exported_files.whole_wanted(request.actor, snapshot)
    exported_files.require_whole(request.actor, snapshot.school, wanted.params)
    return hand_out(request, wanted)


@business("export", methods=GET_POST)
def one_form(request: ActorRequest, snapshot_id: int, form: FormLike, fmt: str) -> HttpResponseBase:
    """A form as it was, as a workbook."""
    snapshot = visibility.get(request.actor, snapshot_id)
    fmt = exported_files.checked_format(fmt)
    return hand_out(request, exported_files.form_wanted(request.actor, snapshot, form, fmt))


@business("export", methods=GET_POST)
def changes(request: ActorRequest, snapshot_id: int) -> HttpResponseBase:
    """The differences of all forms as a workbook."""
    snapshot = visibility.get(request.actor, snapshot_id)
    siblings = list(
        visibility.light(Snapshot.objects.filter(school_id=snapshot.school_id)).exclude(pk=snapshot.pk)
    )
    other = chosen_other(request, siblings)
    return hand_out(request, exported_files.changes_wanted(request.actor, snapshot, other, "xlsx"))
