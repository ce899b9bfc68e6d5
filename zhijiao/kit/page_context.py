"""Drawing a page from a dataclass: its fields are what the template may use, so both can be read side by side."""

from dataclasses import fields
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def render_page(
    request: HttpRequest, template: str, context: "DataclassInstance", status: int = 200
) -> HttpResponse:
    """Draw a template with the fields of a context."""
    names = {field.name: getattr(context, field.name) for field in fields(context)}
    return render(request, template, names, status=status)
