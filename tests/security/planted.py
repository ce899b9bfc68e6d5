"""The school that the walk is about: every form filled, batches of each kind, and words that must not get out."""

from django.utils import timezone

from tests import sample
from tests.accounts.places import plant as plant_tree
from tests.intake.conftest import book
from zhijiao.accounts.actor import Actor
from zhijiao.accounts.rights import actor_for
from zhijiao.catalogue.matrix import current_round
from zhijiao.filing import registry
from zhijiao.filing.models import ImportBatch
from zhijiao.filing.writer import write
from zhijiao.intake import queue, upload
from zhijiao.quality import checking
from zhijiao.restructure.models import OpeningSheet
from zhijiao.selfcheck.walk import Walker

ROW = 5
"""The row of each form that the addresses name; what its keys end with is found nowhere else."""
PRIVATE = {
    "phone": "13912340987",
    "account": "6222029912345678906",
    "address": "云岭省云州市机密街道九十九号院",
    "text": "这一段话不得出现在任何答复里",
}
"""A private value of each kind."""


def plant() -> Walker:
    """Make the tree, fill its first school and gather everybody around it, in the current transaction."""
    school = plant_tree().school
    names = set()
    for form in registry.registry().records:
        sample.fill(school, form, first=ROW - 1)
        names |= _plant_row(school, form)
    checking.check_school(school, current_round())
    OpeningSheet.objects.create(
        org=school.parent, user_id=0, file_name="别人的.xlsx", created_at=timezone.now()
    )
    walker = Walker(school, names=names)
    _plant_batches(walker)
    return walker


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
