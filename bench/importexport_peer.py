"""django-import-export on the same model with the same checks: what a careful engineer would set up."""

import io
import time
from datetime import date, datetime
from typing import Any
from unittest.mock import patch

import tablib
from django.core.exceptions import ValidationError
from django.db.models import Manager
from django.utils import timezone
from import_export import fields, resources, widgets
from import_export.instance_loaders import CachedInstanceLoader

from zhijiao.filing.schema import registry
from zhijiao.filing.schema.base_records import GuardedManager
from zhijiao.kit.identity import check_id_number, parse_id_number
from zhijiao.modules.general.models import Teacher
from zhijiao.orgs.models import Org
from zhijiao.private import blind_index
from zhijiao.private.cipher import for_school

DEFAULT, TUNED = "default with full_clean", "tuned: bulk, cached loader, no diff, full_clean"
SETTINGS = {
    DEFAULT: {"sqlite": ">= 40 x", "postgresql": ">= 50 x"},
    TUNED: {"sqlite": ">= 20 x", "postgresql": ">= 20 x"},
}


class CodeWidget(widgets.Widget):
    """Name of a code → the code."""

    def __init__(self, column: Any) -> None:
        super().__init__()
        self.column = column
        self.known = {name: code for code, name, _ in column.choices()}

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str | None:
        """The code, or an error."""
        if value in (None, ""):
            return None
        code = self.known.get(value) or self.column.table.find(str(value))
        if code is None:
            raise ValueError(f"{value} is not in {self.column.facts.table}")
        self.known[value] = code
        return code


class DayWidget(widgets.Widget):
    """A date cell or its ISO text."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> date | None:
        """The day."""
        if value in (None, ""):
            return None
        if isinstance(value, datetime):
            return value.date()
        return value if isinstance(value, date) else date.fromisoformat(value)


class FlagWidget(widgets.Widget):
    """是 or 否."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool | None:
        """The flag."""
        return None if value in (None, "") else {"是": True, "否": False}[value]


WIDGETS = {"date": lambda column: DayWidget(), "flag": lambda column: FlagWidget()}


def _widget(column: Any) -> widgets.Widget:
    if column.code_table:
        return CodeWidget(column)
    return WIDGETS.get(column.type, lambda column: widgets.CharWidget())(column)


def resource(school: Org, setting: str) -> resources.ModelResource:
    """The resource for a school: natural key 工号, checks of the declaration, encryption of private columns."""
    form = registry.get("teacher")
    cipher = for_school(school.pk)
    tuned = setting == TUNED

    class Meta:
        model = Teacher
        import_id_fields = ["number"]
        fields = [column.name for column in form.stored]
        clean_model_instances = True
        use_bulk = tuned
        batch_size = 1000
        skip_diff = tuned
        if tuned:
            instance_loader_class = CachedInstanceLoader

    class TeacherResource(resources.ModelResource):
        def get_queryset(self) -> Any:
            return Teacher.unscoped.filter(school=school)

        def init_instance(self, row: Any = None) -> Teacher:
            now = timezone.now()
            return Teacher(school=school, created_at=now, updated_at=now)

        def validate_instance(self, instance: Teacher, *args: Any, **kwargs: Any) -> None:
            super().validate_instance(instance, *args, **kwargs)
            for column in form.stored:
                if column.required and getattr(instance, column.name) in (None, ""):
                    raise ValidationError({column.name: "required"})
                if column.facts.check and (
                    reason := column.facts.check(getattr(instance, column.name) or "")
                ):
                    raise ValidationError({column.name: reason})
            if reason := check_id_number(instance.id_number):
                raise ValidationError({"id_number": reason})
            card = parse_id_number(instance.id_number)
            if (card.birth, card.sex) != (instance.birth, instance.sex):
                raise ValidationError({"id_number": "disagrees with birth date or sex"})
            index = blind_index.index("id", instance.id_number)
            if self.get_queryset().filter(id_number_blind=index).exclude(pk=instance.pk).exists():
                raise ValidationError({"id_number": "exists"})

        def before_save_instance(self, instance: Teacher, row: Any, **kwargs: Any) -> None:
            instance.id_number_blind = blind_index.index("id", instance.id_number)
            for column in form.private_columns:
                setattr(instance, column.name, cipher.encrypt(getattr(instance, column.name)))

    made = {
        column.name: fields.Field(attribute=column.name, column_name=column.label, widget=_widget(column))
        for column in form.stored
    }
    return type("PeerResource", (TeacherResource,), {**made, "Meta": Meta})()


@patch.object(GuardedManager, "get_queryset", Manager.get_queryset)
def run(school: Org, data: bytes, setting: str) -> tuple[float, float]:
    """Seconds of its two steps: load and dry run; load and import. The usual manager answers, as full_clean asks it."""
    importer = resource(school, setting)
    taken = []
    for dry in (True, False):
        start = time.perf_counter()
        sheet = tablib.Dataset().load(io.BytesIO(data), format="xlsx")
        result = importer.import_data(sheet, dry_run=dry, use_transactions=True)
        taken.append(time.perf_counter() - start)
        broken = [*result.row_errors(), *((row.number, row.error) for row in result.invalid_rows)]
        assert not broken, str(broken[0])[:400]
    count = Teacher.unscoped.filter(school=school).count()
    assert count == len(sheet), f"{count} of {len(sheet)} rows arrived"
    return taken[0], taken[1]
