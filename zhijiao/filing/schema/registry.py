"""The registry: every form of the system, bound to its columns and to its places in the menu.

Built once from Django's app registry after all models are ready; nothing can be added later. Engine code receives
:class:`Form` objects from here and never touches a model class by name.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model

from zhijiao.filing.schema.base_records import Record
from zhijiao.filing.schema.columns.base import Column, FormLike, RecordForm
from zhijiao.filing.schema.form import Form
from zhijiao.filing.schema.summaries import Summary


class Registry:
    """All forms by key."""

    def __init__(self, models: Iterable[type[Model]]) -> None:
        self.records: list[Form] = [
            Form(self, model) for model in models if issubclass(model, Record) and not model._meta.abstract
        ]
        self._by_model = {form.model._meta.label: form for form in self.records}
        summaries = [klass(self) for klass in Summary.declared()]
        everything: list[FormLike] = [*self.records, *summaries]
        self.forms: dict[str, FormLike] = {form.key: form for form in sorted(everything, key=_in_menu_order)}
        self.records.sort(key=_in_menu_order)
        if len(self.forms) != len(everything):
            raise ImproperlyConfigured("Two forms share one key; class names must differ over all modules.")

    def by_model(self, label: Any) -> Form:
        """The form of a model class or of a label such as ``general.Teacher``."""
        label = label if isinstance(label, str) else label._meta.label
        try:
            return self._by_model[label]
        except KeyError:
            raise ImproperlyConfigured(
                f"No form {label!r}; write it as app.Class, e.g. general.Teacher."
            ) from None

    def by_reverse(self, form: FormLike, name: str) -> tuple[RecordForm, Column]:
        """The form and reference behind a ``reverse`` name."""
        for other, column in form.referring if isinstance(form, Form) else ():
            if other.model._meta.get_field(column.name).remote_field.related_name == name:
                return other, column
        raise ImproperlyConfigured(
            f"{form.key}: nothing called {name!r} to look through; name a Ref, a Code or the reverse= of a Ref."
        )


def _in_menu_order(form: FormLike) -> tuple[int, bool]:
    """By the first place in the menu; what has none of its own comes after its host."""
    return min((place.order for place in form.places), default=10_000), form.host is not None


@cache
def registry() -> Registry:
    """The registry; built at first use, when all apps are ready."""
    apps.check_models_ready()
    for config in apps.get_app_configs():
        if config.name.startswith("zhijiao.modules.") and find_spec(f"{config.name}.summaries"):
            import_module(f"{config.name}.summaries")
    return Registry(apps.get_models())


def forms() -> dict[str, FormLike]:
    """All forms, records and summaries, by key in the order of the menu."""
    return registry().forms


@cache
def _shared_labels() -> frozenset[str]:
    counts = Counter(form.label for form in forms().values())
    return frozenset(label for label, count in counts.items() if count > 1)


def distinct_label(form: FormLike) -> str:
    """What a form is called beside others: its label, or its path in the menu where another has the same label."""
    place = next(iter(form.places), None)
    return " · ".join(place.path) if place and form.label in _shared_labels() else form.label


def in_words(keys: Iterable[str]) -> str:
    """What forms are called whose keys were written down; what is no key stands as it is."""
    known = forms()
    return "、".join(distinct_label(known[key]) if key in known else str(key) for key in keys)


def get(key: str) -> FormLike:
    """One form, with records or computed.

    Raises:
        KeyError: no such form.
    """
    return registry().forms[key]


def record_form(key: str) -> Form:
    """One form with records.

    Raises:
        KeyError: no such form, or a summary.
    """
    form = get(key)
    if not isinstance(form, Form):
        raise KeyError(key)
    return form
