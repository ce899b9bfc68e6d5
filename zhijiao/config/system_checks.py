"""Checks of the installation as a whole, run by ``zhijiao check`` and at every start."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core import checks

import zhijiao
from zhijiao.filing.schema import registry
from zhijiao.filing.schema.columns.base import FormLike

MODULES = Path(zhijiao.__file__).parent / "modules"


@checks.register()
def check_modules_are_installed(app_configs: Any, **kwargs: Any) -> list[checks.Error]:
    """A folder of zhijiao/modules that the settings do not name would be a module whose forms nobody ever sees."""
    return [
        checks.Error(
            f"The module {name} is not installed; none of its forms exists.",
            hint=f'Add "zhijiao.modules.{name}" to OWN_APPS in zhijiao/config/settings.py.',
            id="config.E001",
        )
        for name in forgotten_modules(MODULES)
    ]


def forgotten_modules(folder: Path) -> list[str]:
    """Modules of a folder that are no installed app."""
    installed = {config.name for config in apps.get_app_configs()}
    there = sorted(path.parent.name for path in folder.glob("*/apps.py"))
    return [name for name in there if f"zhijiao.modules.{name}" not in installed]


@checks.register()
def check_forms_have_places(app_configs: Any, **kwargs: Any) -> list[checks.Error]:
    """A form that the matrix does not name would have a table and no entry in any menu."""
    return [
        checks.Error(
            f"The form {form.key} of {form.module} has no place in the menu; nobody can open it.",
            hint=f"Add a row with {form.key} in its columns slug and form to zhijiao/catalogue/rounds/*.csv, "
            "or name in part_of the Ref to the form whose records show its rows.",
            id="config.E002",
        )
        for form in placeless(registry.forms().values())
    ]


def placeless(forms: Iterable[FormLike]) -> list[FormLike]:
    """Forms that stand in no menu, neither themselves nor with a host."""
    return [form for form in forms if not form.places]
