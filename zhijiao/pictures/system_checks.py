"""What has to hold of the declared pictures, asked at every start."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from zhijiao.filing.schema import registry
from zhijiao.pictures import book


@register()
def check_pictures(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every item of a picture exists and is not private."""
    return [
        Error(f"pictures.book: {picture.key}: {said}", id="zhijiao.pictures.E001")
        for picture in book.pictures()
        for form_key, name in book.items_of(picture)
        if (said := _fault(form_key, name))
    ]


def _fault(form_key: str, name: str) -> str:
    form = registry.forms().get(form_key)
    if form is None or form.is_summary:
        return f"no form {form_key!r} with records"
    column = form.columns.get(name)
    if column is None:
        return f"{form_key} has no item {name!r}"
    if form.is_private or column.private_source is not None:
        return f"{form_key}.{name} is private; a group of one would tell whose value it is"
    return ""
