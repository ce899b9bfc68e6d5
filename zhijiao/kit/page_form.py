"""A form that speaks plain Chinese and describes its fields to the page."""

from collections.abc import Iterable
from typing import Any, Self, TypeVar, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest

Kind = TypeVar("Kind", bound=forms.Field)
Box = dict[str, Any]
"""What the field macro of the pages needs to know of a field."""
EMAIL_WRONG = "邮箱格式不对，例：zhangming@example.edu.cn。"


class PageForm(forms.Form):
    """A form that speaks plain Chinese and describes its fields to the page."""

    #: Label of each field for which the page's own widget differs from the field's kind.
    widgets: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            verb = "选择" if isinstance(field, forms.ChoiceField | forms.ModelChoiceField) else "填写"
            field.error_messages["required"] = f"请{verb}{field.label}。"
            if isinstance(field, forms.CharField) and field.max_length:
                field.error_messages["max_length"] = f"{field.label}最多 {field.max_length} 个字，请缩短。"

    @classmethod
    def of(cls, request: HttpRequest, **kwargs: Any) -> Self:
        """The form as posted, or a blank one when the page is opened."""
        return cls(request.POST if request.method == "POST" else None, **kwargs)

    def field(self, name: str, kind: type[Kind]) -> Kind:
        """The field of that name, which is of that kind."""
        found = self.fields[name]
        if not isinstance(found, kind):
            raise TypeError(f"{name} is a {type(found).__name__}")
        return found

    def boxes(self, *names: str) -> list[Box]:
        """What the page's field macro needs, for the named fields or for all."""
        return [self._box(name) for name in names or self.fields]

    def wrong(self) -> list[tuple[str, str]]:
        """Names and labels of the fields with errors, for the summary on top."""
        return [(name, str(self.fields[name].label)) for name in self.errors if name in self.fields]

    def first_error(self) -> str:
        """The first thing that is wrong, for a page that shows no boxes."""
        return next((str(text) for errors in self.errors.values() for text in errors), "")

    def general_errors(self) -> list[str]:
        """Errors that belong to no single field."""
        return [str(error) for error in self.errors.get(NON_FIELD_ERRORS, ())]

    def refuse(self, error: ValidationError) -> None:
        """Show what a service objected to, beside the field it names, else on top."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)

    def _box(self, name: str) -> Box:
        field, bound = self.fields[name], self[name]
        box: Box = {
            "name": bound.html_name,
            "label": field.label,
            "value": bound.value(),
            "required": field.required,
            "hint": field.help_text,
            "errors": list(self.errors.get(name, [])),
            "widget": self.widgets.get(name, _kind(field)),
            "maxlength": getattr(field, "max_length", None),
        }
        if isinstance(field, forms.ChoiceField):
            choices = cast("Iterable[tuple[Any, Any]]", field.choices)  # the field has made them pairs
            box["choices"] = [(str(value), str(label)) for value, label in choices if value != ""]
        if box["widget"] == "password":
            box["value"] = ""
        return box


def _kind(field: forms.Field) -> str:
    if isinstance(field, forms.ModelMultipleChoiceField):
        return "multiselect"
    if isinstance(field, forms.ChoiceField):
        return "select"
    return "text"
