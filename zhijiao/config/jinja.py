"""The Jinja2 environment of every template: globals, filters, and escaping that cannot be switched off."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.templatetags.static import static as find_static
from django.urls import NoReverseMatch
from django.utils import timezone
from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.runtime import Macro
from markupsafe import Markup

from zhijiao.config.template_code import TemplateCode, checked_globals
from zhijiao.filing.schema.registry import distinct_label
from zhijiao.kit.addresses import address_of
from zhijiao.web import formats

SPRITE = "vendor/icons.svg"


static = lru_cache(maxsize=512)(find_static)
"""Addresses of files change with a release alone, and then the program starts anew."""


def has_url(name: str, **kwargs: object) -> bool:
    """Tell whether a named route exists in this installation, for links to optional parts."""
    try:
        address_of(name, **kwargs)
    except NoReverseMatch:
        return False
    return True


@lru_cache(maxsize=512)
def icon(name: str, cls: str = "") -> Markup:
    """Return one icon of the sprite as inline SVG, hidden from screen readers; words stand beside it."""
    drawing = Markup('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>')
    return drawing.format(f"ico {cls}".strip(), static(SPRITE), name)


def kept(macro: Macro) -> Callable[..., str]:
    """Remember what a macro writes, for macros that depend on their arguments and on nothing else: chips, choices.

    Arguments that can be changed, such as lists, are written anew each time.
    """
    remembered = lru_cache(maxsize=1024, typed=True)(macro)

    def written(*args: Any, **kwargs: Any) -> str:
        try:
            return remembered(*args, **kwargs)
        except TypeError:  # a list among them; a mistake of the call is raised by the macro once more
            return macro(*args, **kwargs)

    return written


def flash(request: HttpRequest | None) -> list:
    """Return and use up the one-time messages of this request; none when it has no message store."""
    return list(get_messages(request)) if request else []


def site_name() -> str:
    """What this installation is called."""
    return settings.INSTALLATION_NAME


def short_name() -> str:
    """The same for narrow windows: an own name as it is, the official one shortened."""
    return (
        "中职学校系统" if settings.INSTALLATION_NAME == settings.OFFICIAL_NAME else settings.INSTALLATION_NAME
    )


def is_demo() -> bool:
    """Whether this is the fictitious province, which every page has to say."""
    return settings.DEMO


_METHODS = frozenset(name for name in dir(dict) if not name.startswith("_"))

GLOBALS: dict[str, Callable[..., Any]] = {
    "site_name": site_name,
    "short_name": short_name,
    "is_demo": is_demo,
    "url": address_of,
    "has_url": has_url,
    "static": static,
    "icon": icon,
    "kept": kept,
    "flash": flash,
    "now": timezone.now,
    "page_window": formats.page_window,
    "query_pairs": formats.query_pairs,
    "is_iso_date": formats.is_iso_date,
    "is_iso_month": formats.is_iso_month,
}

FILTERS = {
    "date": formats.format_date,
    "datetime": formats.format_datetime,
    "thousands": formats.format_thousands,
    "size": formats.format_size,
    "dash": formats.dash,
    "form_name": distinct_label,
}


class FieldEnvironment(Environment):
    """An environment that looks into plain dictionaries first for what they hold: a form is two thousand such looks."""

    code_generator_class = TemplateCode

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What stands behind `obj.attribute`; the name of a method is the method, unless the dictionary holds it."""
        if type(obj) is not dict:
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return super().getattr(obj, attribute)
        if attribute in obj:
            return obj[attribute]
        if attribute in _METHODS:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)


def _compiled_templates() -> FileSystemBytecodeCache | None:
    """Where compiled templates are kept between starts: a folder that nobody else can write to, as code is read there.

    A working copy keeps nothing; nor does an installation that may not write to its folder or does not own it.
    """
    folder = settings.VAR / "templates"
    if settings.DEBUG or settings.TESTING:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)  # refused for a folder of somebody else
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder), f"{version('zhijiao')}-%s.bin")


def environment(**options: Any) -> Environment:
    """Build the environment that settings.TEMPLATES names; escaping stays on whatever the options say."""
    options.pop("autoescape", None)
    options.setdefault("bytecode_cache", _compiled_templates())
    options.setdefault(
        "optimized", False
    )  # else what a filter makes of a constant would be kept with the template
    built = FieldEnvironment(autoescape=True, trim_blocks=True, lstrip_blocks=True, **options)
    built.globals.update(checked_globals(GLOBALS))
    built.filters.update(FILTERS)
    return built
