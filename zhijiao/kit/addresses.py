"""Addresses of named routes, remembered: a page has hundreds, most of them those of the page before."""

import threading
from functools import lru_cache

from django.conf import settings
from django.core.signals import request_finished, request_started
from django.dispatch import receiver
from django.urls import get_script_prefix, reverse

_here = threading.local()
"""Below which path this thread's request has reached the program; asking Django costs more than all the rest."""


@receiver(request_started, dispatch_uid="zhijiao.kit.addresses.begin")
def _begin(**_: object) -> None:
    _here.prefix = get_script_prefix()


@receiver(request_finished, dispatch_uid="zhijiao.kit.addresses.end")
def _end(**_: object) -> None:
    _here.prefix = None


def address_of(name: str, *args: object, **kwargs: object) -> str:
    """Return the address of a route with its parameters, in their order or by name.

    Raises:
        NoReverseMatch: there is no such route, or it takes other parameters.
    """
    prefix = getattr(_here, "prefix", None) or get_script_prefix()
    return _remembered(settings.ROOT_URLCONF, prefix, name, *args, **kwargs)


@lru_cache(maxsize=16_384, typed=True)
def _remembered(urlconf: str, prefix: str, name: str, /, *args: object, **kwargs: object) -> str:
    """An address depends on nothing but this: `reverse` asks for the prefix itself, which is the same."""
    return reverse(name, urlconf=urlconf, args=args or None, kwargs=kwargs or None)
