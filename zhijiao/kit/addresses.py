"""Addresses of named routes, remembered: a page has hundreds, most of them those of the page before."""

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse


def address_of(name: str, **kwargs: object) -> str:
    """Return the address of a route with its parameters.

    Raises:
        NoReverseMatch: there is no such route, or it takes other parameters.
    """
    return _remembered(get_urlconf() or settings.ROOT_URLCONF, get_script_prefix(), name, **kwargs)


@lru_cache(maxsize=16_384, typed=True)
def _remembered(urlconf: str, prefix: str, name: str, /, **kwargs: object) -> str:
    """An address depends on nothing but this."""
    return reverse(name, urlconf=urlconf, kwargs=kwargs or None)
