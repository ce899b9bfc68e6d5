"""In which order forms are imported: prerequisites first, then as the guide numbers them."""

from collections.abc import Iterable, Mapping, Sequence

from zhijiao.catalogue.matrix import ObligationLevel
from zhijiao.filing.models import FilingCount, ImportBatch
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import FormLike
from zhijiao.filing.schema.form import Form
from zhijiao.orgs.models import Org

LAST = 10_000


def guide_number(form: FormLike) -> int:
    """The form's place in the guide's list of importable forms; a high number if it is not in it."""
    return min((place.import_order for place in form.places if place.import_order), default=LAST)


def sequence(forms: Iterable[Form]) -> list[Form]:
    """Forms in an order in which each follows what it needs; otherwise as the guide lists them."""
    listed = sorted(
        forms, key=lambda form: (guide_number(form), min((p.order for p in form.places), default=LAST))
    )
    wanted = {form.key: form for form in listed}
    placed: dict[str, Form] = {}

    def place(form: Form, above: frozenset[str]) -> None:
        if form.key in placed or form.key in above:
            return
        for need in form.needs:
            if need.key in wanted:
                place(wanted[need.key], above | {form.key})
        placed[form.key] = form

    for form in listed:
        place(form, frozenset())
    return list(placed.values())


def before(form: Form, school: Org) -> list[FormLike]:
    """Forms that come first: what this one needs, and what the guide numbers before it in the same folder of the menu.

    学生基本信息, then 学生基本属性, last 学生学籍信息; of the latter only what the school is obliged to fill.
    """
    number = guide_number(form)
    folders = {place.path[:-1] for place in form.places if place.import_order}
    earlier = [
        other
        for other in registry.registry().records
        if guide_number(other) < number
        and any(
            place.path[:-1] in folders and place.obligations[school.school_type].level is ObligationLevel.MUST
            for place in other.places
        )
    ]
    found = dict.fromkeys([*form.needs, *sorted(earlier, key=guide_number)])
    return [need for need in found if need is not form]


def blockers(form: Form, school: Org, filled: Mapping[str, int] | None = None) -> list[FormLike]:
    """Forms that must have rows in the formal table before this one can be imported, and have none."""
    needed = before(form, school)
    if filled is None:
        rows = FilingCount.objects.filter(school=school, form__in=[need.key for need in needed], rows__gt=0)
        filled = dict(rows.values_list("form", "rows"))
    return [need for need in needed if not filled.get(need.key)]


def explain(form: Form, waiting: Sequence[FormLike]) -> str:
    """Why a form cannot be imported yet, and what to do."""
    named = "、".join(f"“{need.label}”" for need in waiting)
    return (
        f"导入“{form.label}”之前，须先有{named}的数据。"
        f"请先导入或在业务端填写{named}，由数据复核员复核通过后再上传本表。"
    )


def waiting_for_review(school: Org, keys: Iterable[str]) -> set[str]:
    """Which of the forms have a batch that waits for review."""
    found = ImportBatch.objects.filter(school=school, form__in=list(keys), state=ImportBatch.State.REVIEW)
    return set(found.values_list("form", flat=True))
