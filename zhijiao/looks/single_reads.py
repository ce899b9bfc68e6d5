"""Records that a program reads one by one: told like a list once there are more than twenty of a form in a day."""

from django.db import transaction
from django.utils import timezone

from zhijiao.audit.context import current_context
from zhijiao.looks import ranges
from zhijiao.looks.log import record_look
from zhijiao.looks.models import Kind, SingleReads
from zhijiao.orgs.models import Org

MOST_UNTOLD = 20


@transaction.atomic
def note(org: Org, form: str, subject: str, record_id: int) -> None:
    """Note that whoever acts now reads this record; `subject` is the name of the form."""
    who = current_context()
    if who.user_id is None:
        return
    row, _ = SingleReads.objects.select_for_update().get_or_create(
        user_id=who.user_id, org=org, form=form, day=timezone.localdate()
    )
    numbers = {*ranges.unpacked(row.records), record_id}
    if len(numbers) > MOST_UNTOLD:
        detail = {"by": "接口逐条读取"}
        record_look(Kind.API, org=org, subject=subject, form=form, records=numbers, detail=detail)
        numbers = set()
    row.records = ranges.packed(numbers)
    row.save(update_fields=["records"])
