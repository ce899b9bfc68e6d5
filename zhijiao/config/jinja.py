"""The one template environment: Jinja2, escaping always on."""

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined


def url(name: str, *args, **kwargs) -> str:
    """Return the address of a named page, as `{{ url("filing:list", form="teacher") }}`."""
    return reverse(name, args=args, kwargs=kwargs)


def environment(**options) -> Environment:
    """Build the environment; an unknown name in a template is an error, never an empty string."""
    options.update(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made = Environment(**options)
    made.globals.update(static=static, url=url)
    return made
